"""`cchc explain`: a page for every code, and for everything in the plan."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Cchc
from submitting import submit
from tiny_plan import TINY, changed, refusal

from cchc.catalogue import EXAMPLES, CatalogueEntry, entries
from cchc.explain.names import names
from cchc.messages import vi
from cchc.plan.model import Plan

ENTRIES = entries()


def test_every_code_has_its_place_in_the_catalogue() -> None:
    listed = [entry.code for entry in ENTRIES]
    assert sorted(listed) == sorted(vi.DIAGNOSTICS)
    assert len(set(listed)) == len(listed)
    assert set(EXAMPLES) <= set(listed)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_every_code_has_a_page(entry: CatalogueEntry, lang: str, cchc: Cchc) -> None:
    code = entry.code
    page = cchc("explain", code, "--lang", lang)
    assert page.status == 0
    assert page.out.startswith(f"{code} · ")
    headings = {
        "vi": ("Thông báo", "Vì sao", "Cách sửa", "Hệ quả"),
        "en": ("Message", "Why", "How to fix it", "What follows"),
    }
    for heading in headings[lang]:
        assert f"\n{heading}\n" in page.out
    assert "{" not in page.out.split("\n\n")[1]
    assert max(map(len, page.out.splitlines())) <= 100


def test_a_page_shows_the_message_the_mending_and_an_example(cchc: Cchc) -> None:
    page = cchc("explain", "not-one-number", "--lang", "en").out
    assert "“…” is not one exact number" in page
    assert "Write exactly one number" in page
    assert "  wrong:\n    metrics:\n      dung_han: khoảng 80%\n" in page
    assert "  right:\n    metrics:\n      dung_han: 812/1000\n" in page
    assert "exit status 3" in page


@pytest.mark.parametrize(
    ("code", "effect"),
    [
        ("unknown-agency", "mã thoát 3"),
        ("tidied", "không đổi kết quả và mã thoát"),
        ("usage-window", "mã thoát 2"),
    ],
)
def test_a_page_says_what_follows(code: str, effect: str, cchc: Cchc) -> None:
    assert effect in " ".join(cchc("explain", code).out.split())


def test_the_code_may_be_copied_with_its_brackets(cchc: Cchc) -> None:
    assert cchc("explain", "[Comma-Splits]").out.startswith("comma-splits · ")


def test_without_a_code_all_are_listed(cchc: Cchc) -> None:
    shown = cchc("explain").out
    for entry in ENTRIES:
        assert f"  {entry.code} " in shown


def test_without_a_code_it_says_what_else_can_be_explained(cchc: Cchc) -> None:
    assert "cchc plan show" in cchc("explain").out.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("comma-split", "comma-splits"),
        ("ho-so-dunghan", "ho-so-dung-han"),
        ("ho_so_luan_chuyen", "ho_so_luan_chuyen_dien_tu"),
        ("xyz", ""),
        ("so_hoa", "so-hoa-ho-so-cap-tinh"),
        ("so-noi-v", "so-noi-vu"),
    ],
)
def test_an_unknown_name_gets_the_nearest(name: str, near: str, cchc: Cchc) -> None:
    outcome = cchc("explain", name, "--lang", "en")
    assert outcome.status == 2
    assert outcome.out == ""
    kinds = "no target, metric, activity, code of an error, reporting period or agency"
    assert f"{kinds} is called “{name}”." in outcome.err
    assert (f"Did you mean “{near}”?" if near else "”. [usage-unknown-code]") in outcome.err


def test_a_name_that_acts_on_terminals_is_shown_harmless(cchc: Cchc) -> None:
    outcome = cchc("explain", "\x1b[31m[bold]x\u202e")
    assert outcome.status == 2
    assert "\x1b" not in outcome.err
    assert "\\x1b[31m[bold]x\\u202e" in outcome.err


def flat(text: str) -> str:
    """Without the breaks of lines."""
    return " ".join(text.split())


def one(cchc: Cchc, *arguments: str) -> dict[str, Any]:
    """The only item of the JSON form."""
    outcome = cchc("explain", *arguments, "--format", "json")
    document = json.loads(outcome.out)
    assert document["schema"] == "cchc.explain/1"
    (item,) = document["items"]
    assert isinstance(item, dict)
    return item


# Everything in the plan


def widths(text: str) -> Iterator[int]:
    """The widths of lines, but for those to be copied into a file."""
    return (len(line) for line in text.splitlines() if not line.startswith("      "))


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("columns", ["60", "80", "200"])
def test_everything_in_the_plan_has_a_page(
    lang: str, columns: str, plan: Plan, monkeypatch: pytest.MonkeyPatch, cchc: Cchc
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    known = [name for name, subject in names(plan) if not isinstance(subject, CatalogueEntry)]
    assert len(known) == 57 + 56 + 54 + 6 * 2 + 4 + 4 + 89
    outcome = cchc("explain", *known, "--lang", lang)
    assert outcome.status == 0
    assert outcome.err == ""
    for name in known:
        assert f"\n{name} · " in f"\n{outcome.out}"
    assert max(widths(outcome.out)) <= int(columns)
    assert "{" not in outcome.out
    assert not re.search(r"\bNone\b(?! arising|\.)", flat(outcome.out))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_everything_in_the_plan_is_there_for_programs(lang: str, plan: Plan, cchc: Cchc) -> None:
    known = [name for name, subject in names(plan)]
    items = json.loads(cchc("explain", *known, "--lang", lang, "--format", "json").out)["items"]
    assert len(items) == len(known)
    assert {item["type"] for item in items} == {
        "code", "target", "metric", "activity", "period", "obligation", "agency",
    }  # fmt: skip


def test_a_target_of_shares(cchc: Cchc) -> None:
    """Decision 3350, section 3.a, the ninth dash, first half: 100% of dossiers in time."""
    page = flat(cchc("explain", "ho-so-dung-han").out)
    for words in (
        "ho-so-dung-han · chỉ tiêu",
        "Chỉ số ho_so_dung_han: tỷ lệ phần trăm",
        "Tử số: Hồ sơ đã giải quyết đúng hạn hoặc trước hạn",
        "Mẫu số: Hồ sơ đã giải quyết trong kỳ cộng hồ sơ quá hạn chưa giải quyết",
        "Phải đạt: ≥ 100%.",
        "Áp dụng cho: sở, ban, ngành; UBND xã, phường (89 trên 89 cơ quan).",
        "mọi kỳ báo cáo, bắt đầu từ Báo cáo CCHC Quý I (2026-Q1): số liệu từ 10/12/2025 đến hết "
        "09/03/2026, gửi chậm nhất 11/03/2026.",
        "Quyết định có hiệu lực từ 26/12/2025.",
        "Quyết định 3350/QĐ-UBND ngày 26/12/2025, phần II, mục 3.a, gạch đầu dòng thứ 9, vế thứ 1 "
        "(II.3.a ý 9.1).",
        "Lĩnh vực: Cải cách thủ tục hành chính.",
        "Hồ sơ đã nhận nhưng chưa đến hạn không nằm trong mẫu số",
        "Vì: Hồ sơ chưa đến hạn chưa thể đúng hạn hay trễ hạn",
        "Khi mẫu số bằng 0",
        "đạt: ho_so_dung_han: 1000/1000 ho_so_dung_han: 100% "
        "không đạt: ho_so_dung_han: 999/1000 "
        "không phát sinh: ho_so_dung_han: không phát sinh",
        "ghi vào cột “Tử số” và “Mẫu số”",
        "- Số chỉ có thể tăng:",
    ):
        assert words in page, words
    assert "Chỉ tiêu cả năm và ngày chốt số liệu" not in page


def test_a_target_of_the_year(cchc: Cchc) -> None:
    """Decision 3350, section 6.a, the sixth dash: over 340 enterprises by the end of 2026."""
    page = flat(cchc("explain", "doanh-nghiep-moi", "--lang", "en").out)
    for words in (
        "Metric doanh_nghiep_moi: a count.",
        "To be reached: > 340 enterprises.",
        "Applies to: Sở Tài chính (1 of 89 agencies).",
        "Due with 2026-Y (Annual report): data up to 09/12/2026, to be sent no later than "
        "11/12/2026. Before that, not reaching it or leaving it blank is only “Not due”.",
        "part II, section 6.a, item 6 of the list, clause 1 (II.6.a item 6.1).",
        "Never: where there was none, write 0",
        "passes: doanh_nghiep_moi: 341 fails: doanh_nghiep_moi: 340",
        "- Year-end targets and the closing day:",
    ):
        assert words in page, words
    assert "none arising:" not in page


@pytest.mark.parametrize(
    ("target", "written"),
    [
        # At least 80%
        (
            "ho-so-luan-chuyen-dien-tu",
            "pass 800/1000; fail 799/1000; pass 80%; none_arising none arising",
        ),
        # "Trên 80%" is more than 80%.
        (
            "kien-nghi-thanh-tra-xu-ly",
            "pass 801/1000; fail 800/1000; fail 80%; none_arising none arising",
        ),
        # One commune is one, and there always is one.
        ("xa-phan-mem-thong-nhat", "pass 1/1; fail 0/1; pass 100%"),
        # 5% more than the estimate
        ("tang-thu-noi-dia", "pass 1050/1000; fail 1049/1000; pass 5%"),
        ("chuyen-muc-cchc", "pass yes; fail no; none_arising none arising"),
        ("trien-khai-dong-bo-cchc", "pass yes; fail no"),
        ("htx-moi", "pass 76; fail 75"),
    ],
)
def test_examples_stand_on_both_sides_of_the_threshold(
    target: str, written: str, cchc: Cchc
) -> None:
    item = one(cchc, target, "--lang", "en")
    lines = [(example["status"], example["yaml"].split(": ")) for example in item["examples"]]
    assert {metric for _, (metric, _) in lines} == {item["metric"]["id"]}
    assert "; ".join(f"{status} {figure}" for status, (_, figure) in lines) == written


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_example_of_a_target_comes_to_what_is_said(
    lang: str, plan: Plan, tmp_path: Path, cchc: Cchc
) -> None:
    tried: list[tuple[str, str, str, dict[str, str]]] = []
    """Agency, target, status and the file's figures, of which a metric has one in each file."""
    files: dict[str, list[dict[str, str]]] = {}
    for target in plan.targets:
        agency = next(agency for agency in plan.agencies if target.applies(agency)).id
        for example in one(cchc, target.id, "--lang", lang)["examples"]:
            metric, _, figure = example["yaml"].partition(": ")
            with_room = [file for file in files.setdefault(agency, []) if metric not in file]
            if not with_room:
                files[agency].append({})
            file = (with_room or files[agency][-1:])[0]
            file[metric] = figure
            tried.append((agency, target.id, example["status"], file))
    assert len(tried) > 57 * 2
    for agency, written in files.items():
        for figures in written:
            yaml = submit(
                tmp_path, agency, figures, period="2026-Y", reported_on="05/01/2027",
                more=["as_of: 31/12/2026"],
            )  # fmt: skip
            table = tmp_path / "table.csv"
            table.write_text(as_table(agency, figures), "utf-8")
            wanted = {id: status for _, id, status, file in tried if file is figures}
            for path in (yaml, table):
                report = json.loads(cchc("check", path, "--format", "json").out)
                (checked,) = report["submissions"]
                found = {r["target"]: r["status"] for r in checked["results"]}
                assert {id: found[id] for id in wanted} == wanted, path.read_text("utf-8")
                assert not [d for d in checked["diagnostics"] if d["severity"] == "error"]


