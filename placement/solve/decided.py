"""What a method hands over: a model that holds the best plan, and what is proven of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pyomo.environ import ConcreteModel

from models.case import Case
from placement.solve.start import Start
from placement.solve.supply_cut import Option
from placement.solve.supply_plan import SupplyPlan

PlanStatus = Literal["optimal", "time_limit", "interrupted", "unproven"]
"""Unproven: trouble, numerical or with workers, ended the solve with a plan before its gap was what was asked for."""


@dataclass(frozen=True, eq=False)
class Decided:
    """The best plan of a method, still in Pyomo: it does not leave the solving layer."""

    status: PlanStatus
    method: Literal["monolithic", "decomposed"]
    case: Case
    """The case that the model is of: the one solved, or its part on the sites of the plan."""
    model: ConcreteModel
    """Siting, compute, service and funding, values loaded."""
    supply: Mapping[Option, SupplyPlan]
    """Of each open (site, cooling, stage)."""
    objective_meur: float
    """Cost of the plan."""
    bound_meur: float
    """A valid lower bound of the model that was solved."""
    log: tuple[str, ...]
    start: Start | None = None
    """For a like case, where the method leaves one."""
