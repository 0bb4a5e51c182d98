"""What a submission says of activities and of the agency's own plan.

A report of an activity with several outputs speaks of the first, with a warning; ``II.1.2`` names
the second.  Taking one line for both would tick off what nobody has done.
"""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import date
from typing import Final

from cchc.dates import DateError, parse_date
from cchc.diagnostics import Diagnostic, Place, diagnostic
from cchc.document.nodes import Mapping, Node, Scalar, Sequence
from cchc.plan.model import Plan
from cchc.submission.model import ActivityReport, ActivityStatus, AgencyPlan
from cchc.text import fold, nearest

KEYS: Final = ("status", "completed_on", "document", "note")
"""Keys of one activity."""
PLAN_KEYS: Final = ("issued_on", "document", "note")
"""Keys of the agency's plan."""

STATUSES: Final[dict[str, ActivityStatus]] = {
    "done": "done",
    "xong": "done",
    "da xong": "done",
    "hoan thanh": "done",
    "da hoan thanh": "done",
    "in progress": "in_progress",
    "in_progress": "in_progress",
    "dang thuc hien": "in_progress",
    "not started": "not_started",
    "not_started": "not_started",
    "chua thuc hien": "not_started",
}
_NUMBER: Final = re.compile(r"[1-9][0-9]?")
SUGGESTIONS: Final = 20
"""Unknown activities that get a suggestion; a file with more is another kind of file."""


def read_activities(
    plan: Plan, node: Node | None, spoiled: Container[Place] = ()
) -> tuple[tuple[ActivityReport, ...], list[Diagnostic]]:
    """What `node`, keyed by appendix number, reports; and what is wrong with it.

    ``II.1`` names an activity; ``II.1.2`` its second output.  What has a key among `spoiled`
    has been reported as such and is left out.
    """
    problems: list[Diagnostic] = []
    reports: list[ActivityReport] = []
    unknown = 0
    if node is None or (isinstance(node, Scalar) and node.is_empty):
        return (), problems
    if not isinstance(node, Mapping):
        return (), [diagnostic("not-a-mapping-here", node.place, key="activities")]
    for key, value in node.entries():
        if key.place in spoiled or _has_any(value, spoiled) or _is_blank(value):
            continue
        named = _named(plan, key)
        if named is None:
            unknown += 1
            near = nearest(key.text, plan.activity) if unknown <= SUGGESTIONS else ""
            problems.append(diagnostic("unknown-activity", key.place, key=key.text, nearest=near))
        else:
            first = next(
                (r for r in reports if (r.activity, r.output or 1) == _output(named)), None
            )
            if first:
                problems.append(
                    diagnostic("duplicate-activity", key.place, key=key.text, first=first.place)
                )
            else:
                _read_one(named, key, value, reports, problems)
    return tuple(reports), problems


def _named(plan: Plan, key: Scalar) -> tuple[str, int | None] | None:
    """The activity and, where one is named, the output that `key` means."""
    text = key.text.strip().upper()
    for id in (text, text.lower()):  # numbers of the appendix are in capitals, ids of duties small
        if id in plan.activity:
            return id, None
    id, _, number = text.rpartition(".")
    if id in plan.activity and _NUMBER.fullmatch(number):
        output = int(number)
        if output <= len(plan.activity[id].outputs):
            return id, output
    return None


def _output(named: tuple[str, int | None]) -> tuple[str, int]:
    """The output spoken of: the first, where only the activity is named."""
    return named[0], named[1] or 1


def _read_one(
    named: tuple[str, int | None],
    key: Scalar,
    value: Node,
    reports: list[ActivityReport],
    problems: list[Diagnostic],
) -> None:
    activity, output = named
    if isinstance(value, Scalar):  # the short form: only the status
        value = Mapping({"status": (Scalar("status", value.place), value)}, value.place)
    if not isinstance(value, Mapping):
        problems.append(diagnostic("not-a-mapping-here", value.place, key=key.text))
        return
    before = len(problems)
    _unknown_keys(value, KEYS, problems)
    written = value.get("status")
    status = STATUSES.get(fold(written.text)) if isinstance(written, Scalar) else None
    if status is None:
        place = written.place if written else key.place
        text = written.text if isinstance(written, Scalar) else ""
        problems.append(diagnostic("unknown-status", place, value=text))
    days = _days(value.get("completed_on"), problems)
    if status is not None and len(problems) == before:
        document = _text(value, "document", problems)
        note = _text(value, "note", problems)
        reports.append(ActivityReport(activity, output, status, days, document, key.place, note))


def read_agency_plan(
    node: Node | None, spoiled: Container[Place] = ()
) -> tuple[AgencyPlan | None, list[Diagnostic]]:
    """What `node` reports of the agency's own plan; and what is wrong with it."""
    problems: list[Diagnostic] = []
    if node is None or (isinstance(node, Scalar) and node.is_empty):
        return None, problems
    if not isinstance(node, Mapping):
        return None, [diagnostic("not-a-mapping-here", node.place, key="agency_plan")]
    if _has_any(node, spoiled):
        return None, problems
    _unknown_keys(node, PLAN_KEYS, problems)
    written = node.get("issued_on")
    if isinstance(written, Sequence):
        problems.append(diagnostic("not-a-single-value", written.place, key="issued_on"))
        written = None
    issued_on = next(iter(_days(written, problems)), None)
    document = _text(node, "document", problems)
    return AgencyPlan(issued_on, document, node.place, _text(node, "note", problems)), problems


def _has_any(node: Node, spoiled: Container[Place]) -> bool:
    """Whether a mapping has a key among `spoiled`."""
    return isinstance(node, Mapping) and any(key.place in spoiled for key, _ in node.entries())


def _is_blank(node: Node) -> bool:
    """Whether nothing is said of an activity, as in a form that isn't filled in."""
    if isinstance(node, Mapping):
        return all(key.text in KEYS and _is_blank(value) for key, value in node.entries())
    return isinstance(node, Scalar) and node.is_empty


def _unknown_keys(node: Mapping, known: tuple[str, ...], problems: list[Diagnostic]) -> None:
    for key, _ in node.entries():
        if key.text not in known:
            problems.append(
                diagnostic(
                    "unknown-key",
                    key.place,
                    key=key.text,
                    nearest=nearest(key.text, known),
                    known=", ".join(known),
                )
            )


def _days(node: Node | None, problems: list[Diagnostic]) -> tuple[date, ...]:
    """One day, or a list of days for what comes round again, in order."""
    if node is None or (isinstance(node, Scalar) and node.is_empty):
        return ()
    days = []
    for item in node.items if isinstance(node, Sequence) else [node]:
        text = item.text if isinstance(item, Scalar) else ""
        try:
            days.append(parse_date(text))
        except DateError as error:
            problems.append(diagnostic(error.code, item.place, value=text))
    return tuple(sorted(days))


def _text(node: Mapping, key: str, problems: list[Diagnostic]) -> str:
    value = node.get(key)
    if value is None:
        return ""
    if not isinstance(value, Scalar):
        problems.append(diagnostic("not-a-single-value", value.place, key=key))
        return ""
    return value.text
