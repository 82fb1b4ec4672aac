"""Compute: what is bought, what is alive, what it can do."""

from pyomo.environ import ConcreteModel, Constraint, NonNegativeReals, Param, Var, quicksum

from models.case import Case
from models.derive import alive_share, busy_share
from models.notation import THOUSAND, Linear, Relation, stated
from models.siting import built_mw


def add_compute(m: ConcreteModel, case: Case) -> None:
    """Bought, Alive, Busy, Work and ItDraw; accelerators in thousands."""
    _add_compute_parameters(m, case)
    m.Bought = Var(m.PURCHASES, domain=NonNegativeReals)
    m.Alive = Var(m.PURCHASES, domain=NonNegativeReals)
    m.Busy = Var(m.EQUIPMENT, domain=NonNegativeReals)
    m.Work = Var(m.EQUIPMENT, m.KINDS, domain=NonNegativeReals)
    m.ItDraw = Var(m.OPTIONS, domain=NonNegativeReals)
    m.alive_is_left_of_bought = Constraint(m.PURCHASES, rule=alive_is_left_of_bought)
    m.busy_is_left_of_bought = Constraint(m.EQUIPMENT, rule=busy_is_left_of_bought)
    m.work_within_busy = Constraint(m.EQUIPMENT, rule=work_within_busy)
    m.nameplate_within_built = Constraint(m.OPTIONS, rule=nameplate_within_built)
    m.draw_follows_nameplate = Constraint(m.OPTIONS, rule=draw_follows_nameplate)
    limited = [g.accelerator for g in case.accelerators.values() if g.supply_per_stage is not None]
    m.bought_within_world_supply = Constraint(limited, m.STAGES, rule=bought_within_world_supply)
    some = [(g, s, k, t) for g, s, k, t in m.PURCHASES if g in m.supply_thousand]
    m.bought_in_use_within_world_supply = Constraint(some, rule=bought_in_use_within_world_supply)
    m.site_is_a_gigafactory = Constraint(m.POWERED_OPENINGS, rule=site_is_a_gigafactory)


def _add_compute_parameters(m: ConcreteModel, case: Case) -> None:
    generations, policy = case.accelerators.values(), case.policy
    ages = [(g, u, t) for g in generations for u in case.stages for t in case.stages]
    m.load_factor = Param(initialize=case.operation.load_factor)
    m.it_kw = Param(m.ACCELERATORS, initialize={g.accelerator: g.it_kw for g in generations})
    m.supply_thousand = Param(
        m.ACCELERATORS,
        initialize={
            g.accelerator: g.supply_per_stage / THOUSAND for g in generations if g.supply_per_stage is not None
        },
    )
    m.h100e = Param(
        m.ACCELERATORS,
        m.KINDS,
        initialize={(g.accelerator, "training"): g.h100e_training for g in generations}
        | {(g.accelerator, "inference"): g.h100e_inference for g in generations},
    )
    m.alive_share = Param(
        m.ACCELERATORS,
        m.STAGES,
        m.STAGES,
        initialize={(g.accelerator, u.stage, t.stage): alive_share(g.life_years, u, t) for g, u, t in ages},
    )
    m.busy_share = Param(
        m.ACCELERATORS,
        m.STAGES,
        m.STAGES,
        initialize={(g.accelerator, u.stage, t.stage): busy_share(case, g, u, t) for g, u, t in ages},
    )
    m.gigafactory_minimum_thousand = Param(initialize=policy.gigafactory_minimum / THOUSAND)
    m.size_per_accelerator = Param(
        m.ACCELERATORS,
        initialize={
            g.accelerator: g.h100e_training if policy.gigafactory_unit == "h100e" else 1.0 for g in generations
        },
    )


def nameplate_mw(m: ConcreteModel, site: str, cooling: str, stage: str) -> Linear:
    """IT power of the accelerators alive, MW: kW each times thousands of them."""
    return quicksum(m.it_kw[g] * m.Alive[g, site, cooling, stage] for g in m.GENERATIONS_WITH[site, cooling, stage])


def alive_is_left_of_bought(m: ConcreteModel, generation: str, site: str, cooling: str, stage: str) -> Relation:
    r"""$a_{gskt} = \sum_{u \le t} A_{gut} n_{gsku}$, thousand accelerators."""
    return m.Alive[generation, site, cooling, stage] == quicksum(
        m.alive_share[generation, u, stage] * m.Bought[generation, site, cooling, u]
        for u in m.COHORTS[generation, site, cooling, stage]
    )


def busy_is_left_of_bought(m: ConcreteModel, generation: str, site: str, stage: str) -> Relation:
    r"""$y_{gst} = \sum_k \sum_{u \le t} B_{gut} n_{gsku}$: availability, utilisation and ramp, thousand."""
    return m.Busy[generation, site, stage] == quicksum(
        m.busy_share[generation, u, stage] * m.Bought[generation, site, k, u]
        for k in m.COOLINGS_OF[generation, site, stage]
        for u in m.COHORTS[generation, site, k, stage]
    )


def work_within_busy(m: ConcreteModel, generation: str, site: str, stage: str) -> Relation:
    r"""$\sum_\kappa w_{gs\kappa t} \le y_{gst}$: an accelerator does one kind of work at a time, thousand."""
    return quicksum(m.Work[generation, site, stage, kind] for kind in m.KINDS) <= m.Busy[generation, site, stage]


def nameplate_within_built(m: ConcreteModel, site: str, cooling: str, stage: str) -> Relation:
    r"""Accelerators alive fit the built IT power: $\sum_g p_g a_{gskt} \le \beta b_{skt}$, MW."""
    return nameplate_mw(m, site, cooling, stage) <= built_mw(m, site, cooling, stage)


def draw_follows_nameplate(m: ConcreteModel, site: str, cooling: str, stage: str) -> Relation:
    r"""Average IT draw: $x_{skt} = \lambda \sum_g p_g a_{gskt}$, MW, $\lambda$ the load factor."""
    return m.ItDraw[site, cooling, stage] == m.load_factor * nameplate_mw(m, site, cooling, stage)


def bought_within_world_supply(m: ConcreteModel, generation: str, stage: str) -> Relation:
    r"""$\sum_{s,k} n_{gskt} \le \bar n_g$, thousand; with no place for the generation it holds by itself."""
    places = [(s, k) for g, s, t in m.EQUIPMENT if (g, t) == (generation, stage) for k in m.COOLINGS_OF[g, s, t]]
    return stated(quicksum(m.Bought[generation, s, k, stage] for s, k in places) <= m.supply_thousand[generation])


def bought_in_use_within_world_supply(
    m: ConcreteModel, generation: str, site: str, cooling: str, stage: str
) -> Relation:
    r"""$n_{gskt} \le \bar n_g u_{skt}$, thousand: implied for whole plans, and tighter in the relaxation."""
    return m.Bought[generation, site, cooling, stage] <= (
        m.supply_thousand[generation] * m.UseCooling[site, cooling, stage]
    )


def site_is_a_gigafactory(m: ConcreteModel, site: str, stage: str) -> Relation:
    r"""$\sum_{g,k} \sigma_g a_{gskt} \ge \underline G o_{st}$; $\sigma$ = 1 or H100e per accelerator, thousand."""
    size = quicksum(
        m.size_per_accelerator[g] * m.Alive[g, site, k, stage]
        for k in m.COOLINGS_AT[site, stage]
        for g in m.GENERATIONS_WITH[site, k, stage]
    )
    return size >= m.gigafactory_minimum_thousand * m.OpenSite[site, stage]
