"""What other programs call: plans, checks, rollups and deadlines, as `cchc` offers them.

Nothing here prints or reads the clock.  Results are the JSON that the command line writes, with
types: numbers as decimals, apart from answers, which are texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from cchc.deadlines import Scope, deadlines_across, span
from cchc.diagnostics import Diagnostic, diagnostic
from cchc.errors import CchcError, InputError, UsageError
from cchc.evaluate import evaluate, own_day
from cchc.library.plans import Path, Plan, Plans, path_of, succession_of
from cchc.library.results import (
    CheckResult,
    DeadlinesResult,
    Problem,
    RollupResult,
    TargetResult,
)
from cchc.library.writing import of_check, printed
from cchc.messages import Messages
from cchc.plan.model import Lang
from cchc.plan.schedule import end_of_month
from cchc.plan.succession import Succession
from cchc.render.wording import shown_place
from cchc.rollup import roll_up as rolled_up
from cchc.rollup.sources import counted, folders_before, told_apart
from cchc.submission import wanted
from cchc.submission.documents import parse_document
from cchc.submission.folders import figures_below, find_files
from cchc.submission.given import document_of
from cchc.submission.model import Submission
from cchc.submission.read import Source, read_by_its_plan

__all__ = [
    "CchcError",
    "CheckResult",
    "DeadlinesResult",
    "Plan",
    "Problem",
    "RollupResult",
    "TargetResult",
    "check",
    "find_deadlines",
    "load_plan",
    "roll_up",
]


def load_plan(path: Path | Sequence[Path] | None = None, *, lang: Lang = "vi") -> Plan:
    """The plan in a file; without one, the plan that travels with cchc.

    Args:
        path: the file; or several, of plans that replace each other.
        lang: the language of its texts.

    Raises:
        CchcError: the file can't be read, or holds mistakes.
    """
    with _speaking(lang):
        return Plan(succession_of(path), lang)


def check(
    source: Path | bytes | Mapping[str, Any],
    *,
    plan: Plans = None,
    period: str | None = None,
    today: date | None = None,
    lang: Lang = "vi",
) -> CheckResult:
    """What a submission comes to, held against a plan.

    What is wrong with the submission is in the result, and no error.

    Args:
        source: the path of a file, the bytes of one, or what the YAML form says, as a mapping.
        plan: the plan, or its path; of several, the one counts that governs the report's period.
        period: a reporting period to use instead of the file's own (``2026-Q1``, ``Quý I/2026``).
        today: the day on which what is not done counts as overdue; without it, the report's own.
        lang: the language of messages.

    Raises:
        CchcError: the plan can't be read; there is no such period; or neither `today` nor the
            report gives a day.
        TypeError: an argument has another type.
    """
    _needs("period", period, str)
    _needs_day(today)
    with _speaking(lang) as messages:
        name, read = _source(source)
        plans = succession_of(plan)
        chosen = None if period is None else wanted.period(plans, period)
        submission = read_by_its_plan(plans, name, chosen, read)
        governing = plans.governing(submission.period.id) if submission.period else plans.latest
        checked = evaluate(submission, governing, today or _day_of(submission))
        return CheckResult(of_check(plans, governing, checked, messages))


def roll_up(
    folder: Path,
    *,
    period: str,
    plan: Plans = None,
    today: date | None = None,
    lang: Lang = "vi",
) -> RollupResult:
    """A period of the whole province, from the submissions below a folder.

    Folders beside it whose names are earlier periods are what it is compared with.

    Args:
        folder: the folder.
        period: the reporting period.
        plan: as of :func:`check`.
        today: the day on which what is not done counts as overdue; without it, the latest of the
            reports' own days, but no later than the period's last permitted one.
        lang: the language of texts.

    Raises:
        CchcError: there is no submission in the folder; else as of :func:`check`.
        TypeError: an argument has another type.
    """
    _needs("period", period, str, optional=False)
    _needs_day(today)
    top = path_of("folder", folder)
    with _speaking(lang) as messages:
        plans = succession_of(plan)
        chosen = wanted.period(plans, period)
        found = find_files([top])
        reports, foreign = told_apart(_read(plans, found.files), [top])
        if not reports:
            raise UsageError(diagnostic("usage-empty-folder", folder=top))
        reports, _ = counted(reports, latest=False)
        folders = folders_before(plans, chosen, [top])
        before = [file for each in folders for file in figures_below(each).files]
        earlier, _ = told_apart(_read(plans, before), [])
        days = [day for one in reports if one.period == chosen and (day := own_day(one))]
        if not any(one.period for one in reports):
            raise InputError(*reports[0].diagnostics, file=reports[0].file)
        if not (today or days):
            raise UsageError(diagnostic("usage-no-day"))
        day = today or min(max(days), chosen.due_on)
        skipped = (*found.skipped, *foreign)
        made = rolled_up(plans, chosen, day, reports, earlier, (), skipped)
        return RollupResult(printed("rollup", made, messages))


def find_deadlines(
    *, month: str | None = None, plan: Plans = None, agency: str | None = None, lang: Lang = "vi"
) -> DeadlinesResult:
    """What falls due in a month, or in all of the plan's time.

    Args:
        month: ``MM/YYYY``; without it, from the plan's first deadline to its last.
        plan: as of :func:`check`.
        agency: the id or the name of an agency, whose deadlines are wanted; else everyone's.
        lang: the language of texts.

    Raises:
        CchcError: there is no such agency; `month` is none; or the plan can't be read.
        TypeError: an argument has another type.
    """
    _needs("month", month, str)
    _needs("agency", agency, str)
    with _speaking(lang) as messages:
        plans = succession_of(plan)
        scope = Scope(wanted.agency(plans.latest, agency)) if agency is not None else Scope()
        if month is None:
            spans = [span(one) for one in plans.plans]
            start, end = min(first for first, _ in spans), max(last for _, last in spans)
        else:
            year, number = wanted.month(month)
            start, end = date(year, number, 1), end_of_month(year, number)
        made = deadlines_across(plans, start, end, start, scope)
        # Nothing that is done is known, so that no day decides what is overdue.
        return DeadlinesResult({**printed("deadlines", made, messages), "today": None})


def _source(source: Path | bytes | Mapping[str, Any]) -> tuple[str, Source | None]:
    """What a submission is called, and what gives its document where that isn't a file."""
    if isinstance(source, bytes):
        return "<bytes>", lambda plan, period: parse_document(source, "", plan, period)
    if isinstance(source, Mapping):
        given = document_of(source)
        return "<mapping>", lambda plan, period: given
    return path_of("source", source), None


