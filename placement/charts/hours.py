"""Hours of supply: what feeds a site, one layer on another, against its load and its connection."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from placement.charts import theme
from placement.charts.layout import UPRIGHT, data, legend, whole

ROOM = 1.06
"""The scale ends so far above what is drawn."""
HEIGHT = 175
LINES = {"load": "facility load", "headroom": "usable headroom"}


def hours(
    supply: Mapping[str, Sequence[float]],
    colours: Mapping[str, theme.Colour],
    load: Sequence[float],
    headroom: Sequence[float],
    axis: str,
    name: str,
) -> alt.TopLevelMixin:
    """Return MW by hour: `supply` by source in the order of the layers, `load` and `headroom` as lines over them."""
    step = 24 if len(load) > 48 else 6
    ticks = list(range(0, len(load) + 1, step))
    x = alt.X(
        "hour:Q",
        title=axis,
        scale=alt.Scale(domain=[0, len(load)], nice=False),
        axis=alt.Axis(values=ticks, grid=True, domain=False, ticks=False, format="d"),
    )
    y = _upward([*supply.values()], load, headroom)
    layers = [
        _areas(supply, colours, x, y),
        _line(load, "load", x, y, [1, 0]),
        _line(headroom, "headroom", x, y, [6, 4]),
    ]
    return whole(layers, name, HEIGHT)


def _upward(supply: Sequence[Sequence[float]], *lines: Sequence[float]) -> alt.Scale:
    """Return a scale from 0 that ends a little above all that is drawn, so that no line runs along the edge."""
    stacked = [sum(values) for values in zip(*supply, strict=True)]
    top = max((*stacked, *(value for line in lines for value in line)), default=0.0)
    return alt.Scale(domain=[0, ROOM * top or 1.0], nice=False)


def _areas(
    supply: Mapping[str, Sequence[float]], colours: Mapping[str, theme.Colour], x: alt.X, y: alt.Scale
) -> alt.Chart:
    base = [0.0] * max((len(values) for values in supply.values()), default=0)
    rows: list[dict[str, Any]] = []
    for source, values in supply.items():
        says = f"{source}: {sum(values) / len(values):,.0f} MW on average, at most {max(values):,.0f} MW"
        for hour, value in enumerate(values):
            low, base[hour] = base[hour], base[hour] + value
            # Each hour is a step: it holds from its start to its end.
            rows += [_point(hour + end, source, low, base[hour], says) for end in (0, 1)]
    scale = alt.Scale(domain=list(supply), range=[colours[source].light for source in supply])
    chart: alt.Chart = (
        alt.Chart(data(rows))
        .mark_area(interpolate="linear", opacity=0.9)
        .encode(
            x=x,
            y=alt.Y("low:Q", title="MW", stack=None, scale=y, axis=alt.Axis(domain=False, ticks=False, tickCount=5)),
            y2=alt.Y2("high:Q"),
            color=alt.Color("source:N", scale=scale, legend=legend(list(supply), least=1, width=UPRIGHT)),
            description=alt.Description("says:N"),
        )
    )
    return chart


def _point(hour: float, source: str, low: float, high: float, says: str) -> dict[str, Any]:
    return {"hour": hour, "source": source, "low": round(low, 3), "high": round(high, 3), "says": says}


def _line(values: Sequence[float], key: str, x: alt.X, y: alt.Scale, dash: list[float]) -> alt.Chart:
    says = f"{LINES[key]}: at most {max(values):,.0f} MW, at least {min(values):,.0f} MW"
    rows = [
        {"hour": hour + end, "mw": round(value, 3), "says": says} for hour, value in enumerate(values) for end in (0, 1)
    ]
    chart: alt.Chart = (
        alt.Chart(data(rows))
        .mark_line(color=theme.INK.light, strokeWidth=1.6, strokeDash=dash)
        .encode(x=x, y=alt.Y("mw:Q", title="MW", scale=y), description=alt.Description("says:N"))
    )
    return chart
