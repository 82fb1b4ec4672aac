"""The one file that imports the builders of `models`."""

from collections.abc import Callable

from pyomo.common.errors import InfeasibleConstraintException
from pyomo.common.gc_manager import PauseGC
from pyomo.environ import ConcreteModel

from models.build import build, build_master, build_supply
from models.case import Case
from models.reach import ReachCut, room_within_reach
from models.survival import LossCut, rescue_kh100e
from placement.solve.answers import Infeasible
from placement.solve.standard_form import StandardForm, compile_model

Builder = Callable[[Case, tuple[LossCut, ...]], ConcreteModel]

__all__ = [
    "LossCut",
    "ReachCut",
    "build",
    "build_master",
    "build_supply",
    "formulate",
    "rescue_kh100e",
    "room_within_reach",
]


def formulate(builder: Builder, case: Case, loss_cuts: tuple[LossCut, ...]) -> tuple[ConcreteModel, StandardForm]:
    """Build a model of the case and compile it.

    Raises Infeasible where a row without variables is plainly false: Pyomo refuses such a model.
    """
    try:
        with PauseGC():  # nothing is garbage yet, and looking for it takes a third of the time
            model = builder(case, loss_cuts)
            return model, compile_model(model)
    except InfeasibleConstraintException as refused:
        raise Infeasible(()) from refused
    except ValueError as refused:
        if "always infeasible" not in str(refused):
            raise
        raise Infeasible(()) from refused
