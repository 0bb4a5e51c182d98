"""What records say of metrics: exact counts, where they come from, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, NamedTuple

from cchc.diagnostics import Diagnostic
from cchc.plan.model import Agency, OtherSums, Text


class Counts(NamedTuple):
    """A share as whole numbers of cases."""

    numerator: int
    denominator: int

    @property
    def value(self) -> Fraction | None:
        """The share in percent; None where there was nothing to count."""
        if not self.denominator:
            return None
        return Fraction(100 * self.numerator, self.denominator)


class RecordKind(NamedTuple):
    """Which records a count comes from."""

    kind: Literal["form", "dossiers", "counts"]
    file: str
    form: str = ""
    """Number of the form: ``06a``."""
    above: tuple[int, ...] = ()
    """The form's columns that make the numerator."""
    below: tuple[int, ...] = ()


class OtherWay(NamedTuple):
    """The same records read in another way, which may be where a reported figure comes from."""

    way: OtherSums
    counts: Counts


Scope = Literal["whole", "part", "other"]
"""Whether a file holds all that counts in the period; ``part``: what came before may be missing;
``other``: it is of other days."""


class Tallied(NamedTuple):
    """What one file says of one metric."""

    metric: str
    origin: RecordKind
    counts: Counts | None
    """None where the file can't tell."""
    lacks: tuple[str, ...] = ()
    """Columns that the definition needs and the list doesn't have."""
    scope: Scope = "whole"
    ways: tuple[OtherWay, ...] = ()


class Published(NamedTuple):
    """What the national portal says beside a metric, by its own definition."""

    metric: str
    file: str
    measure: str
    """The portal's own name of it: a code, or the names of two columns."""
    differs: Text
    numerator: int | None
    denominator: int | None
    value: Fraction | None
    """In percent."""


class Told(NamedTuple):
    """Something to say of a file."""

    file: str
    problem: Diagnostic


class Kept(NamedTuple):
    """What all files say, by the id of the agency; under an empty id, of whoever keeps them."""

    tallied: Mapping[str, tuple[Tallied, ...]]
    published: Mapping[str, tuple[Published, ...]]
    told: tuple[Told, ...]

    def of(self, agency: Agency) -> tuple[tuple[Tallied, ...], tuple[Published, ...]]:
        """What they say of one agency."""
        return (
            (*self.tallied.get(agency.id, ()), *self.tallied.get("", ())),
            (*self.published.get(agency.id, ()), *self.published.get("", ())),
        )
