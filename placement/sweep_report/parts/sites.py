"""How often each site is chosen, on the map and in a table; what plans with and without it cost."""

from collections import Counter
from collections.abc import Iterator, Mapping

from placement.charts import theme
from placement.charts.siting_map import Kind, Place, Sizes, siting_map
from placement.map import numbers as show
from placement.report.blocks import Cell, Chart, Table, number, word
from placement.report.units import Unit
from placement.sweep_report import wording
from placement.sweep_report.blocks import Block, Section
from placement.sweep_report.chance import largest_sample
from placement.sweep_report.criteria import SITING, Span, fine, signed_text
from placement.sweep_report.parts.bars import certainty
from placement.sweep_report.parts.together import together
from placement.sweep_report.parts.with_site import Means, means
from placement.sweep_report.swept import Design, Row, Swept

WIDTHS = {"wide": 520, "narrow": 350}
"""Pixels of the map, on a desk and on a phone."""
KINDS = (
    Kind("in every plan", theme.BLUE),
    Kind("in half of the plans or more", theme.TEAL, "square"),
    Kind("in fewer plans", theme.OCHRE, "diamond"),
)
STEPS = (1.0, 0.25)
NOTE = (
    "With it, without it: mean siting cost of {plans} of {sample}. They differ in other inputs too, so the difference "
    "goes with the site; it is not what the site costs. It is significant where it is more than the proofs leave open, "
    "and more than chance: of 100 samples in which no site mattered, 1 at most would have a yes."
)
NO_SAMPLE = (
    "What plans with and without a site cost is told from random samples (Latin hypercube, Sobol' points, Saltelli's "
    "design), of which this sweep has none with a plan."
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


def _table(swept: Swept, found: Mapping[str, float]) -> Table:
    """Return the shares, and from the largest sample what plans with and without a site cost."""
    drawn = largest_sample(swept)
    compared = means(drawn[1], found) if drawn else {}
    apart = SITING.unit([one.change.change for one in compared.values() if one.change])
    unit = fine(row.siting_cost_eur for row in swept.comparable)
    rows = tuple(
        (*_share(swept, site, share), *_costs(compared.get(site), unit, apart)) for site, share in found.items()
    )
    costs = (f"With it, {unit.name}", f"Without it, {unit.name}", f"Difference, {apart.name}", "Significant")
    head = ("Site", "State", "Share of plans", *(costs if drawn else ()))
    words = (0, 1, 6) if drawn else (0, 1)
    return Table("How often each site is chosen", head, rows, _note(drawn), words=words, wide=False, tall=True)


def _note(drawn: tuple[Design, tuple[Row, ...]] | None) -> str:
    if drawn is None:
        return NO_SAMPLE
    design, rows = drawn
    blocks = ", the first and the last of each block" if design.kind == "saltelli" else ""
    plans = f"the {len(rows):,} {'plan' if len(rows) == 1 else 'plans'}"
    return NOTE.format(plans=plans, sample=f"{wording.DESIGN[design.kind]}{blocks}")


def _share(swept: Swept, site: str, share: float) -> tuple[Cell, ...]:
    known = swept.places.sites.get(site)
    return word(swept.places.name(site)), word(known.state if known else ""), number(share, show.share(share))


def _costs(found: Means | None, unit: Unit, apart: Unit) -> tuple[Cell, ...]:
    """Return what plans with and without a site cost; nothing where there is no sample."""
    if found is None:
        return ()
    change = found.change
    return (
        _mean(found.inside, unit),
        _mean(found.outside, unit),
        number(change.change, signed_text(change.change, apart)) if change else word(""),
        word(certainty(change)),
    )


def _mean(found: Span | None, unit: Unit) -> Cell:
    return word("") if found is None else number(found.value, unit.text(found.value))
