"""The supply problems within the siting model: as blocks, or behind proxies that cuts will bound.

Either way the rest of the model sees a site's supply through ItDraw, SiteCarbon, SiteWater and its cost terms alone.
"""

from pyomo.environ import Block, ConcreteModel, Constraint, NonNegativeReals, Reals, Var

from models.case import Case
from models.derive import all_zone_series, supply_data, supply_rules
from models.notation import THOUSAND, Relation, limit
from models.supply.build import add_supply
from models.supply.direction import add_directions


def add_supply_blocks(m: ConcreteModel, case: Case) -> None:
    """One supply problem per (site, cooling, stage), inside the model."""
    series, rules = all_zone_series(case), supply_rules(case)
    m.Supply = Block(m.OPTIONS)
    m.supply_terms = {}
    for s, k, t in m.OPTIONS:
        site = case.sites[s]
        data = supply_data(case, site, k, t, series[t, str(site.zone)])
        m.supply_terms[s, k, t] = add_supply(m.Supply[s, k, t], rules, data)
        add_directions(m.Supply[s, k, t], rules, data)
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
    carbon, water = case.policy.carbon_cap_t_per_year, case.policy.water_cap_m3_per_year
    m.carbon_allowed_in_use = Constraint(m.SiteCarbon.index_set(), limit(carbon), rule=carbon_allowed_in_use)
    m.water_allowed_in_use = Constraint(m.SiteWater.index_set(), limit(water), rule=water_allowed_in_use)
    m.supply_terms = {option: {"supply": m.SupplyCost[option]} for option in m.OPTIONS}


def carbon_allowed_in_use(m: ConcreteModel, site: str, cooling: str, stage: str, cap_t: float) -> Relation:
    r"""$e_{skt} \le \bar E u_{skt}$, kt a year: what is not in use has no allowance for a cut to pay it for."""
    return m.SiteCarbon[site, cooling, stage] <= cap_t / THOUSAND * m.UseCooling[site, cooling, stage]


def water_allowed_in_use(m: ConcreteModel, site: str, cooling: str, stage: str, cap_m3: float) -> Relation:
    r"""$a_{skt} \le \bar A u_{skt}$, thousand m3 a year."""
    return m.SiteWater[site, cooling, stage] <= cap_m3 / THOUSAND * m.UseCooling[site, cooling, stage]


def supply_meets_draw(m: ConcreteModel, site: str, cooling: str, stage: str) -> Relation:
    """The supply problem powers the site's average IT draw, MW."""
    return m.Supply[site, cooling, stage].ItDraw == m.ItDraw[site, cooling, stage]
