"""Values of options as the core wants them, or a usage error that says what was expected."""

import os
from collections.abc import Sequence
from typing import Any, Final, TypeVar

import typer

from cchc.cli.click import ParameterSource
from cchc.cli.inputs import Inputs
from cchc.cli.jobs import useful_jobs
from cchc.diagnostics import diagnostic
from cchc.document.files import STDIN
from cchc.errors import UsageError
from cchc.messages import Messages
from cchc.plan.model import Field, Plan
from cchc.plan.succession import Succession
from cchc.policy import FAIL_ON, NOTHING, USUAL, Policy
from cchc.render import FILE_FORMATS, format_of, suffix_of
from cchc.submission.folders import find_files
from cchc.submission.ignored import ALL, Excluded
from cchc.text import fold, is_address, nearest

Choice = TypeVar("Choice", bound=str)

_MOST_JOBS: Final = 256
_MOST_LINES: Final = 999_999_999


def formats(messages: Messages, known: Sequence[str], key: str = "cli.option.format") -> Any:
    """The option that chooses a format, with what the registry of formats has."""
    help = messages(key, formats=", ".join(known))
    return typer.Option(metavar="|".join(known), help=help)


def file_help(messages: Messages, formats: Sequence[str], key: str = "cli.option.output") -> str:
    """The help of an option that names a file to write."""
    return messages(key, suffixes=_suffixes(formats))


def _suffixes(formats: Sequence[str]) -> str:
    return ", ".join(filter(None, map(suffix_of, formats)))


def file_format(file: str, formats: tuple[str, ...]) -> str:
    """The format that a file's suffix asks for."""
    found = format_of(file, formats)
    if found is None:
        known = _suffixes(formats)
        raise UsageError(diagnostic("usage-unknown-suffix", file=file, known=known))
    return found


def format_for(format: str, output: str, formats: tuple[str, ...]) -> str:
    """The format asked for, by name or by the file's suffix; the first one by default."""
    is_file = output not in ("", STDIN)
    if format:
        choice("--format", format, formats)
        if format in FILE_FORMATS and not output:
            raise UsageError(diagnostic("usage-missing-option", option="--output"))
        return format
    if is_file:
        return file_format(output, formats)
    if formats[0] in FILE_FORMATS:  # which nobody wants on a terminal without asking
        option = "--format" if output else "--output"
        raise UsageError(diagnostic("usage-missing-option", option=option))
    return formats[0]


def choice(option: str, value: str, known: Sequence[Choice]) -> Choice:
    """The one of `known` that `value` is."""
    for candidate in known:
        if candidate == value:
            return candidate
    raise _no_choice(option, value, known)


def _no_choice(option: str, value: str, known: Sequence[str]) -> UsageError:
    return UsageError(
        diagnostic(
            "usage-unknown-choice",
            option=option,
            value=value,
            known=", ".join(known),
            nearest=nearest(value, known),
        )
    )


def choices(
    option: str, value: str, known: Sequence[Choice], *, alone: str = ""
) -> frozenset[Choice]:
    """Those of `known` that `value` names, separated by commas.

    An error also names `alone`, which may only stand by itself.
    """
    words = [word.strip() for word in value.split(",")]
    for word in words:
        if word not in known:
            raise _no_choice(option, word, [*known, alone] if alone and len(words) == 1 else known)
    return frozenset(word for word in known if word in words)


def jobs(value: str, files: Sequence[str]) -> int:
    """A number of processes; without one, as many as repay their start."""
    if not value:
        return useful_jobs(files)
    digits = value.isascii() and value.isdigit() and len(value) <= len(str(_MOST_JOBS))
    if not (digits and 0 < int(value) <= _MOST_JOBS):
        raise UsageError(diagnostic("usage-jobs", value=value, most=_MOST_JOBS))
    return int(value)


def line(value: str) -> int:
    """The number of a line; 0 for none."""
    digits = value.isascii() and value.isdigit() and len(value) <= len(str(_MOST_LINES))
    if value and not (digits and 0 < int(value) <= _MOST_LINES):
        raise UsageError(diagnostic("usage-line", value=value))
    return int(value or 0)


def policy(plans: Succession, fail_on: str, waivers: str) -> Policy:
    """What makes a run fail, and who is excused, by a file of waivers."""
    chosen = USUAL
    if fail_on == NOTHING:
        chosen = frozenset()
    elif fail_on:
        chosen = choices("--fail-on", fail_on, FAIL_ON, alone=NOTHING)
    if not waivers:
        return Policy(chosen)
    from cchc.waivers.read import read_waivers  # what few runs need

    return Policy(chosen, read_waivers(waivers, plans), waivers)


def help_base(context: typer.Context) -> str:
    """The address of the page that results link to, where one is set; else empty."""
    given: str = context.lookup_default("help_url") or ""
    if given and not is_address(given):
        raise UsageError(diagnostic("usage-help-url", value=given))
    return given.partition("#")[0]


def root() -> str:
    """The folder that machine formats name files from: the CI's copy of the repository."""
    given = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR")
    try:
        return os.path.abspath(given or os.curdir)
    except OSError:  # the folder we are in has been deleted
        return ""


def filled(files: Sequence[str]) -> Sequence[str]:
    """`files`, none of which may be empty, as a script's unset variable is."""
    if "" in files:
        raise UsageError(diagnostic("usage-option-value", option="FILE"))
    return files


def excluded(context: typer.Context, patterns: Sequence[str] | None) -> Excluded:
    """What to pass over in folders; patterns of a file of settings count from its folder."""
    given = context.get_parameter_source("exclude")
    is_set = given is ParameterSource.DEFAULT_MAP
    folder: str = (context.lookup_default("folder") or "") if is_set else ""
    return Excluded(tuple(patterns or ()), folder)


def inputs(
    plans: Succession, arguments: Sequence[str], job_count: str, exclude: Excluded = ALL
) -> Inputs:
    """The files that the arguments mean, and how many processes are to read them."""
    filled(arguments)
    if arguments.count(STDIN) > 1:
        raise UsageError(diagnostic("usage-stdin-twice"))
    found = find_files(arguments, exclude)
    several = jobs(job_count, found.files)
    # Only this process has the standard input.
    several = 1 if STDIN in found.files else several
    return Inputs(plans, found.files, found.skipped, several, arguments=arguments)


def field(plan: Plan, value: str) -> Field:
    """A field of the plan, by its id, its title in either language, or a part that no other has."""
    asked = fold(value)
    known = [
        (one, [fold(name) for name in (one.id, one.title["vi"], one.title["en"])])
        for one in plan.fields
    ]
    whole = [one for one, names in known if asked in names]
    part = [one for one, names in known if any(asked in name for name in names)]
    for found in (whole, part):
        if len(found) == 1:
            return found[0]
    raise _no_choice("--field", value, [one.id for one in plan.fields])
