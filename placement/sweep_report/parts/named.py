"""Cases given by name: each against the unchanged case."""

from collections.abc import Iterator, Sequence
from functools import partial

from placement.charts.tornado import Group
from placement.report.blocks import Chart, Table, number, word
from placement.report.units import Unit
from placement.sweep_report import wording
from placement.sweep_report.blocks import Plain, Section, by_criterion
from placement.sweep_report.criteria import Criterion, criteria, signed
from placement.sweep_report.effects import Move, against, why_not
from placement.sweep_report.parts.bars import bar, bars_chart, certainty, note
from placement.sweep_report.swept import Row, Swept

MOST = 30
"""Cases in the chart; the table has all."""


def section(swept: Swept) -> Section | None:
    """Return the named cases; None where there is none."""
    rows = [row for design in swept.of_kind("cases") for row in design.rows]
    made = tuple(by_criterion(criteria(swept), partial(_of, swept, rows))) if rows else ()
    return Section("named", "Named cases", (f"Each against {wording.reference(swept)}.",), made) if made else None


def _of(swept: Swept, rows: Sequence[Row], criterion: Criterion) -> Iterator[Plain]:
    moves = [Move("", against(swept, criterion, row), why_not(swept, row), row=row) for row in rows]
    unit = criterion.unit([move.difference.change for move in moves if move.difference])
    heading = f"{criterion.label}, against {wording.reference(swept)}"
    if any(move.difference for move in moves):
        pairs = list(zip(rows, moves, strict=True))[:MOST]
        groups = [Group(row.name, (bar(move, unit, row.name),)) for row, move in pairs]
        yield Chart(f"named-{criterion.key}", heading, bars_chart(criterion, groups, unit, heading), note(criterion))
    yield _table(swept, moves, unit, heading)


def _table(swept: Swept, moves: Sequence[Move], unit: Unit, heading: str) -> Table:
    rows = tuple(
        (
            word(move.row.name),
            word(wording.changes(swept.parameters, move.row.values, 12)),
            number(move.difference.change, signed(move.difference.change, unit))
            if move.difference
            else word(move.missing),
            word(certainty(move.difference)),
        )
        for move in moves
        if move.row
    )
    return Table(
        heading, ("Case", "What it changes", "Difference", "Significant"), rows, words=(0, 1, 3), wide=False, tall=True
    )
