"""How much each parameter moves a figure: changed alone, else by the cases at the ends of its range."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from placement.sweep_report import wording
from placement.sweep_report.chance import beyond, drawn_apart, rank_sum
from placement.sweep_report.criteria import TOTAL, Criterion, Difference, Span, differ, difference, judged, span
from placement.sweep_report.records import SAMPLES
from placement.sweep_report.swept import Design, Parameter, Row, Swept, Value, figure, figures

FEW_VALUES = 6
"""Of a parameter whose values are each looked at; else its lowest and highest fifth."""
LEAST_CASES = 3
"""Of a fifth that means something."""


@dataclass(frozen=True)
class Move:
    """One value of a parameter, and what it does; no ``difference`` where there is no plan, or other euros."""

    label: str
    difference: Difference | None
    missing: str
    """Why there is no difference."""
    cases: int = 1
    row: Row | None = None


@dataclass(frozen=True)
class Effect:
    """All looked-at values of one parameter."""

    parameter: Parameter
    moves: tuple[Move, ...]

    @property
    def size(self) -> float:
        """Return the largest sure difference; where none is sure, nothing."""
        return max((abs(m.difference.change) for m in self.moves if m.difference and m.difference.sure), default=0.0)

    @property
    def seeming(self) -> float:
        """Return the largest difference, sure or not."""
        return max((abs(m.difference.change) for m in self.moves if m.difference), default=0.0)


def ranked(effects: Iterator[Effect]) -> tuple[Effect, ...]:
    """Return the strongest first; those that are not sure after all that are."""
    return tuple(sorted(effects, key=lambda effect: (-effect.size, -effect.seeming)))


def alone(swept: Swept, criterion: Criterion) -> tuple[Effect, ...]:
    """Return what each parameter does that was changed alone."""
    found: dict[Parameter, list[Move]] = {}
    for design in swept.of_kind("one_at_a_time"):
        for row in design.rows:
            for parameter in design.parameters:
                if row.values[parameter.number] is not None:
                    found.setdefault(parameter, []).append(_move(swept, criterion, parameter, row))
    return ranked(Effect(parameter, tuple(moves)) for parameter, moves in found.items())


def _move(swept: Swept, criterion: Criterion, parameter: Parameter, row: Row) -> Move:
    label = wording.value(parameter, row.values[parameter.number])
    return Move(label, against(swept, criterion, row), why_not(swept, row), row=row)


def against(swept: Swept, criterion: Criterion, row: Row) -> Difference | None:
    """Return how a row differs from what all are compared with."""
    return None if swept.reference is None else difference(criterion, swept.reference, row)


def why_not(swept: Swept, row: Row) -> str:
    """Return why a row has no difference; empty where it has one."""
    if not row.has_plan:
        return wording.STATUS[row.status]
    if row.other_money:
        return "euros of another year"
    return "" if swept.reference is not None else "nothing to compare with"


def extremes(design: Design, criterion: Criterion) -> tuple[Effect, ...]:
    """Return what each parameter of a grid or sample does from one end of its range to the other."""
    if design.kind in SAMPLES:
        return ranked(_in_a_sample(design, criterion))
    effects = (Effect(p, tuple(_in_a_grid(design, p, criterion))) for p in design.parameters)
    return ranked(effect for effect in effects if effect.moves)


def _in_a_grid(design: Design, parameter: Parameter, criterion: Criterion) -> Iterator[Move]:
    """Yield the middle of the differences of cases that are alike but for this parameter.

    It counts as sure where more than half of them are sure and of its sign.
    """
    alike: dict[tuple[Value | None, ...], dict[Value | None, Row]] = {}
    for row in design.rows:
        rest = tuple(row.values[p.number] for p in design.parameters if p is not parameter)
        alike.setdefault(rest, {})[row.values[parameter.number]] = row
    ends = _ends(design, parameter)
    for first, other in zip(ends[:1] * len(ends), ends[1:], strict=False):
        pairs = [(rows[first], rows[other]) for rows in alike.values() if first in rows and other in rows]
        found = [d for before, now in pairs if (d := difference(criterion, before, now)) is not None]
        label = f"{wording.value(parameter, first)} \u2192 {wording.value(parameter, other)}"
        yield Move(label, _middle_of(found), "" if found else "no pair of plans", len(found))


def _ends(design: Design, parameter: Parameter) -> list[Value | None]:
    """Return both ends of a range of numbers that have plans, else some values, the first one first."""
    values = list(dict.fromkeys(row.values[parameter.number] for row in design.rows if row.has_plan))
    if len(values) > 1 and (numbers := figures(values)):
        return [values[numbers.index(min(numbers))], values[numbers.index(max(numbers))]]
    return values[:FEW_VALUES]


def _middle_of(found: Sequence[Difference]) -> Difference | None:
    if not found:
        return None
    change = median(d.change for d in found)
    sure = sum(d.sure and (d.change > 0) == (change > 0) for d in found)
    return Difference(change, sure > len(found) / 2)


def _in_a_sample(design: Design, criterion: Criterion) -> Iterator[Effect]:
    """Yield by how much the middle of the cases at each end differs from the middle of all.

    The middle is the median: half of the cases cost less. It lies between the median of what is proven at least and
    the median of what the plans cost, so the same test tells whether a difference is more than the proofs leave open.
    The other parameters change too, so it must also be more than chance would bring about.
    """
    rows = drawn_apart(design)
    parts = [(p, label, part) for p in design.parameters for label, part in groups(rows, p)]
    real = beyond([_by_chance(criterion, rows, part) for _, _, part in parts])
    moves: dict[Parameter, list[Move]] = {}
    for (parameter, label, part), certain in zip(parts, real, strict=True):
        found = _middle_difference(criterion, rows, part)
        if found is not None and found.sure and not certain:
            found = Difference(found.change, False)
        cases = sum(span(criterion, row) is not None for row in part)
        moves.setdefault(parameter, []).append(Move(label, found, "" if found else "no plan", cases))
    return (Effect(parameter, tuple(few)) for parameter, few in moves.items())


def _by_chance(criterion: Criterion, all_rows: Sequence[Row], rows: Sequence[Row]) -> float:
    """Return how likely chance makes some rows differ as much from the others."""
    inside = {row.index for row in rows}
    here, there = (
        [found.value for row in all_rows if (row.index in inside) == part and (found := span(criterion, row))]
        for part in (True, False)
    )
    return rank_sum(here, there)


def _middle_difference(criterion: Criterion, all_rows: Sequence[Row], rows: Sequence[Row]) -> Difference | None:
    whole, part = _middle(criterion, all_rows), _middle(criterion, rows)
    if whole is None or part is None:
        return None
    costs = _middle(TOTAL, all_rows), _middle(TOTAL, rows)
    return judged(criterion, whole, part, differ(costs[0], costs[1]) if costs[0] and costs[1] else None)


def groups(rows: Sequence[Row], parameter: Parameter) -> list[tuple[str, list[Row]]]:
    """Return the rows with each of a few values of a parameter, else its lowest and its highest fifth."""
    by_value: dict[Value | None, list[Row]] = {}
    for row in rows:
        by_value.setdefault(row.values[parameter.number], []).append(row)
    if len(by_value) > FEW_VALUES and figures(by_value):
        return _fifths(rows, parameter)
    chosen = in_order(by_value)
    return [(wording.value(parameter, v), by_value[v]) for v in chosen[:FEW_VALUES]]


def in_order(values: Iterable[Value | None]) -> list[Value | None]:
    """Return each value once: numbers by their size, words as they come."""
    found = list(dict.fromkeys(values))
    return sorted(found, key=lambda value: figure(value) or 0.0) if figures(found) else found


def _fifths(rows: Sequence[Row], parameter: Parameter) -> list[tuple[str, list[Row]]]:
    ordered = sorted(rows, key=lambda row: figure(row.values[parameter.number]) or 0.0)
    share = len(ordered) // 5
    if share < LEAST_CASES:
        return []
    low, high = ordered[:share], ordered[-share:]
    across = (figure(high[-1].values[parameter.number]) or 0.0) - (figure(low[0].values[parameter.number]) or 0.0)
    ends = [(low[-1], "up to", low), (high[0], "from", high)]
    return [
        (f"{word} {wording.along(parameter, row.values[parameter.number], across)}", part) for row, word, part in ends
    ]


def _middle(criterion: Criterion, rows: Sequence[Row]) -> Span | None:
    """Return the median, and how far the median of the least that is proven lies below it."""
    spans = [found for row in rows if (found := span(criterion, row)) is not None]
    if not spans:
        return None
    value, known = median(s.value for s in spans), [s.value - s.open for s in spans if s.open is not None]
    return Span(value, value - median(known) if len(known) == len(spans) else None)
