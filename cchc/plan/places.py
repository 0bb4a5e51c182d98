"""Where a plan's entries stand in its file."""

from __future__ import annotations

from collections.abc import Mapping

from cchc.document.nodes import Mapping as MappingNode
from cchc.document.nodes import Node, Scalar
from cchc.document.yaml import parse as parse_yaml


def entry_lines(text: str) -> Mapping[str, int]:
    """The line of each entry's id in a plan's file, by the id; the first where it stands twice."""
    lines: dict[str, int] = {}
    for _, value in parse_yaml(text).root.entries():
        for entry in _entries(value):
            id = entry.get("id")
            if isinstance(id, Scalar):
                lines.setdefault(id.text, id.place.line)
    return lines


def _entries(value: Node) -> list[MappingNode]:
    """The mappings of a list, or the value if it is one."""
    if isinstance(value, MappingNode):
        return [value]
    if isinstance(value, Scalar):
        return []
    return [item for item in value.items if isinstance(item, MappingNode)]
