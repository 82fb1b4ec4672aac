"""PNG for slides, without a browser: the map of the chosen sites, and the charts of the report."""

import re
from pathlib import Path

import altair as alt

from placement.charts import theme
from placement.charts.render import png
from placement.charts.siting_map import Kind, Place, Sizes, round_sizes, siting_map
from placement.export.source import Source
from placement.export.titles import titled
from placement.map import numbers as show
from placement.map.plan import Plan, read_plan
from placement.map.records import Site
from placement.report import report_charts

SCALE = 2.0
"""Pixels of the picture for each pixel of the chart."""
MAP_WIDTH = 680


def pictures(source: Source) -> dict[str, alt.TopLevelMixin]:
    """Return the charts of a run by name: the map where its sites have places, and what the report draws."""
    drawn = plan_map(read_plan({"features": source.features}))
    maps = {} if drawn is None else {"map": titled(drawn, source.case, noticed=True)}
    return maps | {name: titled(chart, source.case) for name, chart in report_charts(source.folder).items()}


def plan_map(plan: Plan) -> alt.TopLevelMixin | None:
    """Draw the chosen sites and the candidates; None where no site has coordinates."""
    powered = any(site.it_mw for site in plan.sites)
    kind = Kind("chosen sites", theme.BLUE)
    places = [_place(site, kind, powered) for site in plan.sites if site.lat is not None and site.lon is not None]
    if not places:
        return None
    shown = show.megawatts if powered else show.compute
    largest = max(place.size for place in places)
    steps = tuple((size, shown(size)) for size in round_sizes(largest))
    what = "IT power" if powered else "compute"
    sizes = Sizes(f"{what}, last stage", steps)
    dots = [(c.lat, c.lon) for c in plan.candidates if c.lat is not None and c.lon is not None]
    return siting_map(
        places, sizes, words=f"Where AI gigafactories would stand: {what}, last stage", width=MAP_WIDTH, dots=dots
    )


def _place(site: Site, kind: Kind, powered: bool) -> Place:
    size = (site.it_mw if powered else site.h100e) or 0.0
    words = f"{site.name or site.site}: {show.megawatts(size) if powered else show.compute(size)}"
    return Place(site.name or site.site, site.lat or 0.0, site.lon or 0.0, size, kind, words)


def write_pictures(charts: dict[str, alt.TopLevelMixin], folder: Path) -> list[Path]:
    """Write NAME.png for each chart into the folder."""
    folder.mkdir()
    written = []
    for name, chart in charts.items():
        path = _unused(folder, re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "chart")
        path.write_bytes(png(chart, SCALE))
        written.append(path)
    return written


def _unused(folder: Path, stem: str) -> Path:
    """Return a new file; two charts whose names differ by signs alone are numbered."""
    number, path = 1, folder / f"{stem}.png"
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.png"
    return path
