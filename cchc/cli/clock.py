"""What day it is where the plan holds."""

from datetime import date, datetime, timedelta, timezone
from typing import Final

VIETNAM: Final = timezone(timedelta(hours=7))
"""The only zone of the country, without daylight saving; machines in CI keep another one."""


def today() -> date:
    """The day in Vietnam."""
    return datetime.now(VIETNAM).date()
