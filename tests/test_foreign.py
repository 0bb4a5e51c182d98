"""What folders hold beside submissions is passed over and counted; what is named is always read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
import workbooks
from checking import PASSING, plan_file, put
from conftest import Cchc, Outcome

FOREIGN = {
    "workflow.yml": "name: Tests\non: [push]\njobs: {test: {runs-on: ubuntu-latest}}\n",
    "chart/values.yaml": "{{- range .Values.hosts }}\nhost: {{ . | quote }}\n{{- end }}\n",
    "chart/all.yaml": "kind: Service\n---\nkind: Deployment\n",
    "list.yml": "- one\n- two\n",
    "words.yaml": "chỉ là mấy chữ\n",
    "tagged.yaml": "site: !include other.yml\n",
    "metrics.yaml": "metrics: {cpu: 5, memory: 1}\n",
    "measured.csv": "day,value\n2026-01-01,5\n",
    "offices.csv": "Mã,Tên\nA1,Phòng Một\n",
    "torn.csv": 'name,amount\n"x"y,2\n',
    "waivers.yaml": "schema: cchc.waivers/1\nwaivers: []\n",
    "settings.yaml": "lang = 'vi'\n",
    "notes.txt": "một ghi chú\n",
}
"""What is no submission, by the name of its file."""

CLOSE: dict[str, str | bytes] = {
    "misspelt.yaml": "agancy: so-mot\nperoid: Q1/2026\n",
    "no-head.yaml": "metrics: {dung_han: 80}\n",
    "no-parent.yaml": "dung_han: 80\n",
    "below.yaml": "report: {agency: so-mot}\n",
    "label.yaml": "Kỳ báo cáo: Quý I/2026\n",
    "broken.yaml": "agency: so-mot\nmetrics: {dung_han: [\n",
    "broken-list.yaml": '- agency: "so-mot\n',
    "no-heading.csv": "dung_han;80\nso_hoa;95\n",
    "label.csv": "Cơ quan;Sở Một\n",
    "empty.yaml": "",
    "a-sign.yaml": "{",
    "other-letters.csv": b"C\xac quan;S\xeb M\xe9t\n",
}
"""What may be a submission gone wrong."""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the tiny plan, and one submission in a folder."""
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    plan_file(tmp_path)
    put(tmp_path / "d", so_hai=PASSING)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lay(folder: Path, files: Mapping[str, str | bytes]) -> None:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def run(cchc: Cchc, command: str, *arguments: str) -> Outcome:
    return cchc(command, *arguments, "--plan", "plan.yml", "--today", "10/03/2026")


def names(done: Outcome) -> list[str]:
    return [one["file"].replace("\\", "/") for one in json.loads(done.out)["submissions"]]


def test_what_plainly_is_something_else_is_passed_over(here: Path, cchc: Cchc) -> None:
    lay(here / "d", FOREIGN)
    (here / "d" / "budget.xlsx").write_bytes(
        workbooks.build("sheets: {Chi: {cells: {A1: Khoản, B1: Tiền, A2: Điện, B2: 5}}}")
    )
    done = run(cchc, "check", "d", "--format", "json")
    assert (done.status, names(done)) == (0, ["d/so_hai.yaml"])
    skipped = {name.replace("\\", "/") for name in json.loads(done.out)["skipped"]}
    assert skipped == {f"d/{name}" for name in (*FOREIGN, "budget.xlsx")}


@pytest.mark.parametrize("name", CLOSE)
def test_what_may_be_a_submission_is_never_passed_over(name: str, here: Path, cchc: Cchc) -> None:
    lay(here / "d", {name: CLOSE[name]})
    done = run(cchc, "check", "d", "--format", "json")
    assert (done.status, set(names(done))) == (3, {"d/so_hai.yaml", f"d/{name}"})


@pytest.mark.parametrize("name", [name for name in FOREIGN if name != "notes.txt"])
def test_what_is_named_is_read(name: str, here: Path, cchc: Cchc) -> None:
    lay(here / "d", {name: FOREIGN[name]})
    done = run(cchc, "check", f"d/{name}", "d", "--format", "json")
    assert (done.status, names(done)) == (3, [f"d/{name}", "d/so_hai.yaml"])


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("vi", "\nBỏ qua 13 tệp không phải là báo cáo số liệu: d/notes.txt, d/chart/all.yaml,"),
        ("en", "\nFiles passed over, since they are no submissions: 13 (d/notes.txt,"),
    ],
)
def test_all_of_them_take_one_line(lang: str, line: str, here: Path, cchc: Cchc) -> None:
    lay(here / "d", FOREIGN)
    shown = run(cchc, "check", "d", "--lang", lang).out
    assert line in shown.replace("\\", "/")
    assert shown[shown.index(line[:8]) :].count("d/") == 3  # a few are enough
    for format in ("sarif", "github", "csv", "junit", "markdown"):
        made = run(cchc, "check", "d", "--format", format, "--lang", "en").out
        assert made.count("no submissions: 13") == 1 + (format == "junit"), format
        assert "words.yaml" not in made


def test_a_folder_of_nothing_else_is_told(here: Path, cchc: Cchc) -> None:
    lay(here / "other", FOREIGN)
    for command in ("check", "rollup"):
        done = run(cchc, command, "other", "--lang", "en", "--format", "json")
        assert (done.status, done.out) == (2, "")
        assert "there is no submission in the folder other [usage-empty-folder]" in done.err
    assert run(cchc, "check", "other", "-o", "out.json").status == 2
    assert not Path("out.json").exists()


def test_a_rollup_passes_them_over_too(here: Path, cchc: Cchc) -> None:
    lay(here / "d", FOREIGN)
    done = run(cchc, "rollup", "d", "--format", "json")
    found = json.loads(done.out)
    assert found["unattributed"] == []
    assert len(found["skipped"]) == len(FOREIGN)
    assert run(cchc, "report", "d", "-o", "r.html").status == done.status
    assert "words.yaml" not in Path("r.html").read_text("utf-8")


def test_every_process_passes_them_over(here: Path, cchc: Cchc) -> None:
    lay(here / "d", FOREIGN)
    alone = run(cchc, "check", "d", "--format", "json")
    assert run(cchc, "check", "d", "--format", "json", "--jobs", "2").out == alone.out
