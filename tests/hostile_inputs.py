"""Inputs that are out to make work, each of any size: where a reader may do more than its share.

Each generator takes a size and gives a file's bytes; twice the size has to cost about twice the
time (`test_proportion`).  The fuzzer begins with small ones.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Final, NamedTuple

from tiny_plan import TINY

Generator = Callable[[int], bytes]

HEAD: Final = "agency: so-hai\nperiod: Q1/2026\n"
METRICS: Final = f"{HEAD}metrics:\n  dung_han: 91%\n"
TABLE: Final = "Cơ quan;so-hai\nKỳ báo cáo;Q1/2026\nMã chỉ số;Giá trị;Ghi chú\n"
WAIVERS: Final = "schema: cchc.waivers/1\nwaivers:\n"
TARGETS: Final = (
    "Số: 1/QĐ-UBND\nKẾ HOẠCH\nCải cách hành chính năm 2026\n"
    "I. MỤC ĐÍCH\n1. Chỉ tiêu\n- Trên 80% hồ sơ đúng hạn\n"
)
DUTIES: Final = f"{TARGETS}III. TỔ CHỨC THỰC HIỆN\n1. Chế độ báo cáo\n- Báo cáo "
ROWS: Final = (
    f"{TARGETS}PHỤ LỤC\n| TT | Nội dung | Sản phẩm | Chủ trì | Phối hợp | Thời gian |\n| I | x |\n"
)
MARKS: Final = "\u0323\u0301"


class Kind(NamedTuple):
    """What is done with a file, and what may be in it."""

    arguments: tuple[str, ...]
    """Of the command line; ``@`` stands for the file."""
    suffix: str
    made: dict[str, tuple[int, Callable[[int], str]]]
    """A size that takes some hundredths of a second, and the text of any size, by name."""


def _lines(line: str) -> Callable[[int], str]:
    """`line` again and again, with its number in place of ``#``."""
    return lambda size: "".join(line.replace("#", str(number)) for number in range(size))


def _in(text: str, part: str, more: str) -> Callable[[int], str]:
    """`text` in which `part` is behind `more` again and again."""
    return lambda size: text.replace(part, more * size + part, 1)


def _behind(head: str, more: str, tail: str = "\n") -> Callable[[int], str]:
    return lambda size: head + more * size + tail


