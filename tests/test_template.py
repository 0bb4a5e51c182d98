"""`cchc template`: forms that hold what an agency owes, and read back what was put in."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import shutil
import subprocess
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import ROOT, Cchc
from filling import Entry, figures, fill_csv, fill_xlsx, fill_yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.document.writing import write_bytes
from cchc.evaluate import evaluate
from cchc.messages import Messages
from cchc.plan.load import load, parse_bytes
from cchc.plan.model import Agency, Metric, Plan
from cchc.render import FORMATS, content
from cchc.submission.model import Answer, Measured, NoneArising
from cchc.submission.read import read_submission
from cchc.template import Form, form

PLAN = load()
FORMAT_NAMES = FORMATS["template"]
PERIODS = list(PLAN.period)


def form_of(agency: str = "so-noi-vu", period: str = "2026-Q1") -> Form:
    return form(PLAN, PLAN.agency[agency], PLAN.period[period])


def bytes_of(made: Form, format: str, lang: str = "vi") -> bytes:
    return content("template", format, made, Messages("vi" if lang == "vi" else "en"))


# What a form holds


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("agency", ["so-noi-vu", "so-tai-chinh", "xa-muong-la", "phuong-to-hieu"])
def test_a_form_holds_just_the_agencys_own(agency: str, period: str) -> None:
    made = form_of(agency, period)
    theirs = {target.metric for target in PLAN.targets if target.applies(PLAN.agency[agency])}
    assert {line.metric.id for line in made.lines} == theirs
    assert len(made.lines) == len(theirs)
    for line in made.lines:
        year_end = all(target.due == "year_end" for target in line.targets)
        assert line.is_due == (period == "2026-Y" or not year_end)
    for task in made.tasks:
        assert task.number in task.activity.owed_by(PLAN.agency[agency])
        assert task.due_on


def test_the_first_quarters_activities_of_so_noi_vu() -> None:
    # PL.I.1, PL.IV.2, PL.IV.3 and PL.V.2 are due in January 2026, its own plan of PL.III.2 in the
    # first quarter; the next one is April's PL.I.2.
    assert [task.key for task in form_of().tasks] == ["I.1.1", "III.2.2", "IV.2", "IV.3", "V.2"]
    assert "I.2" in [task.key for task in form_of(period="2026-H1").tasks]


@pytest.mark.parametrize("format", FORMAT_NAMES)
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("agency", PLAN.agencies[::11], ids=lambda agency: agency.id)
def test_a_blank_form_reads_back_as_nothing_reported(
    agency: Agency, lang: str, format: str, tmp_path: Path, cchc: Cchc
) -> None:
    file = tmp_path / f"report.{format}"
    written = cchc(
        "template", "--agency", agency.name, "--period", "Q1/2026", "-o", file, "--lang", lang
    )
    assert (written.status, written.err) == (0, "")
    outcome = cchc("check", file, "--format", "json")
    assert outcome.status == 1
    (submission,) = json.loads(outcome.out)["submissions"]
    assert submission["agency"]["id"] == agency.id
    assert submission["period"] == "2026-Q1"
    expected = {"missing", "not_due", "not_applicable"}
    assert {result["status"] for result in submission["results"]} == expected
    assert [each for each in submission["diagnostics"] if each["severity"] == "error"] == []


# What was put in comes back

NUMBERS = st.integers(0, 10**6)


def spelled(number: int | Decimal) -> st.SearchStrategy[str]:
    """A number in any way that people write it."""
    text = format(number, "f") if isinstance(number, Decimal) else str(number)
    whole, _, decimals = text.partition(".")
    grouped = f"{int(whole):,}".replace(",", " ")
    ways = [f"{whole},{decimals}", f"{whole}.{decimals}"] if decimals else [whole, grouped]
    return st.sampled_from(ways)


@st.composite
def entry_of(draw: st.DrawFn, metric: Metric) -> tuple[Entry, dict[str, Any], Any]:
    """An entry in words, the same as Excel holds it, and what has to be read."""
    if metric.kind == "confirmation":
        yes = draw(st.booleans())
        word = "có" if yes else "không"
        return Entry(value=word), {"value": word}, Answer(yes)
    if metric.kind == "count":
        count = draw(NUMBERS)
        return Entry(value=draw(spelled(count))), {"value": count}, Fraction(count)
    if metric.kind == "share" and not metric.always_arises and draw(st.booleans()):
        return Entry(none_arising=True), {"none_arising": "không phát sinh"}, NoneArising()
    if metric.counts_agencies == "one":
        done = draw(st.integers(0, 1))
        words = Entry(str(done), "1")
        return words, {"numerator": done, "denominator": 1}, Fraction(100 * done)
    if draw(st.booleans()):
        share = Decimal(draw(st.integers(0, 10000))) / 100
        if metric.kind == "growth":
            share = share / 4
        value = f"{draw(spelled(share))}{draw(st.sampled_from(['%', ' %']))}"
        return Entry(value=value), {"value": float(share / 100)}, Fraction(share)
    denominator = draw(st.integers(1, 10**6))
    numerator = draw(st.integers(0, denominator))
    read = Fraction(numerator * 100, denominator) - (100 if metric.kind == "growth" else 0)
    words = Entry(draw(spelled(numerator)), draw(spelled(denominator)))
    return words, {"numerator": numerator, "denominator": denominator}, read


@st.composite
def filled(draw: st.DrawFn) -> tuple[Form, dict[str, tuple[Entry, dict[str, Any], Any]]]:
    made = form_of(draw(st.sampled_from(list(PLAN.agency))), draw(st.sampled_from(PERIODS)))
    lines = draw(st.lists(st.sampled_from(made.lines), unique_by=lambda line: line.metric.id))
    return made, {line.metric.id: draw(entry_of(line.metric)) for line in lines}


@pytest.mark.parametrize("format", [*FORMAT_NAMES, "comma", "tab"])
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filled())
def test_a_filled_form_reads_back_what_was_put_in(
    format: str, tmp_path: Path, case: tuple[Form, dict[str, tuple[Entry, dict[str, Any], Any]]]
) -> None:
    made, entries = case
    words = {metric: entry for metric, (entry, _, _) in entries.items()}
    if format == "xlsx":
        numbers = {metric: cells for metric, (_, cells, _) in entries.items()}
        written = fill_xlsx(bytes_of(made, "xlsx"), numbers)
    elif format == "yaml":
        written = fill_yaml(bytes_of(made, "yaml"), words)
    else:
        delimiter = {"comma": ",", "tab": "\t"}.get(format, ";")
        written = fill_csv(bytes_of(made, "csv"), words, delimiter)
    file = tmp_path / f"report.{format if format in FORMAT_NAMES else 'csv'}"
    file.write_bytes(written)

    submission = read_submission(str(file), PLAN)

    assert [each for each in submission.diagnostics if each.severity == "error"] == []
    assert submission.agency == made.agency
    assert submission.period == made.period
    assert set(submission.figures) == set(entries)
    for metric, (_, _, expected) in entries.items():
        read = submission.figures[metric].content
        assert (read.value if isinstance(read, Measured) else read) == expected


@pytest.mark.parametrize("format", FORMAT_NAMES)
def test_days_and_activities_come_back_too(format: str, tmp_path: Path) -> None:
    made = form_of()
    file = tmp_path / f"report.{format}"
    if format == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(bytes_of(made, "xlsx")))
        sheet: Any = book.worksheets[0]
        tasks: Any = book.worksheets[1]
        by_text = {cell.value: cell for row in tasks.iter_rows() for cell in row}
        sheet["B5"].value = "10/03/2026"
        tasks["B3"].value = "09/01/2026"
        tasks["B4"].value = "05/KH-SNV"
        line = by_text["IV.2"].row
        tasks.cell(line, 3).value = "đã xong"
        tasks.cell(line, 4).value = "30/01/2026"
        tasks.cell(line, 5).value = "145/QĐ-UBND"
        tasks.cell(line, 7).value = "đã gửi"
        book.save(file)
    elif format == "yaml":
        text = bytes_of(made, "yaml").decode()
        text = text.replace("reported_on:", "reported_on: 10/03/2026", 1)
        text = text.replace("issued_on:", "issued_on: 09/01/2026", 1)
        text = text.replace("  document:", "  document: 05/KH-SNV", 1)
        text = text.replace(
            "  IV.2: {status: , completed_on: , document: }",
            "  IV.2: {status: đã xong, completed_on: 30/01/2026, document: 145/QĐ-UBND,"
            " note: đã gửi}",
        )
        file.write_text(text, "utf-8")
    else:
        rows = list(
            csv.reader(io.StringIO(bytes_of(made, "csv").decode("utf-8-sig")), delimiter=";")
        )
        for row in rows:
            if row and row[0] == "Ngày báo cáo":
                row[1:2] = ["10/03/2026"]
            elif row and row[0] == "Ngày ban hành kế hoạch":
                row[1:2] = ["09/01/2026"]
            elif row and row[0] == "Số, ký hiệu kế hoạch":
                row[1:2] = ["05/KH-SNV"]
            elif row and row[0] == "IV.2":
                row[3:6] = ["đã xong", "30/01/2026", "145/QĐ-UBND"]
                row[-1] = "đã gửi"
        stream = io.StringIO()
        csv.writer(stream, delimiter=";").writerows(rows)
        file.write_text(stream.getvalue(), "utf-8")

    submission = read_submission(str(file), PLAN)

    assert submission.diagnostics == ()
    assert str(submission.reported_on) == "2026-03-10"
    assert submission.agency_plan is not None
    assert str(submission.agency_plan.issued_on) == "2026-01-09"
    assert submission.agency_plan.document == "05/KH-SNV"
    (report,) = submission.activities
    assert (report.activity, report.output, report.status) == ("IV.2", None, "done")
    assert [str(day) for day in report.completed_on] == ["2026-01-30"]
    assert (report.document, report.note) == ("145/QĐ-UBND", "đã gửi")


# The workbook


def test_only_the_cells_for_figures_are_open() -> None:
    book = openpyxl.load_workbook(io.BytesIO(bytes_of(form_of(), "xlsx")))
    columns, rows = figures(book)
    sheet = book.worksheets[0]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    for metric, row in rows.items():
        cells = {key: sheet.cell(row, column) for key, column in columns.items()}
        opened = {key for key, cell in cells.items() if not cell.protection.locked}
        known = PLAN.metric[metric]
        expected = {"value", "note"}
        if known.denominator:
            expected |= {"numerator", "denominator"}
        if known.kind in ("share", "confirmation") and not known.always_arises:
            expected.add("none_arising")
        if known.kind != "confirmation":
            expected.add("estimate")
        assert opened == expected, metric
        if known.kind == "share":
            assert cells["value"].number_format == "0.00####%"
            assert cells["numerator"].number_format == "#,##0"


def test_the_workbook_is_ready_to_fill_and_to_print() -> None:
    book = openpyxl.load_workbook(io.BytesIO(bytes_of(form_of(), "xlsx")))
    assert book.sheetnames == ["Số liệu", "Hoạt động", "Hướng dẫn"]
    sheet: Any = book.worksheets[0]
    assert sheet.freeze_panes == "B8"
    assert sheet.print_title_rows == "$7:$7"
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9  # A4
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    lists = {rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert lists == {'"có,không"', '"không phát sinh"'}


def random_cells(metric: Metric, rnd: random.Random) -> dict[str, Any]:
    """What somebody might type, right or wrong."""
    if metric.kind == "confirmation":
        answers = ["có", "không", "Có ", "yes", "chưa", "đã", None, "có lẽ", True, False, 5]
        return {"value": rnd.choice([*answers, "không phát sinh"])}
    if metric.kind == "count":
        return {"value": rnd.choice([0, 75, 76, 340, 341, 12.5, -1, None, "341"])}
    cells: dict[str, Any] = {}
    chance = rnd.random()
    if chance < 0.75:
        below = rnd.choice([0, 1, 5, 10, 20, 75, 100, 800, 1000, rnd.randint(1, 5000)])
        part = rnd.choice([below, int(below * 0.8), int(below * 0.9), max(below - 1, 0)])
        above: float = rnd.choice([part, rnd.randint(0, max(below, 1))])
        above = rnd.choice([*[above] * 18, above + 0.5, -above])
        cells = {"numerator": above, "denominator": below if rnd.random() > 0.07 else None}
        if below and rnd.random() < 0.4:
            digits = rnd.randint(0, 4)
            base = 100 if metric.kind == "growth" else 0
            stated = round(100 * above / below - base, digits)
            if rnd.random() < 0.3:
                stated += rnd.choice([1, -1]) * 10**-digits
            cells["value"] = round(stated / 100, digits + 2)
        elif rnd.random() < 0.1:
            cells["value"] = 0.5
    elif chance < 0.93:
        shares = [0.8, 0.7999, 0.79996, 0.9, 0.95, 1, 0, 0.003, 0.85, 0.69996, 0.7, 1.2, -0.1]
        cells["value"] = rnd.choice([*shares, 0.05, 0.049, 0.5, 0.3, "92,5%"])
    if rnd.random() < 0.08:
        cells["none_arising"] = "không phát sinh"
    return cells


OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice, which computes the formulas, is absent")
def test_the_live_verdict_is_that_of_check(tmp_path: Path) -> None:
    """Fills forms at random and lets a spreadsheet program compute what people see."""
    rnd = random.Random(3350)
    agencies = ["so-noi-vu", "so-tai-chinh", "so-tu-phap", "xa-muong-la", "so-xay-dung"]
    made = [form_of(agency, period) for agency in agencies for period in ("2026-Q1", "2026-Y")]
    files = []
    for number, each in enumerate(made):
        cells = {line.metric.id: random_cells(line.metric, rnd) for line in each.lines}
        file = tmp_path / f"{number}.xlsx"
        file.write_bytes(fill_xlsx(bytes_of(each, "xlsx"), cells))
        files.append(file)
    compared = 0
    for file, computed in zip(files, compute(files, tmp_path), strict=True):
        compared += compare(file, computed)
    assert compared > 350


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice, which computes the formulas, is absent")
def test_what_a_formula_can_not_see_is_left_to_check(tmp_path: Path) -> None:
    made = bytes_of(form_of(), "xlsx")
    cells: dict[str, dict[str, Any]] = {
        "hai_long_tthc": {"value": 0.925},  # pasted, with a format of its own
        "khong_cung_cap_lai_giay_to": {"value": 92.5},  # the same
        "ho_so_dung_han": {"numerator": "812", "denominator": 1000},  # stored as text
        "ho_so_so_hoa": {"numerator": 9, "denominator": 10, "none_arising": "0"},
        "tthc_phi_dia_gioi": {"value": 0.725},
    }
    book = openpyxl.load_workbook(io.BytesIO(fill_xlsx(made, cells)))
    columns, rows = figures(book)
    for metric in list(cells)[:2]:
        book.worksheets[0].cell(rows[metric], columns["value"]).number_format = "General"
    file = tmp_path / "report.xlsx"
    book.save(file)

    (computed,) = compute([file], tmp_path)

    sheet = openpyxl.load_workbook(computed, data_only=True).worksheets[0]
    shown = [sheet.cell(rows[metric], columns["result"]).value for metric in cells]
    assert shown == ["Xem cchc check"] * 4 + ["Đạt"]


def compute(files: list[Path], scratch: Path) -> list[Path]:
    """The workbooks as a spreadsheet program saves them, with the results of their formulas."""
    out = scratch / "out"
    subprocess.run(
        [
            str(OFFICE),
            f"-env:UserInstallation=file://{scratch}/office",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(out),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return [out / file.name for file in files]


def compare(file: Path, computed: Path) -> int:
    """How many rows say in the computed workbook what `check` says of the file."""
    words = Messages("vi")
    submission = read_submission(str(file), PLAN)
    assert submission.period
    checked = evaluate(submission, PLAN, submission.period.due_on)
    expected: dict[str, str] = {}
    for result in checked.results:
        if result.status != "not_applicable":
            expected[result.metric.id] = words(f"status.{result.status}")
    saved = read_submission(str(computed), PLAN)  # by another program, that is
    contents = {metric: figure.content for metric, figure in submission.figures.items()}
    assert {metric: figure.content for metric, figure in saved.figures.items()} == contents
    book = openpyxl.load_workbook(computed, data_only=True)
    columns, rows = figures(book)
    compared = 0
    for metric, row in rows.items():
        shown = book.worksheets[0].cell(row, columns["result"]).value
        if shown != words("template.see-check"):
            typed = [
                book.worksheets[0].cell(row, columns[key]).value
                for key in ("numerator", "denominator", "value", "none_arising")
            ]
            assert (metric, typed, shown) == (metric, typed, expected[metric])
            compared += 1
    return compared


# Nothing from a plan acts


@pytest.fixture(scope="module")
def hostile() -> Plan:
    text = (ROOT / "plan_2026.yaml").read_text("utf-8")
    title = "Mức độ hài lòng về giải quyết TTHC"
    assert f"vi: {title}\n" in text
    evil = '"=HYPERLINK(\\"http://x\\") <b>\\n- x: 1\\n# [red]"'
    return parse_bytes(text.replace(f"vi: {title}\n", f"vi: {evil}\n").encode(), "plan.yaml")


@pytest.mark.parametrize("format", FORMAT_NAMES)
def test_a_title_never_acts(format: str, hostile: Plan, tmp_path: Path) -> None:
    made = form(hostile, hostile.agency["so-noi-vu"], hostile.period["2026-Q1"])
    written = bytes_of(made, format)
    file = tmp_path / f"report.{format}"
    file.write_bytes(written)
    assert [each.code for each in read_submission(str(file), hostile).diagnostics] == []
    if format == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(written))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        (cell,) = (cell for cell in cells if "HYPERLINK" in str(cell.value))
        assert cell.data_type == "s"
    else:
        text = written.decode("utf-8-sig")
        (line,) = (line for line in text.splitlines() if "HYPERLINK" in line)
        if format == "csv":
            assert ";\"'=HYPERLINK(" in line or ";'=HYPERLINK(" in line
        else:
            assert line.lstrip().startswith("# =HYPERLINK")


def test_a_yaml_form_begins_with_the_modeline() -> None:
    first = bytes_of(form_of(), "yaml").decode().splitlines()[0]
    assert first == "# yaml-language-server: $schema=.cchc-submission.json"


# Writing


def test_an_existing_file_is_left_alone(tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "report.yaml"
    file.write_text("precious", "utf-8")
    arguments = ("template", "--agency", "so-noi-vu", "--period", "Q1/2026", "-o", file)
    outcome = cchc(*arguments, "--lang", "en")
    assert outcome.status == 2
    assert f"the file {file} is there already [usage-file-exists]" in outcome.err
    assert "--force" in outcome.err
    assert file.read_text("utf-8") == "precious"
    assert cchc(*arguments, "--force").status == 0
    assert file.read_text("utf-8").startswith("# yaml-language-server")
    assert sorted(os.listdir(tmp_path)) == [".cchc-submission.json", "report.yaml"]


@pytest.mark.parametrize("force", [True, False])
def test_what_fails_leaves_nothing_behind(
    force: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "report.csv"
    if force:
        file.write_text("before", "utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_bytes(str(file), b"after", force=force)
    assert os.listdir(tmp_path) == (["report.csv"] if force else [])
    if force:
        assert file.read_text("utf-8") == "before"


def test_somebody_elses_file_of_the_same_moment_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "report.csv"
    monkeypatch.setattr(os.path, "lexists", lambda path: Path(path).exists() and path != str(file))
    file.write_text("theirs", "utf-8")
    with pytest.raises(Exception, match="usage-file-exists"):
        write_bytes(str(file), b"ours", force=False)
    assert file.read_text("utf-8") == "theirs"
    assert os.listdir(tmp_path) == ["report.csv"]


def test_where_there_is_no_folder_the_error_says_so(tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "none" / "report.xlsx"
    outcome = cchc("template", "--agency", "so-noi-vu", "--period", "Q1/2026", "-o", file)
    assert outcome.status == 2
    assert f"không có thư mục {file.parent} [usage-no-folder]" in outcome.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--period", "Q1/2026", "-o", "x.csv"), "thiếu tùy chọn --agency"),
        (("--agency", "so-noi-vu", "-o", "x.csv"), "thiếu tùy chọn --period"),
        (("--agency", "so-noi-vu", "--period", "Q1/2026"), "thiếu tùy chọn --output"),
        (
            ("--agency", "so-noi-vu", "--period", "Q1/2026", "-o", "x.docx"),
            "không rõ ghi x.docx ở dạng nào; các đuôi tệp: .xlsx, .yaml, .csv.",
        ),
        (("--agency", "Sở X", "--period", "Q1/2026", "-o", "x.csv"), "không có cơ quan “Sở X”"),
        (("--agency", "so-noi-vu", "--period", "Q9", "-o", "x.csv"), "không có kỳ báo cáo “Q9”"),
    ],
)
def test_what_is_missing_or_wrong_is_told(
    arguments: tuple[str, ...], message: str, cchc: Cchc
) -> None:
    outcome = cchc("template", *arguments)
    assert outcome.status == 2
    assert message in " ".join(outcome.err.split())
