"""How a report looks; and of a check's results, what is shown and where links lead."""

from __future__ import annotations

from typing import Literal, NamedTuple

from cchc.messages import Messages
from cchc.results import Status

Colour = Literal["standard", "256", "truecolor", "windows"]


class Look(NamedTuple):
    """How a report is to look."""

    messages: Messages
    width: int = 80
    """Columns of the terminal."""
    encoding: str = "utf-8"
    """What the output can write."""
    colour: Colour | None = None
    """How the terminal writes colours; None for plain text."""


class Selection(NamedTuple):
    """What of a check is shown."""

    only: frozenset[Status] | None = None
    """Statuses to show; None where nobody chose."""
    quiet: bool = False
    """Only one line for each file."""
    errors_only: bool = False
    """Only files that don't pass, and of them only what stands in the way."""
    several: bool = False
    """Whether other files are reported on beside this one."""
    details: bool = False
    """Whether people see each of several files whole."""

    @property
    def brief(self) -> bool:
        """Whether people see of each of several files no more than a line."""
        return self.several and not self.details and self.only is None


class Links(NamedTuple):
    """Where results of a check lead, in formats that other programs read."""

    help: str = ""
    """Address of the page that explains targets, each under its id; empty for none."""
    root: str = ""
    """Folder that files are named from; empty where it isn't known."""

    def explaining(self, id: str) -> str:
        """Where a target is explained; empty where nobody said."""
        return f"{self.help}#{id}" if self.help else ""


class Way(NamedTuple):
    """How the results of a check are written, whatever the format."""

    look: Look
    selection: Selection = Selection()
    links: Links = Links()
