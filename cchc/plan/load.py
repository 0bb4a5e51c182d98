"""A plan by its file's name: compiled where that is possible, parsed where it must be."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from cchc.diagnostics import quoting
from cchc.document.encoding import decode
from cchc.document.files import read_bytes
from cchc.errors import CchcError, InputError
from cchc.plan import compiled
from cchc.plan.model import Plan
from cchc.plan.succession import Succession, succession

DEFAULT_NAME: Final = "plan_2026.yaml"


def default_path() -> Path:
    """The plan that travels with the program: in the package, or above it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / DEFAULT_NAME
    return inside if inside.exists() else package.parent / DEFAULT_NAME


def load(path: str | None = None) -> Plan:
    """The plan in the file at `path`; without one, the plan that travels with the program.

    Raises:
        InputError: the file can't be read, or holds mistakes; each has its place.
    """
    file = path or str(default_path())
    content = read_bytes(file)
    plan = compiled.find(content, beside=None if path else file)
    if plan is None:
        plan = parse_bytes(content, file)
        compiled.store(content, plan)
    return plan.read_from(content)


def load_all(paths: Sequence[str]) -> Succession:
    """The plans in the files at `paths`; without any, the plan that travels with the program.

    That one need not be named where one of the others replaces it.

    Raises:
        InputError: as of :func:`load`.
        UsageError: two plans share a period, and neither replaces the other.
    """
    plans = [load(path) for path in paths] or [load()]
    known = {plan.plan.decision for plan in plans}
    replaced = {number for plan in plans for number in plan.plan.supersedes} - known
    if replaced:
        travelling = load()
        if travelling.plan.decision in replaced:
            plans.append(travelling)
    return succession(plans)


def parse_bytes(content: bytes, file: str) -> Plan:
    """The plan that `content` describes, validated anew.

    Raises:
        InputError: `content` holds mistakes; each has its place, and names `file`.
    """
    from cchc.plan.parse import parse  # pydantic, a dozen times the cost of the rest

    text = ""
    try:
        text = decode(content)
        return parse(text)
    except CchcError as error:
        raise InputError(*quoting(error.diagnostics, text), file=file) from None
