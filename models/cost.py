"""Cost: every term of the objective as a named Expression by place and stage, million EUR a year."""

from collections.abc import Callable

from pyomo.environ import ConcreteModel, Expression, Objective, Param, Set, minimize, quicksum

from models.case import Case
from models.derive import DemandGroup, capital_recovery, discount_factors, funder_return, unmet_price
from models.notation import MILLION, THOUSAND, Linear
from models.sets import CONNECTION, FACILITY
from models.siting import site_built_mw

SiteRule = Callable[[ConcreteModel, str, str], Linear]


def add_cost(m: ConcreteModel, case: Case, groups: tuple[DemandGroup, ...]) -> None:
    """Terms, each an Expression over (place, stage), and the objective: their discounted sum."""
    _add_cost_parameters(m, case, groups)
    m.cost_terms = {}
    for name in dict.fromkeys(name for terms in m.supply_terms.values() for name in terms):
        _add_term(m, name, m.POWERED_OPENINGS, supply_term(name))
    for name, rule in SITE_TERMS.items():
        _add_term(m, name, m.OPENINGS, rule)
    _add_term(m, "price_rise", m.RISING, price_rise)
    _add_term(m, "unmet_demand", m.WANTED, unmet_demand)
    m.discount_factor = Param(m.STAGES, initialize=discount_factors(case))
    m.total_cost = Objective(rule=total_cost, sense=minimize)


def _add_term(m: ConcreteModel, name: str, places: object, rule: SiteRule) -> None:
    term = Expression(places, rule=rule)
    m.add_component(f"{name}_cost", term)
    m.cost_terms[name] = term


def total_cost(m: ConcreteModel) -> Linear:
    r"""$\sum_t D_t \sum_{terms} C_t$, MEUR at the start of the base year."""
    return quicksum(
        m.discount_factor[index[-1]] * expression.expr
        for term in m.cost_terms.values()
        for index, expression in term.items()
    )


def _add_cost_parameters(m: ConcreteModel, case: Case, groups: tuple[DemandGroup, ...]) -> None:
    o, sites = case.operation, case.sites.values()
    life = {g.accelerator: g.life_years for g in case.accelerators.values()}
    life |= {FACILITY: o.facility_life_years, CONNECTION: o.connection_life_years}
    m.yearly_charge = Param(
        m.FUNDERS,
        m.SITES,
        m.ASSETS,
        initialize={
            (f.funder, s.site, a): capital_recovery(funder_return(case, f, s), life[a])
            for f in case.funders.values()
            for s in sites
            for a in m.ASSETS
        },
    )
    m.it_upkeep_share = Param(initialize=o.it_upkeep_share)
    m.facility_upkeep_share = Param(initialize=o.facility_upkeep_share)
    hourly_meur = {s.site: o.hours_per_staff_year * case.states[s.state].labour_eur_per_h / MILLION for s in sites}
    m.staff_year_meur = Param(m.SITES, initialize=hourly_meur)
    m.staff_per_mw = Param(initialize=o.staff_per_mw)
    m.staff_per_site = Param(initialize=o.staff_per_site if case.cooling else 0.0)
    m.fixed_meur = Param(m.SITES, initialize={s.site: s.fixed_cost_eur_per_year / MILLION for s in sites})
    m.fibre_meur = Param(m.SITES, initialize={s.site: s.fibre_eur_per_year / MILLION for s in sites})
    m.land_rent_meur_per_mw = Param(
        m.SITES, initialize={s.site: o.land_rent_share * s.land_eur_per_mw / MILLION for s in sites}
    )
    _add_service_prices(m, case, groups)


def _add_service_prices(m: ConcreteModel, case: Case, groups: tuple[DemandGroup, ...]) -> None:
    """MEUR a year per thousand H100e at work: 1 EUR/H100e-year = 1e-3, 1 EUR/H100e-h = hours_per_year x 1e-3."""
    hours, transit = case.hours_per_year, case.operation.transit_eur_per_gbps_year
    links = [(g, link) for g in groups for link in g.links]
    surcharge = {(g.group, k.site): k.surcharge_eur_per_h100eh * hours / THOUSAND for g, k in links}
    assignment = {(g.group, k.site): k.cost_eur_per_h100e_year / THOUSAND for g, k in links}
    _add_priced_links(m, "surcharge", surcharge)
    _add_priced_links(m, "assignment", assignment)
    carried = {g.group: transit * case.workloads[g.workload].gbps_per_1000_h100e / MILLION for g in groups}
    m.TRANSIT_GROUPS = Set(initialize=[g for g, meur in carried.items() if meur > 0])
    m.transit_meur_per_kh100e = Param(m.GROUPS, initialize=carried)
    m.unmet_meur_per_kh100e = Param(
        m.WANTED,
        initialize={
            (g.group, t.stage): unmet_price(case, g.workload, t.stage) * hours / THOUSAND
            for g in groups
            for t in case.stages
            if g.h100e[t.stage] > 0
        },
    )


