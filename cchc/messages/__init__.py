"""Everything that people read, in both languages, by key.

A catalogue holds three kinds of text: `WORDS` (labels and sentences of the screens, the command
line's included), `DIAGNOSTICS` (one message for each diagnostic's code) and `HELP` (how to mend
it).  Only the catalogue of the chosen language is imported.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from importlib import import_module
from typing import Final

from cchc.diagnostics import Diagnostic, Place, Term
from cchc.exact import decimal_text, plain_text
from cchc.plan.model import Lang, Plan, Reading, Source, Text, Threshold
from cchc.text import visible

_PLACEHOLDER: Final = re.compile(r"\{[a-z_]+\}")
LANGS: Final[tuple[Lang, ...]] = ("vi", "en")


class Composed(str):
    """A parameter that was put together from such texts, and is shown whole."""


class _Count(int):
    """A number that also chooses the noun after it: ``{days} {days:day|days}``."""

    def __format__(self, spec: str) -> str:
        one, either, many = spec.partition("|")
        if not either:
            return super().__format__(spec)
        return one if self == 1 else many


class Messages:
    """The texts of one language, and how it writes figures and days."""

    def __init__(self, lang: Lang) -> None:
        catalogue = import_module(f"{__name__}.{lang}")
        self.lang: Lang = lang
        self._words: Mapping[str, str] = catalogue.WORDS
        self._diagnostics: Mapping[str, str] = catalogue.DIAGNOSTICS
        self._help: Mapping[str, str] = catalogue.HELP

    def __call__(self, key: str, **params: object) -> str:
        """The text `key`, its placeholders filled in."""
        return self._fill(self._words[key], params)

    def message(self, problem: Diagnostic) -> str:
        """What is wrong, by which reading of the plan, and the nearest known name."""
        text = self._fill(self._diagnostics[problem.code], problem.params)
        if isinstance(reading := problem.params.get("reading"), Reading):
            text += self("by-reading", decided=reading.decided)
        if near := problem.params.get("nearest"):
            text += " " + self("did-you-mean", name=near)
        return text

    def pattern(self, code: str) -> str:
        """The message of a code, its placeholders still in it."""
        return self._diagnostics[code]

    def outline(self, code: str) -> str:
        """The message of a code, with dots for what differs each time."""
        return _PLACEHOLDER.sub("…", self.pattern(code))

    def help(self, code: str) -> str:
        """What was expected, and how to mend it."""
        return self._help[code]

    def number(self, text: str) -> str:
        """A decimal text with this language's signs: ``1234.5`` gives ``1.234,5``."""
        point, group = (",", ".") if self.lang == "vi" else (".", ",")
        sign = "−" if text.startswith("-") else ""
        whole, _, decimals = text.lstrip("-").partition(".")
        grouped = f"{int(whole):,}".replace(",", group)
        return f"{sign}{grouped}{point}{decimals}" if decimals else sign + grouped

    def day(self, day: date) -> str:
        """A day as ``dd/mm/yyyy``, in both languages."""
        return day.strftime("%d/%m/%Y")

    def weekday(self, day: date, *, short: bool = False) -> str:
        """The day of the week, or its usual letters."""
        return self(f"weekday.{'short.' if short else ''}{day.isoweekday()}")

    def place(self, place: Place) -> str:
        """A place by its line, or by its cell and sheet."""
        key = "place.cell" if place.sheet else "place.line"
        return self(key, line=place.line, cell=place.cell, sheet=place.sheet)

    def threshold(self, threshold: Threshold) -> str:
        """A threshold such as ``≥ 80%``."""
        sign = {">=": "≥", "<=": "≤"}.get(threshold.op, threshold.op)
        value = self.number(plain_text(Fraction(threshold.value)))
        return f"{sign} {value}{'%' if threshold.unit == '%' else ''}"

    def clause(self, source: Source, plan: Plan) -> str:
        """The address of a clause in the decision; its number only where an item has several."""
        if source.item is None:
            return source.section
        divided = (source.section, source.item) in plan.divided_items
        item = f"{source.item}.{source.clause}" if divided else f"{source.item}"
        return self("clause", section=source.section, item=item)

    def _fill(self, text: str, params: Mapping[str, object]) -> str:
        return text.format_map({name: self._show(value) for name, value in params.items()})

    def _show(self, value: object) -> str | _Count:
        if type(value) is int:
            return _Count(value)
        if isinstance(value, Text):
            return value[self.lang]
        if isinstance(value, Term):
            return self(value)
        if isinstance(value, Place):
            return self.place(value)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, Fraction):
            exact = plain_text(value)
            shown = exact if Fraction(exact) == value else decimal_text(value, 4)
            return self.number(shown)
        return value if isinstance(value, Composed) else visible(str(value))
