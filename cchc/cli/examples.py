"""What each command's help shows: two lines that can be typed as they are.

They go by the examples of a checkout, and by names that people give to files.
"""

from __future__ import annotations

from typing import Final

EXAMPLES: Final[dict[str, tuple[str, str]]] = {
    "check": (
        "cchc check bao-cao.xlsx",
        "cchc check bao-cao/ --format sarif -o cchc.sarif --waivers mien-tru.yaml",
    ),
    "rollup": (
        "cchc rollup bao-cao/2026-Q1",
        "cchc rollup bao-cao/2026-Q1 -o tong-hop.xlsx --latest",
    ),
    "report": (
        "cchc report bao-cao/2026-Q1 -o tong-hop.html",
        "cchc report bao-cao/2026-Q1 -o tong-hop.docx --previous bao-cao/2025-Y",
    ),
    "deadlines": (
        "cchc deadlines --month 01/2026 --agency so-tai-chinh",
        "cchc deadlines --format ics -o lich/ --each-agency",
    ),
    "template": (
        "cchc template --agency so-tai-chinh --period Q1/2026 -o bao-cao.xlsx",
        "cchc template --agency so-tai-chinh --period Q1 --format yaml -o -",
    ),
    "explain": ("cchc explain ho_so_dung_han", "cchc explain share-or-ratio II.2 so-tai-chinh"),
    "completion": (
        "cchc completion bash > ~/.local/share/bash-completion/completions/cchc",
        "cchc completion fish > ~/.config/fish/completions/cchc.fish",
    ),
    "plan validate": (
        "cchc plan validate ke-hoach.yaml",
        "cchc plan validate ke-hoach.yaml --format github",
    ),
    "plan show": ("cchc plan show", "cchc plan show --plan ke-hoach.yaml --format json"),
    "plan trace": (
        "cchc plan trace --source quyet-dinh.docx",
        "cchc plan trace --source quyet-dinh.txt --plan ke-hoach.yaml --format json",
    ),
    "plan new": (
        "cchc plan new --source quyet-dinh.docx -o ke-hoach.yaml",
        "cchc plan new --source quyet-dinh.txt --agencies co-quan.csv -o ke-hoach.yaml",
    ),
    "plan diff": (
        "cchc plan diff ke-hoach-cu.yaml ke-hoach-moi.yaml",
        "cchc plan diff ke-hoach-cu.yaml ke-hoach-moi.yaml --agency so-tai-chinh",
    ),
    "schema submission": (
        "cchc schema submission -o schemas/submission.json",
        "cchc schema submission --plan ke-hoach.yaml --lang en",
    ),
    "schema plan": ("cchc schema plan", "cchc schema plan -o schemas/plan.json"),
    "schema waivers": ("cchc schema waivers", "cchc schema waivers -o schemas/waivers.json"),
    "schema settings": ("cchc schema settings", "cchc schema settings -o schemas/settings.json"),
    **{
        f"schema output-{kind}": (
            f"cchc schema output-{kind}",
            f"cchc schema output-{kind} -o schemas/output-{kind}.json",
        )
        for kind in ("check", "rollup", "deadlines", "plan", "tally")
    },
    "tally": (
        "cchc tally so-theo-doi.csv --agency so-tai-chinh --period Q3/2026 -o bao-cao.yaml",
        "cchc tally bieu-06a.xlsx --agency so-tai-chinh --period Q3/2026 --against bao-cao.xlsx",
    ),
    "waivers new": (
        "cchc waivers new bao-cao/2026-Q1 -o mien-tru.yaml",
        "cchc waivers new bao-cao.xlsx",
    ),
}
"""By the command's name."""

JUDGING: Final = frozenset(("check", "rollup", "report", "tally", "plan trace"))
"""The commands whose status is 1 where something fails."""