def _add_priced_links(m: ConcreteModel, name: str, price: dict[tuple[str, str], float]) -> None:
    """The links with a price of a kind, that price, and whom a site serves at one: most links have none."""
    priced = {link: meur for link, meur in price.items() if meur != 0}
    links = Set(dimen=2, initialize=list(priced))
    m.add_component(f"{name.upper()}_LINKS", links)
    m.add_component(f"{name}_meur_per_kh100e", Param(links, initialize=priced))
    served = {(s, t): [g for g in m.SERVED_FROM[s, t] if (g, s) in priced] for s, t in m.OPENINGS}
    m.add_component(f"{name.upper()}_FROM", Set(m.OPENINGS, initialize=served))


def supply_term(name: str) -> SiteRule:
    """The term of the site's supply under whichever cooling it has."""

    def term(m: ConcreteModel, site: str, stage: str) -> Linear:
        return quicksum(m.supply_terms[site, k, stage][name] for k in m.COOLINGS_AT[site, stage])

    return term


def capital_charge(asset_of: Callable[[ConcreteModel], list[str]]) -> SiteRule:
    r"""$\sum_{a,f} \sum_{u \le t} A_{aut} crf_{fsa} \pi_{fsau}$: the yearly charge on what is alive, MEUR."""

    def charge(m: ConcreteModel, site: str, stage: str) -> Linear:
        return quicksum(
            m.asset_alive_share[a, u, stage] * m.yearly_charge[f, site, a] * m.Pay[f, site, a, u]
            for u in m.EARLIER[stage]
            if (site, u) in m.POWERED_OPENINGS
            for a in asset_of(m)
            for f in m.FUNDERS
        )

    return charge


def upkeep(m: ConcreteModel, site: str, stage: str) -> Linear:
    """IT upkeep on accelerators alive and facility upkeep on what is built, MEUR a year."""
    it = quicksum(
        m.accelerator_price_meur_per_thousand[g] * m.Alive[g, site, k, stage]
        for k in m.COOLINGS_AT[site, stage]
        for g in m.GENERATIONS_WITH[site, k, stage]
    )
    facility = quicksum(
        m.facility_meur_per_mw[site, k] * m.block_it_mw * m.Blocks[site, k, stage] for k in m.COOLINGS_AT[site, stage]
    )
    return m.it_upkeep_share * it + m.facility_upkeep_share * facility


def staff(m: ConcreteModel, site: str, stage: str) -> Linear:
    """Wages, MEUR a year."""
    people = m.staff_per_mw * site_built_mw(m, site, stage) + m.staff_per_site * m.OpenSite[site, stage]
    return m.staff_year_meur[site] * people


def fixed_site(m: ConcreteModel, site: str, stage: str) -> Linear:
    """What an open site costs whatever it does, MEUR a year."""
    return m.fixed_meur[site] * m.OpenSite[site, stage]


def network_and_fibre(m: ConcreteModel, site: str, stage: str) -> Linear:
    """Fibre of an open site and transit of what it serves, MEUR a year."""
    transit = quicksum(
        m.transit_meur_per_kh100e[g] * m.demand_kh100e[g, stage] * m.Serve[g, site, stage]
        for g in m.SERVED_FROM[site, stage]
        if g in m.TRANSIT_GROUPS
    )
    return m.fibre_meur[site] * m.OpenSite[site, stage] + transit


def land(m: ConcreteModel, site: str, stage: str) -> Linear:
    """Rent of the land, MEUR a year."""
    return m.land_rent_meur_per_mw[site] * site_built_mw(m, site, stage)


def residency_surcharge(m: ConcreteModel, site: str, stage: str) -> Linear:
    """Surcharge on resident demand served across a border, MEUR a year."""
    return quicksum(
        m.surcharge_meur_per_kh100e[g, site] * m.demand_kh100e[g, stage] * m.Serve[g, site, stage]
        for g in m.SURCHARGE_FROM[site, stage]
    )


def assignment(m: ConcreteModel, site: str, stage: str) -> Linear:
    """Cost of the links used, MEUR a year."""
    return quicksum(
        m.assignment_meur_per_kh100e[g, site] * m.demand_kh100e[g, stage] * m.Serve[g, site, stage]
        for g in m.ASSIGNMENT_FROM[site, stage]
    )


def price_rise(m: ConcreteModel, zone: str, stage: str) -> Linear:
    """Dearer power in the zone, MEUR a year."""
    return 1.0 * m.PriceRise[zone, stage]


def unmet_demand(m: ConcreteModel, group: str, stage: str) -> Linear:
    """Price of demand left unmet, MEUR a year."""
    return m.unmet_meur_per_kh100e[group, stage] * m.demand_kh100e[group, stage] * m.Unmet[group, stage]


SITE_TERMS: dict[str, SiteRule] = {
    "accelerators_capital": capital_charge(lambda m: list(m.ACCELERATORS)),
    "facility_capital": capital_charge(lambda m: [a for a in m.ASSETS if a == FACILITY]),
    "connection_capital": capital_charge(lambda m: [a for a in m.ASSETS if a == CONNECTION]),
    "upkeep": upkeep,
    "staff": staff,
    "fixed_site": fixed_site,
    "network_and_fibre": network_and_fibre,
    "land": land,
    "residency_surcharge": residency_surcharge,
    "assignment": assignment,
}
