"""The standard streams: encodings they can't write, readers that leave, errors for people."""

import codecs
import io
import os
import shutil
import sys
from functools import partial
from itertools import groupby
from typing import Any, TextIO

from cchc.diagnostics import diagnostic
from cchc.document.files import STDIN
from cchc.errors import CchcError, UsageError
from cchc.messages import Messages
from cchc.render import MACHINE_FORMATS, Look, Report, render
from cchc.render.wording import excerpt, shown_place
from cchc.text import legible, visible

_NARROWEST = 60


def prepare_streams() -> None:
    """Makes the streams ones that can be written, whatever they are.

    A legacy code page gets what reads alike for the letters it lacks; a stream that is closed
    takes what nobody will read.
    """
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


def width() -> int:
    """Columns to write for: the terminal's, or 80 where there is none."""
    return max(_NARROWEST, shutil.get_terminal_size((80, 24)).columns)


def emit(kind: Report, format: str, report: Any, look: Look) -> None:
    """Writes a report to standard output."""
    out: TextIO = sys.stdout
    if format in MACHINE_FORMATS and isinstance(out, io.TextIOWrapper):
        out.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        render(kind, format, report, look, out)
        out.flush()
    except (BrokenPipeError, SystemExit):  # rich turns the one into the other
        # `cchc … | head`: whoever read has seen enough, and the verdict stands all the same.
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
    except OSError as error:
        raise CchcError(diagnostic("unwritable", reason=error.strerror)) from None


def show_error(error: CchcError, messages: Messages) -> None:
    """Writes what is wrong to standard error: place, message, code, how to mend it."""
    file = messages("stdin") if error.file == STDIN else visible(error.file or "cchc")
    for code, problems in groupby(error.diagnostics, key=lambda problem: problem.code):
        for problem in problems:
            place = shown_place(file, problem.place)
            severity = messages("severity.error")
            _say(f"{place}: {severity}: {messages.message(problem)} [{code}]")
            for line in excerpt(problem, width() - 6) or ():
                _say(f"      {line}")
        _say(f"  {messages('cli.mend')}: {messages.help(code)}")
    if isinstance(error, UsageError) and error.command:
        _say(f"  {messages('cli.try-help', command=error.command)}")


def _say(text: str) -> None:
    print(text, file=sys.stderr)
