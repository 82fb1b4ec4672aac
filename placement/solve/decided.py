"""What a method hands over: a model that holds the best plan, and what is proven of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pyomo.environ import ConcreteModel

from placement.solve.supply_lp import Option

PlanStatus = Literal["optimal", "time_limit", "interrupted"]


@dataclass(frozen=True, eq=False)
class Decided:
    """The best plan of a method, still in Pyomo: it does not leave the solving layer."""

    status: PlanStatus
    method: Literal["monolithic", "decomposed"]
    model: ConcreteModel
    """Siting, compute, service and funding, values loaded."""
    supply: Mapping[Option, Any]
    """The supply problem of each open (site, cooling, stage), values loaded."""
    bound_meur: float
    """A valid lower bound of the model that was solved."""
    log: tuple[str, ...]
