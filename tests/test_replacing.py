"""`--force` replaces what was there, but never a file that the same command reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import DEPARTMENT, PLAN_WITH_ADDRESS
from conftest import Cchc

AGENCIES = "id,name,kind\nx,Xã X,commune\n"


@pytest.mark.parametrize(
    ("line", "name", "text"),
    [
        ("template --agency so-noi-vu --period 2026-Q1 --plan", "p.yaml", PLAN_WITH_ADDRESS),
        ("deadlines --month 01/2026 --format csv --plan", "p.yaml", PLAN_WITH_ADDRESS),
        ("deadlines --month 01/2026 --format csv --done", "a.yaml", DEPARTMENT),
        ("report d --plan", "p.html", PLAN_WITH_ADDRESS),
        ("rollup d --plan", "p.csv", PLAN_WITH_ADDRESS),
        ("rollup d --previous", "b.csv", "mine"),
        ("rollup", "b.csv", "mine"),
        ("plan new --source", "d.txt", "Quyết định\n"),
        ("plan new --source d.txt --agencies", "a.csv", AGENCIES),
    ],
)
@pytest.mark.parametrize("beside", ["", "./", "link-"])
def test_what_is_read_is_never_replaced(
    line: str,
    name: str,
    text: str,
    beside: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    cchc: Cchc,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "a.yaml").write_text(DEPARTMENT, "utf-8")
    file = tmp_path / name
    file.write_text(text, "utf-8")
    file.with_name(f"link-{name}").symlink_to(name)
    output = beside + name
    done = cchc(*line.split(), name, "-o", output, "--force", "--lang", "en")
    assert (done.status, done.out) == (2, "")
    assert f"{output} is among what this command reads [usage-output-checked]" in done.err
    assert file.read_text("utf-8") == text
