"""What a place costs before any plan is sought: one yearly figure per MW for every candidate, so that all compare."""

from collections.abc import Mapping, Sequence

from models.case import Accelerator, Case, Site
from models.derive import capital_recovery, cheapest_return, funder_return, it_bound_mw, peak_pue
from placement.solve.supply_cut import Option, SupplyCut
from placement.solve.zone_bound import Bounds

FULL_SIZE_MW = 300.0
"""IT power over which the costs of a whole site are spread; less where the place holds less."""


def cost_meur_per_mw(case: Case, bounds: Bounds) -> dict[str, float]:
    """Yearly cost of a full-size gigafactory in the last stage, MEUR per MW of built IT power, by site: an estimate.

    Power at the cheapest that its zone allows (the site's own connection can only make it dearer); capital at the mean
    return of all funders there (a plan may pay less or more). Upkeep of accelerators, transit and deposits are left
    out. Sites that are never ready have no figure.
    """
    last = case.stages[-1].stage
    found: dict[str, float] = {}
    for option, cuts in bounds.items():
        if option[2] == last:
            cost = _option_cost(case, case.sites[option[0]], option, cuts)
            found[option[0]] = min(cost, found.get(option[0], cost))
    return found


def siting_eur_per_mw(case: Case, bounds: Bounds) -> Mapping[str, float]:
    """`cost_meur_per_mw` less the accelerators at the cheapest return, EUR a year per MW."""
    costs = cost_meur_per_mw(case, bounds)
    alike = _accelerators(case, cheapest_return(case)) if costs else 0.0
    return {site: 1e6 * (cost - alike) for site, cost in costs.items()}


def _option_cost(case: Case, site: Site, option: Option, cuts: Sequence[SupplyCut]) -> float:
    o, state = case.operation, case.states[site.state]
    cooling = case.cooling[option[1]]
    size = max(1.0, min(FULL_SIZE_MW, it_bound_mw(case, site, cooling, case.stages[-1])))
    returns = [funder_return(case, f, site) for f in case.funders.values()]
    rate = sum(returns) / len(returns) if returns else case.discount_rate
    plant = cooling.capital_eur_per_mw * state.construction_index
    connection = site.connection_eur_per_mw * peak_pue(site, cooling) + site.line_km * o.line_eur_per_km / size
    yearly = (
        plant * (capital_recovery(rate, o.facility_life_years) + o.facility_upkeep_share)
        + connection * capital_recovery(rate, o.connection_life_years)
        + (o.staff_per_mw + o.staff_per_site / size) * o.hours_per_staff_year * state.labour_eur_per_h
        + site.land_eur_per_mw * o.land_rent_share
        + (site.fixed_cost_eur_per_year + site.fibre_eur_per_year) / size
    )
    supply = max(o.load_factor * cut.slope_meur_per_mw + cut.intercept_meur / size for cut in cuts)
    return supply + yearly / 1e6 + _accelerators(case, rate)


def _accelerators(case: Case, rate: float) -> float:
    """Yearly charge of a MW of the dearest accelerators, MEUR."""

    def eur_per_mw(g: Accelerator) -> float:
        return g.price_eur / g.it_kw * 1e3

    dearest = max(case.accelerators.values(), key=eur_per_mw)
    return eur_per_mw(dearest) * capital_recovery(rate, dearest.life_years) / 1e6