def _read(plans: Succession, files: Sequence[str]) -> Iterator[Submission]:
    return (read_by_its_plan(plans, file)._replace(text="") for file in files)


def _day_of(submission: Submission) -> date | None:
    """The day that a report gives: its own, or that which a supplement's data go up to."""
    own = own_day(submission)
    return own or (submission.as_of.day if submission.as_of else None)


@contextmanager
def _speaking(lang: Lang) -> Iterator[Messages]:
    """Messages of a language, in which errors tell what is wrong."""
    if lang not in ("vi", "en"):
        raise TypeError(f"lang: 'vi' or 'en' is needed, not {lang!r}")
    messages = Messages(lang)
    try:
        yield messages
    except CchcError as error:
        error.args = ("\n".join(_sentence(error, one, messages) for one in error.diagnostics),)
        raise


def _sentence(error: CchcError, problem: Diagnostic, messages: Messages) -> str:
    place = shown_place(error.file, problem.place) + ": " if error.file else ""
    return f"{place}{messages.message(problem)} [{problem.code}]"


def _needs(name: str, value: object, kind: type, *, optional: bool = True) -> None:
    if not (isinstance(value, kind) or (optional and value is None)):
        raise TypeError(f"{name}: {kind.__name__} is needed, not {_kind(value)}")


def _needs_day(today: object) -> None:
    _needs("today", today, date)
    if isinstance(today, datetime):
        raise TypeError("today: a datetime.date without a time of the day is needed, not datetime")


def _kind(value: object) -> str:
    return type(value).__name__
