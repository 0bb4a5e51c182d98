"""A period of the whole province as a report that an office sends up."""

from __future__ import annotations

from cchc.errors import UsageError
from cchc.extras import not_installed
from cchc.messages import Messages
from cchc.rollup.model import Rollup


def content(rollup: Rollup, messages: Messages) -> bytes:
    """The report as a Word document.

    Raises:
        UsageError: python-docx isn't installed.
    """
    try:
        import docx  # noqa: F401
    except ImportError:
        raise UsageError(not_installed("docx")) from None
    from cchc.render.rollup.docx.document import written

    return written(rollup, messages)
