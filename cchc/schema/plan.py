"""The schema of a plan file: its types, and of its checks those that one entry can tell.

Whether a name exists, a day lies before another or an id stands twice is for `cchc plan validate`.
"""

from __future__ import annotations

from typing import Final

from pydantic import TypeAdapter

from cchc.messages import Messages
from cchc.plan.checks import ID_PATTERNS, KINDS, MAX_DIGITS
from cchc.plan.model import Plan, complete
from cchc.plan.schedule import MONTH, QUARTER
from cchc.schema.names import ISO_DAY
from cchc.schema.parts import NOTHING, Schema, described, head, reference
from cchc.text import ADDRESS

complete()

_DECIMAL: Final = r"^\s*[+-]?(?=[_.]*[0-9])[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]{1,3})?\s*$"
"""A text that Python's Decimal reads; a number without quotation marks may be one."""
_NAMES: Final = {"applies_to", "lead", "coordinating", "fields", "periods", "shared_list"}
"""Lists of names, each of which stands there once."""
_NOT_NEGATIVE: Final = r"^(?!\s*-[0_.]*[1-9])"


def schema(messages: Messages) -> Schema:
    """The schema of any province's plan."""
    made = TypeAdapter(Plan).json_schema()
    entries: dict[str, Schema] = made.pop("$defs")
    for name, entry in [*entries.items(), (Plan.__name__, made)]:
        _describe(name, entry, messages)
        entry.update(_RULES.get(name, {}))
    for list_name, pattern in ID_PATTERNS.items():
        listed = made["properties"][list_name]["items"]["$ref"].rpartition("/")[2]
        entries[listed]["properties"]["id"]["pattern"] = f"^(?:{pattern})$"
    entries["Threshold"]["properties"]["value"]["pattern"] = _DECIMAL
    entries["Provenance"]["properties"]["url"]["pattern"] = f"^(?:{ADDRESS.pattern})$"
    entries["Target"]["properties"]["threshold"] |= _THRESHOLD
    return {**head("plan", messages), "title": messages("schema.plan"), **made, "$defs": entries}


def _describe(name: str, entry: Schema, messages: Messages) -> None:
    """Puts our words in place of pydantic's."""
    del entry["title"], entry["description"]
    words = described(entry["properties"], f"schema.plan.{name}.", messages)
    for field, value in entry["properties"].items():
        entry["properties"][field] = _type(value) | words[field]
    for field in _NAMES & entry["properties"].keys():
        entry["properties"][field]["uniqueItems"] = True
    if guessed := entry["properties"].get("to_confirm"):
        guessed["items"] = {"enum": [field for field in words if field != "to_confirm"]}


def _type(value: Schema) -> Schema:
    """A field's type without pydantic's words; days by a pattern, since formats aren't checked."""
    kept = {key: part for key, part in value.items() if key not in ("title", "format", "anyOf")}
    if "format" in value:
        kept["pattern"] = f"^(?:{ISO_DAY})$"
    members = [_type(member) for member in value.get("anyOf", [])]
    if members and all(member.keys() == {"type"} for member in members):
        kept["type"] = [member["type"] for member in members]
    elif members:
        kept["anyOf"] = members
    return kept


# Rules


def _is(field: str, *values: str) -> Schema:
    return {"properties": {field: {"enum": list(values)}}}


def _given(field: str) -> Schema:
    return {"required": [field], "properties": {field: {"not": NOTHING}}}


def _left_out(field: str) -> Schema:
    return {"properties": {field: NOTHING}}


def _timed(kind: str, pattern: str) -> Schema:
    """A schedule of this kind has a time of this form, under the kind's own name."""
    time = {"type": "string", "pattern": f"^(?:{pattern})$"}
    return {
        "if": _is("kind", kind),
        "then": {"required": [kind], "properties": {kind: time}},
        "else": {"properties": {kind: {"enum": [None, ""]}}},
    }


_NO_KIND: Final = {"properties": {"id": {"not": {"enum": sorted(KINDS)}}}}
_NO_LIST: Final = {"properties": {"shared_list": {"maxItems": 0}}}
_FINAL: Final = {
    "contains": {"properties": {"final": {"const": True}}, "required": ["final"]},
    "maxContains": 1,
}
_RULES: Final[dict[str, Schema]] = {
    "Plan": {"allOf": [{"properties": {"reporting": _FINAL}}]},
    "Agency": {"allOf": [_NO_KIND]},
    "Body": {"allOf": [_NO_KIND]},
    "Metric": {
        "allOf": [
            {
                "if": _is("kind", "share", "growth"),
                "then": _given("denominator"),
                "else": _left_out("denominator"),
            },
            {"if": _is("kind", "confirmation"), "then": _left_out("unit"), "else": _given("unit")},
            {"if": _is("kind", "share"), "else": _left_out("counts_agencies")},
            {"if": _is("kind", "confirmation"), "then": _left_out("accrues")},
            {"if": _is("kind", "share"), "else": _NO_LIST},
            {"if": _given("counts_agencies"), "then": _NO_LIST},
        ]
    },
    "Activity": {"allOf": [{"properties": {"outputs": {"minItems": 1}}}]},
    "Schedule": {
        "allOf": [
            _timed("day", ISO_DAY),
            _timed("month", MONTH.pattern),
            _timed("quarter", QUARTER.pattern),
            {
                "if": _is("kind", "reporting"),
                "then": {"required": ["periods"], "properties": {"periods": {"minItems": 1}}},
                "else": {"properties": {"periods": {"maxItems": 0}}},
            },
            {"if": _is("kind", "event"), "then": _given("event")},
        ]
    },
}
"""What an entry has to be beside its type, by its name; see `cchc.plan.checks`."""
_THRESHOLD: Final[Schema] = {
    "if": {"properties": {"op": {"const": "=="}}, "required": ["op"]},
    "then": reference("Confirmed"),
    "else": {
        **reference("Threshold"),
        "properties": {
            "value": {
                "minimum": 0,
                "exclusiveMaximum": 10 ** (MAX_DIGITS + 1),
                "pattern": _NOT_NEGATIVE,
            }
        },
    },
}
