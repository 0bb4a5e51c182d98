"""What `import cchc` gives other programs: the documents of the commands, with types."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from contextlib import redirect_stdout
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from checking import DEPARTMENT, PASSING, plan_file, put
from conftest import ROOT, Cchc

import cchc as library
from cchc.evaluate import evaluate
from cchc.plan.load import load
from cchc.submission.read import read_submission

DAY = date(2026, 3, 10)
GIVEN: dict[str, Any] = {
    "agency": "so-hai",
    "period": "Q1/2026",
    "reported_on": DAY,
    "metrics": {
        "dung_han": {"numerator": 799, "denominator": 1000},
        "so_hoa": 95.0,
        "khieu_nai": 5,
    },
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the tiny plan, a submission that passes, and one that can't be read."""
    plan_file(tmp_path)
    put(tmp_path / "d", a=PASSING, b=DEPARTMENT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def changed(**changes: Any) -> dict[str, Any]:
    return {**GIVEN, **changes}


def test_a_path_bytes_and_a_mapping_come_to_the_same(here: Path) -> None:
    plan = library.load_plan("plan.yml")
    mapping = changed(metrics={"dung_han": "799/1000", "so_hoa": Decimal("95.00"), "khieu_nai": 5})
    text = PASSING.replace("dung_han: 80", "dung_han: 799/1000")
    Path("x.yaml").write_text(text, "utf-8")
    for source in ("x.yaml", Path("x.yaml"), text.encode(), mapping, GIVEN):
        found = library.check(source, plan=plan)
        assert found.verdict == "fail"
        by_id = {one.target: one for one in found.results}
        late = by_id["dung-han"]
        assert (late.status, late.value, late.threshold) == ("fail", Decimal("79.9"), Decimal(80))
        assert late.numerator == Decimal(799)
        assert (late.denominator, late.answer) == (Decimal(1000), "")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_dictionary_is_what_the_command_writes(lang: Any, here: Path, cchc: Cchc) -> None:
    written = cchc("check", "d/b.yaml", "--plan=plan.yml", "--format=json", "--lang", lang).out
    found = library.check("d/b.yaml", plan="plan.yml", lang=lang)
    assert found.to_dict() == json.loads(written)
    assert (found.verdict, found.exit_status) == ("invalid", 3)
    told = [(one.code, one.line) for one in found.diagnostics if one.severity == "error"]
    assert told == [("not-a-number", 8)]
    options = ("--plan=plan.yml", "--format=json", "--lang", lang)
    written = cchc("rollup", "d", "--period=2026-Q1", "--today=10/03/2026", *options).out
    made = library.roll_up("d", period="2026-Q1", plan="plan.yml", lang=lang)
    assert made.to_dict() == json.loads(written)
    assert made.verdict == "invalid"
    written = cchc("deadlines", "--month=03/2026", *options).out
    due = library.find_deadlines(month="03/2026", plan="plan.yml", lang=lang).to_dict()
    assert {**due, "today": ""} == {**json.loads(written), "today": ""}
    written = cchc("plan", "show", *options).out
    assert library.load_plan("plan.yml", lang=lang).to_dict() == json.loads(written)


def test_a_dictionary_is_the_callers_own(here: Path) -> None:
    found = library.check("d/a.yaml", plan="plan.yml")
    found.to_dict()["submissions"].clear()
    assert found.verdict == "pass"


def test_the_day_is_given_or_the_reports_own(here: Path) -> None:
    def overdue(**options: Any) -> int:
        found = library.check("d/b.yaml", plan="plan.yml", **options)
        return sum(one.code.startswith("activity-") for one in found.diagnostics)

    assert library.check("d/b.yaml", plan="plan.yml").to_dict()["submissions"][0]["day"] == str(DAY)
    assert overdue(today=date(2026, 12, 31)) > overdue()
    without = {name: value for name, value in GIVEN.items() if name != "reported_on"}
    with pytest.raises(library.CchcError, match="ngày báo cáo"):
        library.check(without, plan="plan.yml")
    with pytest.raises(library.CchcError, match=r"day of the report.*\[usage-no-day\]"):
        library.check(without, plan="plan.yml", lang="en")
    put(here / "undated", a=PASSING.replace("reported_on: 10/03/2026\n", ""))
    with pytest.raises(library.CchcError, match="usage-no-day"):
        library.roll_up("undated", period="2026-Q1", plan="plan.yml")
    # Where there is nothing to compare, no day is needed to say so.
    assert library.check({"period": "Q1/2026"}, plan="plan.yml").verdict == "invalid"


def test_evaluating_needs_a_day(here: Path) -> None:
    plan = load("plan.yml")
    submission = read_submission("d/a.yaml", plan)
    with pytest.raises(library.CchcError):
        evaluate(submission, plan, None)
    with pytest.raises(TypeError, match=r"a datetime\.date, not a datetime"):
        evaluate(submission, plan, datetime(2026, 3, 10))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"source": 5}, "source: a path is needed, not 5"),
        ({"source": None}, "source: a path is needed"),
        ({"source": b"", "today": "10/03/2026"}, "today: date is needed, not str"),
        ({"source": b"", "today": datetime(2026, 3, 10)}, "without a time of the day"),
        ({"source": b"", "period": 1}, "period: str is needed, not int"),
        ({"source": b"", "plan": 5}, "plan: a path or a Plan is needed, not int"),
        ({"source": b"", "plan": []}, "plan: a path or a Plan is needed, not list"),
        ({"source": b"", "lang": "fr"}, "lang: 'vi' or 'en' is needed"),
        ({"source": {"agency": {1: 2}}}, "agency: keys have to be texts, not int"),
        ({"source": changed(metrics={"so_hoa": Fraction(31, 75)})}, r"metrics\.so_hoa: a text"),
        ({"source": changed(metrics={"so_hoa": {"value": 1j}})}, r"metrics\.so_hoa\.value: "),
        ({"source": changed(reported_on=datetime(2026, 3, 10))}, "reported_on: .*not datetime"),
    ],
)
def test_another_type_is_told(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(TypeError, match=words):
        library.check(**arguments)


def test_a_mapping_within_itself_is_told() -> None:
    endless: dict[str, Any] = {}
    endless["a"] = endless
    with pytest.raises(TypeError, match="too deep"):
        library.check(endless)


def test_what_cant_be_used_is_told_in_words(here: Path) -> None:
    with pytest.raises(library.CchcError, match=r"none\.yml: there is no such file"):
        library.load_plan("none.yml", lang="en")
    with pytest.raises(library.CchcError, match="2026-Q1, 2026-H1"):
        library.check("d/a.yaml", period="Q7/2026")
    with pytest.raises(library.CchcError, match=r"none: không có tệp này"):
        library.roll_up("none", period="2026-Q1", plan="plan.yml")
    (here / "empty").mkdir()
    with pytest.raises(library.CchcError, match=r"usage-empty-folder"):
        library.roll_up("empty", period="2026-Q1", plan="plan.yml")
    with pytest.raises(library.CchcError, match=r"usage-unknown-agency"):
        library.find_deadlines(agency="nobody")
    with pytest.raises(library.CchcError):
        library.find_deadlines(month="13/2026")
    missing = library.check("d/c.yaml", plan="plan.yml", lang="en")
    assert [one.code for one in missing.diagnostics] == ["not-found"]


def test_numbers_of_python_mean_what_they_say(here: Path) -> None:
    """A float is no count of thousands, whatever a text of the same digits would be."""
    found = library.check(changed(metrics={"khieu_nai": Decimal("5.000")}), plan="plan.yml")
    value = next(one.value for one in found.results if one.metric == "khieu_nai")
    assert value in (5, None)
    yes = library.check(changed(metrics={"so_hoa": True}), plan="plan.yml")
    assert "boolean-for-number" in [one.code for one in yes.diagnostics]


def test_rows_have_numbers_apart_from_answers() -> None:
    for made in (
        library.check(ROOT / "examples" / "agency.yaml", today=DAY),
        library.roll_up(ROOT / "examples" / "bao-cao" / "2026-H1", period="2026-H1"),
    ):
        rows = made.rows()
        assert len({tuple(row) for row in rows}) == 1
        for row in rows:
            for name in ("value", "numerator", "denominator"):
                assert row[name] is None or isinstance(row[name], Decimal)
            assert row["answer"] in ("", "yes", "no")
        assert {row["answer"] for row in rows} > {""}
        scales = {row["value"].as_tuple().exponent for row in rows if row["value"] is not None}
        assert len(scales) == 1  # a table takes a column's decimals from the first rows
    assert rows[0]["value"] is not None
    (due,) = {type(row["due_on"]) for row in library.find_deadlines(month="03/2026").rows()}
    assert due is date


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_libraries_of_tables_take_rows_as_they_are(name: str) -> None:
    tables = pytest.importorskip(name)
    made = library.roll_up(ROOT / "examples" / "bao-cao" / "2026-H1", period="2026-H1")
    for result in (made, library.load_plan(), library.find_deadlines()):
        rows = result.rows()
        frame = tables.DataFrame(rows)
        assert list(frame.columns) == list(rows[0])
        for column in frame.columns:
            assert list(frame[column]) == [row[column] for row in rows]


def test_in_a_notebook_no_text_acts_as_markup(here: Path) -> None:
    text = PASSING.replace("dung_han: 80", "dung_han: <b>x</b>")
    shown = library.check(text.encode(), plan="plan.yml")._repr_html_()
    assert shown.startswith("<table><caption>Sở Hai 2026-Q1: invalid</caption>")
    assert "&lt;b&gt;" in shown
    assert "<b>" not in shown
    for other in (library.load_plan("plan.yml"), library.find_deadlines(plan="plan.yml")):
        assert "<td>" in other._repr_html_()


def test_importing_is_cheap_and_loads_nothing() -> None:
    script = (
        "import sys, time; before = set(sys.modules); start = time.perf_counter(); import cchc; "
        "took = time.perf_counter() - start; "
        "print(took, *(m for m in set(sys.modules) - before if not m.startswith('cchc.__')))"
    )
    took = []
    for _ in range(3):
        done = subprocess.check_output([sys.executable, "-c", script], cwd=ROOT, text=True)
        seconds, *loaded = done.split()
        took.append(float(seconds))
        assert set(loaded) <= {"cchc", "__future__"}
    assert min(took) < 0.02


def test_the_surface_is_what_it_says() -> None:
    for name in library.__all__:
        assert getattr(library, name) is not None
    assert sorted(library.__all__) == dir(library)
    with pytest.raises(AttributeError, match="'cchc' has no attribute 'nothing'"):
        _ = library.nothing  # type: ignore[attr-defined]


@pytest.mark.parametrize("page", ["python.md", "python.vi.md"])
def test_the_examples_of_the_page_run(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = (ROOT / "docs" / page).read_text("utf-8")
    code = "\n".join(re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))
    out = io.StringIO()
    with redirect_stdout(out):
        exec(compile(code, page, "exec"), {})
    for said in re.findall(r"  # (.+)$", code, re.MULTILINE):
        assert said in out.getvalue().splitlines()
    for name in library.__all__:
        assert name in text
