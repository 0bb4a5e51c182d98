"""YAML as a tree of texts with places: nothing resolved, nothing lost, tricks refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tiny_plan import at, codes, marked, submit

import cchc.document.yaml
from cchc.diagnostics import Diagnostic, Place
from cchc.document.encoding import decode
from cchc.document.nodes import Mapping, Scalar, Sequence
from cchc.document.yaml import parse
from cchc.errors import InputError


def refused(text: str) -> Diagnostic:
    with pytest.raises(InputError) as caught:
        parse(text)
    (problem,) = caught.value.diagnostics
    return problem


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "no",
        "on",
        "off",
        "true",
        "null",
        "~",
        "010",
        "0o17",
        "0x1F",
        "12:30",
        "1e2",
        "1_000",
        ".nan",
        "-.inf",
        "2026-01-28",
        "28/01/2026",
        "92,5",
        "92.50",
        "=",
        "<<",
    ],
)
def test_scalars_stay_text(text: str) -> None:
    assert parse(f"a: {text}\n").root.get("a") == Scalar(text, Place(1, 4), plain=True)
    assert parse(f"a: '{text}'\n").root.get("a") == Scalar(text, Place(1, 4), plain=False)


@pytest.mark.parametrize("text", ["", " ~", " null", " Null", " NULL"])
def test_nothing_written_is_empty(text: str) -> None:
    node = parse(f"a:{text}\n").root.get("a")
    assert isinstance(node, Scalar)
    assert node.is_empty


@pytest.mark.parametrize("text", ['""', "'null'", "nULL", "none", "0", "|-\n  null"])
def test_something_written_is_not_empty(text: str) -> None:
    node = parse(f"a: {text}\n").root.get("a")
    assert isinstance(node, Scalar)
    assert not node.is_empty


def test_keys_stay_text_too() -> None:
    assert list(parse("yes: 1\n010: 2\n1.0: 3\n<<: 4\n").root.pairs) == ["yes", "010", "1.0", "<<"]


def test_places_count_from_one_and_in_characters() -> None:
    root = parse('# chú thích\n"số liệu": {đã: có, "tỷ": [31, 75]}\nb:\n  - x: 1\n').root
    assert root.place == Place(2, 1)
    key, inner = root.pairs["số liệu"]
    assert isinstance(inner, Mapping)
    assert (key.place, inner.place) == (Place(2, 1), Place(2, 12))
    assert inner.pairs["đã"] == (
        Scalar("đã", Place(2, 13)),
        Scalar("có", Place(2, 17)),
    )
    assert inner.get("tỷ") == Sequence(
        [Scalar("31", Place(2, 28)), Scalar("75", Place(2, 32))], Place(2, 27)
    )
    block = root.get("b")
    assert isinstance(block, Sequence)
    assert block.place == Place(4, 3)
    assert block.items == [
        Mapping({"x": (Scalar("x", Place(4, 5)), Scalar("1", Place(4, 8)))}, Place(4, 5))
    ]


def test_text_is_composed() -> None:
    root = parse(normalize("NFD", "số: đã hoàn thành\n")).root
    assert list(root.pairs) == [normalize("NFC", "số")]
    node = root.get(normalize("NFC", "số"))
    assert isinstance(node, Scalar)
    assert node.text == normalize("NFC", "đã hoàn thành")


def test_a_key_that_stands_twice_is_told_with_both_places() -> None:
    document = parse("a: 1\nb:\n  c: 2\n  d: 3\n  c: 4\na: 5\n")
    inner, outer = document.diagnostics
    assert (inner.code, at(inner)) == ("duplicate-key", (5, 3))
    assert (outer.code, at(outer)) == ("duplicate-key", (6, 1))
    assert (inner.params["first"], outer.params["first"]) == (Place(3, 3), Place(1, 1))
    assert document.spoiled == {Place(3, 3): inner, Place(1, 1): outer}
    assert document.root.get("a") == Scalar("1", Place(1, 4))


def test_keys_that_differ_only_in_composition_are_the_same() -> None:
    composed, decomposed = normalize("NFC", "số"), normalize("NFD", "số")
    assert codes(parse(f"{composed}: 1\n{decomposed}: 2\n").diagnostics) == ["duplicate-key"]


def test_the_same_key_in_two_mappings_is_no_duplicate() -> None:
    assert parse("a: {x: 1}\nb: {x: 2}\nc: [{x: 3}, {x: 4}]\n").diagnostics == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: 1\n‸---\nb: 2", "several-documents"),
        ("a: 1\n...\n‸---\nb: 2", "several-documents"),
        ("‸- a\n- b", "not-a-mapping"),
        ("‸a", "not-a-mapping"),
        ("‸a:92", "not-a-mapping"),
        ("‸[a: 1]", "not-a-mapping"),
        ("‸'null'", "not-a-mapping"),
        ("a:\n‸\tb: 1", "yaml-tab"),
        ("a: 1\n‸\tb: 2", "yaml-tab"),
        ("a: |\n‸\tb", "yaml-tab"),
        ("a: 1\nb: c‸: 2", "yaml-second-colon"),
        ("m:\n  a:‸92\n  b: 1", "yaml-colon"),
        ("m:\n  a:‸92\n\n  b: 1", "yaml-colon"),
        ("a: 1\n ‸b: 2", "yaml-indent"),
        ("a:\n  b: 1\n ‸c: 2", "yaml-indent"),
        ("- a\n‸b: 1", "yaml-indent"),
        ("a: ‸[1, 2\n", "yaml-unclosed-bracket"),
        ("a: ‸{x: 1\nb: 2", "yaml-unclosed-bracket"),
        ("a: ‸'x\n", "yaml-unclosed-quote"),
        ('a: 1\nb: ‸"x\nc: 2\n', "yaml-unclosed-quote"),
        ('a: "‸\\q"', "yaml-escape"),
        ("a: ‸@x", "yaml-first-character"),
        ("a: ‸%x", "yaml-first-character"),
        ("a: ‸`x`", "yaml-first-character"),
        ("‸%YAML 3.0\n---\na: 1", "yaml-syntax"),
    ],
)
def test_refused_with_its_place(text: str, code: str) -> None:
    text, places = marked(text)
    problem = refused(text)
    assert problem.code == code
    assert problem.place == places[-1]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: ‸&x 1", "yaml-anchor"),
        ("a: ‸&x {b: 1}", "yaml-anchor"),
        ("a: ‸&x [1]\nb: ‸*x", "yaml-anchor"),
        ("a: ‸*x", "yaml-anchor"),
        ("‸&x a: 1", "yaml-anchor"),
        ("<<: ‸*x", "yaml-anchor"),
        ("a: ‸!!int 1", "yaml-tag"),
        ("a: ‸!!python/object/apply:os.system [id]", "yaml-tag"),
        ("a: ‸!x {b: 1}", "yaml-tag"),
        ("a: ‸!!binary aGk=", "yaml-tag"),
        ("? ‸[a]\n: 1", "yaml-key"),
        ("‸{a: 1}: 2", "yaml-key"),
        ("a:\n‸\u00a0\u00a0b: 1", "strange-indent"),
        ("a:\n  b: 1\n ‸\u3000c: 1\n‸\u200b  d: 1", "strange-indent"),
    ],
)
def test_told_with_its_place_while_the_rest_is_read(text: str, code: str) -> None:
    text, places = marked(f"{text}\nz: 1\nz: 2")
    document = parse(text)
    *problems, last = document.diagnostics
    assert [(problem.code, problem.place) for problem in problems] == [
        (code, place) for place in places
    ]
    assert last.code == "duplicate-key"
    if code != "strange-indent":
        assert set(places) <= set(document.spoiled)


def test_what_looks_like_an_indentation_is_read_as_one() -> None:
    root = parse("a:\n\u00a0\u00a0b: 1\n  c: 2\n").root
    inner = root.get("a")
    assert isinstance(inner, Mapping)
    assert list(inner.pairs) == ["b", "c"]


def test_aliases_cost_nothing() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{after}: &{after} [*{before}, *{before}]\n"
        for before, after in zip("abcdefghijk", "bcdefghijkl", strict=True)
    )
    problems = parse(bomb).diagnostics
    assert set(codes(problems)) == {"yaml-anchor"}
    assert len(problems) == 12 + 22
    assert at(problems[0]) == (1, 4)


def test_more_values_than_any_file_of_figures_has() -> None:
    problem = refused("a: [" + "1," * 60_000 + "]")
    assert (problem.code, problem.params["limit"]) == ("too-many-values", 50_000)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# chỉ có chú thích\n", "---\n", "null\n", "~", "---\n..."]
)
def test_empty(text: str) -> None:
    assert refused(text).code == "empty"


@pytest.mark.parametrize("text", ["{}", "--- {}", "a:", "%YAML 1.1\n---\na: 1\n"])
def test_not_empty(text: str) -> None:
    assert parse(text).diagnostics == []


def test_forty_levels_are_deep_enough() -> None:
    parse("{a: " * 40 + "1" + "}" * 40)
    problem = refused("{a: " * 41 + "1" + "}" * 41)
    assert (problem.code, at(problem), problem.params["limit"]) == ("too-deep", (1, 161), 40)


# libyaml has a limit of its own from 0.2.6 on, which it meets a line ahead of its events.
@pytest.mark.parametrize(
    "parser",
    [
        pytest.param(cchc.document.yaml._Parser, id="libyaml"),
        pytest.param(yaml.SafeLoader, id="pure"),
    ],
)
@pytest.mark.parametrize(
    "text, place",
    [
        ("a: " + "[" * 100_000, (1, 43)),
        ("a: " + "[" * 1200 + "]" * 1200, (1, 43)),
        ("[" * 5000, (1, 41)),
        ("đ: 1\r\nế: " + "{a: " * 5000, (2, 160)),
        ("đ: 1\nê\u0301: " + "[" * 5000, (2, 44)),
        ("a: " + "[&b " * 5000, (1, 157)),
        ("a: " + "[!!seq " * 5000, (1, 271)),
        ("a: " + "[ # nothing\n" * 5000, (40, 1)),
        ("a:\n - " + "- " * 5000, (2, 80)),
        ("a:\n  " + "? " * 5000, (2, 81)),
        ("".join(" " * level + "a:\n" for level in range(1500)), (41, 41)),
        ("".join(" " * level + "- " + "[" * 500 + "\n" for level in range(3)), (1, 42)),
    ],
)
def test_what_is_too_deep_is_so_at_its_place(
    parser: Any, text: str, place: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cchc.document.yaml._Parser", parser)
    problem = refused(text)
    assert (problem.code, at(problem)) == ("too-deep", place)


def test_a_decimal_comma_within_braces_is_refused_not_half_read(tmp_path: Path) -> None:
    text = "agency: so-hai\nperiod: Q1/2026\nmetrics:\n  dung_han: {value: 92,5}\n"
    submission = submit(tmp_path, text)
    (problem,) = submission.diagnostics
    assert (problem.code, at(problem)) == ("unknown-figure-key", (4, 24))
    assert problem.excerpt == "  dung_han: {value: 92,5}"
    assert submission.figures["dung_han"].problem == problem._replace(excerpt="")

    text = "agency: so-hai\nperiod: Q1/2026\nmetrics: {dung_han: 92,5}\n"
    (problem,) = submit(tmp_path, text).diagnostics
    assert (problem.code, at(problem)) == ("unknown-metric", (3, 24))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except InputError as error:
        assert error.diagnostics


@given(st.text("abc:{}[]-?!&*#|>'\"%@\t\n ,~", max_size=40))
def test_any_tangle_of_signs_is_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except InputError as error:
        assert error.diagnostics


@given(st.dictionaries(st.text("abcđễ_", min_size=1), st.text("abc,5:% đ'\"#"), min_size=1))
def test_what_another_program_writes_reads_back(pairs: dict[str, str]) -> None:
    text = yaml.safe_dump(pairs, allow_unicode=True, sort_keys=False)
    root = parse(text).root
    found = {key: node.text for key in pairs if isinstance(node := root.get(key), Scalar)}
    assert found == {key: normalize("NFC", value) for key, value in pairs.items()}


@pytest.mark.parametrize(
    "text",
    ["a: 1\nb: {c: [x, 'y']}\n", "a:\n - b: |\n    x\n", "a: 010\nđ: '12:30'\n"],
)
def test_the_pure_parser_gives_the_same_tree(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = parse(text)
    monkeypatch.setattr(cchc.document.yaml, "_Parser", yaml.SafeLoader)
    assert parse(text) == expected


def test_the_pure_parser_refuses_control_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cchc.document.yaml, "_Parser", yaml.SafeLoader)
    assert refused("a: \x00\n").code == "control-character"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("đã: có\n".encode(), "đã: có\n"),
        ("đã: có\n".encode("utf-8-sig"), "đã: có\n"),
        ("đã: có\n".encode("utf-16"), "đã: có\n"),
        (b"\xfe\xff" + "đã: có\n".encode("utf-16-be"), "đã: có\n"),
        (b"", ""),
    ],
)
def test_decode(content: bytes, text: str) -> None:
    assert decode(content) == text


@pytest.mark.parametrize(
    ("content", "place", "byte"),
    [
        (b"\xffa", (1, 1), "0xFF"),
        ("a: 1\nđã: ".encode() + b"\x93x", (2, 5), "0x93"),
        ("đã: có\n".encode("cp1258", "replace") + b"", (1, 1), "0xF0"),
        (b"a: \xc3", (1, 4), "0xC3"),
    ],
)
def test_what_is_not_utf8_has_its_place(content: bytes, place: tuple[int, int], byte: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(content)
    (problem,) = caught.value.diagnostics
    assert (problem.code, at(problem), problem.params["byte"]) == ("not-utf8", place, byte)


def test_a_byte_order_mark_does_not_shift_the_place() -> None:
    with pytest.raises(InputError) as caught:
        decode(b"\xef\xbb\xbfa: 1\nb: \xff\n")
    (problem,) = caught.value.diagnostics
    assert (at(problem), problem.params["byte"]) == ((2, 4), "0xFF")


@pytest.mark.parametrize("letter", ["\x00", "\x1b", "\ufffe"])
def test_a_control_character_has_its_place(letter: str) -> None:
    problem = refused(f"a: 1\nđã: {letter}\n")
    assert (problem.code, at(problem)) == ("control-character", (2, 5))


def test_a_key_that_stands_three_times_is_told_twice() -> None:
    problems = parse("a: 1\na: 2\na: 3\n").diagnostics
    assert [at(problem) for problem in problems] == [(2, 1), (3, 1)]


def test_a_slip_in_the_first_line_has_no_line_above() -> None:
    with pytest.raises(InputError) as caught:
        parse("--- : 1.\r")
    assert [problem.code for problem in caught.value.diagnostics] == ["yaml-second-colon"]


@pytest.mark.parametrize("text", ['a: "e\\u0301"', 'a: "e\\\n  \u0301"', "a: e\u0301"])
def test_texts_are_in_normal_form_however_they_are_written(text: str) -> None:
    assert getattr(parse(text).root.get("a"), "text", "") == "é"
