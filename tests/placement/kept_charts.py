"""Charts of many pages, each drawn once, in this process: most tests of a page are about its words.

Tests of commands and in browsers draw as users do, in a process that starts for each page.
"""

import json
from functools import cache
from typing import TYPE_CHECKING

import pytest

from placement.charts.drawing import Drawing

if TYPE_CHECKING:
    import altair as alt


@cache
def picture(asked: str) -> str:
    """What the engine draws for a request, as `placement/charts/engine.py` has it drawn."""
    import vl_convert

    request = json.loads(asked)
    return vl_convert.vegalite_to_svg(
        request["spec"], vl_version=request["version"], config=request["config"], allowed_base_urls=[]
    )


class KeptCharts(Drawing):
    """Draws in this process."""

    def __init__(self) -> None:
        """Start nothing."""

    def __exit__(self, *_: object) -> None:
        """End nothing."""

    def draw(self, chart: "alt.TopLevelMixin") -> None:
        """Wait for who wants it."""

    def drawn(self, chart: "alt.TopLevelMixin") -> str:
        from placement.charts.render import inline, name_of, request, specification

        spec = specification(chart)
        return inline(picture(json.dumps(request(spec))), name_of(spec))


@pytest.fixture
def kept_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of this test take charts that were drawn before."""
    monkeypatch.setattr("placement.charts.drawing.Drawing", KeptCharts)
