"""What Word shows of a paragraph: its runs, fields, symbols, equations, notes and boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from cchc.decision.lines import UNREAD
from cchc.decision.word.numbering import WordStyles, is_on
from cchc.decision.word.package import W, WordPackage
from cchc.decision.word.symbols import is_symbol_font, sign

_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WORD_ART: Final = "{urn:schemas-microsoft-com:vml}textpath"
_ALTERNATE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SIGNS: Final = {
    f"{W}{name}": text
    for name, text in (
        ("br", "\n"), ("cr", "\n"), ("tab", "\t"), ("ptab", "\t"), ("noBreakHyphen", "-"),
    )
}  # fmt: skip
_SKIPPED: Final = {
    f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "tcPr", "txbxContent", "rt")
}
_OF_LINES: Final = {f"{_MATH}{name}" for name in ("f", "sSup", "sSub", "d", "rad")}
"""Equations that can be written on one line."""
_PLAIN_MATH: Final = {f"{_MATH}{name}" for name in (
    "oMath", "oMathPara", "r", "t", "num", "den", "e", "sup", "sub", "deg",
)}  # fmt: skip
_OBJECTS: Final = ("chart", "relIds", "OLEObject", "contentPart")
"""What draws from another part: charts, diagrams, embedded files, ink."""
_UNSEEN: Final = re.compile(
    r"\s*(?:TC|XE|RD|TA|SET|ASK|PRIVATE|DATA|TOC|FORMTEXT|PAGE|NUMPAGES|SECTIONPAGES)\b"
)
"""Fields that show nothing of their own, or no more than on which page they stand."""
_SYMBOL_FIELD: Final = re.compile(r'\s*SYMBOL\s+(0x[0-9a-fA-F]+|\d+).*?\\f\s*"?([\w ]+\w)')

_DEEPEST: Final = 40
"""Fields within each other."""
_LONGEST: Final = 1_000
"""Characters of a field's instruction that tell what it is."""


def unread(kind: str, name: str) -> str:
    """Marks what Word shows and isn't text, for :func:`cchc.decision.lines.parted`."""
    return f"{UNREAD}{kind}:{' '.join(name.split()).replace(UNREAD, '')}{UNREAD}"


