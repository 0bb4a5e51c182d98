"""The schema's patterns and the readers agree, on whatever people may write."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final
from unicodedata import normalize

import pytest
import tiny_plan
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from cchc.dates import DateError, parse_date
from cchc.diagnostics import Place
from cchc.document.nodes import Mapping, Node, Scalar, Sequence
from cchc.messages import Messages
from cchc.plan.load import load
from cchc.plan.model import Metric
from cchc.plan.parse import parse
from cchc.schema import submission
from cchc.submission.activities import read_activities
from cchc.submission.agencies import find_agencies
from cchc.submission.estimates import read_estimate
from cchc.submission.figures import is_blank, read_figure
from cchc.submission.read import find_period
from cchc.submission.spellings import nouns
from cchc.text import fold

HERE: Final = Place(1, 1)
PLANS: Final = {"real": load(), "tiny": tiny_plan.PLAN}
SCHEMAS: Final = {name: submission.schema(plan, Messages("vi")) for name, plan in PLANS.items()}
COMPARED: Final = {"numerator-over-denominator", "share-disagrees", "not-an-estimate"}
"""What needs two values to be compared, or a value and its sign, which JSON Schema can't."""


def part(name: str, plan: str = "real") -> Draft202012Validator:
    """A validator for one of the schema's definitions."""
    schema = SCHEMAS[plan]
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]})


PARTS: Final = {(name, plan): part(name, plan) for plan in PLANS for name in SCHEMAS[plan]["$defs"]}
METRICS: Final = {
    SCHEMAS[plan]["$defs"]["metrics"]["properties"][metric.id]["$ref"].rpartition("/")[2]: metric
    for plan in PLANS
    for metric in PLANS[plan].metrics
}
"""A metric for each of the definitions of figures."""


def test_every_kind_of_metric_is_here() -> None:
    assert {metric.kind for metric in METRICS.values()} == {
        "share",
        "count",
        "growth",
        "confirmation",
    }
    assert {metric.always_arises for metric in METRICS.values()} == {True, False}
    assert {metric.whole for metric in METRICS.values()} == {True, False}


# Figures


def node_of(value: Any) -> Node:
    """What the YAML reader makes of a value that an editor takes for this one."""
    if isinstance(value, dict):
        pairs = {key: (Scalar(key, HERE), node_of(inside)) for key, inside in value.items()}
        return Mapping(pairs, HERE)
    if isinstance(value, list):
        return Sequence([node_of(item) for item in value], HERE)
    if isinstance(value, str):
        return Scalar(value, HERE, plain=False)
    if isinstance(value, bool):
        return Scalar(str(value).lower(), HERE)
    return Scalar("" if value is None else str(value), HERE)


def refusal(metric: Metric, value: Any) -> str:
    """The code with which a value is refused; empty where it is accepted."""
    node, of = node_of(value), nouns(PLANS[plan_of(metric)])
    if is_blank(node):
        return ""
    problem = read_estimate(metric, node, of)[1] or read_figure(metric, node, of).problem
    return problem.code if problem else ""


def plan_of(metric: Metric) -> str:
    return next(name for name, plan in PLANS.items() if metric in plan.metrics)


def agrees(metric: Metric, name: str, value: Any) -> None:
    code = refusal(metric, value)
    if code not in COMPARED:
        assert PARTS[name, plan_of(metric)].is_valid(value) is not bool(code), (name, value, code)


