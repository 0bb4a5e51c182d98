"""The standard streams: encodings they can't write, readers that leave, errors for people."""

from __future__ import annotations

import codecs
import io
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, cast

from cchc.diagnostics import Diagnostic, diagnostic
from cchc.document.files import MISSING, STDIN
from cchc.document.writing import write_bytes
from cchc.errors import CchcError, UsageError
from cchc.messages import Messages
from cchc.render import (
    FILE_FORMATS,
    MACHINE_FORMATS,
    Report,
    beginning,
    content,
    in_file,
    is_written_into,
    render,
    suffix_of,
)
from cchc.render.look import Colour, Look
from cchc.render.wording import shown_place
from cchc.text import legible, visible

if TYPE_CHECKING:
    from cchc.cli.progress import Bar

_NARROWEST: Final = 60
_WORTH_A_BAR: Final = 10
"""Files that take longer than a glance."""
_FORCED: Final = ("CLICOLOR_FORCE", "FORCE_COLOR", "TTY_COMPATIBLE")
"""Variables by which colours are asked for where there is no terminal."""
_wanted: str | None = None
"""What the command line says of colours."""


def prepare_streams(colour: str | None = None) -> None:
    """Makes the streams ones that can be written, whatever they are.

    A legacy code page gets what reads alike for the letters it lacks; a stream that is closed
    takes what nobody will read.

    Args:
        colour: ``always`` or ``never``; else variables and the terminal decide.
    """
    global _wanted  # noqa: PLW0603 - of the process, as its streams are
    _wanted = colour
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            handler = f"legible-{stream.encoding}"
            codecs.register_error(handler, partial(_legible, stream.encoding))
            stream.reconfigure(errors=handler)


