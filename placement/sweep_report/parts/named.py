"""Cases given by name: each against the unchanged case."""

from collections.abc import Iterator, Sequence
from functools import partial

from placement.charts.tornado import Group
from placement.report.blocks import Chart, Table, number, word
from placement.report.units import Unit
from placement.sweep_report import wording
from placement.sweep_report.blocks import Plain, Section, by_measure
from placement.sweep_report.effects import Change, against, why_not
from placement.sweep_report.measures import Measure, measures, signed
from placement.sweep_report.parts.bars import bar, bars_chart, certainty, note
from placement.sweep_report.swept import Row, Swept

MOST = 30
"""Cases in the chart; the table has all."""


def section(swept: Swept) -> Section | None:
    """Return the named cases; None where there is none."""
    rows = [row for design in swept.of_kind("cases") for row in design.rows]
    made = tuple(by_measure(measures(swept), partial(_of, swept, rows))) if rows else ()
    return Section("named", "Named cases", (f"Each against {wording.reference(swept)}.",), made) if made else None


def _of(swept: Swept, rows: Sequence[Row], measure: Measure) -> Iterator[Plain]:
    changes = [Change("", against(swept, measure, row), why_not(swept, row), row=row) for row in rows]
    unit = measure.unit([change.difference.change for change in changes if change.difference])
    heading = f"{measure.label}, against {wording.reference(swept)}"
    if any(change.difference for change in changes):
        pairs = list(zip(rows, changes, strict=True))[:MOST]
        groups = [Group(row.name, (bar(change, unit, row.name),)) for row, change in pairs]
        yield Chart(f"named-{measure.key}", heading, bars_chart(measure, groups, unit, heading), note(measure))
    yield _table(swept, changes, unit, heading)


def _table(swept: Swept, changes: Sequence[Change], unit: Unit, heading: str) -> Table:
    rows = tuple(
        (
            word(change.row.name),
            word(wording.changes(swept.parameters, change.row.values, 12)),
            number(change.difference.change, signed(change.difference.change, unit))
            if change.difference
            else word(change.missing),
            word(certainty(change.difference)),
        )
        for change in changes
        if change.row
    )
    return Table(
        heading, ("Case", "What it changes", "Difference", "Significant"), rows, words=(0, 1, 3), wide=False, tall=True
    )
