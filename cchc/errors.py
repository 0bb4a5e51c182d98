"""Exceptions, and the one place where an exception becomes an exit status."""

from __future__ import annotations

from enum import IntEnum

from cchc.diagnostics import Diagnostic, diagnostic


class Exit(IntEnum):
    """Exit statuses of every command."""

    OK = 0
    FAILED = 1
    """A target failed or is missing."""
    USAGE = 2
    """The command line is wrong."""
    INVALID = 3
    """A file can't be read or is invalid; outranks FAILED."""
    INTERRUPTED = 130
    """Stopped from the keyboard, as shells report it."""


class CchcError(Exception):
    """Base of the errors that end a run; carries what to say."""

    exit_status: Exit = Exit.INVALID

    def __init__(self, *diagnostics: Diagnostic, file: str | None = None) -> None:
        super().__init__(*(problem.code for problem in diagnostics))
        self.diagnostics = diagnostics
        self.file = file


class InputError(CchcError):
    """A file can't be read, or what it says can't be used at all."""


class ForeignError(InputError):
    """A file that plainly is something else; where it was named, an error like any other."""


class UsageError(CchcError):
    """The command line asks for something that can't be."""

    exit_status = Exit.USAGE
    command: str = ""
    """The command whose help would tell more."""


def as_cchc_error(error: Exception) -> CchcError:
    """`error` itself if it is ours; anything else is a mistake in the program, and says so."""
    if isinstance(error, CchcError):
        return error
    if isinstance(error, OSError):  # reading has its own errors; what is left is writing
        return CchcError(diagnostic("unwritable", reason=error.strerror or str(error)))
    return CchcError(diagnostic("internal", detail=f"{type(error).__name__}: {error}"))
