"""Where a check's results go: each format to a file or standard output, in one run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import BinaryIO, Final, NamedTuple

from cchc.batch import CheckReport
from cchc.cli import options
from cchc.cli.console import Screen, say_saved
from cchc.cli.inputs import Inputs
from cchc.diagnostics import diagnostic
from cchc.document.files import STDIN
from cchc.document.writing import new_file
from cchc.errors import CchcError, UsageError
from cchc.messages import Messages
from cchc.plan.model import Plan
from cchc.render import FORMATS, beginning, in_file
from cchc.render.check.writer import check_writer
from cchc.render.look import Look, Way
from cchc.submission.folders import identity, would_find

SUMMARY_LIMIT: Final = 1024 * 1024
"""Bytes that GitHub takes as the summary of one step of a job."""

Write = Callable[[str], None]


class Outlet(NamedTuple):
    """One format of a run's results, and where it goes."""

    format: str
    file: str = ""
    """Empty for standard output."""
    appended: bool = False
    """Whether the file is added to, as the summary of a job's step is."""


class Channel:
    """One output while it is written: its text comes part by part."""

    def __init__(self, output: Outlet, way: Way, write: Write) -> None:
        self.format = output.format
        self.way = way
        self.writer = check_writer(output.format, way)
        self._write = write
        self._opening = ""
        self._begun = False

    def begin(self, plan: Plan) -> None:
        """Keeps what comes first until there is something to write after it."""
        self._opening = self.writer.opening(plan)

    def add(self, text: str) -> None:
        """Writes a submission's text, or what stands like one; an empty one is left out."""
        if text:
            self._write(self._opening + (self.writer.BETWEEN if self._begun else "") + text)
            self._opening, self._begun = "", True

    def end(self, report: CheckReport) -> None:
        """Writes what comes last."""
        self._write(self._opening + self.writer.closing(report))
        self._opening = ""


def asked(order: Iterable[str], formats: Sequence[str], files: Sequence[str]) -> list[Outlet]:
    """The outputs that a command line asks for: a file belongs to the format right before it.

    Args:
        order: names of options as they stand, ``format`` and ``output`` among them.
        formats: the values of ``format``, in their order; those of the settings where the line
            has none.
        files: the values of ``output``, in their order.

    Raises:
        UsageError: no such format; a file without one whose suffix tells none; two formats for
            standard output; or one file for two of them.
    """
    names, targets = iter(formats), iter(files)
    found: list[Outlet] = []
    for option in order:
        if option == "format":
            found.append(Outlet(options.choice("--format", next(names), FORMATS["check"])))
        elif option == "output":
            file = next(targets)
            if found and not found[-1].file:
                found[-1] = found[-1]._replace(file=file)
            else:
                found.append(Outlet(options.file_format(file, FORMATS["check"]), file))
    found = found or [Outlet(next(names, FORMATS["check"][0]))]
    return _told_apart([one._replace(file="" if one.file == "-" else one.file) for one in found])


def _told_apart(outputs: list[Outlet]) -> list[Outlet]:
    """`outputs`, if no two of them go to the same place."""
    printed = [one for one in outputs if not one.file]
    if len(printed) > 1:
        first, second = printed[0].format, printed[1].format
        raise UsageError(diagnostic("usage-two-formats", first=first, second=second))
    seen: set[str] = set()
    for one in outputs:
        if one.file and _place(one.file) in seen:
            raise UsageError(diagnostic("usage-same-output", file=one.file))
        seen.add(_place(one.file))
    return outputs


def apart_from(
    outputs: Iterable[Outlet], inputs: Inputs, arguments: Sequence[str], plans: Sequence[str]
) -> Inputs:
    """`inputs`, if no output is among what the run reads, or would be the next time.

    Args:
        outputs: where the results go.
        inputs: the submissions, and the file of waivers.
        arguments: what the command line calls the submissions.
        plans: the files of plans.

    Raises:
        UsageError: an output is one of these files, or a new one in a folder of submissions.
    """
    files = [one.file for one in outputs if one.file]
    read = (*inputs.files, *arguments, inputs.policy.file, *plans)
    for file in files:
        never_read(file, read)
        if would_find(arguments, file):
            raise UsageError(diagnostic("usage-output-checked", file=file))
    written = set(map(_place, files))
    skipped = tuple(file for file in inputs.skipped if _place(file) not in written)
    return inputs._replace(skipped=skipped)


def never_read(file: str, read: Iterable[str]) -> None:
    """Makes sure that `file`, which is to be written, is none of those that the run reads.

    Raises:
        UsageError: it is one of them, by this name or another.
    """
    names = [name for name in read if name != STDIN and not os.path.isdir(name)]
    if file and _place(file) in map(_place, names):
        raise UsageError(diagnostic("usage-output-checked", file=file))


def _place(file: str) -> str:
    """What is equal for two names of one file."""
    return identity(os.path.realpath(file)) if file and "\0" not in file else file


def with_summary(outputs: Sequence[Outlet]) -> list[Outlet]:
    """`outputs`, and the summary of the job's step where one is kept and Markdown asked for."""
    file = os.environ.get("GITHUB_STEP_SUMMARY", "")
    if file and any(one.format == "markdown" for one in outputs):
        return [*outputs, Outlet("markdown", file, appended=True)]
    return list(outputs)


@contextmanager
def opened(
    outputs: Sequence[Outlet], ways: Sequence[Way], screen: Screen
) -> Iterator[list[Channel]]:
    """The outputs, to be written; files take their names when all of them are whole.

    Raises:
        UsageError: a file can't be where it is to be.
        CchcError: a file can't be written; none is left half-written.
    """
    with ExitStack() as stack:
        yield [
            Channel(output, way, stack.enter_context(_open(output, way.look, screen)))
            for output, way in zip(outputs, ways, strict=True)
        ]
    for output, way in zip(outputs, ways, strict=True):
        if output.file and not output.appended:
            say_saved(output.file, way.look.messages)


@contextmanager
def _open(output: Outlet, look: Look, screen: Screen) -> Iterator[Write]:
    if not output.file:
        yield screen.write
    elif output.appended:
        summary = _Summary()
        yield summary.write
        summary.save(output.file, look.messages)
    else:
        with new_file(output.file, force=True) as stream:
            stream.write(beginning(output.format))
            yield lambda text: _put(stream, in_file(output.format, text))


def _put(stream: BinaryIO, content: bytes) -> None:
    stream.write(content)
    stream.flush()  # a process forked from this one must not have any of it to write


class _Summary:
    """What is added to the summary of a job's step, kept up to the size that it may have."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0
        self._last = ""

    def write(self, text: str) -> None:
        """Keeps `text` as the last part."""
        if self._size <= SUMMARY_LIMIT:
            self._parts.append(self._last)
            self._size += len(self._last.encode(errors="backslashreplace"))
        self._last = text

    def save(self, file: str, messages: Messages) -> None:
        """Adds what was kept to `file`, shortened to what there is room for.

        Raises:
            CchcError: it can't be written.
        """
        from cchc.render.check.summary import fitting

        try:
            with open(file, "ab") as stream:
                before = stream.seek(0, os.SEEK_END)
                margin = b"\n" if before else b""
                room = SUMMARY_LIMIT - before - len(margin)
                text = fitting("".join(self._parts), self._last, room, messages)
                stream.write(margin + text.encode(errors="backslashreplace"))
        except OSError as error:
            reason = error.strerror or str(error)
            raise CchcError(diagnostic("unwritable", reason=reason), file=file) from None
