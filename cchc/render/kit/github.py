"""Workflow commands of GitHub Actions, which its runner turns into annotations."""

from __future__ import annotations

from collections.abc import Mapping


def command(name: str, properties: Mapping[str, str], text: str) -> str:
    """One command on a line of its own, such as ``::error file=a.yaml,line=3::…``."""
    shown = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {shown}::{_data(text)}\n"


def plain(text: str) -> str:
    """A line that is no command, neither at its beginning nor in the older form anywhere."""
    return f"cchc: {text.replace('##[', '## [')}\n"


def _data(text: str) -> str:
    """A message as the runner reads it back."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property's value as the runner reads it back."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
