"""Build hook: validates the plan and puts its compiled form into the wheel.

A plan with a mistake fails the build, so that no wheel can carry one.  A release names its SBOM
in ``CCHC_SBOM``, and the wheel carries that, too.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompilePlan(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles ``plan_2026.yaml``."""

    _compiled: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the compiled plan to the wheel; an editable install makes its own at first use."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from cchc.plan.compiled import SUFFIX, dumps
        from cchc.plan.load import DEFAULT_NAME, parse_bytes

        source = root / DEFAULT_NAME
        content = source.read_bytes()
        target = Path(self.directory) / (DEFAULT_NAME + SUFFIX)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(dumps(content, parse_bytes(content, str(source))))
        self._compiled = target
        build_data["force_include"][str(target)] = f"cchc/{DEFAULT_NAME}{SUFFIX}"
        if bill := os.environ.get("CCHC_SBOM"):
            build_data["sbom_files"].append(os.path.relpath(bill, root))

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leaves only the wheel behind."""
        if self._compiled:
            self._compiled.unlink(missing_ok=True)
