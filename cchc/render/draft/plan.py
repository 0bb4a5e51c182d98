"""A plan as the YAML file that would be read back as the same plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from typing import Any, Final

import yaml

from cchc.plan.model import Entry, Plan

_WIDTH: Final = 100
_IN_LINE: Final = 76
"""Characters that a list or mapping may have to stand on one line."""

Comment = Callable[[str, Entry], str]
"""What to write above an entry of a list, by the list's name; empty for nothing."""


def plan_text(plan: Plan, comment: Comment) -> str:
    """The file of `plan`: a block for each of its lists, an entry below the other."""
    return "\n".join(_blocks(plan, comment))


def _blocks(plan: Plan, comment: Comment) -> Iterator[str]:
    yield f"schema: {plan.schema}\n"
    for name, value in vars(plan).items():
        if isinstance(value, Entry):
            yield _above(comment(name, value), "") + _dumped({name: _plain(value)})
        elif isinstance(value, tuple):
            yield _list(name, value, comment)


def _list(name: str, entries: tuple[Entry, ...], comment: Comment) -> str:
    if not entries:
        return f"{name}: []\n"
    parts = [f"{name}:\n"]
    for entry in entries:
        parts.append(_above(comment(name, entry), "  "))
        parts += (f"  {line}\n" for line in _dumped([_plain(entry)]).splitlines())
    return "".join(parts)


def _above(comment: str, indent: str) -> str:
    """Lines of a comment; whatever the text, none of them is read."""
    return "".join(f"{indent}# {line}\n" for line in comment.splitlines())


def _plain(value: object) -> Any:
    """`value` as YAML holds it, without what is as it would be anyway."""
    if isinstance(value, Entry):
        return {
            field.name: _plain(getattr(value, field.name))
            for field in fields(value)  # type: ignore[arg-type]  # made one by complete()
            if field.default is MISSING or getattr(value, field.name) != field.default
        }
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal | date):
        return str(value)
    return value


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Short lists and mappings of plain values stand on one line."""

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> Any:
        return super().represent_sequence(tag, sequence, flow_style=_short(sequence))

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> Any:
        return super().represent_mapping(tag, mapping, flow_style=_short(mapping))


def _short(value: Any) -> bool:
    inside = list(value.values()) if isinstance(value, dict) else value
    return not any(isinstance(one, list | dict) for one in inside) and len(str(value)) <= _IN_LINE


def _dumped(value: Any) -> str:
    text: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    return text