def as_table(agency: str, figures: dict[str, str]) -> str:
    """Figures as rows of CSV, filled in as the page says."""
    head = f"Cơ quan;{agency}\nKỳ báo cáo;2026-Y\nNgày báo cáo;05/01/2027\n"
    head += "Số liệu đến ngày;31/12/2026\nMã chỉ số;Tử số;Mẫu số;Giá trị;Không phát sinh\n"
    return head + "".join(as_row(metric, figure) for metric, figure in figures.items())


def as_row(metric: str, figure: str) -> str:
    value, (above, _, below), none = figure, figure.partition("/"), ""
    if below:
        value = ""
    elif " " in figure:
        value = above = ""
        none = figure
    else:
        above = ""
    return f"{metric};{above};{below};{value};{none}\n"


@pytest.mark.parametrize(
    ("metric", "written"), [("ho_so_dung_han", "0/0"), ("chuyen_muc_cchc", "không phát sinh")]
)
def test_what_is_said_to_be_none_arising_is(
    metric: str, written: str, tmp_path: Path, cchc: Cchc
) -> None:
    file = submit(tmp_path, "so-noi-vu", {metric: written})
    assert (
        json.loads(cchc("check", file, "--format", "json").out)["submissions"][0]["summary"][
            "none_arising"
        ]
        == 1
    )


