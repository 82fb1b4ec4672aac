"""Capital: what each asset of a site costs when it is bought, million EUR."""

from pyomo.environ import ConcreteModel, Constraint, NonNegativeReals, Param, Set, Var, quicksum

from models.case import Case
from models.derive import alive_share, peak_pue
from models.notation import MILLION, Linear, Relation
from models.sets import CONNECTION, FACILITY
from models.settings import StateRules
from models.siting import built_mw


def add_capital(m: ConcreteModel, case: Case) -> None:
    """Capital[s, a, t]: paid at the start of stage t for asset a."""
    _add_capital_parameters(m, case)
    m.CAPITAL = Set(dimen=3, initialize=[(s, a, t) for s, t in m.POWERED_OPENINGS for a in m.ASSETS])
    m.Capital = Var(m.CAPITAL, domain=NonNegativeReals)
    m.capital_of_accelerators = Constraint(m.POWERED_OPENINGS, m.ACCELERATORS, rule=capital_of_accelerators)
    m.capital_of_facility = Constraint(m.POWERED_OPENINGS, rule=capital_of_facility)
    m.capital_of_connection = Constraint(m.POWERED_OPENINGS, rule=capital_of_connection)


def _add_capital_parameters(m: ConcreteModel, case: Case) -> None:
    o, sites = case.operation, case.sites
    stages = [t.stage for t in case.stages]
    opened = set(m.OPENINGS)
    earlier = {(s, t): [u for u in stages[: stages.index(t)][-1:] if (s, u) in opened] for s, t in m.OPENINGS}
    m.STAGE_BEFORE = Set(m.OPENINGS, initialize=earlier)
    m.accelerator_price_meur_per_thousand = Param(
        m.ACCELERATORS, initialize={g.accelerator: g.price_eur / 1e3 for g in case.accelerators.values()}
    )
    m.facility_meur_per_mw = Param(
        m.SITES,
        m.COOLING,
        initialize={
            (s.site, k.cooling): k.capital_eur_per_mw * case.states[s.state].construction_index / MILLION
            for s in sites.values()
            for k in case.cooling.values()
        },
    )
    m.peak_pue = Param(
        m.SITES,
        m.COOLING,
        initialize={
            (s, k): peak_pue(sites[s], case.cooling[k]) for s, k in dict.fromkeys((s, k) for s, k, _ in m.OPTIONS)
        },
    )
    m.connection_meur_per_mw = Param(
        m.SITES,
        initialize={
            s.site: (
                s.connection_eur_per_mw + case.state_rules.get(s.state, StateRules()).connection_deposit_eur_per_mw
            )
            / MILLION
            for s in sites.values()
        },
    )
    m.line_meur = Param(m.SITES, initialize={s.site: s.line_km * o.line_eur_per_km / MILLION for s in sites.values()})
    life = {g.accelerator: g.life_years for g in case.accelerators.values()}
    life |= {FACILITY: o.facility_life_years, CONNECTION: o.connection_life_years}
    m.asset_alive_share = Param(
        m.ASSETS,
        m.STAGES,
        m.STAGES,
        initialize={
            (a, u.stage, t.stage): alive_share(life[a], u, t)
            for a in m.ASSETS
            for u in case.stages
            for t in case.stages
        },
    )


def added_mw(m: ConcreteModel, site: str, cooling: str, stage: str) -> Linear:
    """IT power added at the start of the stage, MW."""
    before = quicksum(
        built_mw(m, site, cooling, u) for u in m.STAGE_BEFORE[site, stage] if (site, cooling, u) in m.OPTIONS
    )
    return built_mw(m, site, cooling, stage) - before


def facility_peak_mw(m: ConcreteModel, site: str, stage: str) -> Linear:
    """Power of the whole site on the design day with all that is built, MW."""
    return quicksum(m.peak_pue[site, k] * built_mw(m, site, k, stage) for k in m.COOLINGS_AT[site, stage])


def capital_of_accelerators(m: ConcreteModel, site: str, stage: str, generation: str) -> Relation:
    r"""$K_{sgt} = p_g \sum_k n_{gskt}$, MEUR (price per thousand accelerators)."""
    coolings = [k for k in m.COOLINGS_AT[site, stage] if (generation, site, k, stage) in m.PURCHASES]
    bought = quicksum(m.Bought[generation, site, k, stage] for k in coolings)
    return m.Capital[site, generation, stage] == m.accelerator_price_meur_per_thousand[generation] * bought


def capital_of_facility(m: ConcreteModel, site: str, stage: str) -> Relation:
    r"""$K_{s,facility,t} = \sum_k c_k \kappa_s \Delta P_{skt}$, MEUR; $\kappa$ the state's construction index."""
    return m.Capital[site, FACILITY, stage] == quicksum(
        m.facility_meur_per_mw[site, k] * added_mw(m, site, k, stage) for k in m.COOLINGS_AT[site, stage]
    )


def capital_of_connection(m: ConcreteModel, site: str, stage: str) -> Relation:
    r"""$K_{s,connection,t} = c_s \sum_k \hat\pi_{sk} \Delta P_{skt} + l_s \Delta o_{st}$, MEUR.

    The design day sizes the connection; the line is built once, when the site opens.
    """
    per_mw = quicksum(m.peak_pue[site, k] * added_mw(m, site, k, stage) for k in m.COOLINGS_AT[site, stage])
    opened = m.OpenSite[site, stage] - quicksum(m.OpenSite[site, u] for u in m.STAGE_BEFORE[site, stage])
    return m.Capital[site, CONNECTION, stage] == m.connection_meur_per_mw[site] * per_mw + m.line_meur[site] * opened
