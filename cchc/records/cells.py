"""What a list's cells hold, as the embedded database is to read them.

Each function makes the SQL that reads a text of the file: a day, a truth, a fee.  What can't be
read comes to null.
"""

from __future__ import annotations

from typing import Final

_FORMATS: Final = (
    *("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"),
    *("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M:%S", "%H:%M %d/%m/%Y"),
    *("%H:%M:%S %d/%m/%Y", "%Y-%m-%dT%H:%M:%S"),
)
"""How lists write a day, the day first."""
_YES: Final = ("có", "x", "1", "true", "yes", "đã", "rồi", "v", "✓", "co", "da")
_NO: Final = ("không", "0", "false", "no", "chưa", "-", "khong", "chua")
CHANNELS: Final = {
    "full": ("toàn trình", "trực tuyến toàn trình", "dvc toàn trình", "full"),
    "part": ("một phần", "trực tuyến một phần", "dvc một phần", "part"),
    "online": ("trực tuyến", "online", "qua mạng", "nộp trực tuyến"),
    "direct": ("trực tiếp", "direct", "tại bộ phận một cửa", "nộp trực tiếp", "một cửa"),
    "post": ("bưu chính", "bưu điện", "qua bưu chính", "bưu chính công ích", "post",
             "dịch vụ bưu chính", "qua bưu điện"),
}  # fmt: skip

NO_RECEIVED, NO_DUE, NO_RETURNED = 1, 2, 4
REPEATED, UNDATED, UNCODED, BACKWARDS = 8, 16, 32, 64
"""Flaws of a dossier, each a bit: days that are none; a code that an earlier row has; no day of
reception; no code; returned before it was received."""
FLAWS: Final = {
    NO_RECEIVED: ("record-not-a-day", "received"),
    NO_DUE: ("record-not-a-day", "due"),
    NO_RETURNED: ("record-not-a-day", "returned"),
    REPEATED: ("record-repeated", "code"),
    UNDATED: ("record-without", "received"),
    UNCODED: ("record-without", "code"),
    BACKWARDS: ("record-backwards", "returned"),
}

FLAW: Final = (
    "CASE WHEN blank THEN -1 ELSE "
    f"CASE WHEN bad_received THEN {NO_RECEIVED} ELSE 0 END"
    f" + CASE WHEN bad_due THEN {NO_DUE} ELSE 0 END"
    f" + CASE WHEN bad_returned THEN {NO_RETURNED} ELSE 0 END"
    f" + CASE WHEN received IS NULL AND NOT bad_received THEN {UNDATED} ELSE 0 END"
    f" + CASE WHEN uncoded THEN {UNCODED} ELSE 0 END"
    f" + CASE WHEN returned < received THEN {BACKWARDS} ELSE 0 END END"
)
"""The flaws of a row, added up; -1 for one that is empty, which is no dossier."""


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def day(text: str) -> str:
    """A day, with or without the time of day; of a year that a list can have."""
    formats = f"[{', '.join(map(quoted, _FORMATS))}]"
    made = f"coalesce(try_strptime({text}, {formats}), try_strptime(trim({text}), {formats}))"
    return f"CASE WHEN year({made}) BETWEEN 1990 AND 2100 THEN {made}::DATE END"


def _plain(text: str) -> str:
    return f"lower(nfc_normalize(trim({text})))"


def _among(words: tuple[str, ...]) -> str:
    return f"({', '.join(map(quoted, words))})"


def truth(text: str) -> str:
    """Yes or no; an empty cell is no, and another text is neither."""
    return (
        f"CASE WHEN {text} IS NULL THEN false WHEN {text} = 'Có' THEN true"
        f" WHEN {_plain(text)} IN {_among(_YES)} THEN true"
        f" WHEN {_plain(text)} IN {_among(('', *_NO))} THEN false END"
    )


def fee(text: str) -> str:
    """Whether there is a fee; an empty cell is none."""
    free = _among(("", "-", "không", "miễn phí", "không thu", "miễn"))
    return (
        f"CASE WHEN {text} IS NULL THEN false"
        f" WHEN regexp_matches({text}, '^[0-9., ]*[1-9][0-9., ]*(đ|đồng|vnđ|VNĐ|VND)?$') THEN true"
        f" WHEN regexp_matches({text}, '^[0., ]+(đ|đồng|vnđ|VNĐ|VND)?$') THEN false"
        f" WHEN {_plain(text)} IN {free} THEN false END"
    )


def channel(text: str) -> str:
    """How a dossier came in."""
    cases = " ".join(
        f"WHEN {_plain(text)} IN {_among(words)} THEN '{kind}'" for kind, words in CHANNELS.items()
    )
    return f"(CASE WHEN {text} = 'Trực tuyến' THEN 'online' {cases} END)::channel_kind"


def own_late(early: str, on_time: str, late: str) -> str:
    """Whether a dossier was late by the list's own columns of days."""
    return (
        f"CASE WHEN try_cast(replace({late}, ',', '.') AS DOUBLE) > 0 THEN true"
        f" WHEN coalesce({early}, '') NOT IN ('', '0')"
        f" OR coalesce({on_time}, '') NOT IN ('', '0') THEN false END"
    )