def test_what_is_said_never_to_be_none_arising_is_refused(
    plan: Plan, tmp_path: Path, cchc: Cchc
) -> None:
    refused = [metric for metric in plan.metrics if not metric.may_not_arise]
    assert {metric.kind for metric in refused} == {"share", "count", "growth", "confirmation"}
    for metric in refused:
        target = next(target for target in plan.targets if target.metric == metric.id)
        agency = next(agency for agency in plan.agencies if target.applies(agency))
        page = flat(cchc("explain", metric.id, "--lang", "en").out)
        assert "What counts as none arising Never: " in page
        for written in ("none arising", "0/0") if metric.denominator else ("none arising",):
            file = submit(tmp_path, agency.id, {metric.id: written})
            checked = cchc("check", file, "--lang", "en")
            assert checked.status == 3
            code = "zero-base" if written == "0/0" and metric.kind == "growth" else "always-arises"
            assert f"[{code}]" in checked.out
            assert f"[{code}]" in page


def test_a_metric_tells_of_all_its_targets(cchc: Cchc) -> None:
    """Decision 3350, section 3.a, the fifth dash: 90% at provincial, 80% at commune level."""
    page = flat(cchc("explain", "ho_so_so_hoa", "--lang", "en").out)
    assert page.startswith("ho_so_so_hoa · metric What is measured")
    assert "so-hoa-ho-so-cap-tinh · target" in page
    assert "≥ 90%" in page
    assert "Applies to: departments (14 of 89 agencies)." in page
    assert "so-hoa-ho-so-cap-xa · target" in page
    assert "≥ 80%" in page
    assert "Applies to: communes (75 of 89 agencies)." in page
    assert page.count("- Counts that can only grow:") == 1