class Paragraphs:
    """Texts of paragraphs, with tracked changes taken as they would be accepted."""

    def __init__(self, package: WordPackage, styles: WordStyles) -> None:
        self._styles = styles
        self._notes = {kind: _notes(package.part(f"{kind}s")) for kind in ("footnote", "endnote")}
        self._fields: list[_Field] = []
        self._out: list[str] = []
        self._boxes: list[Any] = []
        self._handlers: Mapping[str, Callable[[Any], None]] = {
            f"{W}r": self._run,
            f"{W}sym": lambda one: self._symbol(one.get(f"{W}font", ""), one.get(f"{W}char", "")),
            f"{W}fldChar": self._field_sign,
            f"{W}fldSimple": self._simple_field,
            f"{W}instrText": self._instruction,
            f"{W}footnoteReference": lambda one: self._note("footnote", one),
            f"{W}endnoteReference": lambda one: self._note("endnote", one),
            f"{W}drawing": self._drawing,
            f"{W}pict": self._drawing,
            f"{W}object": self._drawing,
            f"{W}subDoc": lambda _: self._put(unread("object", "subDoc")),
            f"{_ALTERNATE}AlternateContent": self._alternate,
            f"{_MATH}oMath": self._equation,
        }

    def read(self, paragraph: Any) -> tuple[str, list[Any]]:
        """A paragraph's text, and the boxes that hang on it."""
        self._out, self._boxes = [], []
        self._inside(paragraph)
        return "".join(self._out), self._boxes

    def _put(self, text: str) -> None:
        if text and all(field.shows for field in self._fields):
            self._out.append(text)
            for field in self._fields:
                field.empty = False

    def _inside(self, element: Any) -> None:
        for child in element:
            tag = child.tag
            if tag in self._handlers:
                self._handlers[tag](child)
            elif tag in _SIGNS:
                self._put(_SIGNS[tag])
            elif tag not in _SKIPPED and isinstance(tag, str):
                self._inside(child)

    def _run(self, run: Any) -> None:
        look = run.find(f"{W}rPr")
        style = self._styles.of(look, "rStyle")
        if is_on(look, "vanish", default=style.hidden):
            return
        capitals = is_on(look, "caps", default=style.capitals)
        fonts = look.find(f"{W}rFonts") if look is not None else None
        font = fonts.get(f"{W}ascii", "") if fonts is not None else ""
        for child in run:
            if child.tag == f"{W}t":
                text = child.text or ""
                if is_symbol_font(font):
                    for letter in text:
                        self._symbol(font, f"{ord(letter):x}")
                else:
                    self._put(text.upper() if capitals else text)
            else:
                self._inside((child,))

    def _symbol(self, font: str, code: str) -> None:
        number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,5}", code) else 0
        self._put(sign(font, number) or unread("symbol", f"{font} {code}"))

    def _field_sign(self, element: Any) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            if len(self._fields) == _DEEPEST:
                raise ValueError("fields within fields")
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].shows = True
        elif self._fields and kind == "end":
            self._end(self._fields.pop())

    def _simple_field(self, element: Any) -> None:
        field = _Field(element.get(f"{W}instr", "")[:_LONGEST], shows=True)
        self._fields.append(field)
        self._inside(element)
        self._fields.pop()
        self._end(field)

    def _instruction(self, element: Any) -> None:
        if self._fields and not self._fields[-1].shows:
            field = self._fields[-1]
            field.words = (field.words + (element.text or ""))[:_LONGEST]

    def _end(self, field: _Field) -> None:
        """What Word works out itself where a field holds no result."""
        if not field.empty or _UNSEEN.match(field.words):
            return
        if symbol := _SYMBOL_FIELD.match(field.words):
            self._symbol(symbol[2], f"{int(symbol[1], 0):x}")
        else:
            self._put(unread("field", field.words))

    def _note(self, kind: str, reference: Any) -> None:
        id = reference.get(f"{W}id", "")
        note = self._notes[kind].get(id, None)
        if note is None:
            self._put(unread("note", id))
            return
        self._notes[kind][id] = ()  # what it says is read where it is first referred to
        outer, self._out = self._out, []
        for paragraph in note.iter(f"{W}p") if len(note) else ():
            self._inside(paragraph)
            self._out.append(" ")
        text, self._out = " ".join("".join(self._out).split()), outer
        self._put(f" ({text})" if text else "")

    def _drawing(self, element: Any) -> None:
        boxes = [*element.iter(f"{W}txbxContent")]
        self._boxes += [box for box in boxes if not _within(box, element)]
        for one in element.iter(_WORD_ART):
            self._put(f" {one.get('string', '')} ")
        names = [_local(one) for one in element.iter() if isinstance(one.tag, str)]
        title = next((one for one in element.iter() if _local(one) == "docPr"), None)
        named = (title.get("descr") or title.get("name", "")) if title is not None else ""
        if any(name in _OBJECTS for name in names):
            self._put(unread("object", named))
        elif any(name in ("pic", "imagedata") for name in names):
            self._put(unread("picture", named))

    def _alternate(self, element: Any) -> None:
        """The first choice, which Word shows; the fallback says the same for other programs."""
        choices = [one for one in element if len(one)]
        self._inside(choices[0] if choices else ())

    def _equation(self, element: Any) -> None:
        text, clear = _equation(element)
        self._put(text if clear else f"{text}{unread('equation', text)}")


class _Field:
    """A field whose end hasn't come yet."""

    def __init__(self, words: str = "", *, shows: bool = False) -> None:
        self.words = words
        self.shows = shows
        self.empty = True


def _equation(element: Any) -> tuple[str, bool]:
    """An equation on one line, and whether nothing of it is lost thereby."""
    name = _local(element)
    if element.tag == f"{_MATH}t":
        return element.text or "", True
    children = [
        one for one in element if isinstance(one.tag, str) and not _local(one).endswith("Pr")
    ]
    parts = [_equation(one) for one in children]
    texts = [text for text, _ in parts]
    clear = all(known for _, known in parts) and element.tag in _PLAIN_MATH | _OF_LINES
    between = {"f": "/", "sSup": "^", "sSub": "_"}.get(name, "")
    text = between.join(texts)
    around = {"d": "({})", "rad": "√({})"}.get(name)
    return (around.format(text) if around else text), clear


def _local(element: Any) -> str:
    tag = element.tag
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


def _within(box: Any, element: Any) -> bool:
    """Whether another box inside `element` holds `box`, or it is what a fallback repeats."""
    for above in box.iterancestors():
        if above is element:
            return False
        if above.tag in (f"{W}txbxContent", f"{_ALTERNATE}Fallback"):
            return True
    return False


def _notes(root: Any) -> dict[str, Any]:
    return {} if root is None else {one.get(f"{W}id", ""): one for one in root}
