"""The hours of a year of 8,760 or 8,784 hours: month, day of the month, hour, day of the year."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
YearHours = Literal[8760, 8784]

COMMON, LEAP = 8760, 8784
_FEBRUARY = 1
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True)
class Year:
    """One entry per hour, in order; hours are UTC."""

    month: Whole
    """1 to 12."""
    day: Whole
    """Day of the month, from 1."""
    hour: Whole
    """0 to 23."""
    day_of_year: Whole
    """From 0."""

    def __len__(self) -> int:
        return len(self.hour)

    @property
    def days(self) -> int:
        """365 or 366."""
        return len(self) // 24

    @property
    def phase(self) -> NDArray[np.float64]:
        """Angle of the season, 0 at the start of January, 2 pi at the end of December."""
        return 2 * np.pi * (self.day_of_year + 0.5) / self.days


def year_of(hours: int) -> Year:
    """The calendar of a common year or of a leap year."""
    if hours not in (COMMON, LEAP):
        raise ValueError(f"a year has {COMMON} or {LEAP} hours, not {hours}")
    lengths = [days + (month == _FEBRUARY and hours == LEAP) for month, days in enumerate(_MONTH_DAYS)]
    month = np.repeat(np.arange(1, 13), lengths)
    day = np.concatenate([np.arange(1, length + 1) for length in lengths])
    days = len(day)
    return Year(
        month=np.repeat(month, 24),
        day=np.repeat(day, 24),
        hour=np.tile(np.arange(24), days),
        day_of_year=np.repeat(np.arange(days), 24),
    )