SUBMISSIONS: Final = {
    "marks": (20_000, _behind(f'{HEAD}metrics:\n  dung_han: {{value: 91, note: "a', MARKS, '"}\n')),
    "marks as escapes": (
        10_000,
        _behind(f'{HEAD}note: "a', r"\u0323\u0301", '"\nmetrics: {}\n'),
    ),
    "problems on one line": (
        600,
        lambda size: f"{{agency: so-hai, metrics: {{}}, {_lines('k#: 1, ')(size)}}}\n",
    ),
    "problems on a line of spaces": (
        300_000,
        lambda size: f"{{agency: so-hai, {_lines('k#: 1, ')(40)}{' ' * size}metrics: {{}}}}\n",
    ),
    "unknown keys": (600, lambda size: METRICS + _lines("k#: 1\n")(size)),
    "unknown metrics": (900, lambda size: METRICS + _lines("  k#: 1\n")(size)),
    "an agency's name": (60_000, _behind('agency: "', "xã tân ", '"\nmetrics: {}\n')),
    "a period's name": (30_000, _behind('period: "', "Quý I năm ", '"\nmetrics: {}\n')),
    "a comment": (500_000, _behind(f"{METRICS}# ", "x")),
    "lines that seem set in": (800, _behind(METRICS, "\u00a0dung_han: 1\n")),
    "words of a figure": (10_000, _behind(f"{METRICS}  so_hoa: ", "812 hồ sơ ")),
}
TABLES: Final = {
    "marks": (20_000, _behind(f"{TABLE}dung_han;91%;a", MARKS)),
    "columns of no meaning": (
        400,
        lambda size: (
            TABLE.replace("\nMã chỉ số", "\nMã chỉ số" + _lines(";Cột #")(size)) + "dung_han;91%\n"
        ),
    ),
}
PLANS: Final = {
    "marks": (20_000, _in(TINY, "Kế hoạch thử", f"a{MARKS}")),
    "digits of a year": (100_000, _in(TINY, "2026\n  decision", "9")),
    "digits of a threshold": (100_000, _in(TINY, '80, unit: "%"', "80.0")),
    "unknown agencies": (400, _in(TINY, "department, commune]\n    due", "so-chin, ")),
    "agencies": (
        300,
        lambda size: TINY.replace(
            "agencies:\n",
            "agencies:\n" + _lines("  - {id: x-#, name: Sở #, kind: department}\n")(size),
            1,
        ).replace("[department, commune]", f"[{_lines('y-#, ')(size)}commune]", 1),
    ),
    "a letter of an id": (300_000, _in(TINY, "cong-viec, title", "a-")),
}
EXEMPTIONS: Final = {
    "unknown targets": (
        300,
        lambda size: (
            WAIVERS
            + _lines(
                "  - {target: dung-h#, agency: so-hai, reason: x, document: y, until: 31/03/2026}\n"
            )(size)
        ),
    ),
    "unknown agencies": (
        300,
        lambda size: (
            WAIVERS
            + _lines(
                "  - {target: dung-han, agency: Sở H#, reason: x, document: y, until: 31/03/2026}\n"
            )(size)
        ),
    ),
    "unknown keys": (600, lambda size: f"{WAIVERS}  - {{{_lines('k#: 1, ')(size)}}}\n"),
}
DECISIONS: Final = {
    "marks": (20_000, _behind(f"{TARGETS}- a", MARKS)),
    "before a day": (3_000, _behind(DUTIES, "trước ngày ")),
    "before days": (1_000, _behind(DUTIES, "trước ngày 15/3, ")),
    "a month of a day": (20_000, _behind(DUTIES, "01/")),
    "reports": (400, _behind(DUTIES, "quý I trước 15/3; ")),
    "months of a row": (1_500, _behind(f"{ROWS}| 1 | a | b | c | d | ", "tháng 3, ", " |\n")),
    "figures of a line": (200, _behind(f"{TARGETS}- ", "trên 80% hồ sơ, ")),
    "growth": (12_000, _behind(f"{TARGETS}- 5% ", "tăng ")),
    "digits of a number": (20_000, _behind("Số: ", "1", f"\n{TARGETS}")),
    "lines that go on": (4_000, _behind(f"{TARGETS}- Hồ sơ", "\nđúng hạn")),
    "headings": (900, _behind(TARGETS, "1. Chỉ tiêu\n")),
    "letters": (1_200, _behind(f"{DUTIES}x\n", "a) Chỉ tiêu\n", "")),
    "numbers of numbers": (30_000, _behind(f"{TARGETS}1", ".1", ". Chỉ tiêu\n")),
    "the row above": (300, _behind(ROWS, "| 1 | a | b | nt | nt | nt |\n", "")),
    "more of a row": (300, _behind(f"{ROWS}| 1 | a | b | c | d | e |\n", "| | | b | | | e |\n")),
    "lines of a task": (
        4_000,
        _behind(f"{TARGETS}2. Nhiệm vụ\n- Rà soát\n- Chủ trì: Sở X", "\nvà sở y"),
    ),
    "codes": (20_000, _behind(f"{TARGETS}- 5% ", "1.")),
    "places in an order": (8_000, _behind(f"{TARGETS}- 5% ", "xếp ")),
    "years that go on": (1_500, _behind(f"{TARGETS}- Năm 2026", "\n-2027")),
    "tables of targets": (250, _behind(TARGETS, "| Chỉ tiêu | Năm 2026 |\n| Hồ sơ | 80% |\n")),
    "parts of an appendix": (250, _behind(ROWS, "| I | Phần |\n| 1 | a | b | c | d | e |\n")),
    "numbers of a row": (1_500, _behind(f"{ROWS}| 1 | a | b | c | d | ", "3/2026 ", " |\n")),
    "names": (300, _behind(f"{ROWS}| 1 | a | b | ", "Sở X, ", " | d | e |\n")),
}
CHECK: Final = ("check", "@")
KINDS: Final = (
    Kind(CHECK, ".yaml", SUBMISSIONS),
    Kind(CHECK, ".csv", TABLES),
    Kind(("plan", "validate", "@"), ".yaml", PLANS),
    Kind(("check", "absent.yaml", "--waivers", "@"), ".yaml", EXEMPTIONS),
    Kind(("plan", "trace", "--source", "@"), ".txt", DECISIONS),
    Kind(("plan", "new", "--source", "@", "--force", "-o", "new.yaml"), ".txt", DECISIONS),
)


def generators(module: str) -> dict[str, Generator]:
    """The generators of a module of the tests, if it is there."""
    return import_module(module).GENERATORS if find_spec(module) else {}
