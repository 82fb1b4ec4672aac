"""Sensitivity indices: how much of the spread of the cost comes from each parameter, with confidence, in words too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import NormalDist
from typing import TYPE_CHECKING, Literal

from placement.charts import theme
from placement.charts.tornado import Bar, Group, Look, tornado
from placement.map import numbers as show
from placement.map.text import clean
from placement.report.blocks import Chart, Table, Text, number, word
from placement.report.words import isolated
from placement.rounded import Rounding, up
from placement.sweep.estimators import TWO_SIDED
from placement.sweep_report import wording
from placement.sweep_report.blocks import Block, ByCriterion, Plain, Section
from placement.sweep_report.chance import CHANCE
from placement.sweep_report.criteria import SITING, TOTAL, Criterion
from placement.sweep_report.records import SAMPLES
from placement.sweep_report.swept import Design, Parameter, Swept

if TYPE_CHECKING:
    from placement.sweep.sensitivity import Index

COLUMNS: Mapping[str, Criterion] = {"siting_cost_eur": SITING, "objective_eur": TOTAL}
NAMES = {
    "S1": "alone (S1)",
    "ST": "in all (ST)",
    "mu_star": "mean effect (mu*)",
    "sigma": "spread (sigma)",
}
SHORT = {"S1": "alone", "ST": "in all", "mu_star": "mean effect", "sigma": "spread"}
EUROS = ("mu_star", "sigma")
CONVENTION = (
    "By gaps alone: no proof bounds the siting cost by itself, so what the proofs of the total cost leave open is "
    "taken for it, by convention."
)
LOOK = Look(("", "more than chance and the proofs leave open"), (theme.SITING, theme.SITING), "perhaps none")


def section(swept: Swept) -> Section | None:
    """Return the indices of every sample; None where there is no sample."""
    designs = tuple(swept.of_kind(*SAMPLES))
    if not designs:
        return None
    blocks = tuple(block for place, design in enumerate(designs) for block in _blocks(swept, design, place))
    lead = (
        "A sensitivity index tells how much of the spread of a cost over the sample comes from one parameter: alone, "
        "by itself; in all, with what it does together with others. It holds for the intervals that were sampled, and "
        "for no others.",
    )
    return Section("indices", "What the spread of the cost comes from", lead, blocks)


def _blocks(swept: Swept, design: Design, place: int) -> Iterator[Block]:
    found = by_column(swept, design)
    items = tuple(
        (COLUMNS[column].key, tuple(_of(design, few, COLUMNS[column], place))) for column, few in found.items()
    )
    others = Text((f"{wording.DESIGN[design.kind]}: indices are computed for siting cost and total cost.",))
    yield ByCriterion((*items, ("lcoc", (others,)), ("power", (others,))))


def by_column(swept: Swept, design: Design) -> dict[str, list[Index]]:
    """Return the indices of a design by the column of results that they are of."""
    import pandas as pd

    from placement.sweep.sensitivity import indices

    by: dict[str, list[Index]] = {}
    for index in indices(pd.DataFrame(dict(swept.columns)), design.document):
        by.setdefault(index.column, []).append(index)
    return {column: few for column, few in by.items() if column in COLUMNS}


def strongest(design: Design, few: Sequence[Index]) -> tuple[Parameter, Index] | None:
    """Return the parameter with the largest sure index, the total one where there is."""
    leading = next((m for m in ("ST", "S1", "mu_star") if any(i.measure == m for i in few)), None)
    sure = [i for i in few if i.measure == leading and certain(design, i)]
    best = max(sure, key=lambda i: i.value or 0.0, default=None)
    return None if best is None else (_parameters(design)[best.parameter], best)


def certain(design: Design, index: Index) -> bool:
    """Whether an index is surely above what chance and the gaps of the solver could make of it.

    The interval of 95 % is of one index alone: it is widened, so that chance makes one of all parameters' sure in no
    more than CHANCE of the samples.
    """
    if index.value is None or index.noise is None:
        return False
    wider = NormalDist().inv_cdf(1 - CHANCE / (2 * len(design.parameters))) / TWO_SIDED
    return index.value > wider * (index.confidence or 0.0) and index.value > index.noise


def _parameters(design: Design) -> dict[str, Parameter]:
    columns = [axis["column"] for axis in design.document["parameters"]]
    return dict(zip(columns, design.parameters, strict=True))


def _of(design: Design, few: Sequence[Index], criterion: Criterion, place: int) -> Iterator[Plain]:
    yield Text(in_words(design, few, criterion))
    known = [index for index in few if index.value is not None]
    if known:
        yield _chart(design, known, criterion, place)
        yield _table(design, few, criterion)


def in_words(design: Design, few: Sequence[Index], criterion: Criterion) -> tuple[str, ...]:
    """Return what the indices of a cost say, or why there are none."""
    why_not = [clean(reason) for reason in dict.fromkeys(i.reason for i in few if i.value is None and i.reason)]
    if all(index.value is None for index in few):
        nothing = f"{wording.DESIGN[design.kind]}: no indices of the {criterion.label.lower()}."
        return tuple(f"{nothing} {reason}" for reason in why_not)
    return (_sentence(design, few, criterion), *why_not)


def _sentence(design: Design, few: Sequence[Index], criterion: Criterion) -> str:
    best = strongest(design, few)
    if best is None:
        return (
            f"No parameter's part in the spread of {criterion.in_sentence} is more than chance and the proofs leave "
            "open: take more samples, or solve with a smaller gap."
        )
    parameter, index = best
    name = isolated(wording.short(parameter))
    if index.measure in EUROS:
        euros = show.euros(index.value)
        return f"Over its interval, {name} moves {criterion.in_sentence} most: by {euros} on average{_within(index)}."
    part = {"ST": "alone and together with others", "S1": "alone"}[index.measure]
    share = show.share(min(1.0, index.value or 0.0))
    return f"About {share} of the spread of {criterion.in_sentence} comes from {name}, {part}{_within(index)}."


def _within(index: Index) -> str:
    """Return how sure an index is, as the end of a sentence."""
    if not index.confidence or index.value is None:
        return ""
    low, high = max(0.0, index.value - index.confidence), index.value + index.confidence
    ends = (
        (show.euros(low), show.euros(high)) if index.measure in EUROS else (show.share(low), show.share(min(1.0, high)))
    )
    return f" (between {ends[0]} and {ends[1]}, with 95 % confidence)"


def _text(index: Index) -> str:
    if index.value is None:
        return ""
    if index.measure in EUROS:
        return show.euros(index.value)
    return show.plain(100 * index.value, "%")


def _chart(design: Design, known: Sequence[Index], criterion: Criterion, place: int) -> Chart:
    parameters = _parameters(design)
    unit = criterion.unit([index.value for index in known]) if known[0].measure in EUROS else None
    groups = []
    leading = max(known, key=lambda i: ("sigma", "S1", "ST", "mu_star").index(i.measure)).measure
    order = sorted((i for i in known if i.measure == leading), key=lambda i: -(i.value or 0.0))
    for first in order:
        bars = [_bar(design, i, unit.size if unit else 0.01) for i in known if i.parameter == first.parameter]
        groups.append(Group(wording.parameter(parameters[first.parameter]), tuple(bars)))
    axis = f"Effect over the interval, {unit.name}" if unit else "Share of the spread (variance), %"
    heading = f"{criterion.label}, {wording.DESIGN[design.kind]}"
    note = (
        "Thin line: where the index alone lies with 95 % confidence. Hollow: among so many it may be chance, or it may "
        "be what the proofs leave open."
    )
    return Chart(f"indices-{place}-{criterion.key}", heading, tornado(groups, axis, f"{heading}, {axis}", LOOK), note)


def _bar(design: Design, index: Index, size: float) -> Bar:
    value = (index.value or 0.0) / size
    half = (index.confidence or 0.0) / size
    text = _text(index)
    sure: Literal["sure", "open"] = "sure" if certain(design, index) else "open"
    says = f"{NAMES[index.measure]}: {text}{'' if sure == 'sure' else ', perhaps none'}"
    within = (value - half, value + half) if half else None
    return Bar(SHORT[index.measure], value, text, says, sure, within)


def _table(design: Design, few: Sequence[Index], criterion: Criterion) -> Table:
    parameters = _parameters(design)
    rows = tuple(
        (
            word(wording.parameter(parameters[index.parameter])),
            word(NAMES[index.measure]),
            number(index.value, _text(index)),
            number(index.confidence, f"\u00b1{_size(index, index.confidence)}" if index.confidence is not None else ""),
            number(index.noise, _size(index, index.noise, up) if index.noise is not None else ""),
            word(_verdict(design, index)),
        )
        for index in few
    )
    used, left = few[0].cases_used, few[0].cases_left_out
    method = next((index.method for index in few if index.method), "")
    note = f"{method[:1].upper()}{method[1:]}, from {wording.cases(used)}" + (
        f"; {left:,} left out, for they have no plan, or mean nothing without one that has none." if left else "."
    )
    if criterion.proof == "shared":
        note = f"{note} {CONVENTION}"
    head = ("Parameter", "Index", "Value", "95 %", "By gaps alone", "Sure")
    heading = f"Sensitivity of the {criterion.label.lower()}: {wording.DESIGN[design.kind]}"
    return Table(heading, head, rows, note, words=(0, 1, 5), wide=False, tall=True)


def _verdict(design: Design, index: Index) -> str:
    if index.value is None:
        return clean(index.reason)
    return "yes" if certain(design, index) else "perhaps none"


def _size(index: Index, value: float, rounding: Rounding = round) -> str:
    if index.measure in EUROS:
        return show.euros(value, rounding)
    return show.plain(100 * value, "points", 1, rounding)