def test_an_activity_with_two_outputs(cchc: Cchc) -> None:
    """Decision 3350, appendix II.1: a plan in January, a first report in November."""
    page = flat(cchc("explain", "II.1", "--lang", "en").out)
    for words in (
        "II.1 · activity",
        "II.1.1: Plan of the provincial People's Committee",
        "“Ban hành kế hoạch tháng 01/2026”. Due: 31/01/2026.",
        "“Báo cáo lần 1 (tháng 11/2026)”. Due: 30/11/2026.",
        "Lead: Sở Tư pháp. Coordinating: departments; communes.",
        "Decision 3350/QĐ-UBND of 26/12/2025, appendix, part II, number 1 (PL.II item 1).",
        "Field: Institutional reform.",
        "Only the first report has a deadline (November 2026)",
        "II.1.2: status: done completed_on: 30/11/2026",
        "- Deadlines on days off:",
    ):
        assert words in page, words
    assert "- December activities" not in page
    second = flat(cchc("explain", "II.1.2", "--lang", "en").out)
    assert second.startswith("II.1.2 · one output of activity II.1")
    assert "Due: 30/11/2026." in second
    assert "31/01/2026" not in second


@pytest.mark.parametrize(
    ("activity", "words"),
    [
        ("II.6", "Làm thường xuyên, không có ngày đến hạn."),
        ("I.5", "Chờ sự kiện: Sau khi Chính phủ ban hành Nghị quyết. Không có ngày đến hạn."),
        ("VI.1", "Đến hạn: 31/03/2026. Điều kiện: Sau khi Chính phủ ban hành chương trình"),
        ("I.1", "Cùng các báo cáo định kỳ, hạn 11/03/2026; 11/06/2026; 11/09/2026; 11/12/2026"),
        ("III.9", "Đến hạn: 31/03/2026; 30/06/2026; 30/09/2026; 31/12/2026."),
        ("III.2", "Chủ trì: sở, ban, ngành; UBND xã, phường."),
        ("bao-cao-linh-vuc", "Cùng các báo cáo định kỳ, hạn 11/03/2026; 11/06/2026; 11/09/2026"),
        ("bao-cao-cchc-cua-tinh", "Chờ sự kiện: Định kỳ hằng quý, 6 tháng, năm theo quy định."),
        ("I.7", "Đến hạn: 30/06/2026; 31/12/2026."),
        ("I.7", "cuộc đối thoại với doanh nghiệp trong năm: ≥ 2."),
        ("I.4", "- Hoạt động tháng 12 và việc chốt số liệu năm:"),
        ("VII.3", "Chủ trì: UBND xã, phường."),
        ("I.5", "Phối hợp: Hiệp hội doanh nghiệp tỉnh; sở, ban, ngành;"),
    ],
)
def test_when_and_by_whom_an_activity_is_done(activity: str, words: str, cchc: Cchc) -> None:
    assert words in flat(cchc("explain", activity).out)


