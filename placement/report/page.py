"""Compose the page: sections from the run, charts as inline SVG, our own style and a few lines of script."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from placement.charts import theme
from placement.charts.drawing import Drawing
from placement.map.words import money
from placement.report import paper
from placement.report.blocks import Chart, Section
from placement.report.parts.brief import brief
from placement.report.run import Run
from placement.report.sections import sections
from placement.report.words import real_euros

NOTICE = "Screening result, not a connection offer."


def page(run: Run, drawing: Drawing) -> str:
    """Return the HTML of the report; `drawing` draws its charts."""
    script = paper.text("report.js")
    made = tuple(_drawn(sections(run), drawing))
    return (
        paper.templates(drawing)
        .get_template("report.html.j2")
        .render(
            case=run.summary.case,
            money=money(run.summary) or f"{real_euros(run.summary)}, discounted to the case's base year.",
            notice=NOTICE,
            brief=brief(run),
            sections=made,
            style=paper.style(),
            font=Markup(theme.FONT),
            script=Markup(script),
            script_hash=paper.script_hash(script),
        )
    )


def _drawn(made: Iterable[Section], drawing: Drawing) -> Iterator[Section]:
    """Hand over the charts of a section while the next is made."""
    for section in made:
        for block in section.all_blocks():
            if isinstance(block, Chart):
                drawing.draw(block.chart)
        yield section
