"""Differences as bars: what is no sure effect is hollow, and says so."""

from collections.abc import Sequence

import altair as alt

from placement.charts.tornado import Bar, Group, Look, tornado
from placement.report.blocks import Chart
from placement.report.units import Unit
from placement.sweep_report import wording
from placement.sweep_report.effects import Change, Effect
from placement.sweep_report.measures import Difference, Measure, signed

MOST_BARS = 40
"""Of one chart; the table has all."""
HOLLOW = "A hollow bar may be no effect at all: the proofs of how good the plans are leave open as much."
CHANCE = "So may a difference that chance brings about in more than 1 of 100 samples."
NO_PROOF = "No proof bounds {}: it counts as different for sure where the total costs differ for sure."


def effects_chart(
    measure: Measure, effects: Sequence[Effect], key: str, heading: str, *, sample: bool = False
) -> Chart | None:
    """Return what each parameter does; None where nothing can be compared."""
    if not any(change.difference for effect in effects for change in effect.changes):
        return None
    unit = measure.unit([effect.seeming for effect in effects])
    shown = _first(effects)
    chart = bars_chart(measure, [group(effect, unit) for effect in shown], unit, heading)
    left = len(effects) - len(shown)
    more = f"{left:,} more parameters, with weaker effects, stand in the table." if left else ""
    return Chart(key, heading, chart, " ".join(filter(None, (note(measure), CHANCE if sample else "", more))))


def bars_chart(measure: Measure, groups: Sequence[Group], unit: Unit, heading: str) -> alt.TopLevelMixin:
    """Return groups of bars as a tornado."""
    look = Look((measure.less, measure.more))
    return tornado(groups, f"Difference, {unit.name}", f"{heading}, {unit.name}", look)


def note(measure: Measure) -> str:
    """Return how to read bars of differences."""
    return HOLLOW if measure.proven else f"{HOLLOW} {NO_PROOF.format(measure.in_sentence)}"


def _first(effects: Sequence[Effect]) -> list[Effect]:
    """Return so many that their bars fit, one at least."""
    shown: list[Effect] = []
    bars = 0
    for effect in effects:
        bars += len(effect.changes)
        if shown and bars > MOST_BARS:
            break
        shown.append(effect)
    return shown


def group(effect: Effect, unit: Unit) -> Group:
    """Return an effect as bars."""
    return Group(wording.parameter(effect.parameter), tuple(bar(change, unit) for change in effect.changes))


def bar(change: Change, unit: Unit, name: str = "") -> Bar:
    """Return a change as a bar; `name` is what a reader who points at it is told first."""
    name = name or change.label
    found = change.difference
    if found is None:
        return Bar(change.label, 0.0, change.missing, f"{name}: {change.missing}", "none")
    text = signed(found.change, unit)
    cases = "" if change.row else f" ({wording.cases(change.cases)})"
    words = f"{name}{cases}: {text}{'' if found.sure else ', not significant'}"
    return Bar(change.label, unit.of(found.change), text, words, "sure" if found.sure else "open")


def certainty(found: Difference | None) -> str:
    """Return whether a difference is sure, in a word or two."""
    return "" if found is None else {True: "yes", False: "no", None: "not known"}[found.significant]
