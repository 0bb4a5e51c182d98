"""`cchc deadlines --format ics`: a calendar to import, and to import again when it has changed.

- The UID of an event is the plan's id, the entry's, the number of an activity's output, and the
  reporting period where the output falls due with several; nothing of the window, the language,
  the agency, the day of the run, nor the event's own day, which may be put right.  A second import
  therefore updates, and an agency's calendar and everyone's, in one calendar program, show each
  event once.
- What comes round at an even pace (each month, each half-year) is one event that recurs.  A window
  that cuts such a series makes a shorter series of the same UID, which replaces the longer one
  where both are imported; without a window, the command takes the whole plan.
- DTSTAMP is the day on which the decision was signed and SEQUENCE is always 0: the file depends on
  the plan alone, and no program refuses it for being older than what it has.
- What a submission reports done has no reminders; in a series, that occurrence alone.
- What is ongoing or waits for an event has no day: the calendar's description counts it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Final, TextIO
from urllib.parse import quote

from cchc.deadlines import Deadline, Deadlines
from cchc.errors import UsageError
from cchc.extras import not_installed
from cchc.messages import Messages
from cchc.render.deadlines import words
from cchc.render.look import Look
from cchc.render.wording import address
from cchc.text import one_line, visible

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event

_DAY: Final = timedelta(days=1)
_REMINDERS: Final = (7 * _DAY, _DAY)
"""How long before the day begins."""
_EVERY: Final = {"monthly": 1, "quarterly": 3, "half_yearly": 6}
"""Months between the occurrences, each on the last day of its month, of the kinds that recur."""
_TIME_ZONE: Final = "Asia/Ho_Chi_Minh"
_LONGEST: Final = 5_000
"""Characters of a text; no decision's are as many."""


def render(report: Deadlines, look: Look, out: TextIO) -> None:
    """Writes the calendar, its lines ended by CR and LF as the standard has it.

    Raises:
        UsageError: icalendar isn't installed.
    """
    try:
        import icalendar
    except ImportError:
        raise UsageError(not_installed("ics")) from None
    calendar = icalendar.Calendar()
    _head(calendar, report, look.messages)
    series: dict[str, list[Deadline]] = {}
    for item in report.items:
        series.setdefault(_uid(item), []).append(item)
    for uid, items in series.items():
        for event in _events(items, look.messages):
            event.add("uid", uid)
            calendar.add_component(event)
    out.write(calendar.to_ical().decode())


def _head(calendar: Calendar, report: Deadlines, messages: Messages) -> None:
    provenance = report.plan.plan
    whose = report.agency.name if report.agency else messages("deadlines.everyone")
    calendar.add("prodid", f"-//cchc//deadlines//{messages.lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    _add(calendar, "x-wr-calname", messages("ics.name", year=provenance.year, whose=whose))
    about = messages(
        "ics.about",
        title=provenance.title,
        decision=provenance.decision,
        ongoing=len(report.ongoing),
        events=len(report.events),
    )
    _add(calendar, "x-wr-caldesc", about)
    _add(calendar, "x-wr-timezone", _TIME_ZONE)


def _uid(item: Deadline) -> str:
    parts = [quote(item.plan.plan.id, safe=""), item.id]
    if item.output is not None:
        parts += [str(item.number), *filter(None, (item.period,))]
    return f"{'.'.join(parts)}@cchc"


def _events(items: Sequence[Deadline], messages: Messages) -> Iterator[Event]:
    """The event that `items` are the occurrences of, then those occurrences that are done."""
    first, *later = items
    if not later:
        yield _event(first, messages)
        return
    series = _event(first._replace(state=None), messages)
    rule = {"freq": "monthly", "count": len(items), "bymonthday": -1}
    series.add("rrule", {**rule, "interval": _EVERY[first.kind]})
    yield series
    for item in items:
        if _is_done(item):
            occurrence = _event(item, messages)
            occurrence.add("recurrence-id", item.due_on)
            yield occurrence


def _event(item: Deadline, messages: Messages) -> Event:
    """The event of one day, without its UID."""
    import icalendar

    event = icalendar.Event()
    event.add("dtstamp", datetime.combine(item.plan.plan.signed_on, time(), UTC))
    event.add("sequence", 0)
    event.add("dtstart", item.due_on)
    event.add("dtend", item.due_on + _DAY)  # the day after the last
    event.add("transp", "TRANSPARENT")  # nobody is busy all day because of it
    summary = _summary(item, messages)
    _add(event, "summary", summary)
    _add(event, "description", *_description(item, messages))
    if item.output is not None:
        field = item.plan.activity[item.id].field
        titles = {field.id: field.title[messages.lang] for field in item.plan.fields}
        event.add("categories", [_line(titles[field])])
    if url := item.plan.plan.url:
        event.add("url", f"{url.partition('#')[0]}#{item.id}")
    if not _is_done(item):
        for before in _REMINDERS:
            event.add_component(_alarm(before, summary))
    return event


def _alarm(before: timedelta, text: str) -> Alarm:
    import icalendar

    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -before)
    _add(alarm, "description", text)
    return alarm


def _is_done(item: Deadline) -> bool:
    return item.state in ("done", "late")


def _summary(item: Deadline, messages: Messages) -> str:
    """What is due, in a line: as short as calendars want it."""
    mark = words.state(item, messages) if _is_done(item) else messages("deadlines.column.day")
    if item.kind in ("report", "data"):
        return f"{mark}: {messages(f'ics.{item.kind}', title=item.title)}"
    if item.output is None:
        return f"{mark}: {item.title[messages.lang]}"
    activity = item.plan.activity[item.id]
    several = len(activity.outputs) > 1
    output = f" → {item.output[messages.lang]}" if several else ""
    return f"{mark}: {item.title[messages.lang]}{output} ({item.source.address})"


def _description(item: Deadline, messages: Messages) -> Iterator[str]:
    if item.output is not None:
        yield messages("ics.output", output=item.output)
    if item.condition:
        yield messages("ics.condition", event=item.condition)
    yield f"{messages('deadlines.column.lead')}: {words.lead(item, messages)}"
    yield messages(
        "ics.source",
        address=address(item.source, item.plan, messages),
        decision=item.plan.plan.decision,
    )


def _add(component: Calendar | Event | Alarm, name: str, *lines: str) -> None:
    from icalendar import vText

    component.add(name, vText("\n".join(map(_line, lines))))


def _line(text: str) -> str:
    """`text` in one line, in which no character acts on a terminal or hides."""
    return visible(one_line(text), _LONGEST)