DIGITS: Final = st.text("0123456789", min_size=1, max_size=4) | st.sampled_from(
    ("0", "100", "50", "49", "123456789012345678", "1234567890123456789", "０", "１２")
)
NUMBERS: Final = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(("", "", "", "-", "+", "−", "＋", ">")),
        DIGITS,
        st.lists(
            st.builds(
                str.__add__, st.sampled_from((".", ",", " ", "\u00a0", "．", "_", "e")), DIGITS
            )
            | st.sampled_from((".000", ",000", " 000", ".123", ",456", " 789", ",0", ".00")),
            max_size=3,
        ).map("".join),
        st.sampled_from(
            ("", "", "", "%", " %", "\u00a0％", "%%", " điểm", " phần trăm", "%.", ".")
        ),
        st.sampled_from(("", "", "", " hồ sơ", " HỒ  SƠ", " doanh nghiệp", " tỷ đồng", " đạt")),
    ),
)
FRACTIONS: Final = st.builds(
    "{}{}{}".format, NUMBERS, st.sampled_from(("/", " / ", "／", "//", ":", "”/“")), NUMBERS
)
REACHED: Final = st.sampled_from(("", "", "Đạt ", "đạt", "Đạt : ", "dat ", "đất ", "đạt hồ sơ "))
BESIDE: Final = st.builds(
    "{}{}{}{}{}".format,
    FRACTIONS | NUMBERS,
    st.sampled_from((" (", "(", " = ", " ((", " ", "/(")),
    REACHED,
    NUMBERS | FRACTIONS,
    st.sampled_from((")", ")", " )", "", ").", "))")),
)
WORDS: Final = st.sampled_from(
    (
        "không phát sinh",
        "KHÔNG  PHÁT\tSINH",
        "khong phat sinh",
        "Khõng phat sình",
        "none arising",
        "None Arising ",
        "none",
        "không",
        "Không",
        "khong",
        "có",
        "CÓ",
        "co",
        "cò",
        "đã",
        "Đã",
        "ðã",
        "Ɖúng",
        "dung",
        "đừng",
        "chưa",
        "sai",
        "yes",
        "Yes",
        "no",
        "true",
        "FALSE",
        "on",
        "ok",
        "nan",
        "inf",
        "",
        " ",
        "~",
        "null",
        "10/01/2026",
        "2026-01-10",
        "12:30",
        "80-90",
        "không phát sinh.",
        "không phát sinh hồ sơ",
        "KPS",
        "k có phát sinh doanh nghiệp trong kỳ",
        "không phát sinh đơn thư",
        "không phát sinh 5",
        "có.",
        "06-May",
    )
)
TEXTS: Final = st.builds(
    "{0[0]}{1}{0[1]}".format,
    st.sampled_from(
        (
            ("", ""),
            ("", ""),
            (" ", "\n"),
            ("“", "”"),
            ('"', '"'),
            ("'", "”"),
            ("« ", " »"),
            ('="', '"'),
            ("=", ""),
            ("", "."),
        )
    ),
    st.builds(str.__add__, REACHED, NUMBERS | FRACTIONS | BESIDE) | WORDS,
)
PLAIN_NUMBERS: Final = st.integers(-(10**6), 10**6) | st.integers(-(10**18), 10**19)
VALUES: Final = TEXTS | PLAIN_NUMBERS | st.booleans() | st.none() | st.integers(-2, 2)


@pytest.mark.parametrize("name", METRICS)
@given(value=TEXTS)
@example(value="100,0 %")
@example(value="100,01%")
@example(value="1.234")
@example(value="1.234,5")
@example(value="0/0")
@example(value="5/0,0")
@example(value="31/75")
@example(value="“92,5%”")
@example(value='"92,5%"')
@example(value="-0")
@example(value="100% (12/12)")
@example(value="31/75 (41,33%)")
@example(value="31/75 (41,33%")
@example(value="31/75 = 41,33%)")
@example(value="(31/75) 41,33%")
@example(value="812 hồ sơ/1000 hồ sơ (đạt 81,2%)")
@example(value="80 hồ sơ")
@example(value="Đạt 92,5 phần trăm.")
@example(value='="92,5%"')
@example(value="1.204/1.300")
@example(value="5.830")
@example(value="1.204.")
@example(value="0 hồ sơ/0 hồ sơ")
@example(value="5/0 hồ sơ")
def test_texts_are_read_as_the_schema_says(name: str, value: str) -> None:
    agrees(METRICS[name], name, value)


@pytest.mark.parametrize("name", METRICS)
@given(value=PLAIN_NUMBERS | st.booleans() | st.none())
def test_numbers_are_read_as_the_schema_says(name: str, value: Any) -> None:
    agrees(METRICS[name], name, value)


@pytest.mark.parametrize("name", METRICS)
@given(tenths=st.integers(-10_100, 10_100), digits=st.integers(1, 2))
def test_decimals_are_read_as_the_schema_says(name: str, tenths: int, digits: int) -> None:
    # As texts they would be the numbers that these floats show as: no more than two decimals.
    value = tenths / 10**digits
    if refusal(METRICS[name], value) == "not-whole" and 1 <= value < 1000:
        assert not refusal(METRICS[name], f"{value:.3f}"), "grouped, it is a count"
    else:
        agrees(METRICS[name], name, value)


KEYS: Final = st.sampled_from(("numerator", "denominator", "value", "note"))
WRITTEN_OUT: Final = st.dictionaries(
    KEYS | st.just("valeu"), VALUES, max_size=4
) | st.fixed_dictionaries(
    {"numerator": VALUES, "denominator": VALUES}, optional={"value": VALUES, "note": VALUES}
)


