"""The pages that links of reports lead to: in step with what they tell, with an anchor for each."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import ROOT, Cchc
from markdown_it import MarkdownIt

from cchc.catalogue import entries
from cchc.plan.model import Plan

DOCS = ROOT / "docs"
PLANS = {"vi": DOCS / "plans" / "son-la-2026.vi.md", "en": DOCS / "plans" / "son-la-2026.md"}
CODES = {"vi": DOCS / "codes.vi.md", "en": DOCS / "codes.md"}
OTHER_PLAN = ROOT / "examples" / "plans" / "van-khe" / "plan_2027.yaml"
ACTING = [
    "<script>alert(1)</script>",
    "<a id='x'>",
    "[x](javascript:alert)",
    "![x](https://example.org/x.png)",
    "https://example.org",
    "**a** _b_ `c` ~~d~~",
    "| a | b",
    "# a ###",
    "- a",
    "1. a",
    "&lt;b&gt; &copy;",
]


class Page(HTMLParser):
    """What a browser would make of a page: its elements, their texts, its anchors."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


def section(markdown: str, anchor: str) -> str:
    """What stands between an anchor and the next heading but one."""
    [_, after] = markdown.split(f'<a id="{anchor}"></a>')
    return "###".join(after.split("###")[:2])


@pytest.mark.parametrize("lang", PLANS)
def test_the_page_is_what_the_plan_says(lang: str, cchc: Cchc) -> None:
    page = PLANS[lang].read_text("utf-8")
    assert page == cchc("plan", "show", "--format", "markdown", "--lang", lang).out, (
        f"make it anew: cchc plan show --format markdown --lang {lang}"
    )


@pytest.mark.parametrize("lang", PLANS)
def test_every_entry_has_one_anchor(lang: str, plan: Plan) -> None:
    page = Page(PLANS[lang].read_text("utf-8"))
    lists = (
        *(plan.targets, plan.metrics, plan.activities, plan.reporting, plan.obligations),
        plan.relations,
    )
    assert Counter(page.ids) == Counter(entry.id for entries in lists for entry in entries)
    assert page.tags["h3"] == len(plan.targets) + len(plan.activities) == 111


def test_an_anchor_leads_to_what_the_decision_asks() -> None:
    vi, en = (page.read_text("utf-8") for page in PLANS.values())
    told = section(vi, "ho-so-luan-chuyen-dien-tu")
    assert "**Ngưỡng:** ≥ 80% (mọi kỳ báo cáo)" in told
    assert "`ho_so_luan_chuyen_dien_tu`. Tử số: Hồ sơ TTHC luân chuyển giữa các cơ quan" in told
    assert "**Áp dụng cho:** sở, ban, ngành; UBND xã, phường\n" in told
    assert "**Căn cứ:** II.3.a ý 3\n" in told
    assert section(vi, "ho_so_luan_chuyen_dien_tu").strip() in told
    activity = section(en, "III.4")
    assert "**Lead:** Văn phòng UBND tỉnh\n" in activity
    assert "(Quý I/2026)" in activity
    assert "(Quý IV/2026)" in activity
    assert '| <a id="2026-Q1"></a>Báo cáo CCHC Quý I | 10/12/2025 – 09/03/2026 | 11/03/2026 |' in vi


def test_every_reading_is_told_once(plan: Plan) -> None:
    text = " ".join(Page(PLANS["en"].read_text("utf-8")).text.split())
    for owner, reading in plan.readings():
        assert " ".join(reading.decided.en.split()) in text, owner
        assert f"Why: {' '.join(reading.why.en.split())}" in text, owner
    assert text.count("Why: ") == len(list(plan.readings()))


@pytest.mark.parametrize("acting", ACTING)
def test_no_text_of_a_plan_acts_on_its_page(acting: str, tmp_path: Path, cchc: Cchc) -> None:
    plain = OTHER_PLAN.read_text("utf-8")
    file = tmp_path / "plan.yaml"
    quoted = "'" + acting.replace("'", "''") + "'"
    changed = plain
    for title in (
        "Kế hoạch cải cách hành chính tỉnh Vân Khê năm 2027",  # of the plan
        "Văn bản đến kỳ được rà soát",  # of a target
        "Văn bản đã rà soát",  # of what is counted
    ):
        assert f"vi: {title}" in plain
        changed = changed.replace(f"vi: {title}", f"vi: {quoted}", 1)
    file.write_text(changed, "utf-8")
    outcome = cchc("plan", "show", "--format", "markdown", "--plan", file)
    assert outcome.status == 0
    page, usual = (
        Page(outcome.out),
        Page(cchc("plan", "show", "--format", "markdown", "--plan", OTHER_PLAN).out),
    )
    assert (page.tags, page.ids, page.links) == (usual.tags, usual.ids, usual.links)
    assert re.sub("\u2060", "", page.text).count(acting) == 3


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("https://example.org/a_b(c)*d", ["https://example.org/a_b(c)*d"]),
        ("https://example.org/a b>(c)", []),
        ("javascript:alert(1)", []),
    ],
)
def test_only_addresses_of_the_web_become_links(
    url: str, links: list[str], tmp_path: Path, cchc: Cchc
) -> None:
    file = tmp_path / "plan.yaml"
    text = OTHER_PLAN.read_text("utf-8")
    file.write_text(text.replace("  year: 2027\n", f"  year: 2027\n  url: '{url}'\n", 1), "utf-8")
    outcome = cchc("plan", "show", "--format", "markdown", "--plan", file)
    assert Page(outcome.out).links == links
    assert (outcome.status == 0) == bool(links)
    assert ("[plan-url]" in outcome.err) == (not links)


@pytest.mark.parametrize("lang", CODES)
def test_the_page_of_codes_is_what_explain_says(lang: str, cchc: Cchc) -> None:
    page = CODES[lang].read_text("utf-8")
    assert page == cchc("explain", "--format", "markdown", "--lang", lang).out, (
        f"make it anew: cchc explain --format markdown --lang {lang}"
    )
    # Forges make an anchor of each heading, which is the heading itself where it is one word.
    headings = re.findall(r"^### (.*)$", page, re.MULTILINE)
    assert headings == [entry.code for entry in entries()]


def test_a_code_is_told_with_its_kind_and_an_example() -> None:
    page = CODES["en"].read_text("utf-8")
    told = page[page.index("### not-one-number\n") :].split("\n### ")[0]
    assert "**Error:** “…” is not one exact number" in told
    assert "*How to fix it:* Write exactly one number" in told
    assert "```text\nmetrics:\n  dung_han: khoảng 80%\n```\n" in told
    assert "```text\nmetrics:\n  dung_han: 812/1000\n```\n" in told
    assert "- **Error:** The file is invalid and the exit status 3;" in page
    assert r"\x08" in page  # the control character of an example doesn't act
    assert all(letter.isprintable() or letter == "\n" for letter in page)


def test_codes_can_be_chosen_and_only_codes(cchc: Cchc) -> None:
    chosen = cchc("explain", "[Comma-Splits]", "yaml-tab", "--format", "markdown").out
    assert re.findall(r"^### (.*)$", chosen, re.MULTILINE) == ["comma-splits", "yaml-tab"]
    refused = cchc("explain", "comma-splits", "hai_long_tthc", "--format", "markdown")
    assert (refused.status, refused.out) == (2, "")
    assert "[usage-markdown-codes]" in refused.err
    assert "cchc plan show --format markdown" in " ".join(refused.err.split())
