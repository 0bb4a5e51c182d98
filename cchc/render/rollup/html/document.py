"""A page that stands by itself: style and script inside, nothing fetched, nothing else run."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, tostring

from cchc.render.kit.page import Child, element

_FOLDER: Final = Path(__file__).parent


def document(title: str, lang: str, made: str, *body: Child) -> bytes:
    """The whole page; `made` says by what and from what it was made.

    Its content policy lets run only the style and the script that travel with it, by their
    checksums, and lets nothing be fetched or sent.
    """
    style, script = (_asset(name) for name in ("report.css", "report.js"))
    page = element(
        "html",
        element(
            "head",
            element("meta", charset="utf-8"),
            _policy(style, script),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="referrer", content="no-referrer"),
            element("meta", name="generator", content=made),
            element("title", title),
            element("link", rel="icon", href="data:,"),
            _raw("style", style),
        ),
        element("body", *body, _raw("script", script)),
        lang=lang,
    )
    text: str = tostring(page, encoding="unicode", method="html")
    return f"<!doctype html>\n{text}\n".encode()


def _asset(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def _raw(tag: str, text: str) -> Element:
    """A style or script, which is written as it is: it never holds a text of a file."""
    made = Element(tag)
    made.text = text
    return made


def _policy(style: str, script: str) -> Element:
    rules = {
        "default-src": "'none'",
        "style-src": _checksum(style),
        "script-src": _checksum(script),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    content = "; ".join(f"{name} {value}" for name, value in rules.items())
    return element("meta", http_equiv="Content-Security-Policy", content=content)


def _checksum(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