@pytest.mark.parametrize("name", METRICS)
@given(value=WRITTEN_OUT | st.dictionaries(KEYS, WRITTEN_OUT | st.none(), max_size=2))
@example(value={"numerator": 31, "denominator": 75, "value": "41,33"})
@example(value={"numerator": 0, "denominator": 0, "value": "không phát sinh"})
@example(value={"numerator": 0, "denominator": 5, "value": "không phát sinh"})
@example(value={"numerator": 0, "denominator": 0, "value": 100})
@example(value={"value": "31/75", "note": "tạm tính"})
@example(value={"note": "đang tổng hợp"})
@example(value={"value": {}, "note": {"numerator": None}})
def test_what_is_written_out_is_read_as_the_schema_says(name: str, value: Any) -> None:
    below = value.get("denominator")
    if isinstance(below, str) and below.strip() not in ("0", "-0") and "0" in below:
        return  # "0,0" is a zero beside which "none arising" is refused; a spelling of its own
    agrees(METRICS[name], name, value)


# Names


SLIPS: Final = (
    (" ", "  "),
    (",", ""),
    (" và ", " & "),
    (" và ", "&"),
    ("a", "á"),
    ("Đ", "Ð"),
    ("i", "y"),
    (" ", "-"),
    ("o", "ô"),
)
EDGES: Final = (("", ""), (" ", " "), ("“", "”"), ('"', '"'), (", ", ","), ("", "."))
WAYS: Final[dict[str, Callable[[str], str]]] = {
    "": str,
    "capitals": str.upper,
    "small": str.lower,
    "plain": fold,
    "title": str.title,
}


@st.composite
def respelled(draw: st.DrawFn, names: list[str]) -> str:
    """A name as people might write it, or something near it."""
    name = draw(st.sampled_from(names))
    for rank in ("Xã ", "Phường "):
        if draw(st.booleans()):
            name = name.removeprefix(rank)
    name = draw(st.sampled_from(("", "", "UBND ", "ủy ban  nhân dân "))) + name
    name = WAYS[draw(st.sampled_from(sorted(WAYS)))](name)
    for old, new in draw(st.lists(st.sampled_from(SLIPS), max_size=2)):
        name = name.replace(old, new, draw(st.integers(1, 3)))
    before, after = draw(st.sampled_from(EDGES))
    return f"{before}{name}{after}"


@pytest.mark.parametrize("plan", PLANS)
@given(data=st.data())
def test_agencies_are_found_as_the_schema_says(plan: str, data: st.DataObject) -> None:
    known = PLANS[plan]
    text = data.draw(respelled([*known.agency, *(agency.name for agency in known.agencies)]))
    found = len(find_agencies(known, text)) == 1
    assert PARTS["agency", plan].is_valid(text) is found, text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tà Hộc", True),
        ("xã TẠ HỘC", True),
        ("Ta Hoc", False),  # two of the same letters
        ("Tân An", False),  # a commune and a ward
        ("Phường Tan An", True),
        ("Phường Tà Hộc", False),
        ("ubnd phuong dong da", True),
        ("Đống Đa", True),
        ("", False),
        (" ", False),
    ],
)
def test_a_name_has_to_mean_one_agency(text: str, found: bool) -> None:
    assert (len(find_agencies(tiny_plan.PLAN, text)) == 1) is found
    assert PARTS["agency", "tiny"].is_valid(text) is found


def test_names_that_end_alike_are_told_apart() -> None:
    plan = parse(
        tiny_plan.changed(
            ("name: Sở Hai,", "name: Ban Sở Một,"),
            ("name: Xã Tà Hộc,", "name: Một,"),
            ("name: Xã Tạ Hộc,", "name: Văn phòng và Ban Sở Một,"),
        )
    )
    schema = submission.schema(plan, Messages("en"))
    agency = Draft202012Validator({"$ref": "#/$defs/agency", "$defs": schema["$defs"]})
    for text in (
        *("Sở Một", "BAN SỞ MỘT", "mot", "van phong & ban so mot", "Văn phòng&Ban Sở Một"),
        *("Ban Một", "Văn phòng", "Sở Sở Một", "Ban và Sở Một", "& Ban Sở Một"),
    ):
        found = len(find_agencies(plan, text)) == 1
        assert agency.is_valid(text) is found, text


@pytest.mark.parametrize("plan", PLANS)
def test_every_agency_is_accepted_in_each_normal_form(plan: str) -> None:
    for agency in PLANS[plan].agencies:
        for text in (agency.id, agency.name, agency.name.upper(), f"UBND {agency.name}"):
            assert PARTS["agency", plan].is_valid(text), text
            assert PARTS["agency", plan].is_valid(normalize("NFD", text)), text
            assert PARTS["agency", plan].is_valid(f"{text[:3]}\u200b{text[3:]}"), text


PERIODS: Final = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(
        (
            "Q",
            "q",
            "Quý ",
            "quý",
            "Qúy.",
            "Quí ",
            "QUARTER ",
            "",
            "6 tháng",
            "6tháng đầu",
            "sáu  tháng",
            "06 tháng đầu năm",
            "H",
            "Năm",
            "year ",
            "y",
            "2026-",
            "2026",
        )
    ),
    st.sampled_from(
        ("", "I", "1", "III", "iii", "3", "IV", "4", "II", "H1", "q1", "Y", "Q3", "Q4")
    ),
    st.sampled_from(("/", " ", " năm ", "-", ", năm ", " - ", "", "năm", ".")),
    st.sampled_from(("2026", "2026", "2026 ", "2025", "")),
)


