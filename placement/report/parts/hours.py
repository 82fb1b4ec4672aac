"""Hour by hour: how a chosen site is supplied when its connection is tightest, and on the mean day."""

from collections.abc import Mapping

from placement.charts import theme
from placement.charts.hours import hours
from placement.map.records import Site
from placement.report import words
from placement.report.blocks import Chart, Choice, Choices, Section
from placement.report.dispatch import Hours, Series, mean_day, tightest
from placement.report.parts.non_firm import non_firm
from placement.report.run import Run

MOST = 8
"""So many sites, the largest, can be chosen: each costs time and room."""


def section(run: Run) -> Section | None:
    """Return the choice of sites; None where the run has no hours."""
    if run.dispatch is None:
        return None
    known = [site for site in run.sites if site.site in run.dispatch.sites]
    shown = sorted(known, key=lambda site: -(site.it_mw or 0.0))[:MOST]
    choices = tuple(_choice(site, run.dispatch.sites[site.site]) for site in known if site in shown)
    if not choices:
        return None
    left = f" The {MOST} largest sites are shown." if len(known) > MOST else ""
    note = (
        "Coloured: what supplies the site. Solid line: what the facility draws; what is supplied beyond it charges the "
        f"battery. Dashed line: the power that the connection may carry in that hour, last stage.{left}"
    )
    made = (Choices("hours-site", "Site", choices, note), non_firm(run))
    return Section("hours", "Hour by hour", (), tuple(block for block in made if block is not None))


def _choice(site: Site, columns: Mapping[str, Series]) -> Choice:
    worst, mean = tightest(columns), mean_day(columns)
    return Choice(
        site.label,
        (
            _chart(site, "tightest", f"The tightest {worst.label}", worst),
            _chart(site, "mean-day", "The mean day of the year", mean),
        ),
    )


def _chart(site: Site, key: str, heading: str, part: Hours) -> Chart:
    supply = {words.supply(source): values.tolist() for source, values in part.sources.items()}
    colours = {words.supply(source): theme.SUPPLIES[source] for source in part.sources}
    axis = "hour of the day" if len(part.load) <= 24 else "hours from the first midnight"
    name = f"{heading} at {site.label}: supply by source, load of the facility and usable headroom, MW"
    chart = hours(supply, colours, part.load.tolist(), part.headroom.tolist(), axis, name)
    return Chart(f"hours-{key}-{site.site}", heading, chart)
