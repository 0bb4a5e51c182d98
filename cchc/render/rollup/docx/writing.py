"""What every section of the report is written from."""

from __future__ import annotations

from typing import NamedTuple

from cchc.messages import Messages
from cchc.render.kit.paper import Paper
from cchc.rollup.model import Rollup


class Writing(NamedTuple):
    """The document as far as it is written, what goes into it, and in which language."""

    paper: Paper
    rollup: Rollup
    messages: Messages
