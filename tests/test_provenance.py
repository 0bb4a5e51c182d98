"""What was made says by what and from which plan, and is the same bytes for the same input."""

from __future__ import annotations

import hashlib
import io
import json
import time
import zipfile
from pathlib import Path

import pytest
from checking import PASSING, plan_file, put
from conftest import Cchc

from cchc import __version__

COMMANDS = [
    ("check", "d"),
    ("rollup", "d"),
    ("deadlines", "--month=03/2026"),
    ("plan", "show"),
]


@pytest.fixture
def checksum(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """That of the tiny plan, which lies in the working folder beside a submission."""
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "d", a=PASSING)
    monkeypatch.setenv("CCHC_PLAN", str(plan_file(tmp_path)))
    return hashlib.sha256((tmp_path / "plan.yml").read_bytes()).hexdigest()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_json_names_the_program_and_the_plans_checksum(
    command: tuple[str, ...], checksum: str, cchc: Cchc
) -> None:
    days = () if command[0] == "plan" else ("--today=10/03/2026",)
    made = cchc(*command, *days, "--format=json")
    found = json.loads(made.out)
    assert found["tool"] == {"name": "cchc", "version": __version__}
    plan = found["plan"]
    assert (plan["decision"], plan["year"], plan["sha256"]) == ("1/QĐ-THỬ", 2026, checksum)
    assert cchc(*command, *days, "--format=json").out == made.out


@pytest.mark.parametrize(
    ("file", "part"),
    [("r.html", ""), ("r.docx", "docProps/core.xml"), ("r.xlsx", "docProps/core.xml")],
)
def test_documents_name_them_too(
    file: str, part: str, checksum: str, monkeypatch: pytest.MonkeyPatch, cchc: Cchc
) -> None:
    command = "rollup" if file.endswith("xlsx") else "report"
    if part:
        pytest.importorskip({"r.docx": "docx", "r.xlsx": "openpyxl"}[file])
    cchc(command, "d", "-o", file, "--today=10/03/2026", "--force")
    content = Path(file).read_bytes()
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    cchc(command, "d", "-o", f"again-{file}", "--today=10/03/2026")
    assert Path(f"again-{file}").read_bytes() == content
    if part:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = archive.read(part)
    told = f"cchc {__version__}; 1/QĐ-THỬ (thu-2026) sha256:{checksum}"
    assert told in content.decode()


def test_a_changed_plan_has_another_checksum(checksum: str, cchc: Cchc) -> None:
    with Path("plan.yml").open("a", encoding="utf-8") as stream:
        stream.write("# một nhận xét\n")
    found = json.loads(cchc("plan", "show", "--format=json").out)
    assert found["plan"]["sha256"] not in (checksum, None)
