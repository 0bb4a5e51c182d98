"""Plans in compiled form: what validation yielded, kept beside the bytes it came from.

A compiled plan is used only when it was made from exactly the bytes at hand, compared in full,
by this version of the code that reads plans, compared by its checksum; so it can't be stale.
One is made when the wheel is built, the others at first use, in the user's cache folder.
Anything wrong with a compiled plan merely means that the plan is parsed again.

It is a pickle, read by an unpickler that knows the plan's own types only.
"""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from cchc import __version__
from cchc.plan import model
from cchc.plan.model import Plan

SUFFIX: Final = ".compiled"
_MODULES: Final = (
    *("plan/model.py", "plan/parse.py", "plan/checks.py", "plan/schedule.py"),
    *("document/nodes.py", "document/yaml.py"),
)


def find(content: bytes, beside: str | None = None) -> Plan | None:
    """The compiled form of a plan file with this content, if there is one.

    Args:
        content: the bytes of the plan file.
        beside: the plan file's path, to look for a compiled form made with the wheel.
    """
    candidates = [Path(beside + SUFFIX)] if beside else []
    candidates.append(_cache_path(content))
    for candidate in candidates:
        try:
            plan = loads(candidate.read_bytes(), content)
        except Exception:
            continue
        if plan:
            return plan
    return None


def store(content: bytes, plan: Plan) -> None:
    """Keeps the compiled form of `plan`; where that is not possible, does nothing."""
    path = _cache_path(content)
    scratch = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch.write_bytes(dumps(content, plan))
        scratch.replace(path)
    except OSError:
        with suppress(OSError):
            scratch.unlink()


def dumps(content: bytes, plan: Plan) -> bytes:
    """The compiled form of `plan`, which was parsed from `content`."""
    return sealed(pickle.dumps((_fingerprint(), content, plan), protocol=5))


def sealed(payload: bytes) -> bytes:
    """`payload` with its checksum: on a failing disk, a flipped bit can change a threshold."""
    return payload + crc32(payload).to_bytes(4)


def loads(data: bytes, content: bytes) -> Plan | None:
    """The plan in `data`, or None if it was made from other bytes or by other code."""
    payload = data[:-4]
    if data != sealed(payload):
        return None
    fingerprint, source, plan = _Unpickler(BytesIO(payload)).load()
    if fingerprint == _fingerprint() and source == content and isinstance(plan, Plan):
        return plan
    return None


class _Unpickler(pickle.Unpickler):
    """Builds the plan's own types and nothing else, so that a forged file can run no code."""

    def find_class(self, module: str, name: str) -> Any:
        found = getattr(model, name, None) if module == model.__name__ else None
        if isinstance(found, type) and issubclass(found, model.Entry):
            return found
        if (module, name) in (("decimal", "Decimal"), ("datetime", "date")):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def _fingerprint() -> tuple[str, int]:
    """The code that a compiled plan depends on."""
    folder = Path(__file__).parent.parent
    code = 0
    for name in _MODULES:
        code = crc32((folder / name).read_bytes(), code)
    return __version__, code


def _cache_path(content: bytes) -> Path:
    return cache_folder() / f"{crc32(content):08x}-{len(content)}{SUFFIX}"


def cache_folder() -> Path:
    """The folder for compiled plans: CCHC_CACHE_DIR, or where the platform keeps caches."""
    if chosen := os.environ.get("CCHC_CACHE_DIR"):
        return Path(chosen)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/AppData/Local")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    if not os.path.isabs(base):  # no home: never take a plan from whatever folder we are in
        return Path(os.devnull)
    return Path(base) / "cchc"
