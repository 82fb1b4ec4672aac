"""Differences as bars: what is no sure effect is hollow, and says so."""

from collections.abc import Sequence

import altair as alt

from placement.charts.tornado import Bar, Group, Look, tornado
from placement.report.blocks import Chart
from placement.report.units import Unit
from placement.sweep_report import wording
from placement.sweep_report.criteria import Criterion, Difference, signed
from placement.sweep_report.effects import Effect, Move

MOST_BARS = 40
"""Of one chart; the table has all."""
HOLLOW = "A hollow bar may be no effect at all: the proofs of how good the plans are leave open as much."
CHANCE = "So may a difference that chance brings about: of 100 samples without any effect, 1 at most shows a full bar."
NO_PROOF = {
    "own": "",
    "shared": (
        "No proof bounds {} by itself: it counts as different where it differs by more than the proofs of the total "
        "cost leave open, and the total cost differs for sure."
    ),
    "none": "No proof bounds {}: it counts as different for sure where the total cost differs for sure.",
}


def effects_chart(
    criterion: Criterion, effects: Sequence[Effect], key: str, heading: str, *, sample: bool = False
) -> Chart | None:
    """Return what each parameter does; None where nothing can be compared."""
    if not any(move.difference for effect in effects for move in effect.moves):
        return None
    unit = criterion.unit([effect.seeming for effect in effects])
    shown = _first(effects)
    chart = bars_chart(criterion, [group(effect, unit) for effect in shown], unit, heading)
    left = len(effects) - len(shown)
    more = f"{left:,} more parameters, with weaker effects, stand in the table." if left else ""
    return Chart(key, heading, chart, " ".join(filter(None, (note(criterion), CHANCE if sample else "", more))))


def bars_chart(criterion: Criterion, groups: Sequence[Group], unit: Unit, heading: str) -> alt.TopLevelMixin:
    """Return groups of bars as a tornado."""
    look = Look((criterion.less, criterion.more))
    return tornado(groups, f"Difference, {unit.name}", f"{heading}, {unit.name}", look)


def note(criterion: Criterion) -> str:
    """Return how to read bars of differences."""
    return f"{HOLLOW} {no_proof(criterion)}".rstrip()


def no_proof(criterion: Criterion) -> str:
    """Return what tells that a figure differs where no proof bounds it."""
    return NO_PROOF[criterion.proof].format(criterion.in_sentence)


def _first(effects: Sequence[Effect]) -> list[Effect]:
    """Return so many that their bars fit, one at least."""
    shown: list[Effect] = []
    bars = 0
    for effect in effects:
        bars += len(effect.moves)
        if shown and bars > MOST_BARS:
            break
        shown.append(effect)
    return shown


def group(effect: Effect, unit: Unit) -> Group:
    """Return an effect as bars."""
    return Group(wording.parameter(effect.parameter), tuple(bar(move, unit) for move in effect.moves))


def bar(move: Move, unit: Unit, name: str = "") -> Bar:
    """Return a move as a bar; `name` is what a reader who points at it is told first."""
    name = name or move.label
    found = move.difference
    if found is None:
        return Bar(move.label, 0.0, move.missing, f"{name}: {move.missing}", "none")
    text = signed(found.change, unit)
    cases = "" if move.row else f" ({wording.cases(move.cases)})"
    words = f"{name}{cases}: {text}{'' if found.sure else ', not significant'}"
    return Bar(move.label, unit.of(found.change), text, words, "sure" if found.sure else "open")


def certainty(found: Difference | None) -> str:
    """Return whether a difference is sure, in a word or two."""
    return "" if found is None else {True: "yes", False: "no", None: "not known"}[found.significant]
