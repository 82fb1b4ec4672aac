"""Grids: a heat map for each pair of parameters, once for each value of a third; a grid of one parameter as bars."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations, islice
from typing import TypeVar

import altair as alt

from placement.charts import theme
from placement.charts.heat import Cell, Sides, heat
from placement.charts.keys import Key
from placement.report.blocks import Chart
from placement.report.units import Unit
from placement.sweep_report import wording
from placement.sweep_report.blocks import Block, Plain, Section, by_criterion
from placement.sweep_report.criteria import Criterion, Difference, criteria, signed, signed_text
from placement.sweep_report.effects import Effect, Move, against, extremes, why_not
from placement.sweep_report.parts.bars import bars_chart, effects_chart, group, no_proof, note
from placement.sweep_report.parts.single import ends_in_words, has_single
from placement.sweep_report.swept import Design, Parameter, Row, Swept, Value

MOST_VALUES = 16
"""Along a side; of more, so many are drawn, evenly."""
MOST_SLICES = 6
MOST_PAIRS = 6
LEAD = (
    "Each cell is a case. Colour and figure tell by how much it differs from {}. A hollow cell may be no difference "
    "at all: the proofs of how good the plans are leave open as much. A strong edge marks the unchanged case."
)
T = TypeVar("T")


def section(swept: Swept) -> Section | None:
    """Return the grids; None where there is none."""
    made = tuple(block for design in swept.of_kind("grid") for block in _blocks(swept, design))
    paired = any(len(design.parameters) > 1 for design in swept.of_kind("grid"))
    lead = LEAD.format(wording.reference(swept)) if paired else ""
    title = "Parameters together" if paired else "A parameter step by step"
    return Section("grid", title, (lead,) if lead else (), made) if made else None


def _blocks(swept: Swept, design: Design) -> Iterator[Block]:
    if len(design.parameters) == 1:
        yield from by_criterion(criteria(swept), partial(_line, swept, design))
        return
    yield from by_criterion(criteria(swept), partial(_pairs, swept, design))


def _pairs(swept: Swept, design: Design, criterion: Criterion) -> Iterator[Plain]:
    for pair in islice(combinations(design.parameters, 2), MOST_PAIRS):
        yield from _pair(swept, design, pair, criterion)
    if has_single(swept):
        yield from _ends(design, criterion)


def _ends(design: Design, criterion: Criterion) -> Iterator[Plain]:
    heading = f"{criterion.label}, {ends_in_words(design)}"
    chart = effects_chart(criterion, extremes(design, criterion), f"grid-ends-{criterion.key}", heading)
    if chart is not None:
        yield chart


def _line(swept: Swept, design: Design, criterion: Criterion) -> Iterator[Plain]:
    """Return the values of an only parameter one below the other."""
    parameter = design.parameters[0]
    moves = tuple(
        Move(
            wording.value(parameter, row.values[parameter.number]),
            against(swept, criterion, row),
            why_not(swept, row),
            row=row,
        )
        for row in _thinned(design.rows, 2 * MOST_VALUES)
    )
    if any(move.difference for move in moves):
        effect = Effect(parameter, moves)
        unit = criterion.unit([effect.seeming])
        heading = f"{criterion.label}, against {wording.reference(swept)}"
        yield Chart(
            f"grid-{criterion.key}",
            heading,
            bars_chart(criterion, [group(effect, unit)], unit, heading),
            note(criterion),
        )


def _thinned(items: Sequence[T], most: int) -> list[T]:
    """Return the items; of too many, so many, evenly, the first and the last among them."""
    if len(items) <= most:
        return list(items)
    return [items[round(i * (len(items) - 1) / (most - 1))] for i in range(most)]


def _values(design: Design, parameter: Parameter) -> list[Value | None]:
    """Return the values of a parameter as they follow one another in the grid; of many, some."""
    return _thinned(list(dict.fromkeys(row.values[parameter.number] for row in design.rows)), MOST_VALUES)


@dataclass(frozen=True)
class _Plane:
    """Two parameters of a grid, and what its cells are compared by."""

    across: Parameter
    down: Parameter
    columns: Mapping[Value | None, int]
    lines: Mapping[Value | None, int]
    found: Mapping[int, Difference | None]
    """By the index of the row."""
    unit: Unit
    largest: float

    def place(self, row: Row) -> tuple[int, int] | None:
        """Return column and line of a row; None where its value is not drawn."""
        column, line = (
            self.columns.get(row.values[self.across.number]),
            self.lines.get(row.values[self.down.number]),
        )
        return None if column is None or line is None else (column, line)


def _plane(swept: Swept, design: Design, pair: tuple[Parameter, ...], criterion: Criterion) -> _Plane:
    """Lay the parameter with more values across."""
    across, down = sorted(pair, key=lambda p: len(_values(design, p)), reverse=True)
    found = {row.index: against(swept, criterion, row) for row in design.rows}
    columns, lines = ({value: i for i, value in enumerate(_values(design, p))} for p in (across, down))
    sizes = [abs(d.change) for d in found.values() if d]
    largest = max((abs(d.change) for d in found.values() if d and d.sure), default=0.0)
    return _Plane(across, down, columns, lines, found, criterion.unit(sizes), largest)


def _pair(swept: Swept, design: Design, pair: tuple[Parameter, ...], criterion: Criterion) -> Iterator[Plain]:
    rest = [parameter for parameter in design.parameters if parameter not in pair]
    plane = _plane(swept, design, pair, criterion)
    for place, (title, rows) in enumerate(_slices(design, rest)):
        if not any(plane.found[row.index] for row in rows):
            continue
        heading = f"{criterion.label}, difference in {plane.unit.name}{f': {title}' if title else ''}"
        key = f"grid-{plane.across.number}-{plane.down.number}-{place}-{criterion.key}"
        yield Chart(key, heading, _heat(swept, plane, rows, criterion, heading), _note(design, pair, rest, criterion))


def _heat(swept: Swept, plane: _Plane, rows: Sequence[Row], criterion: Criterion, name: str) -> alt.TopLevelMixin:
    cells = [_cell(swept, row, plane, at) for row in rows if (at := plane.place(row))]
    sides = Sides(
        [wording.value(plane.across, value) for value in plane.columns],
        [wording.value(plane.down, value) for value in plane.lines],
        wording.parameter(plane.across),
        wording.parameter(plane.down),
    )
    return heat(cells, sides, name, _keys(cells, criterion))


def _note(design: Design, pair: Sequence[Parameter], rest: Sequence[Parameter], criterion: Criterion) -> str:
    notes = [
        f"Of {count} values of {wording.short(p)}, {MOST_VALUES} are drawn; the table of all cases has the others."
        for p in pair
        if (count := len({row.values[p.number] for row in design.rows})) > MOST_VALUES
    ]
    settings = len({tuple(row.values[p.number] for p in rest) for row in design.rows})
    if settings > MOST_SLICES:
        others = " and ".join(wording.short(p) for p in rest)
        notes.append(f"Of {settings:,} settings of {others}, {MOST_SLICES} are drawn.")
    return " ".join([*notes, no_proof(criterion)]).rstrip()


def _slices(design: Design, rest: Sequence[Parameter]) -> Iterator[tuple[str, list[Row]]]:
    """Yield the rows for some settings of the other parameters, and what these are."""
    by_setting: dict[tuple[Value | None, ...], list[Row]] = {}
    for row in design.rows:
        by_setting.setdefault(tuple(row.values[p.number] for p in rest), []).append(row)
    for setting in _thinned(list(by_setting), MOST_SLICES):
        told = [f"{wording.short(p)} {wording.value(p, v)}" for p, v in zip(rest, setting, strict=True)]
        yield ", ".join(told), by_setting[setting]


def _cell(swept: Swept, row: Row, plane: _Plane, at: tuple[int, int]) -> Cell:
    words, found = wording.changes(swept.parameters, row.values), plane.found[row.index]
    marked = swept.base.has_plan and row.key == swept.base.key
    if found is None:
        return Cell(*at, "filled", theme.ALIKE, "\u2013", f"{words}: {why_not(swept, row)}", theme.INK, marked)
    text, figure = signed(found.change, plane.unit), _figure(found.change, plane)
    if not found.sure:
        return Cell(*at, "open", theme.PAPER, figure, f"{words}: {text}, not significant", theme.SOFT, marked)
    shade = _shade(found.change, plane.largest)
    ink = theme.PAPER if shade in (theme.LESS[0], theme.MORE[2]) else theme.INK
    return Cell(*at, "filled", shade, figure, f"{words}: {text}", ink, marked)


def _figure(change: float, plane: _Plane) -> str:
    """Return a difference without its unit, which the heading names, short enough for a cell."""
    decimals = plane.unit.decimals if plane.unit.of(plane.largest) < 100 else 0
    return signed_text(change, replace(plane.unit, decimals=decimals))


def _shade(change: float, largest: float) -> theme.Colour:
    """Return the colour of a sure difference: its third of the largest, to either side."""
    third = min(2, int(3 * abs(change) / largest)) if largest else 0
    return theme.MORE[third] if change > 0 else theme.LESS[2 - third]


def _keys(cells: Sequence[Cell], criterion: Criterion) -> list[Key]:
    colours = {cell.colour for cell in cells}
    keys = [Key(criterion.less, theme.LESS[0])] if colours & set(theme.LESS) else []
    keys += [Key(criterion.more, theme.MORE[2])] if colours & set(theme.MORE) else []
    keys += [Key("not significant", None)] if any(cell.kind == "open" for cell in cells) else []
    return [*keys, Key("no figure", theme.ALIKE)] if theme.ALIKE in colours else keys
