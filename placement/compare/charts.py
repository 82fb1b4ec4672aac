"""The pictures of a comparison: the map of what moved, the waterfall of a difference, who pays in each run."""

import altair as alt

from placement.charts import theme
from placement.charts.bars import Piece, stacked
from placement.charts.siting_map import Kind, Place, Sizes, round_sizes, siting_map
from placement.compare.comparison import Comparison, Pair
from placement.compare.moved import SiteChange, Where
from placement.compare.numbers import Shown
from placement.map import numbers as show
from placement.report import units
from placement.report.words import funder

WIDTH = 520
"""Pixels: half of a desk's screen, so that words keep their size there."""
PHONE = 350
"""Pixels: the same map for a phone, so that its names can be read there."""
FUNDERS = ("eu", "state", "equity", "loan")


def kinds(pair: Pair) -> dict[Where, Kind]:
    """Return how the three kinds of sites are told apart: by colour and by shape."""
    return {
        "both": Kind("in both", theme.SOFT, "circle"),
        "base": Kind(f"only in {pair.base.label}", theme.RUST, "square"),
        "other": Kind(f"only in {pair.other.label}", theme.BLUE, "diamond"),
    }


def moved_map(pair: Pair, width: int = WIDTH) -> alt.TopLevelMixin | None:
    """Draw what moved; None where no site has coordinates."""
    measure = _measure(pair)
    kind = kinds(pair)
    places = [place for change in pair.sites if (place := _place(change, kind[change.where], *measure))]
    if not places:
        return None
    sizes = Sizes(
        title=f"{measure[1]}, last stage",
        steps=tuple((size, measure[2](size)) for size in round_sizes(max(max(p.size, p.ring or 0.0) for p in places))),
        ring=f"its size in {pair.base.label}",
    )
    words = f"Sites of {pair.base.label} and {pair.other.label} on a map of the member states"
    return siting_map(places, sizes, words=words, width=width)


def _measure(pair: Pair) -> tuple[str, str, Shown]:
    """Return what a site's size is: IT power, or compute where the sites have no power."""
    powered = any(size for change in pair.sites for size in change.pair("it_mw"))
    return ("it_mw", "IT power", show.megawatts) if powered else ("h100e", "Compute", show.compute)


def _place(change: SiteChange, kind: Kind, column: str, name: str, shown: Shown) -> Place | None:
    site = change.site
    if site.lat is None or site.lon is None:
        return None
    before, now = change.pair(column)
    size = now if change.other is not None else before
    ring = before if change.where == "both" and change.change(column) else None
    words = f"{change.name}, {kind.label}: {name} {' to '.join(shown(v) for v in (ring, size) if v is not None)}"
    return Place(change.name, site.lat, site.lon, size or 0.0, kind, words, ring)


def payers(comparison: Comparison) -> alt.TopLevelMixin | None:
    """Draw who pays in each run; None where no run has funding."""
    found = [
        (run, key, eur) for run in comparison.runs for key in FUNDERS if (eur := getattr(run.summary.funding_eur, key))
    ]
    if not found:
        return None
    unit = units.money([run.summary.funding_eur.whole() for run, _, _ in found])
    pieces = [
        Piece(run.label, funder(key), unit.of(eur), f"{run.label}, {funder(key)}: {unit.full(eur)}")
        for run, key, eur in found
    ]
    colours = {funder(key): theme.FUNDERS[key] for key in FUNDERS if any(key == paid for _, paid, _ in found)}
    totals = {run.label: unit.full(run.summary.funding_eur.whole() or 0.0) for run, _, _ in found}
    return stacked(pieces, colours, f"Capital, {unit.name}", "Who pays the capital in each run", totals=totals)
