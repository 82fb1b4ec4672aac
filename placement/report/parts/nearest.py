"""The chosen sites among all candidates, by what a full-size gigafactory was estimated to cost there."""

from placement.charts.strip import strip
from placement.map import numbers as show
from placement.map.records import Candidate, Site
from placement.report import words
from placement.report.blocks import Block, Chart, Table, number, word
from placement.report.parts.cost_by_site import per_hour
from placement.report.run import Run

NEAREST = 12
"""So many candidates that were not chosen are listed."""
UNIT = "thousand EUR a year per MW of IT"

Ranked = list[tuple[float, Site | Candidate]]
"""Estimates in thousand EUR a year per MW of IT power, the cheapest first."""


def nearest(run: Run) -> tuple[Block, ...]:
    """Return a chart of all candidates and a table of the cheapest; nothing where the run estimated none."""
    ranked = _ranked(run)
    chosen = {site.site for site in run.sites}
    if len(ranked) < 2 or not any(place.site in chosen for _, place in ranked):
        return ()
    return (_chart(run, ranked, chosen), _table(run, ranked, chosen))


def _ranked(run: Run) -> Ranked:
    places: tuple[Site | Candidate, ...] = (*run.sites, *run.candidates)
    found = [
        (p.siting_estimate_eur_per_mw_year / 1e3, p) for p in places if p.siting_estimate_eur_per_mw_year is not None
    ]
    return sorted(found, key=lambda pair: (pair[0], pair[1].site))


def _chart(run: Run, ranked: Ranked, chosen: set[str]) -> Block:
    named = {run.name(place.site): estimate for estimate, place in ranked if place.site in chosen}
    others = [(run.name(place.site), estimate) for estimate, place in ranked if place.site not in chosen]
    name = f"Estimated siting cost of chosen sites among all candidates, {UNIT}"
    chart = strip(named, others, f"{len(others)} others", UNIT, name, UNIT)
    note = (
        "The yearly siting cost of a full-size gigafactory in the last stage, with power at the "
        "cheapest that the zone allows: a site can only be dearer. It leaves out what ties sites together: "
        "round trips, budgets, a state's limits, the year of readiness and the loss of a site. So a dearer place may "
        "well be the right one. "
        f"{_order(run, ranked)}The axis does not start at 0."
    )
    return Chart("siting-estimates", "Chosen sites among all candidates", chart, note)


def _order(run: Run, ranked: Ranked) -> str:
    """Say why two chosen sites stand in another order than by cost in the plan; empty where none do."""
    estimates = {place.site: estimate for estimate, place in ranked}
    costs = [(cost, s) for s in run.sites if (cost := per_hour(s)) is not None and s.site in estimates]
    turned = next(
        ((a, b) for x, a in costs for y, b in costs if x < y and estimates[a.site] > estimates[b.site]),
        None,
    )
    if turned is None:
        return ""
    first, second = (words.isolated(site.label) for site in turned)
    return (
        f"{first} costs less than {second} per hour sold in this plan, yet more by this estimate: the plan counts all "
        "stages and what was built, the estimate a full-size site in the last stage. "
    )


def _table(run: Run, ranked: Ranked, chosen: set[str]) -> Block:
    least = ranked[0][0]
    listed = [place.site for _, place in ranked if place.site not in chosen][:NEAREST]
    rows = tuple(
        (
            word(run.name(place.site)),
            word(run.state(place.state)),
            word("yes" if place.site in chosen else "no"),
            number(rank, show.count(rank)),
            number(estimate, show.plain(estimate)),
            number(estimate / least - 1, show.plain(100 * (estimate / least - 1), "", 1)) if least > 0 else word(""),
        )
        for rank, (estimate, place) in enumerate(ranked, start=1)
        if place.site in chosen or place.site in listed
    )
    head = (
        *("Site", "State", "Chosen", f"Rank among {show.count(len(ranked))}, number"),
        *(f"Estimated siting cost, {UNIT}", "Above the cheapest, %"),
    )
    places = len(run.sites) + len(run.candidates)
    without = (
        f" Of {show.count(places)} places with the chosen ones, {show.count(places - len(ranked))} have no estimate: "
        "no power is modelled there, or they are never ready."
        if places > len(ranked)
        else ""
    )
    note = f"The chosen sites and the {len(listed)} cheapest others.{without}"
    return Table("Chosen sites and the cheapest others", head, rows, note, words=(0, 1, 2), wide=False)
