"""Representative hours make whole days and a whole year."""

from collections.abc import Iterator
from math import fsum, isclose

from models.case import Hour
from placement.read.draft import Draft
from placement.read.findings import Finding, shown

HOURS_PER_DAY = 24
TOLERANCE = 1e-6

Line = tuple[int, Hour]


def hours_make_days(draft: Draft) -> Iterator[Finding]:
    """Every (period, day) of a zone and stage is 24 rows in order, of one weight and month."""
    file = draft.tables.hourly.file
    for rows in _by_stage_and_zone(draft).values():
        start = 0
        while start < len(rows):
            finding, length = _day(file, rows, start)
            if finding is not None:
                yield finding
            start += length


def weights_make_a_year(draft: Draft) -> Iterator[Finding]:
    """The weights of a zone in a stage add to the hours of a year."""
    year = draft.settings.head.hours_per_year
    for (stage, zone), rows in _by_stage_and_zone(draft).items():
        total = fsum(row.weight for _, row in rows)
        if not isclose(total, year, rel_tol=TOLERANCE):
            found = f"weights of {shown(zone)} in stage {shown(stage)} that add to {total:.10g}"
            advice = "Each weight is the number of hours a year that its row stands for; scale them."
            file = draft.tables.hourly.file
            yield Finding(file, rows[0][0], "weight", found, f"{year:g}, the hours of a year", advice)


def _by_stage_and_zone(draft: Draft) -> dict[tuple[str, str], list[Line]]:
    groups: dict[tuple[str, str], list[Line]] = {}
    for line, row in draft.tables.hourly:
        groups.setdefault((row.stage, row.zone), []).append((line, row))
    return groups


def _day(file: str, rows: list[Line], start: int) -> tuple[Finding | None, int]:
    """What is wrong with the day that starts here, and how many rows belong to it."""
    line, first = rows[start]
    length = 1
    while start + length < len(rows) and _same_day(rows[start + length][1], first):
        length += 1
    day = rows[start : start + length]
    name = f"{shown(first.zone)}, stage {shown(first.stage)}, period {first.period}, day {first.day}"
    if [row.hour for _, row in day] != list(range(HOURS_PER_DAY)):
        advice = "Give hours 0 to 23 of each day in consecutive rows: batteries and moved load follow that order."
        found = f"{length} rows that are not the hours 0 to 23, for {name}"
        return Finding(file, line, "hour", found, "whole days, hour by hour", advice), length
    for column, expected in (("weight", "one weight per day"), ("month", "one month per day")):
        odd = next(((at, row) for at, row in day if _value(row, column) != _value(first, column)), None)
        if odd is not None:
            found = f"{_value(odd[1], column):g} after {_value(first, column):g}, for {name}"
            advice = "A representative day stands for whole days of one month: its rows share weight and month."
            return Finding(file, odd[0], column, found, expected, advice), length
    return None, length


def _same_day(row: Hour, other: Hour) -> bool:
    return row.day == other.day and row.period == other.period


def _value(row: Hour, column: str) -> float:
    return row.weight if column == "weight" else row.month
