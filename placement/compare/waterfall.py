"""A waterfall of a difference: its parts one after the other, dearer to the right, cheaper to the left; their sum."""

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt

from placement.charts import theme
from placement.compare import numbers
from placement.compare.steps import Step
from placement.map import numbers as show
from placement.report import units

WIDTH = 520
"""Pixels: half of a desk's screen, so that words keep their size there."""
MOST_STEPS = 10
"""Rows; smaller ones go into one."""
_ROW = 25
_ROOM = 0.3
"""Of the axis, for the figure beside the longest bar."""


def waterfall(steps: Sequence[Step], words: str) -> alt.TopLevelMixin | None:
    """Draw the parts of a difference in EUR, the largest first; None where nothing differs."""
    moved = [step for step in steps if step.change_eur]
    if not moved:
        return None
    rows = list(_floating(_gathered(moved)))
    unit = units.money([end for row in rows for end in (row["from"], row["to"])])
    for row in rows:
        row |= {end: unit.of(row[end]) for end in ("from", "to", "end")}
    low, high = min(min(row["from"], row["to"]) for row in rows), max(row["end"] for row in rows)
    scale = alt.Scale(domain=[low, high + _ROOM * (high - low)], nice=False)
    labels = [row["label"] for row in rows]
    names = alt.Axis(domain=False, ticks=False, labelLimit=190, labelPadding=6)
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("label:N", title=None, scale=alt.Scale(domain=labels, padding=0.15), axis=names)
    )
    measure = alt.Axis(grid=True, domain=False, ticks=False, tickCount=5)
    bars = base.mark_bar(height=16).encode(
        x=alt.X("from:Q", title=f"Difference, {unit.name}", scale=scale, axis=measure),
        x2=alt.X2("to:Q"),
        color=alt.Color("colour:N", scale=None, legend=None),
        description="words:N",
    )
    figures = base.mark_text(align="left", baseline="middle", dx=4, aria=False).encode(x="end:Q", text="text:N")
    fit: Any = {"type": "fit-x", "contains": "padding"}
    return alt.layer(bars, figures).properties(width=WIDTH, height=_ROW * len(rows), description=words, autosize=fit)


def _gathered(steps: Sequence[Step]) -> list[tuple[str, float]]:
    """Return label and change of each step; the small ones of many in one."""
    changes = [(step.label, step.change_eur) for step in steps]
    if len(changes) <= MOST_STEPS:
        return changes
    rest = sum(change for _, change in changes[MOST_STEPS - 1 :])
    return [*changes[: MOST_STEPS - 1], (f"{len(changes) - MOST_STEPS + 1} smaller ones", rest)]


def _floating(changes: list[tuple[str, float]]) -> Iterator[dict[str, Any]]:
    """Lay the bars one after the other, the sum below from 0; labels that repeat are told apart by what is not seen."""
    at, seen = 0.0, list[str]()
    for label, change in changes:
        colour = theme.WARN if change > 0 else theme.GAIN
        yield _bar(label + "\u200b" * seen.count(label), at, at + change, change, colour)
        seen.append(label)
        at += change
    yield _bar("all together" + "\u200b" * seen.count("all together"), 0.0, at, at, theme.INK)


def _bar(label: str, start: float, end: float, change: float, colour: theme.Colour) -> dict[str, Any]:
    text = numbers.signed(change, show.euros)
    ends = {"from": start, "to": end, "end": max(start, end)}
    return {"label": label, **ends, "text": text, "colour": colour.light, "words": f"{label}: {text}"}
