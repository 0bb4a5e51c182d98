"""What was worked out once and is then looked up, within bounds."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final, TypeVar

MOST: Final = 4096
"""Entries of a memo, unless it asks for less."""
LONGEST: Final = 200
"""Characters of a text that is worth remembering: of a name, a day, a title of a form."""

_K = TypeVar("_K")
_V = TypeVar("_V")
_T = TypeVar("_T")


class Memo(dict[_K, _V]):
    """What has been found so far; all of it is forgotten when there is too much of it."""

    def __init__(self, most: int = MOST) -> None:
        super().__init__()
        self._most = most

    def keep(self, key: _K, value: _V) -> _V:
        """Remembers `value`, unless its key is a long text; gives it back."""
        if not isinstance(key, str) or len(key) <= LONGEST:
            if len(self) >= self._most:
                self.clear()
            self[key] = value
        return value


def once(function: Callable[[_T], _V]) -> Callable[[_T], _V]:
    """`function`, asked once of each object; its answer is kept with the object, and goes with it.

    A cache of functools would compare whole plans, and keep them alive.
    """
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def asked(about: _T) -> _V:
        known = vars(about)
        if name not in known:
            known[name] = function(about)
        answer: _V = known[name]
        return answer

    return asked


def remembered(function: Callable[[str], _V]) -> Callable[[str], _V]:
    """`function`, whose answers for short texts are remembered; its exceptions are not."""
    memo: Memo[str, _V] = Memo()

    @wraps(function)
    def asked(text: str) -> _V:
        if text in memo:
            return memo[text]
        return memo.keep(text, function(text))

    return asked
