"""The supply problems within the siting model: as blocks, or behind proxies that cuts will bound.

Either way the rest of the model sees a site's supply through ItDraw, SiteCarbon, SiteWater and its cost terms alone.
"""

from pyomo.environ import Block, ConcreteModel, Constraint, NonNegativeReals, Reals, Var

from models.case import Case
from models.derive import all_zone_series, supply_data
from models.notation import Relation
from models.supply.build import add_supply


def add_supply_blocks(m: ConcreteModel, case: Case) -> None:
    """One supply problem per (site, cooling, stage), inside the model."""
    series = all_zone_series(case)
    m.Supply = Block(m.OPTIONS)
    m.supply_terms = {}
    for s, k, t in m.OPTIONS:
        site = case.sites[s]
        data = supply_data(case, site, k, t, series[t, str(site.zone)])
        m.supply_terms[s, k, t] = add_supply(m.Supply[s, k, t], case, data)
    m.SiteCarbon = {option: m.Supply[option].Carbon for option in m.OPTIONS}
    m.SiteWater = {option: m.Supply[option].Water for option in m.OPTIONS}
    m.supply_meets_draw = Constraint(m.OPTIONS, rule=supply_meets_draw)


def add_supply_proxies(m: ConcreteModel, case: Case) -> None:
    """SupplyCost[s,k,t] (MEUR a year, free in sign) for V(x, carbon, water); nothing bounds it below but cuts.

    Carbon (kt) and water (thousand m3) are decided here only where a fleet cap ties the sites together.
    """
    m.SupplyCost = Var(m.OPTIONS, domain=Reals)
    m.SiteCarbon = Var(m.OPTIONS if case.policy.carbon_cap_t_per_year is not None else [], domain=NonNegativeReals)
    m.SiteWater = Var(m.OPTIONS if case.policy.water_cap_m3_per_year is not None else [], domain=NonNegativeReals)
    m.supply_terms = {option: {"supply": m.SupplyCost[option]} for option in m.OPTIONS}


def supply_meets_draw(m: ConcreteModel, site: str, cooling: str, stage: str) -> Relation:
    """The supply problem powers the site's average IT draw, MW."""
    return m.Supply[site, cooling, stage].ItDraw == m.ItDraw[site, cooling, stage]
