"""A strip: where a few named things stand among many, along one measure."""

from collections.abc import Mapping, Sequence

import altair as alt

from placement.charts import theme
from placement.charts.layout import BAR, data, shortened, space, whole


def strip(
    named: Mapping[str, float], others: Sequence[tuple[str, float]], label: str, axis: str, name: str, unit: str
) -> alt.TopLevelMixin:
    """Return a row for each of `named`, and one called `label` with a thin mark for each of `others`."""
    short = shortened(named)
    named = {short[row]: at for row, at in named.items()}
    rows = [*named, label]
    ends = [*named.values(), *(value for _, value in others)]
    edge = 0.04 * (max(ends) - min(ends)) or 1.0
    y = alt.Y(
        "row:N",
        title=None,
        scale=alt.Scale(domain=rows),
        axis=alt.Axis(domain=False, ticks=False, labelPadding=6),
    )
    x = alt.X(
        "at:Q",
        title=axis,
        scale=alt.Scale(domain=[min(ends) - edge, max(ends) + edge], zero=False, nice=False),
        axis=alt.Axis(grid=True, domain=False, ticks=False, tickCount=5),
    )
    many = [{"row": label, "at": value, "says": f"{other}: {value:,.0f} {unit}"} for other, value in others]
    few = [
        {"row": row, "at": at, "says": f"{row}: {at:,.0f} {unit}", "text": f"{at:,.0f}"} for row, at in named.items()
    ]
    says = alt.Description("says:N")
    thin = alt.Chart(data(many)).mark_tick(color=theme.GREY.light, thickness=1, size=BAR, opacity=1)
    base = alt.Chart(data(few))
    thick = base.mark_tick(color=theme.SITING.light, thickness=4, size=BAR, opacity=1)
    words = base.mark_text(align="left", baseline="middle", dx=6, aria=False)
    layers = [
        thin.encode(x=x, y=y, description=says),
        thick.encode(x=x, y=y, description=says),
        words.encode(x=x, y=y, text=alt.Text("text:N")),
    ]
    return whole(layers, name, space(len(rows)))
