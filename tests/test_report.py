"""`cchc report`: the page, in a real browser."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Iterator
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

import pytest
from browser import chromium, resize
from conftest import Cchc
from submitting import submit

from cchc.cli.run import run
from cchc.plan.model import Plan

ELECTRONIC = "ho_so_luan_chuyen_dien_tu"  # at least 80%
ON_TIME = "ho_so_dung_han"  # at least 100%
SOFTWARE = "xa_phan_mem_thong_nhat"  # communes only, each is 1
HOSTILE = "<script>document.title='hacked'</script><img src=x onerror=alert(1)>"
HOSTILE_NAME = "a'\"><img src=x onerror=alert(1)>#?%41 &.yaml"


class Page(NamedTuple):
    """A page, and the folder that it speaks of."""

    file: Path
    folder: Path


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    """Four agencies in the first half of the year, three of them in the first quarter too."""
    root = tmp_path_factory.mktemp("bao-cao")
    first, second = root / "2026-Q1", root / "2026-H1"
    for agency, share in (("so-noi-vu", "90/100"), ("xa-muong-la", "90/100"), ("xa-van-ho", "1/2")):
        submit(first, agency, {ELECTRONIC: share})
    submit(second, "so-noi-vu", {ELECTRONIC: "79/100", ON_TIME: "100%"}, period="2026-H1",
           reported_on="10/06/2026")  # fmt: skip
    submit(second, "xa-muong-la", {ELECTRONIC: "180/200", SOFTWARE: "1/1"}, period="2026-H1",
           reported_on="13/06/2026")  # fmt: skip
    figure = "{numerator: 0, denominator: 1, note: " + json.dumps(HOSTILE) + "}"
    submit(second, "xa-van-ho", {ELECTRONIC: "1/1", SOFTWARE: figure}, period="2026-H1",
           reported_on="10/06/2026", name=HOSTILE_NAME)  # fmt: skip
    submit(second, "xa-chieng-la", {ELECTRONIC: json.dumps(HOSTILE)}, period="2026-H1",
           reported_on="10/06/2026")  # fmt: skip
    file = root / "bao-cao.html"
    assert run(["report", str(second), "-o", str(file), "--today", "20/06/2026"]) == 3
    return Page(file, second)


@pytest.fixture(scope="module")
def session(page: Page, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with chromium(tmp_path_factory.mktemp("profile")) as opened:
        opened.get(page.file.as_uri())
        yield opened


def all_of(session: Any, script: str) -> Any:
    return session.execute_script(f"return {script}")


def choose(session: Any, **chosen: str) -> None:
    """Sets the filters as a user does; those not named show all."""
    for name in ("agency", "field", "verdict"):
        value = json.dumps(chosen.get(name, ""))
        session.execute_script(
            f"const one = document.forms.filters.elements.{name}; one.value = {value};"
            "one.dispatchEvent(new Event('change', {bubbles: true}));"
        )


def shown_agencies(session: Any) -> list[str]:
    script = (
        "[...document.querySelectorAll('#map tbody tr:not([hidden]) th')].map(e => e.innerText)"
    )
    found: list[str] = all_of(session, script)
    return found


def shown_targets(session: Any) -> list[str]:
    script = "[...document.querySelectorAll('article:not([hidden])')].map(e => e.id)"
    found: list[str] = all_of(session, script)
    return found


def test_nothing_is_fetched_and_the_console_is_silent(session: Any, page: Page) -> None:
    session.get(page.file.as_uri())
    requests = [
        json.loads(entry["message"])["message"]["params"]["request"]["url"]
        for entry in session.get_log("performance")
        if '"Network.requestWillBeSent"' in entry["message"]
    ]
    # The browser's own first tab is made of chrome: and data: addresses.
    fetched = {url for url in requests if url.startswith(("http", "ws", "file"))}
    assert fetched == {page.file.as_uri()}
    assert session.get_log("browser") == []
    assert session.title == "Báo cáo CCHC 6 tháng đầu năm (2026-H1) · 3350/QĐ-UBND"
    assert all_of(session, "document.querySelectorAll('img, iframe, object').length") == 0
    assert all_of(session, "document.scripts.length") == 1


def test_the_headline(session: Any) -> None:
    figures = all_of(
        session,
        "Object.fromEntries([...document.querySelectorAll('.figures div')]"
        ".map(e => [e.querySelector('dt').innerText, e.querySelector('dd').innerText]))",
    )
    assert figures["Cơ quan đã nộp"] == "4/89"
    assert figures["Cơ quan nộp muộn"] == "1"
    text = all_of(session, "document.querySelector('#summary').innerText")
    assert "Đã nộp: 4/89 cơ quan (3 đúng hạn, 1 nộp muộn, 85 chưa nộp)." in text


def test_the_text_of_a_file_is_shown_as_it_is(session: Any) -> None:
    assert HOSTILE in all_of(session, "document.body.textContent")
    assert "hacked" not in session.title


def test_every_link_leads_somewhere(session: Any, page: Page) -> None:
    links = all_of(session, "[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))")
    ids = set(all_of(session, "[...document.querySelectorAll('[id]')].map(e => e.id)"))
    files = set()
    for link in links:
        if link.startswith("#"):
            assert link[1:] in ids
        else:
            assert re.fullmatch(r"[\w%./-]+", link), link
            files.add(unquote(link))
    assert {f"2026-H1/{name}" for name in ("so-noi-vu.yaml", HOSTILE_NAME)} <= files
    for file in files:
        assert (page.file.parent / file).exists(), file


def test_filters_narrow_the_map_the_lists_and_the_targets(session: Any, plan: Plan) -> None:
    choose(session)
    assert len(shown_agencies(session)) == 89
    assert len(shown_targets(session)) == 57
    choose(session, agency="xa-muong-la")
    assert shown_agencies(session) == ["Xã Mường La"]
    owed = "[...document.querySelectorAll('.owed > details:not([hidden])')].map(e => e.id)"
    assert all_of(session, owed) == ["agency-xa-muong-la"]
    choose(session, agency="kind:department", verdict="fail")
    assert shown_agencies(session) == ["Sở Nội vụ"]
    assert shown_targets(session) == ["target-ho-so-luan-chuyen-dien-tu"]
    choose(session, verdict="invalid")
    assert shown_agencies(session) == ["Xã Chiềng La"]
    choose(session, field="the-che")
    expected = [f"target-{target.id}" for target in plan.targets if target.field == "the-che"]
    assert shown_targets(session) == expected
    heads = "[...document.querySelectorAll('#map thead tr:last-child th:not([hidden])')].length"
    assert all_of(session, heads) == len(expected)
    counted = all_of(session, "document.querySelector('#shown').innerText")
    assert counted == f"Đang hiện 89 cơ quan, {len(expected)} chỉ tiêu."
    session.execute_script("document.querySelector('#filters button').click()")
    session.execute_async_script("setTimeout(arguments[0], 50)")
    assert len(shown_targets(session)) == 57


def test_the_map_is_walked_by_keyboard(session: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    choose(session, agency="so-noi-vu", field="thu-tuc-hanh-chinh")
    assert all_of(session, "document.querySelectorAll('#map td[tabindex=\"0\"]').length") == 1
    session.execute_script("document.querySelector('#map td[tabindex=\"0\"]').focus()")
    walker = session.switch_to.active_element
    walker.send_keys(Keys.ARROW_RIGHT)
    session.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    detail = session.find_element("id", "detail")
    assert detail.text == (
        "Sở Nội vụ · Luân chuyển hồ sơ TTHC bằng phương thức điện tử (II.3.a ý 3) · "
        "Không đạt: 79,00% (79/100) · so-noi-vu.yaml, dòng 5"
    )
    assert detail.get_attribute("role") == "status"
    session.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not detail.is_displayed()
    choose(session)


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_the_page_is_never_wider_than_the_screen(session: Any, width: int) -> None:
    resize(session, width)
    session.execute_script("document.querySelectorAll('details').forEach(e => { e.open = true })")
    measured = all_of(session, "[document.documentElement.scrollWidth, innerWidth]")
    assert measured[0] <= width
    assert measured[1] == width
    # Only the map and the table of periods scroll, within frames of their own.
    beyond = all_of(
        session,
        "[...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll, svg, .skip') &&"
        " e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))",
    )
    assert beyond == []
    session.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_it_prints_on_a4(session: Any) -> None:
    pypdf = pytest.importorskip("pypdf")
    options = {"preferCSSPageSize": True, "printBackground": True}
    printed = session.execute_cdp_cmd("Page.printToPDF", options)["data"]
    pages = pypdf.PdfReader(io.BytesIO(base64.b64decode(printed))).pages
    sizes = {tuple(sorted(round(float(side)) for side in page.mediabox[2:])) for page in pages}
    assert sizes == {(595, 842)}
    upright = [page for page in pages if page.mediabox.width < page.mediabox.height]
    assert 0 < len(pages) - len(upright) <= 4  # the map lies on its side
    # Without blanks, which pypdf also sees between letters of some fonts.
    texts = ["".join(page.extract_text().split()) for page in pages]
    # The first page is for the one who decides, and has all of that.
    for said in ("theolĩnhvực", "Cơquannhiềuchỉtiêuphảisửanhất", "Chưacóbáocáo(85)", "MườngLèo"):
        assert said in texts[0]
    assert "SởNộivụ" in "".join(texts)
    assert "79,00%(79/100)" in "".join(texts)  # lists closed on the screen are open on paper
    # Nothing is cut off: in print, no element reaches beyond the paper's width (190 mm).
    session.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    resize(session, 703)
    beyond = all_of(
        session,
        "[...document.querySelectorAll('main *')].filter(e => !e.closest('#heatmap, svg') &&"
        " e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))",
    )
    session.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    session.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert beyond == []


class Outline(HTMLParser):
    """Ids, landmarks and what a screen reader needs of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_it_is_made_for_screen_readers(page: Page) -> None:
    outline = Outline()
    outline.feed(page.file.read_text("utf-8"))
    tags = [tag for tag, _ in outline.tags]
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert tags.count("main") == tags.count("h1") == tags.count("footer") == 1
    assert outline.tags[0] == ("html", {"lang": "vi"})
    for tag, attributes in outline.tags:
        if tag == "svg":
            assert attributes["role"] == "img"
            assert attributes["aria-label"]
        if tag == "section":
            assert attributes["aria-label"]
        assert not any(name.startswith("on") or name == "style" for name in attributes)
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_policy_lets_nothing_else_run(page: Page) -> None:
    text = page.file.read_text("utf-8")
    policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    rules = dict(rule.split(" ", 1) for rule in policy[1].split("; "))
    assert rules["default-src"] == "'none'"
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        [inside] = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(sha256(inside.encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"
    assert text.index("Content-Security-Policy") < text.index("<style>")


def test_english(page: Page, tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "report.html"
    outcome = cchc("report", page.folder, "-o", file, "--lang", "en", "--today", "20/06/2026")
    assert (outcome.status, outcome.out) == (3, "")
    assert outcome.err == f"Wrote {file}.\n"
    text = file.read_text("utf-8")
    assert '<html lang="en">' in text
    assert "Submitted: 4 of 89 agencies (3 in time, 1 late, 85 not submitted)." in text


def test_the_same_folder_gives_the_same_page(page: Page, tmp_path: Path, cchc: Cchc) -> None:
    again = page.file.with_name("again.html")
    cchc("report", page.folder, "-o", again, "--today", "20/06/2026", "--jobs", "2")
    assert again.read_bytes() == page.file.read_bytes()


def test_a_page_is_made_anew_and_a_document_left_alone(page: Page, cchc: Cchc) -> None:
    file = page.file.with_name("again.html")
    file.write_bytes(b"old")
    assert cchc("report", page.folder, "-o", file).status == 3
    assert file.read_bytes().startswith(b"<!doctype html>")
    document = page.file.with_suffix(".docx")
    document.write_bytes(b"written into")
    outcome = cchc("report", page.folder, "-o", document)
    assert outcome.status == 2
    assert "[usage-file-exists]" in outcome.err
    assert document.read_bytes() == b"written into"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], "usage-missing-option"),
        (["-o", "report.pdf"], "usage-unknown-suffix"),
        (["-o", "nowhere/report.html"], "usage-no-folder"),
    ],
)
def test_a_wrong_command_line(arguments: list[str], code: str, page: Page, cchc: Cchc) -> None:
    outcome = cchc("report", page.folder, *arguments)
    assert outcome.status == 2
    assert f"[{code}]" in outcome.err


