"""Conditions on a dossier, by which a plan says what counts: ``settled and not late``.

A condition is an expression of SQL over a fixed set of columns: comparisons, ``between``, ``in``,
``is null``, ``and``, ``or`` and ``not``, and nothing that could read anything else.  What it is
made of is checked word by word here, without any library, whenever a plan is read; its structure
is checked by sqlglot where that is installed, and always before it runs.
"""

from __future__ import annotations

import re
from typing import Any, Final, Literal, TypeAlias

from cchc.text import nearest

Tree: TypeAlias = Any
"""A node of sqlglot's, whose classes go by other names from version to version."""
Kind = Literal["day", "truth", "text"]
COLUMNS: Final[dict[str, Kind]] = {
    "received": "day",
    "due": "day",
    "returned": "day",
    "first_day": "day",
    "last_day": "day",
    "settled": "truth",
    "pending": "truth",
    "late": "truth",
    "has_fee": "truth",
    "paid_online": "truth",
    "digitised": "truth",
    "electronic_result": "truth",
    "channel": "text",
    "field": "text",
}
"""What a condition may speak of, as a dossier stood at the end of the window's last day.

``first_day`` and ``last_day`` bound the period's data; ``returned`` is empty for what was returned
after them.  ``settled``: returned within the window; ``pending``: not returned by its last day;
``late``: returned after it was due.  ``channel`` is ``online``, ``full`` or ``part`` (online, end
to end or in part), ``direct`` or ``post``.  What a list leaves open is null, and so is then what
follows from it: such a dossier is told rather than counted.
"""
_WORDS: Final = frozenset(("and", "or", "not", "between", "in", "is", "null", "true", "false"))
_TOKEN: Final = re.compile(r"\s+|[A-Za-z_]+|'[^']*'|<=|>=|<>|!=|[<>=(),]")
_CALL: Final = re.compile(r"\b([A-Za-z_]+)\s*\(")
_LONGEST: Final = 1000
"""Characters of a condition."""

Fault = tuple[str, str, str]
"""The code of a diagnostic, the word at fault, and the nearest known one."""


def fault(condition: str) -> Fault | None:
    """What is wrong with a condition, if anything, as far as can be told without a database."""
    if len(condition) > _LONGEST:
        return "plan-definition", condition[:20], ""
    at = 0
    while at < len(condition):
        match = _TOKEN.match(condition, at)
        if match is None:
            return "plan-definition-word", condition[at], ""
        word = match[0].lower()
        if match[0][0].isalpha() and word not in _WORDS and word not in COLUMNS:
            return "plan-definition-word", match[0], nearest(word, COLUMNS)
        at = match.end()
    for call in _CALL.findall(condition):
        if call.lower() not in _WORDS:
            return "plan-definition-word", f"{call}(", ""
    try:
        tree = parsed(condition)
    except ImportError:
        return None
    except ValueError as error:
        return "plan-definition", str(error), ""
    return None if tree else ("plan-definition", condition, "")


def parsed(condition: str) -> Tree:
    """The condition as a tree, every node of which is of a kind that conditions may have.

    Raises:
        ValueError: it is no such condition; with the part at fault.
        ImportError: sqlglot isn't installed.
    """
    import sqlglot
    from sqlglot.errors import SqlglotError

    try:
        tree: Tree = sqlglot.parse_one(condition, dialect="duckdb")
        if _kind(tree) != "truth":
            raise ValueError(condition)
    except (SqlglotError, RecursionError):
        raise ValueError(condition) from None
    return tree


def columns_of(condition: str) -> frozenset[str]:
    """The columns that a condition speaks of, small letters."""
    bare = re.sub(r"'[^']*'", "", condition).lower()
    return frozenset(re.findall(r"[a-z_]+", bare)) & COLUMNS.keys()


def _kind(node: Tree) -> Kind | None:
    """What a node gives; None for a null.

    Raises:
        ValueError: it is nothing that a condition may have, or compares what can't be compared.
    """
    from sqlglot import exp

    if isinstance(node, exp.Paren):
        return _kind(node.this)
    if isinstance(node, exp.Column) and not node.table and node.name.lower() in COLUMNS:
        return COLUMNS[node.name.lower()]
    if isinstance(node, exp.Literal) and node.is_string:
        return "text"
    if isinstance(node, exp.Boolean):
        return "truth"
    if isinstance(node, exp.And | exp.Or | exp.Not):
        return _of_one_kind(node, [node.this, node.args.get("expression")], "truth")
    if isinstance(node, exp.EQ | exp.NEQ | exp.LT | exp.LTE | exp.GT | exp.GTE):
        return _of_one_kind(node, [node.this, node.expression])
    if isinstance(node, exp.Between):
        return _of_one_kind(node, [node.this, node.args["low"], node.args["high"]])
    if isinstance(node, exp.In) and not (node.args.get("query") or node.args.get("unnest")):
        return _of_one_kind(node, [node.this, *node.expressions], "text")
    if isinstance(node, exp.Is) and isinstance(node.expression, exp.Null):
        _kind(node.this)
        return "truth"
    raise ValueError(node.sql())


def _of_one_kind(node: Tree, parts: list[Tree | None], wanted: Kind | None = None) -> Kind:
    """Truth, if all parts are of one kind, the one that is wanted."""
    kinds = {_kind(part) for part in parts if part is not None}
    if len(kinds) != 1 or (wanted and kinds != {wanted}):
        raise ValueError(node.sql())
    return "truth"
