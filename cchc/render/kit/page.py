"""HTML in which nothing of a file can run: elements are built as a tree, texts are only texts.

Without the script that a page may bring, all of it is still there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias
from xml.etree.ElementTree import Element

from cchc.text import visible

Child: TypeAlias = "Element | str | Iterable[Child] | None"
_LONGEST = 20_000
"""Characters of one text; a note of a file may have any number."""


def element(tag: str, *children: Child, **attributes: str | int | bool | None) -> Element:
    """An element with its children; ``data_x`` stands for ``data-x``, ``class_`` for ``class``.

    Texts and attributes show control and direction characters as escapes.  An attribute that is
    None or False is left out; True stands for one without a value.
    """
    made = Element(tag)
    for name, value in attributes.items():
        if value is not None and value is not False:
            text = "" if value is True else visible(str(value), _LONGEST)
            made.set(name.rstrip("_").replace("_", "-"), text)
    _append(made, children)
    return made


def _append(parent: Element, children: Iterable[Child]) -> None:
    for child in children:
        if isinstance(child, str):
            _append_text(parent, visible(child, _LONGEST))
        elif isinstance(child, Element):
            parent.append(child)
        elif child is not None:
            _append(parent, child)


def _append_text(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def between(separator: str, items: Iterable[Child]) -> Iterable[Child]:
    """`items` with a text between each two."""
    for number, item in enumerate(items):
        if number:
            yield separator
        yield item
