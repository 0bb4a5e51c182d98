"""`cchc explain`: a page for every code."""

from __future__ import annotations

import pytest
from conftest import Cchc

from cchc.catalogue import EXAMPLES, Entry, entries
from cchc.messages import vi

ENTRIES = entries()


def test_every_code_has_its_place_in_the_catalogue() -> None:
    listed = [entry.code for entry in ENTRIES]
    assert sorted(listed) == sorted(vi.DIAGNOSTICS)
    assert len(set(listed)) == len(listed)
    assert set(EXAMPLES) <= set(listed)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_every_code_has_a_page(entry: Entry, lang: str, cchc: Cchc) -> None:
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


def test_a_wrong_code_gets_the_nearest(cchc: Cchc) -> None:
    outcome = cchc("explain", "comma-split", "--lang", "en")
    assert outcome.status == 2
    assert "there is no code “comma-split”. Did you mean “comma-splits”?" in outcome.err
