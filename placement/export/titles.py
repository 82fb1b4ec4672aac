"""A slide stands alone: each picture says what it shows, of which case, and that it is a screening result."""

from textwrap import wrap

import altair as alt

from placement.map.text import clean

NOTICE = "Screening result, not a connection offer."
_MARGIN = {"left": 14, "top": 12, "right": 34, "bottom": 12}
"""Pixels around the chart; to the right there is room for figures beside the bars."""
_CHARACTERS = 56
"""In a line of a title, for a chart of the usual width."""


def titled(chart: alt.TopLevelMixin, case: str, *, noticed: bool = False) -> alt.TopLevelMixin:
    """Return the chart under a title: its own description, then the case and, unless it is in the chart, the notice."""
    described = getattr(chart, "description", "")
    words = described if isinstance(described, str) else ""
    title = alt.TitleParams(
        text=wrap(words, _CHARACTERS, break_on_hyphens=False) or [""],
        subtitle=[*wrap(f"Case: {clean(case)}", _CHARACTERS), *([] if noticed else [NOTICE])],
        anchor="start",
        frame="bounds",
        offset=12,
    )
    under: alt.TopLevelMixin = chart.properties(title=title, padding=_MARGIN)
    return under