@pytest.mark.parametrize(
    ("target", "bears"),
    [
        ("tthc-phi-dia-gioi", True),  # ≥ 70% of departments and communes alike
        ("ho-so-dung-han", False),  # 100%
        ("nha-dat-sap-xep-lai", False),  # of one agency
        ("doanh-nghiep-moi", False),  # no share
    ],
)
def test_shares_below_100_bind_each_agency_by_a_reading(
    target: str, bears: bool, cchc: Cchc
) -> None:
    page = flat(cchc("explain", target, "--lang", "en").out)
    assert ("Shares below 100% and the single agency: " in page) == bears


def test_what_goes_with_the_periodic_reports_has_no_example(cchc: Cchc) -> None:
    assert "Ví dụ cách ghi" not in cchc("explain", "bao-cao-linh-vuc").out
    assert "I.1.2:\n" not in cchc("explain", "I.1").out


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_example_of_an_activity_is_read(
    lang: str, plan: Plan, tmp_path: Path, cchc: Cchc
) -> None:
    for activity in plan.activities:
        for output in one(cchc, activity.id, "--lang", lang)["outputs"]:
            lead = activity.lead[0]
            agency = next(a for a in plan.agencies if lead in (a.id, a.kind))
            lines = [f"  {line}" for line in output["example"].splitlines()]
            file = submit(tmp_path, agency.id, {}, more=["activities:", *lines])
            report = json.loads(
                cchc("check", file, "--format", "json", "--today", "31/12/2026").out
            )
            (checked,) = report["submissions"]
            said = {d["code"] for d in checked["diagnostics"] if d["line"] in range(5, 12)}
            assert not said & {"unknown-activity", "unknown-status", "not-a-date", "unknown-key"}
            number = int(output["id"].split(".")[2]) if output["id"].count(".") > 1 else 1
            states = [
                a["state"] for a in checked["activities"]
                if (a["id"], a["number"]) == (activity.id, number)
            ]  # fmt: skip
            assert states[: len(output["due_on"][:2])] == ["done"] * len(output["due_on"][:2])


def test_a_period(cchc: Cchc) -> None:
    for spelling in ("2026-Q3", "Quý III/2026", "q3/2026"):
        page = flat(cchc("explain", spelling, "--lang", "en").out)
        assert page.startswith("2026-Q3 · reporting period Third quarter report")
        assert "Data from 10/06/2026 to 09/09/2026; to be sent no later than 11/09/2026." in page
        assert "part on organisation, section 1.b, item 3 of the list (TCTH.1.b item 3)" in page
    assert "It closes the year" not in page
    closing = flat(cchc("explain", "2026-Y", "--lang", "en").out)
    assert "It closes the year" in closing
    assert "57 of 57 targets" in closing


def test_the_agencies_own_plan(cchc: Cchc) -> None:
    page = flat(cchc("explain", "agency-plan", "--lang", "en").out)
    assert "No later than 10/01/2026." in page
    assert "agency_plan: issued_on: 10/01/2026" in page
    assert "Institutional reform; Reform of administrative procedures;" in page


def test_an_agency(cchc: Cchc) -> None:
    for spelling in ("so-tai-chinh", "Sở Tài chính"):
        page = flat(cchc("explain", spelling).out)
        assert page.startswith("so-tai-chinh · cơ quan Sở Tài chính Loại: sở, ban, ngành.")
        assert "tang-thu-noi-dia: Thu nội địa" in page
        assert "VIII.4: " in page
        assert "VIII.1: " not in page
    assert "Mã của cơ quan thống kê: 03808." in flat(cchc("explain", "xa-muong-la").out)


# Names


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("ho-so-dung-han", "ho-so-dung-han · target"),
        ("ho_so_dung_han", "ho_so_dung_han · metric"),
        ("HO-SO-DUNG-HAN", "ho-so-dung-han · target"),
        ("HO_SO_DUNG_HAN", "ho_so_dung_han · metric"),
        ("hồ sơ đúng hạn", "ho-so-dung-han · target"),
        (" ho-so-dung_han ", "ho-so-dung-han · target"),
        ("ho_so-so_hoa", "ho_so_so_hoa · metric"),
        ("ii.2", "II.2 · activity"),
        ("[tidied]", "tidied · warning"),
    ],
)
def test_a_name_may_be_spelled_differently(spelling: str, name: str, cchc: Cchc) -> None:
    shown = cchc("explain", spelling, "--lang", "en").out
    assert shown.startswith(name)
    assert shown.count(" · ") == 1 or name.endswith("metric")


