"""Waivers from a YAML file; every mistake with its place, and none of them used if there is one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from cchc.dates import DateError, parse_date
from cchc.diagnostics import Diagnostic, diagnostic, in_order, quoting
from cchc.document.encoding import decode
from cchc.document.files import read_bytes
from cchc.document.nodes import Mapping, Node, Scalar, Sequence
from cchc.document.yaml import parse
from cchc.errors import CchcError, InputError
from cchc.plan.model import Agency
from cchc.plan.succession import Succession
from cchc.submission.agencies import resolve
from cchc.text import Suggestions
from cchc.waivers.model import Waiver

SCHEMA: Final = "cchc.waivers/1"
_TOP: Final = ("schema", "waivers")
_KEYS: Final = ("target", "agency", "reason", "document", "until")


def read_waivers(file: str, plans: Succession) -> tuple[Waiver, ...]:
    """The waivers in `file`, whose targets and agencies are those of `plans`.

    Raises:
        InputError: the file can't be read, or holds mistakes; each has its place.
    """
    text = ""
    try:
        text = decode(read_bytes(file))
        return _Reader(plans).read(text)
    except CchcError as error:
        raise InputError(*quoting(error.diagnostics, text), file=file) from None


class _Reader:
    """Reads one file and collects what is wrong in it."""

    def __init__(self, plans: Succession) -> None:
        self._plans = plans
        self._targets = {target.id for plan in plans.plans for target in plan.targets}
        self._suggest = Suggestions()
        self._problems: list[Diagnostic] = []

    def read(self, text: str) -> tuple[Waiver, ...]:
        document = parse(text)
        self._problems += document.diagnostics
        root = document.root
        schema = root.get("schema")
        if not isinstance(schema, Scalar) or schema.text != SCHEMA:
            raise InputError(diagnostic("not-waivers", schema.place if schema else root.place))
        self._keys(root, _TOP)
        found = list(self._waivers(root.get("waivers"), root))
        self._problems += _repeated(found)
        if self._problems:
            raise InputError(*in_order(self._problems))
        return tuple(found)

    def _report(self, code: str, node: Node, **params: object) -> None:
        self._problems.append(diagnostic(code, node.place, **params))

    def _waivers(self, listed: Node | None, root: Mapping) -> Iterator[Waiver]:
        if not isinstance(listed, Sequence):
            self._report("waivers-not-a-list", listed or root)
            return
        for entry in listed.items:
            if isinstance(entry, Mapping):
                self._keys(entry, _KEYS)
                waiver = self._waiver(entry)
                if waiver:
                    yield waiver
            else:
                self._report("not-a-mapping-here", entry, key="waivers")

    def _keys(self, mapping: Mapping, known: tuple[str, ...]) -> None:
        for name, (key, _) in mapping.pairs.items():
            if name not in known:
                near = self._suggest.nearest(name, known)
                names = ", ".join(known)
                self._report("unknown-key", key, key=key.text, nearest=near, known=names)

    def _waiver(self, entry: Mapping) -> Waiver | None:
        target, agency = self._target(entry), self._agency(entry)
        reason, document = self._words(entry, "reason"), self._words(entry, "document")
        until = self._until(entry)
        if target and agency and reason and document and until:
            return Waiver(target, agency.id, reason.text, document.text, until, entry.place)
        return None

    def _words(self, entry: Mapping, key: str) -> Scalar | None:
        """The text behind `key`; it may not be blank."""
        value = entry.get(key)
        if isinstance(value, Scalar) and not value.is_empty and value.text.strip():
            return value
        self._report("waiver-without", value or entry, key=key)
        return None

    def _target(self, entry: Mapping) -> str | None:
        written = self._words(entry, "target")
        if written is None:
            return None
        if written.text in self._targets:
            return written.text
        near = self._suggest.nearest(written.text, self._targets)
        self._report("unknown-target", written, name=written.text, nearest=near)
        return None

    def _agency(self, entry: Mapping) -> Agency | None:
        written = self._words(entry, "agency")
        if written is None:
            return None
        near = self._suggest.nearest
        found = [resolve(plan, written.text, written.place, near) for plan in self._plans.plans]
        agency = next((one for one in found if isinstance(one, Agency)), None)
        if agency is None:
            self._problems += [one for one in found[-1:] if isinstance(one, Diagnostic)]
        return agency

    def _until(self, entry: Mapping) -> date | None:
        written = self._words(entry, "until")
        if written is None:
            return None
        try:
            return parse_date(written.text)
        except DateError as error:
            self._report(error.code, written, value=written.text)
            return None


def _repeated(found: list[Waiver]) -> Iterator[Diagnostic]:
    """One agency excused twice from one target: nobody could say up to when."""
    seen: dict[tuple[str, str], Waiver] = {}
    for waiver in found:
        before = seen.setdefault((waiver.target, waiver.agency), waiver)
        if before is not waiver:
            yield diagnostic("waiver-twice", waiver.place, first=before.place)
