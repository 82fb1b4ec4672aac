"""Compose the page: sections from the sweep, still charts for each criterion, and the table of all cases."""

from collections.abc import Iterator

from altair.utils.schemapi import debug_mode
from markupsafe import Markup

from placement.charts import theme
from placement.charts.drawing import Drawing
from placement.charts.siting_map import NOTICE
from placement.map.text import script_json
from placement.map.words import money
from placement.report import paper
from placement.report.words import real_euros, upper
from placement.sweep_report.blocks import Section
from placement.sweep_report.criteria import criteria
from placement.sweep_report.parts import cases, endings, grids, indices, made, named, samples, single, sites
from placement.sweep_report.parts.brief import brief, cautions
from placement.sweep_report.swept import Swept

PACKAGE = "placement.sweep_report"
PARTS = (
    single.section,
    named.section,
    grids.section,
    samples.section,
    sites.section,
    indices.section,
    endings.section,
    cases.section,
    made.section,
)


def page(swept: Swept, drawing: Drawing) -> str:
    """Return the HTML of the sweep; `drawing` draws its charts."""
    with debug_mode(False):  # Altair would check every part of every chart against its schema; our tests have
        sections = tuple(_drawn(swept, drawing))
    script = paper.text("report.js") + paper.text("cases.js", PACKAGE)
    rows = script_json(cases.payload(swept))
    return (
        paper.templates(drawing, PACKAGE)
        .get_template("sweep.html.j2")
        .render(
            case=swept.case,
            money=money(swept.base_summary)
            or f"{upper(real_euros(swept.base_summary))}, discounted to the case's base year.",
            notice=NOTICE,
            brief=brief(swept),
            cautions=cautions(swept),
            criteria=criteria(swept),
            sections=sections,
            count=len(swept.rows),
            style=paper.style(paper.text("sweep.css", PACKAGE)),
            font=Markup(theme.FONT),
            payload=Markup(rows),
            script=Markup(script),
            script_hash=paper.script_hash(script),
        )
    )


def _drawn(swept: Swept, drawing: Drawing) -> Iterator[Section]:
    """Hand over the charts of a section while the next is made."""
    for part in PARTS:
        section = part(swept)
        if section is not None:
            for chart in section.charts():
                drawing.draw(chart.chart)
            yield section
