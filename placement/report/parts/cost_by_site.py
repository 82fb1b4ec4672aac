"""The siting cost site by site, per hour sold: what all chosen sites pay, and what differs between them."""

from collections.abc import Iterable, Mapping

from placement.charts import theme
from placement.charts.bars import Piece, stacked
from placement.map import numbers as show
from placement.map.records import Site
from placement.report import words
from placement.report.blocks import Chart
from placement.report.run import Run

TERMS = 7
"""So many terms have a colour of their own at the sites."""
OTHER, COMMON, DEARER = "other terms", "at every chosen site", "dearer money"
_COLOURS = tuple(colour for colour in theme.CATEGORIES if colour is not theme.GREY)
"""Without grey, which is what is common."""


def hours_sold(site: Site) -> float | None:
    """Return the site's discounted H100e-hours sold; None where it sells none or the run does not tell."""
    if not site.cost_eur or not site.lcoc_sold_eur_per_h100eh:
        return None
    return site.cost_eur / site.lcoc_sold_eur_per_h100eh


def per_hour(site: Site) -> float | None:
    """Return the site's siting cost, EUR per H100e-hour sold, both discounted."""
    hours = hours_sold(site)
    return site.siting_cost_eur / hours if hours and site.siting_cost_eur is not None else None


def cheapest(sites: Iterable[Site]) -> Site | None:
    """Return the site with the least siting cost per hour sold; None with fewer than two to compare."""
    found = [(cost, site.site, site) for site in sites if (cost := per_hour(site)) is not None]
    return min(found)[2] if len(found) > 1 else None


def above_cheapest(sites: Iterable[Site]) -> tuple[tuple[Site, float], ...]:
    """Return what each other site costs above the cheapest, per hour sold times its own hours, EUR."""
    sites = tuple(sites)
    least = cheapest(sites)
    floor = per_hour(least) if least else None
    if floor is None:
        return ()
    sold = ((site, per_hour(site), hours_sold(site)) for site in sites if site is not least)
    return tuple((s, (cost - floor) * hours) for s, cost, hours in sold if cost is not None and hours is not None)


def differing(run: Run) -> float | None:
    """Return what the chosen sites cost above the cheapest of them in all, EUR; None with fewer than two."""
    return sum(eur for _, eur in above_cheapest(run.sites)) if cheapest(run.sites) else None


def chart(run: Run) -> Chart | None:
    """Return siting cost per H100e-hour sold: the only measure in which a large and a small site compare."""
    sold = {site.site: hours for site in run.sites if site.siting_terms_eur and (hours := hours_sold(site))}
    sites = [site for site in run.sites if site.site in sold]
    if not sites:
        return None
    shown = _ranked_terms(sites)[:TERMS]
    parts = {
        site.site: {term: eur / sold[site.site] for term, eur in _grouped(site.siting_terms_eur, shown).items()}
        for site in sites
    }
    floor = _floor(list(parts.values()))
    bars = [piece for site in sites for piece in _bar(site.label, parts[site.site], floor)]
    totals = {site.label: show.plain(sum(parts[site.site].values()), "", 3) for site in sites}
    present = {piece.part for piece in bars if piece.value}
    kinds = [kind for kind in (*(_term(name) for name in shown), OTHER) if kind in present]
    colours = ({COMMON: theme.ALIKE} if floor else {}) | dict(zip(kinds, _COLOURS, strict=False))
    name = "Siting cost by site and term, EUR per H100e-hour sold"
    drawn = stacked(bars, colours, "EUR per H100e-hour sold, discounted", name, totals=totals)
    return Chart("siting-cost-by-site", "Siting cost by site", drawn, _note(run, bool(floor)))


def _note(run: Run, common: bool) -> str:
    grey = "Grey: what every chosen site pays, the least of each term; the colours are what differs. " if common else ""
    early = (
        "A site that opens early sells dearer hours, since accelerators get cheaper. "
        if len({site.opened_stage for site in run.sites}) > 1
        else ""
    )
    return (
        f"Per hour of one H100e sold, so that large and small sites compare. {grey}{early}"
        "Dearer money: what the accelerators cost above the cheapest return. "
        "The price of demand not met belongs to no site."
    )


def _bar(label: str, parts: Mapping[str, float], floor: Mapping[str, float]) -> list[Piece]:
    common = sum(floor.values())
    unit = "EUR/H100e-h"
    first = [Piece(label, COMMON, common, f"{label}, {COMMON}: {show.per_unit(common, unit)}")] if common else []
    rest = [
        Piece(label, term, eur - floor.get(term, 0.0), _says(label, term, eur, floor.get(term, 0.0)))
        for term, eur in parts.items()
    ]
    return [*first, *rest]


def _says(label: str, term: str, eur: float, least: float) -> str:
    above = f", {show.per_unit(eur - least, 'EUR/H100e-h')} above the least" if least else ""
    return f"{label}, {term}: {show.per_unit(eur, 'EUR/H100e-h')} sold{above}"


def _floor(sites: list[dict[str, float]]) -> dict[str, float]:
    """Return the least of each term over the sites; nothing for a single site, which has nothing to compare."""
    if len(sites) < 2:
        return {}
    terms = dict.fromkeys(term for parts in sites for term in parts)
    least = {term: min(parts.get(term, 0.0) for parts in sites) for term in terms}
    return {term: eur for term, eur in least.items() if eur > 0}


def _term(name: str) -> str:
    """Return a term in words; of the accelerators only the dearer money is siting cost."""
    return DEARER if name == "accelerators_capital" else words.term(name)


def _ranked_terms(sites: Iterable[Site]) -> list[str]:
    """Return the terms that weigh most at the sites."""
    sizes: dict[str, float] = {}
    for site in sites:
        for name, eur in site.siting_terms_eur.items():
            sizes[name] = sizes.get(name, 0.0) + abs(eur or 0.0)
    return [name for name, size in sorted(sizes.items(), key=lambda item: -item[1]) if size > 0]


def _grouped(terms: Mapping[str, float | None], shown: list[str]) -> dict[str, float]:
    """Return the shown terms in their order, and the sum of all others."""
    parts = {_term(name): terms.get(name) or 0.0 for name in shown}
    rest = sum(eur for name, eur in terms.items() if eur is not None and name not in shown)
    return parts | ({OTHER: rest} if rest else {})
