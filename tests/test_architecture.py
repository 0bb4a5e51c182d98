"""The tree shows the data's way, and the core keeps to itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "cchc"
LAYERS = [
    {"cchc", "cchc.text", "cchc.exact", "cchc.memo"},
    {"cchc.diagnostics", "cchc.errors", "cchc.dates", "cchc.extras"},
    {"cchc.document"},
    {"cchc.settings"},
    {"cchc.plan"},
    {"cchc.decision"},
    {"cchc.trace", "cchc.draft"},
    {"cchc.submission"},
    {"cchc.waivers"},
    {"cchc.results"},
    {"cchc.evaluate", "cchc.policy"},
    {"cchc.deadlines", "cchc.template", "cchc.catalogue", "cchc.batch", "cchc.rollup"},
    {"cchc.explain"},
    {"cchc.messages"},
    {"cchc.render"},
    {"cchc.schema"},
    {"cchc.library"},
    {"cchc.cli"},
    {"cchc.__main__"},
]
"""From what knows nothing of the rest to what knows all; imports only ever go up this list."""
CORE = LAYERS[:13]
MODULES = sorted(PACKAGE.rglob("*.py"))


def layer(module: str) -> int:
    parts = module.split(".")
    for number, names in enumerate(LAYERS):
        if ".".join(parts[:2]) in names:
            return number
    raise AssertionError(f"{module} belongs to no layer")


def name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_go_one_way(path: Path) -> None:
    if name(path) == "cchc":
        return  # the names of the library, which are imported when they are used
    for imported in imports(path):
        if imported.startswith("cchc.") and not imported.startswith("cchc.__version__"):
            assert layer(imported) <= layer(name(path)), imported


@pytest.mark.parametrize("path", [p for p in MODULES if layer(name(p)) < len(CORE)], ids=name)
def test_the_core_neither_prints_nor_reads_the_clock(path: Path) -> None:
    for imported in imports(path):
        assert imported.split(".")[0] not in {"typer", "click", "rich", "time", "logging"}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in {"print", "date.today", "datetime.now", "sys.exit"}


def test_one_module_knows_where_click_is() -> None:
    found = {
        name(path)
        for path in MODULES
        for imported in imports(path)
        if imported.split(".")[0] == "click" or imported.startswith("typer._")
    }
    assert found == {"cchc.cli.click"}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_nothing_of_one_province_is_in_the_code(path: Path) -> None:
    text = path.read_text("utf-8")
    if "messages" not in path.parts and path.name != "model.py":
        for word in ("Sơn La", "so-noi-vu", "3350"):
            assert word not in text


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_everything_public_has_a_docstring(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree), "module"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name


RENDER = [path for path in MODULES if "render" in path.relative_to(PACKAGE).parts]
SHARED = {"cchc.render.look", "cchc.render.wording"}
"""What the rooms of `cchc.render` have in common, beside the kit."""


def room(module: str) -> str:
    return ".".join(module.split(".")[:3])


@pytest.mark.parametrize("path", RENDER, ids=name)
def test_a_report_knows_its_own_room_and_the_kit_knows_none(path: Path) -> None:
    here = room(name(path))
    if here == "cchc.render":
        return
    known = SHARED | {"cchc.render", here} if here != "cchc.render.kit" else {here}
    for imported in imports(path):
        # The kit asks for a look, the rooms for media.
        if imported.startswith("cchc.render."):
            assert room(imported) in known | {"cchc.render.kit", "cchc.render.look"}, imported
