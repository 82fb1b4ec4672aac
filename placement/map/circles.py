"""What the circles of the chosen sites may show. Their size is always IT power; the colour is one of these."""

from placement.map import numbers as show
from placement.map import scales
from placement.map.colourings import Colouring, Quantity, known
from placement.map.plan import Plan
from placement.map.records import Site
from placement.map.siting import per_hour_above, yardsticks
from placement.map.sources import by_source_mwh, label, sources_of, word
from placement.map.stages import by_stage
from placement.map.text import isolated


def circles(plan: Plan, stage_names: tuple[str, ...]) -> tuple[Colouring, ...]:
    """Return the colourings of the sites, each only where the run holds its figure."""
    return known(
        (
            _LCOC.colouring(plan.sites),
            _above_cheapest(plan),
            _supply_mix(plan.sites),
            _CARBON.colouring(plan.sites),
            _WATER.colouring(plan.sites),
            _PUBLIC_MONEY.colouring(plan.sites),
            _ACCELERATORS.by_stage(by_stage(site, stage_names, "accelerators") for site in plan.sites),
        )
    )


_LCOC: Quantity[Site] = Quantity(
    "lcoc",
    "Cost of compute (LCOC sold)",
    "LCOC sold",
    "EUR/H100e-h",
    lambda s: s.lcoc_sold_eur_per_h100eh,
    show.lcoc,
    scales.SITES,
    note="All cost but the price of demand not met, over all hours sold, discounted.",
)

_CARBON: Quantity[Site] = Quantity(
    "carbon",
    "Carbon, hourly-matched",
    "Carbon, hourly-matched",
    "g CO\u2082/kWh",
    lambda s: _per(s.carbon_hourly_t_per_year, s.energy_mwh_per_year, 1e3),
    lambda v: show.per_unit(v, "g CO\u2082/kWh"),
    scales.SITES,
    when="last",
    note="Of the power that the site uses, contracts counted hour by hour.",
)

_WATER: Quantity[Site] = Quantity(
    "water",
    "Water",
    "Water",
    "thousand m\u00b3 a year",
    lambda s: s.water_m3_per_year,
    show.volume,
    scales.SITES,
    when="last",
    size=1e3,
)

_PUBLIC_MONEY: Quantity[Site] = Quantity(
    "public",
    "Public money, EU and state",
    "Public money, EU and state",
    "EUR M",
    lambda s: _sum(s.eu_eur, s.state_eur),
    show.euros,
    scales.SITES,
    size=1e6,
    note="Paid towards capital, not discounted.",
)

_ACCELERATORS: Quantity[Site] = Quantity(
    "accelerators",
    "Accelerators",
    "Accelerators",
    "thousand",
    lambda s: s.accelerators,
    show.count,
    scales.SITES,
    when="stage",
    size=1e3,
    note="Physical devices.",
)


def _per(part: float | None, whole: float | None, size: float) -> float | None:
    return None if part is None or not whole else size * part / whole


def _sum(*parts: float | None) -> float | None:
    given = [part for part in parts if part is not None]
    return sum(given) if given else None


def _above_cheapest(plan: Plan) -> Colouring | None:
    """Colour by how far a site's siting cost is above the cheapest chosen site's; None for a lone site."""
    base = yardsticks(plan).cheapest_site
    if base is None or len(plan.sites) < 2:
        return None
    name = isolated(base.name or base.site)
    quantity: Quantity[Site] = Quantity(
        "cheapest",
        "Siting cost above the cheapest",
        "Siting cost above the cheapest site",
        "%",
        lambda site: per_hour_above(site, base),
        lambda share: "least" if share == 0 else f"+{show.share(share)}" if share else "",
        scales.SITES,
        size=0.01,
        note=f"Per H100e-hour sold, against the chosen site where it is least: {name}.",
    )
    return quantity.colouring(plan.sites)


def _supply_mix(sites: tuple[Site, ...]) -> Colouring | None:
    sources = sources_of(sites)
    if not sources:
        return None
    mixes = tuple(by_source_mwh(site) for site in sites)
    return Colouring(
        "supply",
        "Power by source",
        "last",
        values=tuple(_shares(mix, sources) for mix in mixes),
        texts=tuple(_words(mix) for mix in mixes),
        parts=tuple((label(source), source) for source in sources),
        label="Power",
        note="Share of the energy a site takes in a year. PPA: power purchase agreement. "
        "Batteries give back what these brought, so they have no share.",
    )


def _shares(mix: dict[str, float], sources: tuple[str, ...]) -> list[float] | None:
    whole = sum(mix.values())
    return [round(mix.get(source, 0.0) / whole, 4) for source in sources] if whole else None


def _words(mix: dict[str, float]) -> str:
    """Return the shares of at least one percent, the largest first."""
    whole = sum(mix.values())
    ranked = sorted(mix.items(), key=lambda part: -part[1])
    return ", ".join(f"{word(source)} {show.share(mwh / whole)}" for source, mwh in ranked if mwh >= 0.01 * whole)
