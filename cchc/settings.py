"""What a project, or the machine, has set once for all runs.

They stand in ``cchc.toml``, or in the table ``[tool.cchc]`` of ``pyproject.toml``, of the nearest
folder that has either, from the working folder up; or in variables such as ``CCHC_PLAN``.  Paths
in a file are relative to its folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

from cchc.diagnostics import Diagnostic, Place, diagnostic, in_order, quoting
from cchc.errors import InputError
from cchc.text import nearest

FILE: Final = "cchc.toml"
_PROJECT: Final = "pyproject.toml"
_TABLE: Final = ("tool", "cchc")


class Settings(NamedTuple):
    """What is set; empty where nothing is."""

    plan: tuple[str, ...] = ()
    """Files of plans."""
    waivers: str = ""
    """A file of waivers."""
    fail_on: tuple[str, ...] = ()
    """What makes a run fail."""
    lang: str = ""
    exclude: tuple[str, ...] = ()
    """What to pass over in folders, in the patterns of ``.gitignore``."""
    jobs: str = ""
    """How many processes read files."""
    format: str = ""
    """The usual format of the commands that have it."""
    help_url: str = ""
    """The page that results link to."""
    folder: str = ""
    """The folder that `exclude` is relative to; empty for the working folder."""


class Key(NamedTuple):
    """One key of the file of settings."""

    name: str
    kind: Literal["text", "texts", "number"]
    """Texts may also be one text by itself."""
    is_path: bool = False

    @property
    def field(self) -> str:
        """The field of `Settings` that it fills."""
        return self.name.replace("-", "_")

    @property
    def variable(self) -> str:
        """The variable of the environment that says the same."""
        return f"CCHC_{self.field.upper()}"


KEYS: Final = (
    Key("plan", "texts", is_path=True),
    Key("waivers", "text", is_path=True),
    Key("fail-on", "texts"),
    Key("lang", "text"),
    Key("exclude", "texts"),
    Key("jobs", "number"),
    Key("format", "text"),
    Key("help-url", "text"),
)

Words = Mapping[str, Sequence[str]]
"""What the values of some keys are chosen from."""


def locate(folder: str) -> str:
    """The file of settings that holds in `folder`, an absolute path; empty for none."""
    while True:
        file = os.path.join(folder, FILE)
        if os.path.isfile(file):
            return file
        file = os.path.join(folder, _PROJECT)
        if os.path.isfile(file) and _mentions_us(file):
            return file
        above = os.path.dirname(folder)
        if above == folder:
            return ""
        folder = above


def _mentions_us(file: str) -> bool:
    """Whether a project's file has our table; one that can't be read is others' business."""
    try:
        with open(file, "rb") as stream:
            content = stream.read()
    except OSError:
        return False
    if b"cchc" not in content:  # the everyday case, without the cost of parsing
        return False
    from cchc.document.toml import parse

    try:
        return parse(content.decode()).table(*_TABLE) is not None
    except (InputError, ValueError):
        return False


def read(file: str, words: Words) -> Settings:
    """The settings in `file`.

    Args:
        file: ``cchc.toml``, a project's file, or any other TOML file with the same keys.
        words: what the values of some keys are chosen from.

    Raises:
        InputError: it can't be read, isn't TOML, or has a key or a value that is none; with all
            places.
    """
    from cchc.document.encoding import decode
    from cchc.document.files import read_bytes
    from cchc.document.toml import Toml, parse

    found: Toml | None = None
    text = ""
    try:
        text = decode(read_bytes(file))
        found = parse(text)
    except InputError as error:
        raise InputError(*quoting(error.diagnostics, text), file=file) from None
    path = _TABLE if os.path.basename(file) == _PROJECT else ()
    table = found.table(*path) or {}
    problems = [
        problem
        for name, value in table.items()
        for problem in _problems(name, value, found.place(*path, name), words)
    ]
    if problems:
        raise InputError(*quoting(in_order(problems), text), file=file)
    folder = os.path.dirname(file)
    known: dict[str, Any] = {
        key.field: _value(key, table[key.name], folder) for key in KEYS if key.name in table
    }
    return Settings(**known, folder=folder)


def from_variables(environment: Mapping[str, str]) -> Settings:
    """What variables say: lists of paths separated as ``PATH`` is, others by commas."""
    known: dict[str, Any] = {}
    for key in KEYS:
        if text := environment.get(key.variable, ""):
            separator = os.pathsep if key.is_path else ","
            parts = tuple(part.strip() for part in text.split(separator) if part.strip())
            known[key.field] = parts if key.kind == "texts" else text
    return Settings(**known)


def over(first: Settings, second: Settings) -> Settings:
    """What `first` says, and what `second` says where it says nothing."""
    if first.exclude:
        second = second._replace(folder="")
    said = {name: value for name, value in first._asdict().items() if value}
    return second._replace(**said)


def _problems(name: str, value: object, place: Place, words: Words) -> Iterator[Diagnostic]:
    key = next((key for key in KEYS if key.name == name), None)
    if key is None:
        known = [key.name for key in KEYS]
        yield diagnostic(
            "unknown-setting",
            place,
            key=name,
            nearest=nearest(name.replace("_", "-"), known),
            known=", ".join(known),
        )
        return
    if not _fits(key, value):
        yield diagnostic(f"setting-no-{key.kind}", place, key=name)
        return
    for word in _texts(value) if name in words else ():
        if word not in words[name]:
            yield diagnostic(
                "setting-no-choice",
                place,
                key=name,
                value=word,
                nearest=nearest(word, words[name]),
                known=", ".join(words[name]),
            )


def _fits(key: Key, value: object) -> bool:
    if key.kind == "number":
        return isinstance(value, int) and not isinstance(value, bool) and value > 0
    if key.kind == "texts" and isinstance(value, list):
        return all(isinstance(one, str) and one for one in value)
    return isinstance(value, str) and bool(value)


def _texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else value


def _value(key: Key, value: Any, folder: str) -> str | tuple[str, ...]:
    if key.kind == "number":
        return str(value)
    texts = _texts(value)
    if key.is_path:
        texts = [os.path.join(folder, os.path.expanduser(text)) for text in texts]
    return tuple(texts) if key.kind == "texts" else texts[0]
