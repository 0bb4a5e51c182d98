"""What validating a plan file comes to."""

from __future__ import annotations

from typing import NamedTuple

from cchc.diagnostics import Diagnostic
from cchc.errors import Exit
from cchc.plan.model import Plan


class Validation(NamedTuple):
    """One file: a plan, or what keeps it from being one."""

    file: str
    plan: Plan | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


class Validations(NamedTuple):
    """All files of a run."""

    files: tuple[Validation, ...]

    @property
    def exit_status(self) -> Exit:
        """3 where any file is no plan."""
        return Exit.OK if all(one.plan for one in self.files) else Exit.INVALID
