"""How often each site is chosen, on the map and in a table; what plans with and without it cost."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import mean

from placement.charts import theme
from placement.charts.siting_map import Kind, Place, Sizes, siting_map
from placement.map import numbers as show
from placement.report.blocks import Cell, Chart, Table, number, word
from placement.report.units import Unit
from placement.sweep_report import wording
from placement.sweep_report.blocks import Block, Section
from placement.sweep_report.effects import beyond_chance
from placement.sweep_report.measures import SITING, Difference, Span, differ, fine, signed_text, span
from placement.sweep_report.parts.bars import certainty
from placement.sweep_report.parts.together import together
from placement.sweep_report.swept import Swept

WIDTHS = {"wide": 520, "narrow": 350}
"""Pixels of the map, on a desk and on a phone."""
KINDS = (
    Kind("in every plan", theme.BLUE),
    Kind("in half of the plans or more", theme.TEAL, "square"),
    Kind("in fewer plans", theme.OCHRE, "diamond"),
)
STEPS = (1.0, 0.25)
NOTE = (
    "With it, without it: mean siting cost of such plans. They differ in other inputs too, so the difference goes with "
    "the site; it is not what the site costs. It is significant where it is more than the proofs leave open, and more "
    "than chance."
)


def shares(swept: Swept) -> dict[str, float]:
    """Return how often each site is chosen among the cases that have a plan, the most frequent first."""
    chosen = Counter(site for row in swept.plans for site in set(row.sites))
    ranked = sorted(chosen.items(), key=lambda item: (-item[1], item[0]))
    return {site: count / len(swept.plans) for site, count in ranked}


def section(swept: Swept) -> Section | None:
    """Return the sites; None where no plan has one."""
    found = shares(swept)
    if not found:
        return None
    lead = (
        f"Of {wording.cases(len(swept.plans))} with a plan. Where the proofs cannot tell the costs of two plans apart, "
        "their sites may differ by chance, so small shares say little.",
        *([swept.places.trouble] if swept.places.trouble else []),
    )
    return Section("sites", "Which sites are chosen", lead, tuple(_blocks(swept, found)))


def _blocks(swept: Swept, found: Mapping[str, float]) -> Iterator[Block]:
    yield from _maps(swept, found)
    yield _table(swept, found)
    yield from together(swept, found)


def _maps(swept: Swept, found: Mapping[str, float]) -> Iterator[Chart]:
    """Yield the same map for a desk and for a phone; the page shows one."""
    places = [place for site, share in found.items() if (place := _place(swept, site, share))]
    if not places:
        return
    others = [
        (site.lat, site.lon)
        for key, site in swept.places.sites.items()
        if key not in found and site.lat is not None and site.lon is not None
    ]
    sizes = Sizes("Share of the plans", tuple((share, show.share(share)) for share in STEPS))
    words = f"How often each of {len(places)} sites is chosen, on a map of the member states"
    kinds = tuple(kind for kind in KINDS if any(place.kind is kind for place in places))
    missing = len(found) - len(places)
    note = f"{missing} more sites have no place in sites.csv." if missing else ""
    for name, width in WIDTHS.items():
        chart = siting_map(places, sizes, words=words, kinds=kinds, width=width, dots=others)
        yield Chart(f"map-{name}", "Share of the plans in which a site stands", chart, note)


def _place(swept: Swept, site: str, share: float) -> Place | None:
    here = swept.places.sites.get(site)
    if here is None or here.lat is None or here.lon is None:
        return None
    name, kind = swept.places.name(site), KINDS[0 if share == 1 else 1 if share >= 0.5 else 2]
    words = f"{name}: in {show.share(share)} of the plans"
    return Place(f"{name} {show.share(share)}", here.lat, here.lon, share, kind, words)


@dataclass(frozen=True)
class _Means:
    """Mean siting cost of the plans with, and without, a site."""

    inside: Span | None
    outside: Span | None
    change: Difference | None

    @classmethod
    def of(cls, swept: Swept, site: str) -> "_Means":
        """Compare them; what chance would bring about is no sure difference."""
        inside, outside = (_mean(swept, site, inside=part) for part in (True, False))
        change = differ(outside, inside) if inside and outside else None
        if change and change.sure and not _beyond_chance(swept, site):
            change = Difference(change.change, False)
        return cls(inside, outside, change)


def _table(swept: Swept, found: Mapping[str, float]) -> Table:
    unit = fine(row.siting_cost_eur for row in swept.comparable)
    means = {site: _Means.of(swept, site) for site in found}
    apart = SITING.unit([mean.change.change for mean in means.values() if mean.change])
    rows = tuple(tuple(_row(swept, site, share, means[site], (unit, apart))) for site, share in found.items())
    costs = (f"With it, {unit.name}", f"Without it, {unit.name}", f"Difference, {apart.name}", "Significant")
    head = ("Site", "State", "Share of plans", *costs)
    return Table("How often each site is chosen", head, rows, NOTE, words=(0, 1, 6), wide=False, tall=True)


def _row(swept: Swept, site: str, share: float, means: _Means, given: tuple[Unit, Unit]) -> Iterator[Cell]:
    known, change = swept.places.sites.get(site), means.change
    yield word(swept.places.name(site))
    yield word(known.state if known else "")
    yield number(share, show.share(share))
    yield _mean_cell(means.inside, given[0])
    yield _mean_cell(means.outside, given[0])
    yield number(change.change, signed_text(change.change, given[1])) if change else word("")
    yield word(certainty(change))


def _beyond_chance(swept: Swept, site: str) -> bool:
    return beyond_chance(SITING, swept.comparable, [row for row in swept.comparable if site in row.sites])


def _mean_cell(found: Span | None, unit: Unit) -> Cell:
    return word("") if found is None else number(found.value, unit.text(found.value))


def _mean(swept: Swept, site: str, *, inside: bool) -> Span | None:
    """Return the mean siting cost of the plans with, or without, a site, and the least that it may be."""
    rows = [row for row in swept.comparable if (site in row.sites) == inside]
    spans = [found for row in rows if (found := span(SITING, row)) is not None]
    if not spans:
        return None
    least = [found.least for found in spans if found.least is not None]
    return Span(mean(found.value for found in spans), mean(least) if len(least) == len(spans) else None)
