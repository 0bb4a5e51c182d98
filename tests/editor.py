"""What an editor makes of a YAML file: the values of YAML 1.2's core schema, then a validator."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import yaml
from conftest import ROOT
from jsonschema import Draft202012Validator

FOLDER = ROOT / "schemas"
KINDS = ("submission", "plan", "waivers")


class _Core(yaml.SafeLoader):
    """Reads scalars as YAML 1.2 does by default, and keys as the texts they are in JSON."""


_Core.yaml_implicit_resolvers = {}
for _tag, _form in (
    ("null", r"null|Null|NULL|~|"),
    ("bool", r"true|True|TRUE|false|False|FALSE"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
    ),
):
    _Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_form})$"), None)


def _int(loader: _Core, node: yaml.ScalarNode) -> float:
    text = node.value
    if text.startswith(("0o", "0x")):
        return int(text, 0)
    return int(text) if len(text) < 300 else float(text)  # infinite, as an editor has it


def _float(loader: _Core, node: yaml.ScalarNode) -> float:
    return float(node.value.replace(".inf", "inf").replace(".nan", "nan"))


def _mapping(loader: _Core, node: yaml.MappingNode) -> dict[str, Any]:
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise yaml.YAMLError("a key that is none in JSON")
    return {key.value: loader.construct_object(value, deep=True) for key, value in node.value}


_Core.add_constructor("tag:yaml.org,2002:int", _int)
_Core.add_constructor("tag:yaml.org,2002:float", _float)
_Core.add_constructor("tag:yaml.org,2002:map", _mapping)


def values(text: str | bytes) -> Any:
    """The values of the first document.

    Raises:
        yaml.YAMLError, UnicodeDecodeError: an editor says itself that this is no YAML.
    """
    return next(yaml.load_all(text, _Core), None)


@cache
def validator(kind: str) -> Draft202012Validator:
    """An independent validator with a published schema."""
    return Draft202012Validator(json.loads((FOLDER / f"{kind}.json").read_text("utf-8")))
