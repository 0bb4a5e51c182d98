"""A metric may be named by the title of its target, where that names no other."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from tiny_plan import PLAN, changed, codes

from cchc.diagnostics import Diagnostic, Place
from cchc.document.nodes import Mapping, Node, Scalar
from cchc.plan.parse import parse
from cchc.submission.activities import SUGGESTIONS, read_activities
from cchc.submission.metrics import read_metrics
from cchc.submission.model import Measured, Submission, Unreadable
from cchc.submission.read import read_submission
from cchc.submission.titles import Named, find_metric, nearest_metric

HERE = Place(1, 1)


def found(text: str) -> str | None:
    named = find_metric(PLAN, Scalar(text, HERE))
    return named.metric if isinstance(named, Named) else None


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("dung_han", "dung_han"),
        ("Đúng hạn", "dung_han"),
        (" ĐÚNG  HẠN ", "dung_han"),
        ("dung han", "dung_han"),
        ("Ðúng hạn", "dung_han"),
        ("In time", "dung_han"),
        ("Số hóa ở sở", "so_hoa"),
        ("Số hóa ở xã", "so_hoa"),
        ("Số hóa ở sở\nSố hóa ở xã", "so_hoa"),
        ("Số hóa", None),
        ("Đúng", None),
        ("dung-han", None),
        ("", None),
        (" ", None),
        ("Đúng hạn " * 1000, None),
    ],
)
def test_a_title_names_its_metric(text: str, metric: str | None) -> None:
    assert found(text) == metric


def test_a_title_of_two_metrics_names_neither() -> None:
    plan = parse(
        changed(("title: {vi: Khiếu nại, en: Complaints}", "title: {vi: Đụng hàn, en: X}"))
    )
    named = find_metric(plan, Scalar("Đúng hạn", HERE))
    assert isinstance(named, Named)
    assert named.metric == "dung_han", "its accents tell"
    twofold = find_metric(plan, Scalar("dung han", HERE))
    assert isinstance(twofold, Diagnostic)
    assert (twofold.code, twofold.place) == ("ambiguous-metric", HERE)
    assert twofold.params["candidates"] == "dung_han, khieu_nai"


def test_titles_and_ids_are_suggested_to_those_who_meant_them() -> None:
    assert nearest_metric(PLAN, "Đúng thời hạn") == "Đúng hạn"
    assert nearest_metric(PLAN, "dung_hna") == "dung_han"


def submission(folder: Path, metrics: str) -> Submission:
    file = folder / "report.yaml"
    file.write_text(f"agency: so-mot\nperiod: Q1/2026\nmetrics:\n{metrics}", "utf-8")
    return read_submission(str(file), PLAN)


def test_a_figure_by_its_title_is_the_metrics(tmp_path: Path) -> None:
    read = submission(tmp_path, "  Đúng hạn: 31/75\n  Số hóa ở xã:\n")
    assert codes(read.diagnostics) == []
    assert list(read.figures) == ["dung_han"]
    assert list(read.blank) == ["so_hoa"]


def test_two_names_of_one_metric_leave_it_unreadable(tmp_path: Path) -> None:
    read = submission(tmp_path, "  Đúng hạn: 31/75\n  dung_han: 32/75\n  In time: 33/75\n")
    assert [(one.code, one.place, one.params["first"]) for one in read.diagnostics] == [
        ("duplicate-key", Place(5, 3), Place(4, 3)),
        ("duplicate-key", Place(6, 3), Place(4, 3)),
    ]
    assert read.figures["dung_han"].content == Unreadable()


def test_a_blank_line_is_no_second_figure(tmp_path: Path) -> None:
    for lines in ("  Đúng hạn: 31/75\n  dung_han:\n", "  dung_han:\n  Đúng hạn: 31/75\n"):
        read = submission(tmp_path, lines)
        assert codes(read.diagnostics) == []
        assert isinstance(read.figures["dung_han"].content, Measured)


def test_a_doubtful_accent_is_told(tmp_path: Path) -> None:
    read = submission(tmp_path, "  Đụng hạn: 31/75\n")
    assert codes(read.diagnostics) == ["tidied"]
    assert read.diagnostics[0].params["read"] == "Đúng hạn"


# Cost


def keyed(names: list[str]) -> Mapping:
    pairs: dict[str, tuple[Scalar, Node]] = {
        name: (Scalar(name, Place(n, 1)), Scalar("done", Place(n, 50)))
        for n, name in enumerate(names, 1)
    }
    return Mapping(pairs, HERE)


def test_suggestions_for_activities_are_few() -> None:
    start = process_time()
    _, problems = read_activities(PLAN, keyed([f"II.{n}x" for n in range(4000)]))
    assert process_time() - start < 2
    assert [one.code for one in problems] == ["unknown-activity"] * 4000
    assert sum(bool(one.params["nearest"]) for one in problems) <= SUGGESTIONS


def test_suggestions_for_metrics_are_few() -> None:
    start = process_time()
    read = read_metrics(PLAN, keyed([f"Chỉ tiêu {n}" for n in range(900)]), {}, tabular=False)
    assert process_time() - start < 2
    assert [one.code for one in read.problems] == ["unknown-metric"] * 900


@pytest.mark.parametrize("key", ["? " + "." * 200_000, "I." * 100_000, "." * 200_000 + "1"])
def test_a_long_key_of_an_activity_costs_nothing(key: str) -> None:
    start = process_time()
    _, problems = read_activities(PLAN, keyed([key]))
    assert process_time() - start < 0.5
    assert [one.code for one in problems] == ["unknown-activity"]
