"""Fleet: limits that bind all sites together, and the price rise of a zone."""

from pyomo.environ import ConcreteModel, Constraint, NonNegativeReals, Param, Set, Var, quicksum

from models.capital import facility_peak_mw
from models.case import Case
from models.derive import mean_pue, zone_series
from models.notation import MILLION, THOUSAND, Linear, Relation, limit, stated
from models.siting import open_sites_of, site_built_mw


def add_fleet(m: ConcreteModel, case: Case) -> None:
    """Caps on carbon and water, shares of states, and PriceRise[z, t]."""
    policy = case.policy
    m.carbon_within_cap = Constraint(m.STAGES, limit(policy.carbon_cap_t_per_year), rule=carbon_within_cap)
    m.water_within_cap = Constraint(m.STAGES, limit(policy.water_cap_m3_per_year), rule=water_within_cap)
    m.state_within_share = Constraint(m.STATES, m.STAGES, limit(policy.max_state_share), rule=state_within_share)
    m.peak_load_mw = Param(
        m.STATES, initialize={c.state: c.peak_load_mw for c in case.states.values() if c.peak_load_mw is not None}
    )
    with_peak = [c for c in m.STATES if c in m.peak_load_mw]
    m.state_within_peak_share = Constraint(
        with_peak, m.STAGES, limit(policy.max_share_of_state_peak), rule=state_within_peak_share
    )
    alone = [(s, t) for s, t in m.POWERED_OPENINGS if case.sites[s].state in m.peak_load_mw]
    m.state_of = {s.site: s.state for s in case.sites.values()}
    m.site_within_peak_share = Constraint(alone, limit(policy.max_share_of_state_peak), rule=site_within_peak_share)
    _add_price_rise(m, case)


def _add_price_rise(m: ConcreteModel, case: Case) -> None:
    """Its pieces: lines through (L_i, slope L_i^2) and (L_i+1, slope L_i+1^2)."""
    policy = case.policy
    rising = policy.price_slope_eur_per_mwh_per_gw > 0
    zone_of = {s: case.sites[s].zone for s, _, _ in m.OPTIONS}
    zones = dict.fromkeys((zone_of[s], t) for s, _, t in m.OPTIONS) if rising else {}
    m.RISING = Set(dimen=2, initialize=list(zones))
    m.RISING_OPTIONS = Set(
        m.RISING,
        dimen=2,
        initialize={(z, t): [(s, k) for s, k, u in m.OPTIONS if (zone_of[s], u) == (z, t)] for z, t in zones},
    )
    m.mean_pue = Param(
        m.OPTIONS,
        initialize={
            (s, k, t): mean_pue(case, case.sites[s], case.cooling[k], zone_series(case, t, str(zone_of[s])))
            for s, k, t in (m.OPTIONS if rising else [])
        },
    )
    step, scale = policy.price_slope_step_mw, policy.price_slope_eur_per_mwh_per_gw / THOUSAND * case.hours_per_year
    pieces = [
        (scale * step * (2 * i + 1) / MILLION, -scale * step * step * i * (i + 1) / MILLION)
        for i in range(policy.price_slope_steps)
    ]
    m.PriceRise = Var(m.RISING, domain=NonNegativeReals)
    m.price_rise_above_piece = Constraint(m.RISING, pieces, rule=price_rise_above_piece)


def zone_load_mw(m: ConcreteModel, zone: str, stage: str) -> Linear:
    """Average new load of the fleet in the zone, MW."""
    return quicksum(m.mean_pue[s, k, stage] * m.ItDraw[s, k, stage] for s, k in m.RISING_OPTIONS[zone, stage])


def price_rise_above_piece(m: ConcreteModel, zone: str, stage: str, slope: float, intercept: float) -> Relation:
    r"""$R_{zt} \ge a_i L_{zt} + b_i$, MEUR a year: dearer power for all of the fleet's load in the zone."""
    return m.PriceRise[zone, stage] >= slope * zone_load_mw(m, zone, stage) + intercept


def options_in(m: ConcreteModel, stage: str) -> list[tuple[str, str]]:
    """(site, cooling) that may stand in the stage."""
    return [(s, k) for s, t in m.POWERED_OPENINGS if t == stage for k in m.COOLINGS_AT[s, t]]


def carbon_within_cap(m: ConcreteModel, stage: str, cap_t: float) -> Relation:
    r"""$\sum_{s,k} E_{skt} \le \bar E$, kt a year, in the account of the case."""
    return stated(quicksum(m.SiteCarbon[s, k, stage] for s, k in options_in(m, stage)) <= cap_t / THOUSAND)


def water_within_cap(m: ConcreteModel, stage: str, cap_m3: float) -> Relation:
    r"""$\sum_{s,k} A_{skt} \le \bar A$, thousand m3 a year."""
    return stated(quicksum(m.SiteWater[s, k, stage] for s, k in options_in(m, stage)) <= cap_m3 / THOUSAND)


def state_within_share(m: ConcreteModel, state: str, stage: str, share: float) -> Relation:
    r"""$\sum_{s \in c} P_{st} \le \bar\sigma \sum_s P_{st}$, MW."""
    own = quicksum(site_built_mw(m, s, stage) for s in open_sites_of(m, state, stage))
    return stated(own <= share * quicksum(site_built_mw(m, s, stage) for s in m.SITES_OPEN_IN[stage]))


def state_within_peak_share(m: ConcreteModel, state: str, stage: str, share: float) -> Relation:
    r"""$\sum_{s \in c} \sum_k \hat\pi_{sk} P_{skt} \le \bar\alpha \hat L_c$, MW: new load against the state's peak."""
    peak = quicksum(facility_peak_mw(m, s, stage) for s in open_sites_of(m, state, stage))
    return stated(peak <= share * m.peak_load_mw[state])


def site_within_peak_share(m: ConcreteModel, site: str, stage: str, share: float) -> Relation:
    r"""$\sum_k \hat\pi_{sk} P_{skt} \le \bar\alpha \hat L_c o_{st}$, MW.

    Whole plans keep it by the row of the state; it stops the relaxation from opening a part of a site too large for it.
    """
    return facility_peak_mw(m, site, stage) <= share * m.peak_load_mw[m.state_of[site]] * m.OpenSite[site, stage]