def _legible(encoding: str, error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return legible(error.object[error.start : error.end], encoding), error.end


def look(messages: Messages, format: str = "table") -> Look:
    """How to write to standard output."""
    return for_screen(Look(messages), format)


def for_screen(look: Look, format: str) -> Look:
    """`look` as standard output has it."""
    if format in MACHINE_FORMATS:
        return look
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return look._replace(width=width(), encoding=encoding, colour=_colour())


def width() -> int:
    """Columns to write for: the terminal's, or 80 where there is none."""
    return max(_NARROWEST, shutil.get_terminal_size((80, 24)).columns)


def _colour() -> Colour | None:
    """How standard output writes colours, if it is to; without them it writes no bold either."""
    if not _is_coloured():
        return None
    from rich.console import Console

    console = Console(force_terminal=True, no_color=False)
    # The consoles of before Windows 10 take colours by calls rather than in the text.
    return None if console.legacy_windows else cast(Colour | None, console.color_system)


def _is_coloured() -> bool:
    if _wanted in ("always", "never"):
        return _wanted == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return sys.stdout.isatty() or any(os.environ.get(name, "0") != "0" for name in _FORCED)


def emit(kind: Report, format: str, report: Any, look: Look) -> None:
    """Writes a report to standard output."""
    screen = Screen(format)
    out = io.StringIO()
    render(kind, format, report, look, out)
    screen.write(out.getvalue())


def say(kind: Report, format: str, report: Any, messages: Messages) -> None:
    """Writes a report to standard error, where standard output has something else to take."""
    out = io.StringIO()
    render(kind, format, report, Look(messages), out)
    _say(out.getvalue().rstrip("\n"))


def save(
    kind: Report, format: str, report: Any, messages: Messages, file: str, *, force: bool
) -> None:
    """Writes a report to a file, and says so on standard error; ``-`` is standard output.

    What a run makes anew is replaced, what people may have written into only with `force`.

    Raises:
        UsageError: there is such a file already, and not `force`; or no folder to put it in.
    """
    if file == STDIN and format not in FILE_FORMATS:
        emit(kind, format, report, look(messages, format))
        return
    made = as_file(kind, format, report, messages, os.path.dirname(file))
    save_content(kind, format, made, file, force=force)
    if file != STDIN:
        say_saved(file, messages)


def save_content(kind: Report, format: str, made: bytes, file: str, *, force: bool) -> None:
    """Writes to a file, as `save` does, what is a file's content already."""
    if file == STDIN:
        _pour(made)
    else:
        write_bytes(file, made, force=force or not is_written_into(kind, format))


def _pour(content: bytes) -> None:
    """Writes bytes to standard output, as they are where it takes bytes."""
    try:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
        else:
            sys.stdout.write(content.decode(errors="backslashreplace"))
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise CchcError(diagnostic("unwritable", reason=error.strerror)) from None


def say_saved(file: str, messages: Messages) -> None:
    """Says on standard error that a file has been written."""
    _say(messages("cli.saved", file=visible(file, most=1000)))


def save_each(
    kind: Report,
    format: str,
    reports: Mapping[str, Any],
    messages: Messages,
    folder: str,
    *,
    force: bool,
) -> None:
    """Writes each report to a file in a folder, and says so on standard error.

    The folder is made if it isn't there; that above it isn't.

    Args:
        kind: what the reports are.
        format: the files' format.
        reports: each by the name of its file, without the suffix.
        messages: the language of the files.
        folder: where to write.
        force: whether files that are there already are replaced.

    Raises:
        UsageError: one of the files is there already, and not `force`, when none is written; or
            no folder to put them in.
    """
    files = {os.path.join(folder, name + suffix_of(format)): name for name in reports}
    force = force or not is_written_into(kind, format)
    if not force and (taken := next(filter(os.path.lexists, files), None)):
        raise UsageError(diagnostic("usage-file-exists", file=taken))
    written = {
        file: as_file(kind, format, reports[name], messages, folder) for file, name in files.items()
    }
    if not os.path.lexists(folder) and os.path.isdir(os.path.dirname(os.path.abspath(folder))):
        os.mkdir(folder)
    for file, made in written.items():
        write_bytes(file, made, force=force)
    _say(messages("cli.saved-each", count=len(files), folder=visible(folder, most=1000)))


def as_file(kind: Report, format: str, report: Any, messages: Messages, folder: str = "") -> bytes:
    """The bytes of the file that `report` becomes, which is to lie in `folder`."""
    if format in FILE_FORMATS:
        return content(kind, format, report, messages, folder)
    out = io.StringIO()
    render(kind, format, report, Look(messages), out)
    return beginning(format) + in_file(format, out.getvalue())


class Screen:
    """Standard output, and a progress bar on standard error while it lasts."""

    def __init__(self, format: str) -> None:
        if format in MACHINE_FORMATS and isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        self._bar: Bar | None = None

    @contextmanager
    def progress(self, total: int, messages: Messages) -> Iterator[None]:
        """Shows how many of `total` files are done, if standard error is a terminal."""
        if total < _WORTH_A_BAR or not sys.stderr.isatty():
            yield
            return
        from cchc.cli.progress import Bar

        with Bar(total, messages("cli.progress")) as self._bar:
            yield
        self._bar = None

    @contextmanager
    def advancing(self, files: int) -> Iterator[None]:
        """Makes room to write what `files` more files have come to."""
        if self._bar:
            with self._bar.hidden(files):
                yield
        else:
            yield

    def write(self, text: str) -> None:
        """Writes `text`; once nobody reads any more, nothing.

        Raises:
            CchcError: it can't be written.
        """
        if not text:
            return
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except BrokenPipeError:
            # `cchc … | head`: whoever read has seen enough, and the verdict stands all the same.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            raise CchcError(diagnostic("unwritable", reason=error.strerror)) from None


def show_error(error: CchcError, messages: Messages) -> None:
    """Writes what is wrong to standard error: place, message, code, how to mend it."""
    _tell([(error.file, problem) for problem in error.diagnostics], messages)
    if isinstance(error, UsageError) and error.command:
        _say(f"  {messages('cli.try-help', command=error.command)}")


def show_problems(found: Iterable[tuple[str, Diagnostic]], messages: Messages) -> None:
    """Writes to standard error what is wrong with files, and how to mend it."""
    _tell(found, messages)


def show_missing(found: Iterable[tuple[str, Diagnostic]], messages: Messages) -> None:
    """Writes to standard error which of the files with a problem aren't there at all."""
    _tell([one for one in found if one[1].code in (MISSING, "address-given")], messages)


def _tell(problems: Iterable[tuple[str | None, Diagnostic]], messages: Messages) -> None:
    """Problems of files, and once for those of one kind how to mend them."""
    for code, some in groupby(problems, key=lambda one: one[1].code):
        from cchc.render.kit.table import excerpt  # only where something is wrong

        for file, problem in some:
            shown = messages("stdin") if file == STDIN else visible(file or "cchc")
            place = shown_place(shown, problem.place)
            _say(f"{place}: {messages('severity.error')}: {messages.message(problem)} [{code}]")
            for line in excerpt(problem, width() - 6) or ():
                _say(f"      {line}")
        _say(f"  {messages('cli.mend')}: {messages.help(code)}")


def _say(text: str) -> None:
    with suppress(OSError):  # nobody can read it; the exit status still tells
        print(text, file=sys.stderr, flush=True)
