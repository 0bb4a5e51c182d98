"""How people write figures: what has one reading is read, and what has two never is."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_plan import PLAN

from cchc.diagnostics import Diagnostic, Place
from cchc.document.nodes import Mapping, Node, Scalar
from cchc.submission.date_slips import fraction_of_date
from cchc.submission.figures import read_figure
from cchc.submission.model import Content, Figure, Measured, NoneArising, Unreadable, measured
from cchc.submission.spellings import nouns, own_nouns
from cchc.submission.texts import remarks

SHARE, COUNT, GROWTH, CONFIRMATION = "dung_han", "thanh_lap", "thu_ngan_sach", "cong_khai"
NOUNS = nouns(PLAN)
HERE = Place(2, 7)


def read(metric: str, text: str, *, exact: bool = False) -> Figure:
    return read_figure(PLAN.metric[metric], Scalar(text, HERE, exact=exact), NOUNS)


def told(metric: str, text: str) -> list[tuple[str, object]]:
    """What is said of a figure that is read: each code, with what was read."""
    found = remarks(PLAN.metric[metric], Scalar(text, HERE), NOUNS)
    return [(one.code, one.params["read"]) for one in found]


def fraction(above: int, below: int, stated: str = "", digits: int = 0) -> Measured:
    value = Fraction(100 * above, below)
    share = Fraction(stated) if stated else None
    return measured(value, digits, Fraction(above), Fraction(below), share)


def percent(value: str, digits: int) -> Measured:
    return measured(Fraction(value), digits, percent=True)


THE_HALF = percent("92.5", 1)


@pytest.mark.parametrize(
    ("text", "content", "remark"),
    [
        ("31/75 (41,33%)", fraction(31, 75, "41.33", 2), ""),
        ("31/75(41,33 %)", fraction(31, 75, "41.33", 2), ""),
        ("31/75 (41,33)", fraction(31, 75, "41.33", 2), ""),
        ("31/75 = 41,33%", fraction(31, 75, "41.33", 2), "31/75 (41,33%)"),
        ("100% (12/12)", fraction(12, 12, "100"), ""),
        ("100% (12/12 hồ sơ)", fraction(12, 12, "100"), ""),
        ("31/75 hồ sơ (đạt 41,33%)", fraction(31, 75, "41.33", 2), ""),
        ("0,925 (37/40)", fraction(37, 40, "92.5", 1), ""),
        ("812 hồ sơ/1000 hồ sơ", fraction(812, 1000), ""),
        ("812/1000 hồ sơ", fraction(812, 1000), ""),
        ("812 HỒ SƠ / 1000", fraction(812, 1000), ""),
        ("812/1000 dossiers", fraction(812, 1000), ""),
        ("đạt 812/1000 ho so.", fraction(812, 1000), "812/1000"),
        ("1.204/1.300", fraction(1204, 1300), "1204/1300"),
        (
            "1.204 hồ sơ/1.300 hồ sơ (92,62%)",
            fraction(1204, 1300, "92.62", 2),
            "1204/1300 (92,62%)",
        ),
        ("1 204/1.300", fraction(1204, 1300), "1 204/1300"),
        ("“812” / “1000”", fraction(812, 1000), "812/1000"),
        ("Đạt 92,5%", THE_HALF, ""),
        ("ĐẠT 92,5 %", THE_HALF, ""),
        ("dat 92,5%", THE_HALF, ""),
        ("Đạt: 92,5%", THE_HALF, "92,5%"),
        ("92,5 phần trăm", THE_HALF, "92,5%"),
        ("Đạt 92,5 Phần  Trăm hồ sơ.", THE_HALF, "92,5%"),
        ("92,5%.", THE_HALF, "92,5%"),
        ("'92,5%", THE_HALF, "92,5%"),
        ('"92,5%"', THE_HALF, "92,5%"),
        ('="92,5%"', THE_HALF, "92,5%"),
        ('="31/75"', fraction(31, 75), "31/75"),
        ("không phát sinh.", NoneArising(), "không phát sinh"),
        ("Không phát sinh hồ sơ", NoneArising(), ""),
        ("không phát sinh hồ sơ trong kỳ", NoneArising(), ""),
        ("KPS", NoneArising(), ""),
        ("k phát sinh", NoneArising(), ""),
        ("Ko phát sinh", NoneArising(), ""),
        ("không có phát sinh", NoneArising(), ""),
        ("0 hồ sơ/0 hồ sơ", NoneArising(), ""),
    ],
)
def test_a_share_in_words(text: str, content: Content, remark: str) -> None:
    figure = read(SHARE, text)
    assert figure.content == content
    assert type(figure.content) is type(content)
    assert told(SHARE, text) == ([("tidied", remark)] if remark else [])


@pytest.mark.parametrize(
    ("text", "value", "remark"),
    [
        ("5.830", 5830, "5830"),
        ("340.000", 340_000, "340000"),
        ("1.234.567", 1_234_567, ""),
        ("5.830 doanh nghiệp", 5830, "5830"),
        ("340 doanh nghiệp", 340, ""),
        ("340 enterprises.", 340, "340"),
        ("Đạt 340", 340, ""),
        ("+1.234", 1234, "+1234"),
    ],
)
def test_a_count_in_words(text: str, value: int, remark: str) -> None:
    content = read(COUNT, text).content
    assert isinstance(content, Measured)
    assert content.value == value
    assert told(COUNT, text) == ([("tidied", remark)] if remark else [])


def test_a_number_of_a_workbook_has_no_groups() -> None:
    problem = read(COUNT, "5.83", exact=True).problem
    assert problem is not None
    assert problem.code == "not-whole"
    assert read(COUNT, "5.830", exact=True).content == Unreadable()


@pytest.mark.parametrize(
    ("metric", "text", "plain"),
    [
        (SHARE, "812/1000 doanh nghiệp", "812/1000"),
        (SHARE, "812 hồ sơ/1000 lỗi", "812/1000"),
        (SHARE, "92,5% doanh nghiệp", "92,5%"),
        (SHARE, "không phát sinh doanh nghiệp", "không phát sinh"),
        (COUNT, "340 hồ sơ", "340"),
    ],
)
def test_another_metrics_unit_is_told(metric: str, text: str, plain: str) -> None:
    assert read(metric, text).problem is None
    assert told(metric, text) == [("other-unit", plain)]


def test_nouns_are_the_plans() -> None:
    assert {"ho so", "doanh nghiep", "loi", "dossiers"} <= NOUNS
    assert "ty dong" not in NOUNS, "money is no number of things"
    assert own_nouns(PLAN.metric[GROWTH]) == {"ty dong", "billion dong"}


@pytest.mark.parametrize(
    ("metric", "text", "code"),
    [
        # Two readings, or none.
        (SHARE, "80 hồ sơ", "half-a-fraction"),
        (SHARE, "31/", "half-a-fraction"),
        (SHARE, "/75", "half-a-fraction"),
        (SHARE, "812 tỷ đồng/1000 tỷ đồng", "not-a-number"),
        (SHARE, "812 nghìn hồ sơ/1000 hồ sơ", "not-a-number"),
        (SHARE, "1 hồ sơ 234", "not-a-number"),
        (SHARE, "hồ sơ 31/75", "not-a-number"),
        (SHARE, "đất 31/75", "not-a-number"),
        (SHARE, "92.", "not-a-number"),
        (SHARE, "92,", "not-a-number"),
        (SHARE, "31/75.", "not-a-number"),
        (SHARE, "92,5%..", "not-a-number"),
        (SHARE, "không đạt 92,5%", "not-a-number"),
        (SHARE, "chưa đạt 92,5%", "not-a-number"),
        (SHARE, "không phát sinh đơn thư", "not-a-number"),
        (SHARE, "không phát sinh 5 hồ sơ", "not-a-number"),
        (SHARE, "không phát sinh hồ sơ trễ hạn", "not-a-number"),
        (SHARE, "31/75 (41,34%)", "share-disagrees"),
        (SHARE, "31/75 (không rõ)", "not-a-number"),
        (SHARE, "31/75 (12/12)", "not-a-number"),
        (SHARE, "31/75 (2025: 40%)", "not-one-number"),
        (SHARE, "92,5% (95%)", "not-a-number"),
        (SHARE, "0/0 (100%)", "share-of-nothing"),
        (SHARE, "1,204/1300", "ambiguous-number"),
        (SHARE, "khoảng 92,5%", "not-one-number"),
        (SHARE, "đạt khoảng 92,5%", "not-one-number"),
        (SHARE, "ước đạt 92,5%", "not-one-number"),
        (SHARE, "từ 80%", "not-one-number"),
        (SHARE, "~92,5%", "not-one-number"),
        (SHARE, ">= 92,5%", "not-one-number"),
        (SHARE, "92,5%+", "not-one-number"),
        (SHARE, "92,5% trở lên", "not-one-number"),
        (SHARE, "80%-90%", "not-one-number"),
        (SHARE, "812:1000", "not-one-number"),
        (SHARE, "=92,5%", "not-one-number"),
        (COUNT, "1,234", "ambiguous-number"),
        (COUNT, "5.83", "not-whole"),
        (COUNT, "5.8300", "not-whole"),
        (COUNT, "0.125", "not-whole"),
        (COUNT, "340 (100%)", "not-a-number"),
        (COUNT, "5 phần trăm", "percent-in-count"),
        (COUNT, "340 tỷ đồng", "not-a-number"),
        (GROWTH, "đạt 40%", "growth-or-ratio"),
        (GROWTH, "Đạt: 40%", "growth-or-ratio"),
        (GROWTH, "Đạt 103 phần trăm", "growth-or-ratio"),
        (GROWTH, "5 tỷ đồng", "half-a-fraction"),
        (GROWTH, "105 hồ sơ/100 hồ sơ", "not-a-number"),
        (GROWTH, "1.050/1.000", "ambiguous-number"),
        (GROWTH, "105/100 (105%)", "share-disagrees"),
        (CONFIRMATION, "đạt", "not-an-answer"),
        (CONFIRMATION, "có 5 hồ sơ", "not-an-answer"),
    ],
)
def test_what_has_two_readings_is_refused(metric: str, text: str, code: str) -> None:
    figure = read(metric, text)
    assert figure.content == Unreadable()
    assert figure.problem is not None
    assert figure.problem.code == code
    assert figure.problem.params.get("value", text) == text, "the whole text is quoted"


# Every spelling of a known figure


@st.composite
def counts(draw: st.DrawFn, most: int = 10**7) -> tuple[int, str]:
    """A count, and one of the ways to write it."""
    number = draw(st.integers(0, most))
    grouped = f"{number:,}"
    written = draw(
        st.sampled_from((str(number), grouped.replace(",", "."), grouped.replace(",", " ")))
    )
    return number, written + draw(st.sampled_from(("", " hồ sơ", " Hồ  sơ", "ho so", " dossiers")))


def rounded(share: Fraction, digits: int, mark: str) -> str:
    whole, decimals = divmod(round(share * 10**digits), 10**digits)
    return f"{whole}{mark}{decimals:0{digits}}" if digits else str(whole)


@given(
    above=counts(),
    below=counts(),
    digits=st.integers(0, 6),
    mark=st.sampled_from(",."),
    sign=st.sampled_from(("%", " %", " phần trăm")),
    form=st.sampled_from(
        ("{f}", "{f} ({s})", "{s} ({f})", "{f} = {s}", "Đạt {f}", "{f} (đạt {s})", '="{f} ({s})"')
    ),
    edges=st.sampled_from(("{}", " {} ", "“{}”", "'{}", "\u00a0{}")),
)
def test_every_spelling_of_a_fraction_is_that_fraction(
    above: tuple[int, str],
    below: tuple[int, str],
    digits: int,
    mark: str,
    sign: str,
    form: str,
    edges: str,
) -> None:
    (numerator, some), (denominator, all_) = sorted((above, below))
    if not denominator:
        return
    share = Fraction(100 * numerator, denominator)
    text = form.format(f=f"{some}/{all_}", s=rounded(share, digits, mark) + sign)
    content = read(SHARE, edges.format(text) if not text.startswith("=") else text).content
    assert isinstance(content, Measured), text
    assert content.value == share
    assert (content.numerator, content.denominator) == tuple(
        map(Fraction, (numerator, denominator))
    )


@given(
    st.lists(
        st.sampled_from(
            (
                *(
                    "1",
                    "31",
                    "75",
                    "204",
                    "0",
                    "5.830",
                    "1,234",
                    "92,5",
                    "1 234",
                    "%",
                    "/",
                    " ",
                    ".",
                ),
                *("(", ")", "=", ":", "-", "~", "hồ sơ", "tỷ đồng", "đạt", "khoảng", "phần trăm"),
                *("không phát sinh", "kps", "trong kỳ", "'", '"', "“", "trên", "và", "+", ","),
            )
        ),
        max_size=7,
    ).map("".join)
)
def test_no_digit_of_what_is_read_is_left_out(text: str) -> None:
    for metric in (SHARE, COUNT, GROWTH):
        content = read(metric, text).content
        if isinstance(content, NoneArising):
            assert digits_of(text) == ""
        if isinstance(content, Measured):
            sides = content.numerator, content.denominator, content.stated
            figures = [one for one in sides if one is not None] or [content.value]
            # 18 decimals are the most that a figure can have.
            assert digits_of(text) == digits_of(*(one * 10**18 for one in figures))
            assert not any(word in text for word in ("khoảng", "trên", "và", "~", ":", "không"))


def digits_of(*texts: object) -> str:
    """The digits in order of size, without those that write nothing."""
    return "".join(sorted(letter for letter in "".join(map(str, texts)) if letter in "123456789"))


@given(st.text(max_size=30))
def test_remarks_are_made_of_whatever_is_read(text: str) -> None:
    for metric in PLAN.metrics:
        if read(metric.id, text).problem is None:
            for remark in remarks(metric, Scalar(text, HERE), NOUNS):
                assert (remark.place, remark.severity) == (HERE, "warning")


# Problems of one figure


def written_out(**texts: str) -> Mapping:
    """A figure with its keys; each text stands in a column of its own."""
    pairs: dict[str, tuple[Scalar, Node]] = {
        key: (Scalar(key, Place(1, 10 * n)), Scalar(text, Place(1, 10 * n + 5)))
        for n, (key, text) in enumerate(texts.items(), 1)
    }
    return Mapping(pairs, Place(1, 1))


def problems(figure: Figure) -> list[tuple[str, int, object]]:
    found = [each for each in (figure.problem, *figure.more) if isinstance(each, Diagnostic)]
    return [
        (one.code, one.place.column if one.place else 0, one.params.get("value")) for one in found
    ]


def test_all_that_is_wrong_with_a_figure_is_told_at_once() -> None:
    figure = written_out(numerator="N/A", denominator="1,204", value="gần 80%")
    assert problems(read_figure(PLAN.metric[SHARE], figure, NOUNS)) == [
        ("not-a-number", 15, "N/A"),
        ("ambiguous-number", 25, "1,204"),
        ("not-one-number", 35, "gần 80%"),
    ]
    half = written_out(numerator="-3")
    assert problems(read_figure(PLAN.metric[SHARE], half, NOUNS)) == [
        ("half-a-fraction", 1, None),
        ("negative", 15, "-3"),
    ]


def test_one_text_is_told_once_for_each_thing_that_is_wrong() -> None:
    assert problems(read(SHARE, "N/A")) == [("not-a-number", 7, "N/A")]
    assert problems(read(SHARE, "-1/3,5")) == [
        ("negative", 7, "-1/3,5"),
        ("not-whole", 7, "-1/3,5"),
    ]


# Dates that were fractions


@pytest.mark.parametrize(
    ("text", "was"),
    [
        ("06-May", "6/5"),
        ("6-May", "6/5"),
        ("06-May-26", "6/5"),
        ("6 May 2026", "6/5"),
        ("31-Dec", "31/12"),
        ("Jun-05", "6/5"),
        ("May-75", "5/75"),
        ("May-1975", "5/75"),
        ("05-Thg6", "5/6"),
        ("05-Thg 06", "5/6"),
        ("6-thg5", "6/5"),
        ("Thg5-75", "5/75"),
        ("Thg 12-20", "12/20"),
        ("2026-05-06", "6/5"),
        ("2026-05-06 00:00:00", "6/5"),
        ("2026-05-06T00:00", "6/5"),
        ("06/05/2026", "6/5"),
        ("6/5/26", "6/5"),
        ("06-05-2026", "6/5"),
        ("06/05/2026 00:00:00", "6/5"),
        ("01/05/1975", "5/75"),
        ("01/05/2026", "1/5, 5/26"),
        ("01/05/2000", "1/5"),
        ("05-06", ""),
        ("80-90", ""),
        ("1.23.45", ""),
        ("5 decisions", ""),
        ("5 marches", ""),
        ("Thg13-75", ""),
        ("12:30", ""),
        ("", ""),
    ],
)
def test_a_date_tells_the_fraction_that_it_was(text: str, was: str) -> None:
    assert fraction_of_date(text) == was


@given(st.integers(1, 31), st.integers(1, 12))
def test_every_day_and_month_was_a_fraction_with_the_day_above(day: int, month: int) -> None:
    was = f"{day}/{month}"
    for text in (f"{day:02}-Thg{month}", f"{day:02}/{month:02}/2026", f"2026-{month:02}-{day:02}"):
        assert was in fraction_of_date(text).split(", ")
        problem = read(SHARE, text).problem
        assert problem is not None
        assert (problem.code, problem.params["value"]) == ("date-for-number", text)
        assert was in str(problem.params["nearest"]).split(", ")
    count = read(COUNT, f"{day:02}-Thg{month}").problem
    assert count is not None
    assert (count.code, count.params["nearest"]) == ("date-for-number", ""), (
        "counts are no fractions"
    )


# Cost


@pytest.mark.parametrize(
    "text",
    [
        lambda n: "hồ sơ, " * n,
        lambda n: "1" + " hồ sơ" * n + "/2",
        lambda n: '="' + '" ' * n + "x",
        lambda n: "(" * n + "1/2",
        lambda n: "đạt " * n + "5",
        lambda n: "k phát sinh " * n,
        lambda n: "1.234/" * n,
        lambda n: "a\u0323\u0301" * n,
    ],
)
def test_long_texts_are_refused_in_no_time(text: Callable[[int], str]) -> None:
    start = process_time()
    for metric in PLAN.metrics:
        assert read(metric.id, text(100_000)).content == Unreadable()
    assert process_time() - start < 1
