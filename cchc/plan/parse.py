"""YAML text to a :class:`~cchc.plan.model.Plan`, or every mistake in it with its place.

pydantic does the validating.  It is slow to import, so that only `cchc.plan.load` comes here,
and only when it has no compiled form of the very same text.

The plan's types are plain dataclasses that a `TypeAdapter` builds, strict and with unknown keys
forbidden.  Models of pydantic's own would have to be imported on every run, which was measured at
twelve times a bare interpreter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from cchc.diagnostics import Diagnostic, Place, Term, diagnostic, in_order
from cchc.document.nodes import Document, Mapping, Node, Scalar
from cchc.document.yaml import parse as parse_yaml
from cchc.errors import InputError
from cchc.plan.checks import MAX_DIGITS, check
from cchc.plan.model import Confirmed, Plan, Threshold, complete
from cchc.text import Suggestions

Path = Sequence[str | int]

complete()

_INTEGER: Final = re.compile(rf"-?(0|[1-9][0-9]{{0,{MAX_DIGITS}}})")
"""A whole number; one with more digits is none that a plan has a use for."""
_BOOLEANS: Final = {"true": True, "false": False}
_EXPECTED: Final = {
    "string": "text",
    "int": "whole",
    "decimal": "number",
    "date": "date",
    "bool": "truth",
    "tuple": "list",
    "dataclass": "mapping",
}
"""What pydantic expected, by the first word of its error's type."""
_UNION_MEMBERS: Final = (Threshold.__name__, Confirmed.__name__)


def parse(text: str) -> Plan:
    """The plan that `text` describes.

    Raises:
        InputError: with one diagnostic for each mistake, in the order of the file.
    """
    document = parse_yaml(text)
    if document.root.get("schema") is None:
        raise InputError(diagnostic("not-a-plan", document.root.place))
    plan, problems = _validate(document)
    if plan and not problems:
        problems = list(check(plan, lambda path: _place(document.root, path)))
    if not plan or problems:
        raise InputError(*in_order(problems))
    return plan


@cache
def _builder() -> TypeAdapter[Plan]:
    """What builds plans; to make it takes longer than to build one."""
    return TypeAdapter(Plan)


def _validate(document: Document) -> tuple[Plan | None, list[Diagnostic]]:
    problems = [*document.diagnostics, *_acting(document.root)]
    try:
        # JSON is where pydantic's strict mode still takes dates and decimals from texts.
        plan = _builder().validate_json(json.dumps(_plain(document.root)))
    except ValidationError as error:
        suggest = Suggestions()
        for details in error.errors(include_url=False):
            if not _of_other_member(document.root, details["loc"]):
                problems.append(_diagnostic(document.root, details, suggest))
        return None, problems
    return plan, problems


def _acting(node: Node) -> Iterator[Diagnostic]:
    """Characters that could act on the terminal of whoever reads the plan."""
    if isinstance(node, Mapping):
        for key, value in node.entries():
            yield from _acting(key)
            yield from _acting(value)
    elif isinstance(node, Scalar):
        found = next((letter for letter in node.text if not _harmless(letter)), None)
        if found:
            yield diagnostic("control-character", node.place, character=found)
    else:
        for item in node.items:
            yield from _acting(item)


def _harmless(letter: str) -> bool:
    return letter.isprintable() or letter in "\n\u00a0"


def _plain(node: Node) -> Any:
    """The tree as JSON would hold it; only what is written plainly can be more than a text."""
    if isinstance(node, Mapping):
        return {key.text: _plain(value) for key, value in node.entries()}
    if not isinstance(node, Scalar):
        return [_plain(item) for item in node.items]
    if node.is_empty:
        return None
    if node.plain and _INTEGER.fullmatch(node.text):
        return int(node.text)
    return _BOOLEANS.get(node.text, node.text) if node.plain else node.text


def _walk(root: Node, path: Path) -> tuple[Node, Place, list[str | int]]:
    """The deepest node on `path`, the place to point at, and the steps that lead nowhere."""
    node, place = root, root.place
    steps = list(path)
    while steps:
        step = steps[0]
        if step in _UNION_MEMBERS:
            pass
        elif isinstance(node, Mapping) and step in node.pairs:
            key, node = node.pairs[str(step)]
            place = key.place if isinstance(node, Mapping) else node.place
        elif not isinstance(node, Mapping | Scalar) and isinstance(step, int):
            node = node.items[step]
            place = node.place
        else:
            break
        steps.pop(0)
    return node, place, steps


def _place(root: Node, path: Path) -> Place:
    return _walk(root, path)[1]


def _of_other_member(root: Node, path: Path) -> bool:
    """Whether an error is about the kind of threshold that the entry doesn't claim to be."""
    for number, step in enumerate(path):
        if step in _UNION_MEMBERS:
            node, _, _ = _walk(root, path[:number])
            op = node.get("op") if isinstance(node, Mapping) else None
            confirms = isinstance(op, Scalar) and op.text == "=="
            return step != (Confirmed if confirms else Threshold).__name__
    return False


def _diagnostic(root: Mapping, details: ErrorDetails, suggest: Suggestions) -> Diagnostic:
    """Pydantic's finding in our words: where, what was expected, what stands there."""
    node, place, missing = _walk(root, details["loc"])
    kind, context = details["type"], details.get("ctx", {})
    name = str(details["loc"][-1]) if details["loc"] else ""
    if kind in ("missing", "missing_argument"):
        return diagnostic("plan-missing-field", place, name=str(missing[0]) if missing else name)
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        parent, _, _ = _walk(root, details["loc"][:-1])
        key = parent.pairs[name][0].place if isinstance(parent, Mapping) else place
        return diagnostic("plan-unknown-field", key, name=name)
    written = node.text if isinstance(node, Scalar) else name
    if kind == "literal_error":
        expected = str(context.get("expected", "")).replace(" or ", ", ")
        options = re.findall(r"'([^']*)'", expected)
        return diagnostic(
            "plan-bad-choice",
            place,
            name=name,
            value=written,
            expected=", ".join(options),
            nearest=suggest.nearest(written, options),
        )
    expected = Term(f"expected.{_EXPECTED.get(kind.partition('_')[0], 'value')}")
    return diagnostic("plan-bad-value", place, name=name, value=written, expected=expected)
