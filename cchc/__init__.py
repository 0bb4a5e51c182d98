"""cchc checks an agency's figures against an administrative reform plan.

What is named here is the library, for other programs (see docs/python.md); nothing else is
promised.  Each name is imported when it is first used.
"""

from __future__ import annotations

__version__ = "0.1.0"

__all__ = [
    "CchcError",
    "CheckResult",
    "DeadlinesResult",
    "Plan",
    "Problem",
    "RollupResult",
    "TargetResult",
    "__version__",
    "check",
    "find_deadlines",
    "load_plan",
    "roll_up",
]

TYPE_CHECKING = False  # what type checkers take for true; importing typing costs more than all else
if TYPE_CHECKING:
    from cchc.errors import CchcError
    from cchc.library import (
        CheckResult,
        DeadlinesResult,
        Plan,
        Problem,
        RollupResult,
        TargetResult,
        check,
        find_deadlines,
        load_plan,
        roll_up,
    )
else:

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from cchc import library

        found = getattr(library, name)
        globals()[name] = found
        return found

    def __dir__() -> list[str]:
        return sorted(__all__)