# Views


def test_a_view_stands_in_the_address(session: Any, page: Page) -> None:
    session.get(f"{page.file.as_uri()}?agency=xa-van-ho&verdict=fail&field=nowhere")
    chosen = "Object.fromEntries(new FormData(document.forms.filters))"
    assert all_of(session, chosen) == {"agency": "xa-van-ho", "field": "", "verdict": "fail"}
    assert shown_agencies(session) == ["Xã Vân Hồ"]
    choose(session, field="the-che")
    assert all_of(session, "location.search") == "?field=the-che"
    choose(session)
    assert all_of(session, "location.href") == page.file.as_uri()


def test_open_targets_can_be_chosen(session: Any, page: Page) -> None:
    session.get(f"{page.file.as_uri()}?verdict=undecided")
    found = shown_targets(session)
    stand = "[...document.querySelectorAll('article:not([hidden]) .standing b')]"
    words = set(all_of(session, f"{stand}.map(e => e.textContent.replace(' ≈', ''))"))
    assert words == {"Chưa xác định"}
    every = "[...document.querySelectorAll('article .standing b.undecided')].length"
    assert len(found) == all_of(session, every) > 0


def test_the_silent_stand_below_and_are_folded(session: Any, page: Page) -> None:
    session.get(page.file.as_uri())
    seen = "[...document.querySelectorAll('#map tbody tr')].filter(e => e.offsetParent).length"
    assert all_of(session, seen) == 4
    session.execute_script("document.getElementById('fold').click()")
    assert all_of(session, seen) == 89
    session.execute_script("document.getElementById('fold').click()")
    choose(session, agency="xa-ta-xua")  # a silent one
    assert all_of(session, seen) == 1
    choose(session)


def test_headings_are_not_hidden_by_the_bar(session: Any, page: Page) -> None:
    resize(session, 1280)
    session.get(f"{page.file.as_uri()}#owed")
    below = (
        "document.getElementById('owed').getBoundingClientRect().top"
        " - document.getElementById('filters').getBoundingClientRect().bottom"
    )
    assert 0 <= all_of(session, below) < 60