@given(text=PERIODS)
@example(text="2026-Q1")
@example(text="6 tháng đầu năm 2026")
@example(text="Năm/2026")
@example(text="3/2026")
@pytest.mark.parametrize("plan", PLANS)
def test_periods_are_found_as_the_schema_says(plan: str, text: str) -> None:
    found = find_period(PLANS[plan], text) is not None
    assert PARTS["period", plan].is_valid(text) is found, text


def is_leap_day(text: str) -> bool:
    return re.search(r"29(/|-|[.]| tháng )0?2\1?|-02-29", text) is not None


NUMBER: Final = st.integers(0, 35).map(str) | st.integers(0, 35).map("{:02}".format)
YEAR: Final = st.sampled_from(("2026", "2024", "0000", "26", "0001"))


BEFORE_A_DAY: Final = st.sampled_from(("", "ngày ", "Ngày  ", "NGAY ", "từ ngày "))


@given(
    text=st.builds("{}/{}/{}".format, NUMBER, NUMBER, YEAR)
    | st.builds("{}-{}-{}".format, YEAR, NUMBER, NUMBER)
    | st.builds("{0}{1}{2}{1}{3}".format, NUMBER, st.sampled_from(".-/ "), NUMBER, YEAR)
    | st.builds("{}{} tháng {} năm {}".format, BEFORE_A_DAY, NUMBER, NUMBER, YEAR)
    | st.text("0123456789/-. ", max_size=12)
)
@example(text="31/04/2026")
@example(text="31/4/2026")
@example(text="31/12/2026 ")
@example(text="2026-02-30")
@example(text="31/11/2026")
def test_days_are_read_as_the_schema_says(text: str) -> None:
    try:
        parse_date(text)
        read = True
    except DateError:
        read = False
    if read or not is_leap_day(text):  # which years have one is beyond a pattern
        assert PARTS["reported_on", "real"].is_valid(text) is read, text


# Activities

KEYED: Final = st.sampled_from(
    ("I.1", "I.1.1", "I.1.2", "I.1.3", "I.2", "i.2", " I.2 ", "I.2.1", "I.9", "I.1.01", "x")
)
STATUSES: Final = st.sampled_from(
    ("done", "Đã xong", "da xong", "xong", "Hoàn  thành", "đang thực hiện", "IN PROGRESS")
) | st.sampled_from(("in_progress", "chưa thực hiện", "not started", "almost", "", None, True, 1))
DAYS: Final[st.SearchStrategy[Any]] = st.sampled_from(
    (
        "28/01/2026",
        "2026-01-28",
        "31/04/2026",
        "28/01/26",
        "",
        None,
        [],
        ["28/01/2026"],
        [None],
        5,
        {},
    )
)
REPORTS: Final = (
    STATUSES
    | st.dictionaries(
        st.sampled_from(("status", "completed_on", "document", "note", "state")),
        STATUSES | DAYS,
        max_size=4,
    )
    | st.fixed_dictionaries({"status": STATUSES, "completed_on": DAYS}, optional={"note": DAYS})
)


@given(value=st.dictionaries(KEYED, REPORTS, max_size=2))
@example(value={"I.1": "done", "I.1.1": "done"})
@example(value={"I.1": "done", "I.1.1": {"status": None}})
@example(value={"I.9": {"status": None, "completed_on": None}})
def test_activities_are_read_as_the_schema_says(value: Any) -> None:
    _, problems = read_activities(tiny_plan.PLAN, node_of(value))
    codes = {problem.code for problem in problems if problem.severity == "error"}
    if codes == {"duplicate-activity"} and ("i.2" in value or " I.2 " in value):
        return  # one key in two spellings; keys are compared as they are written
    assert PARTS["activities", "tiny"].is_valid(value) is not bool(codes), (value, codes)


def test_keys_may_be_written_in_capitals() -> None:
    whole = Draft202012Validator(SCHEMAS["real"])
    report = {"agency": "so-noi-vu", "period": "Q1/2026", "metrics": {}}
    assert whole.is_valid(report)
    assert whole.is_valid({key.upper(): value for key, value in report.items()})
    assert whole.is_valid({**report, " Note ": 5})
    for key in report:
        left = {name: value for name, value in report.items() if name != key}
        assert not whole.is_valid(left)
        assert not whole.is_valid({name.title(): value for name, value in left.items()})
    assert not whole.is_valid({**report, "metrcs": {}})
    assert not whole.is_valid({**report, "Metrics": None})
