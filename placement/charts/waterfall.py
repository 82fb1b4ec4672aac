"""A waterfall: amounts laid one after the other, down to their sum."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import altair as alt

from placement.charts import theme
from placement.charts.layout import BAR, beside, data, legend, room, shortened, whole

STEP = 23
"""From one bar to the next, pixels: a waterfall has many."""


@dataclass(frozen=True, slots=True)
class Step:
    """One amount, in the unit of the axis."""

    label: str
    kind: str
    """Decides the colour."""
    value: float
    text: str
    """Stands beside the bar."""
    says: str
    sums: bool = False
    """A sum of all before: its bar starts at 0."""


def waterfall(steps: Sequence[Step], colours: dict[str, theme.Colour], axis: str, name: str) -> alt.TopLevelMixin:
    """Return the steps from top to bottom; `colours` by kind, in the order of the legend."""
    short = shortened(step.label for step in steps)
    steps = [replace(step, label=short[step.label]) for step in steps]
    rows = _laid(steps)
    low, high = min(row["start"] for row in rows), max(row["end"] for row in rows)
    labels = [step.label for step in steps]
    y = alt.Y(
        "label:N",
        title=None,
        scale=alt.Scale(domain=labels, padding=0.15),
        axis=alt.Axis(domain=False, ticks=False, labelPadding=6),
    )
    measure = alt.Axis(grid=True, domain=False, ticks=False, tickCount=5)
    scale = alt.Scale(domain=[min(0.0, low), high * room([step.text for step in steps], labels, 1.16)], nice=False)
    colour = alt.Scale(domain=list(colours), range=[value.light for value in colours.values()])
    base = alt.Chart(data(rows)).encode(y=y)
    bars = base.mark_bar(height=BAR * 0.75).encode(
        x=alt.X("start:Q", title=axis, scale=scale, axis=measure),
        x2=alt.X2("end:Q"),
        color=alt.Color("kind:N", scale=colour, legend=legend(list(colours), width=beside(labels))),
        description=alt.Description("says:N"),
    )
    words = base.mark_text(align="left", baseline="middle", dx=4, aria=False).encode(
        x=alt.X("end:Q"), text=alt.Text("text:N")
    )
    return whole([bars, words], name, STEP * len(rows))


def _laid(steps: Sequence[Step]) -> list[dict[str, Any]]:
    rows, reached = [], 0.0
    for step in steps:
        start = 0.0 if step.sums else reached
        reached = step.value if step.sums else reached + step.value
        rows.append(
            {
                "label": step.label,
                "kind": step.kind,
                "start": min(start, reached),
                "end": max(start, reached),
                "text": step.text,
                "says": step.says,
            }
        )
    return rows
