"""Small drawings: agencies against a threshold, and a figure over the periods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from cchc.render.kit.page import element

_WIDTH: Final = 320
_MARGIN: Final = 8
_DOT: Final = 5
"""Width of a dot with its space."""
_HIGHEST: Final = 9
"""Dots above each other; further ones are drawn over the topmost."""
_AXIS: Final = 62


class Scale(NamedTuple):
    """Where values lie from left to right."""

    first: Fraction
    last: Fraction

    def at(self, value: Fraction) -> float:
        """The place of `value`; what lies outside is put at the edge."""
        value = min(max(value, self.first), self.last)
        part = (value - self.first) / (self.last - self.first)
        return round(_MARGIN + float(part) * (_WIDTH - 2 * _MARGIN), 1)


def scale(values: Iterable[Fraction], *, percent: bool) -> Scale:
    """A scale that holds `values`, beginning and ending with round numbers."""
    values = tuple(values)
    low, high = min(values), max(values)
    step = Fraction(10) if percent else Fraction(10 ** max(0, len(str(ceil(high - low))) - 1))
    first, last = floor(low / step) * step, ceil(high / step) * step
    if percent and 50 < high <= 100:
        first, last = min(first, Fraction(90)), Fraction(100)
    return Scale(first, last if last > first else first + step)


def distribution(
    scale: Scale,
    agencies: Sequence[tuple[Fraction, bool]],
    threshold: Fraction,
    total: tuple[Fraction | None, Fraction | None, Fraction | None],
    label: str,
    ends: tuple[str, str],
) -> Element:
    """Dots for agencies, a line for the threshold, a mark and a bar for the province.

    Args:
        scale: where values lie.
        agencies: each agency's value, and whether it meets the threshold.
        threshold: what is to be met.
        total: the province's value, and its lowest and highest where they differ.
        label: what a screen reader says of the drawing.
        ends: what stands at both ends of the axis.
    """
    value, low, high = total
    drawing = _drawing(label, _WIDTH, _AXIS + 16)
    drawing.append(_line(_MARGIN, _AXIS, _WIDTH - _MARGIN, _AXIS, "axis"))
    heights: Counter[float] = Counter()
    for each, passes in sorted(agencies, key=lambda one: (one[1], one[0])):
        across = round(scale.at(each) / _DOT) * float(_DOT)
        above = min(heights[across], _HIGHEST)
        heights[across] += 1
        drawing.append(_dot(across, _AXIS - 4 - above * _DOT, passes=passes))
    if low is not None and high is not None:
        drawing.append(_line(scale.at(low), _AXIS, scale.at(high), _AXIS, "range"))
    if value is not None:
        tip = scale.at(value)
        points = f"{tip},{_AXIS} {tip - 4},{_AXIS + 7} {tip + 4},{_AXIS + 7}"
        drawing.append(element("polygon", points=points, class_="province"))
    drawing.append(_line(scale.at(threshold), 6, scale.at(threshold), _AXIS + 4, "threshold"))
    for text, edge, side in ((ends[0], 0, "start"), (ends[1], _WIDTH, "end")):
        drawing.append(element("text", text, x=edge, y=_AXIS + 14, text_anchor=side))
    return drawing


def stacked(parts: Sequence[tuple[str, int]], label: str) -> Element:
    """One bar, its parts as long as their counts, each with its pattern of the style."""
    width, height, across = 200, 12, 0.0
    whole = sum(count for _, count in parts) or 1
    drawing = _drawing(label, width, height)
    drawing.set("class", "stacked")
    for kind, count in parts:
        length = round(width * count / whole, 1)
        if count:
            sides = {"width": str(length), "height": str(height)}
            drawing.append(element("rect", x=str(round(across, 1)), y="0", class_=kind, **sides))
        across += length
    return drawing


def trend(values: Sequence[Fraction | None], threshold: Fraction, label: str) -> Element:
    """A line through the periods' values, over the threshold."""
    width, height = 120, 32
    known = [value for value in values if value is not None]
    span = scale([*known, threshold], percent=True)

    def up(value: Fraction) -> float:
        part = float((value - span.first) / (span.last - span.first))
        return round(height - 4 - part * (height - 8), 1)

    step = (width - 12) / max(1, len(values) - 1)
    places = [
        (round(6 + number * step, 1), up(value))
        for number, value in enumerate(values)
        if value is not None
    ]
    drawing = _drawing(label, width, height)
    drawing.set("class", "trend")
    drawing.append(_line(0, up(threshold), width, up(threshold), "threshold"))
    drawing.append(
        element("polyline", points=" ".join(f"{x},{y}" for x, y in places), class_="path")
    )
    for across, down in places:
        drawing.append(element("circle", cx=str(across), cy=str(down), r="2.5", class_="point"))
    return drawing


def _drawing(label: str, width: int, height: int) -> Element:
    made = element("svg", role="img", aria_label=label)
    made.set("viewBox", f"0 0 {width} {height}")
    return made


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Element:
    return element("line", x1=str(x1), y1=str(y1), x2=str(x2), y2=str(y2), class_=kind)


def _dot(across: float, down: float, *, passes: bool) -> Element:
    kind = "dot pass" if passes else "dot fail"
    return element("circle", cx=str(across), cy=str(down), r="2.2", class_=kind)
