"""Compose the page: sections from the run, charts as inline SVG, our own style and a few lines of script.

A content security policy in the page forbids any request and any script that is not ours.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from placement.charts import theme
from placement.charts.drawing import Drawing
from placement.map.words import money
from placement.report.blocks import Chart, Section
from placement.report.parts.brief import brief
from placement.report.run import Run
from placement.report.sections import sections
from placement.report.words import real_euros

_UNIT = re.compile(r"(?<=EUR) (?=[\d\u2212])|(?<=\d) (?=(?:%|MW|bn|M|ms|H100e|EUR|TWh|GWh|kt|times)(?:\W|$))")
"""The space between a figure and its unit, where no line may end."""
NOTICE = "Screening result, not a connection offer."


def page(run: Run, drawing: Drawing) -> str:
    """Return the HTML of the report; `drawing` draws its charts."""
    script = _text("report.js")
    made = tuple(_drawn(sections(run), drawing))
    return (
        _templates(drawing)
        .get_template("report.html.j2")
        .render(
            case=run.summary.case,
            money=money(run.summary) or f"{real_euros(run.summary)}, discounted to the case's base year.",
            notice=NOTICE,
            brief=brief(run),
            sections=made,
            style=Markup(theme.css() + _text("report.css") + _text("paper.css")),
            font=Markup(theme.FONT),
            script=Markup(script),
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        )
    )


def _drawn(made: Iterable[Section], drawing: Drawing) -> Iterator[Section]:
    """Hand over the charts of a section while the next is made."""
    for section in made:
        for block in section.all_blocks():
            if isinstance(block, Chart):
                drawing.draw(block.chart)
        yield section


def _text(name: str) -> str:
    """Return one of our assets, with the line ends that browsers hash."""
    return (files("placement.report") / "assets" / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _templates(drawing: Drawing) -> Environment:
    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(_text),
    )
    made.filters["tight"] = lambda text: _UNIT.sub("\u00a0", str(text))
    made.filters["draw"] = lambda chart: Markup(drawing.drawn(chart))  # what stands in an SVG has been escaped
    return made
