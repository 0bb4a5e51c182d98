"""The pages of docs/: one name for both languages, and a site that builds without a warning."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_a_page_has_the_name_of_its_other_language(page: Path) -> None:
    name = page.name.removesuffix(".vi.md").removesuffix(".md")
    assert "." not in name, "NAME.md is English, NAME.vi.md Vietnamese"
    assert (page.parent / f"{name}.md").exists()
    if page.parent.name != "decisions":  # which are for who works on the code
        assert (page.parent / f"{name}.vi.md").exists()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_links_lead_to_files(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if "://" not in target and page.name.split(".")[0] not in ("codes", "son-la-2026"):
            assert (page.parent / target).exists(), target


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    if not all(map(importlib.util.find_spec, ("mkdocs", "material", "mkdocs_static_i18n"))):
        pytest.skip("the extra “docs” isn't installed")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(tmp_path)]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    made = subprocess.run(command, cwd=ROOT, env=quiet, capture_output=True, text=True, check=False)
    assert (made.returncode, made.stdout + made.stderr) == (0, "")
    for lang, word in (("", "Using cchc"), ("vi", "Hướng dẫn dùng")):
        text = (tmp_path / lang / "using.html").read_text("utf-8")
        assert word in text
        assert not re.search(r'<(?:script|link)[^>]* (?:src|href)="https?:[^"]*\.(?:js|css)"', text)