def test_several_names_come_in_their_order_and_once(cchc: Cchc) -> None:
    shown = cchc("explain", "II.2", "tidied", "htx-moi", "ii.2", "--lang", "en").out
    heads = [line for line in shown.splitlines() if " · " in line]
    assert heads == ["II.2 · activity", "tidied · warning", "htx-moi · target"]


def test_one_wrong_name_shows_nothing(cchc: Cchc) -> None:
    outcome = cchc("explain", "II.2", "II.99")
    assert (outcome.status, outcome.out) == (2, "")
    assert "“II.99”" in outcome.err


# Other plans


def test_another_plan(tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(TINY, "utf-8")
    page = flat(cchc("explain", "khieu-nai", "--plan", str(file), "--lang", "en").out)
    assert "≤ 5%" in page
    assert "passes: khieu_nai: 50/1000 khieu_nai: 5% fails: khieu_nai: 51/1000" in page
    assert "part II, section 1, item 3 of the list (II.1 item 3)" in page
    assert "The plan records no reading of its own for this." in page
    assert "Readings of the whole plan" not in page
    slips = flat(cchc("explain", "sai-sot", "--plan", str(file), "--lang", "en").out)
    assert "passes: sai_sot: 9 fails: sai_sot: 10" in slips


def test_a_name_that_means_a_target_and_a_code_shows_both(tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(changed(("- id: khieu-nai\n", "- id: negative\n")), "utf-8")
    shown = cchc("explain", "negative", "--plan", str(file), "--lang", "en").out
    assert "negative · target" in shown
    assert "negative · error" in shown


@pytest.mark.parametrize(
    ("op", "value", "examples"),
    [
        (">", "100", [("fail", "1000/1000"), ("fail", "100%")]),
        (">=", "0", [("pass", "0/1000"), ("pass", "0%")]),
        (">=", "99.95", [("pass", "1000/1000"), ("fail", "999/1000"), ("pass", "99.95%")]),
        ("<", "0.05", [("pass", "0/1000"), ("fail", "1/1000"), ("fail", "0.05%")]),
        ("<=", "100", [("pass", "1000/1000"), ("pass", "100%")]),
    ],
)
def test_examples_at_the_ends_of_what_is_possible(
    op: str, value: str, examples: list[tuple[str, str]], tmp_path: Path, cchc: Cchc
) -> None:
    file = tmp_path / "plan.yaml"
    text = changed(
        (
            'threshold: {op: "<=", value: 5, unit: "%"}',
            f'threshold: {{op: "{op}", value: {value}, unit: "%"}}',
        )
    )
    file.write_text(text, "utf-8")
    item = one(cchc, "khieu-nai", "--plan", str(file), "--lang", "en")
    written = [(one["status"], one["yaml"].split(": ")[1]) for one in item["examples"]]
    assert written == [*examples, ("none_arising", "none arising")]


def test_texts_of_a_plan_never_act(tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "plan.yaml"
    hostile = '"[bold red]A[/] {numerator} %s\\n\\n  ::error::x | <b> `c` *d*"'
    text = changed(
        ("{vi: Khiếu nại, en: Complaints}", f"{{vi: {hostile}, en: {hostile}}}"),
        ("{vi: Hai sản phẩm, en: Two outputs}", f"{{vi: {hostile}, en: {hostile}}}"),
    )
    file.write_text(text, "utf-8")
    for name in ("khieu-nai", "I.1", "so-mot"):
        outcome = cchc("explain", name, "--plan", str(file))
        assert outcome.status == 0
        assert "[bold red]A[/] {numerator} %s ::error::x | <b> `c` *d*" in flat(outcome.out)
        assert not any(line.startswith("::") for line in outcome.out.splitlines())


def test_a_broken_plan_is_told_as_such(tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text("schema: cchc.plan/1\n", "utf-8")
    outcome = cchc("explain", "II.2", "--plan", str(file))
    assert outcome.status == 3
    assert "[plan-missing-field]" in outcome.err


def test_a_reading_bears_on_known_traits_only() -> None:
    texts = "about: {vi: A, en: A}, decided: {vi: B, en: B}, why: {vi: C, en: C}"
    readings = f"  readings:\n    - {{{texts}, bears_on: [wind]}}\n"
    (problem,) = refusal(changed(("  supersedes: []\n", f"  supersedes: []\n{readings}")))
    assert problem.code == "plan-bad-choice"
