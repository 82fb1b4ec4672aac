"""Allowances: what a fleet cap leaves one site of carbon and water. In the site's own programme only.

They are elastic, at a penalty: every allowance then has a cost, its duals give a cut, and nothing over says that it
was kept.
"""

from typing import Literal, TypeAlias

from pyomo.environ import ConcreteModel, Constraint, NonNegativeReals, Param, Set, Var, quicksum

from models.notation import Linear, Relation
from models.settings import Policy

Resource: TypeAlias = Literal["carbon", "water"]
CARBON: Resource = "carbon"
WATER: Resource = "water"
PENALTY_MEUR: dict[Resource, float] = {CARBON: 100.0, WATER: 10.0}
"""Per kt of carbon (100,000 EUR/t) and per thousand m3 of water (10,000 EUR/m3): far above the cost of saving one."""


def capped_resources(policy: Policy) -> tuple[Resource, ...]:
    """What the fleet has a cap on."""
    cap = {CARBON: policy.carbon_cap_t_per_year, WATER: policy.water_cap_m3_per_year}
    return tuple(resource for resource, most in cap.items() if most is not None)


def add_allowances(m: ConcreteModel, resources: tuple[Resource, ...]) -> Linear:
    """OverAllowance of each resource; gives its penalty, MEUR a year. The allowances are set by whoever asks."""
    m.CAPPED = Set(dimen=1, initialize=resources)
    m.CARBON_CAPPED = Set(dimen=1, initialize=[r for r in resources if r == CARBON])
    m.WATER_CAPPED = Set(dimen=1, initialize=[r for r in resources if r == WATER])
    m.allowance = Param(m.CAPPED, initialize=0.0, mutable=True)
    m.OverAllowance = Var(m.CAPPED, domain=NonNegativeReals)
    m.carbon_within_allowance = Constraint(m.CARBON_CAPPED, rule=carbon_within_allowance)
    m.water_within_allowance = Constraint(m.WATER_CAPPED, rule=water_within_allowance)
    return quicksum(PENALTY_MEUR[r] * m.OverAllowance[r] for r in resources)


def carbon_within_allowance(m: ConcreteModel, resource: str) -> Relation:
    r"""$E \le e + o_E$, kt a year, with $o_E$ what is over."""
    return m.Carbon - m.OverAllowance[resource] <= m.allowance[resource]


def water_within_allowance(m: ConcreteModel, resource: str) -> Relation:
    r"""$A \le a + o_A$, thousand m3 a year, with $o_A$ what is over."""
    return m.Water - m.OverAllowance[resource] <= m.allowance[resource]
