"""One site's supply problem as a linear programme of its own: its least cost, and the cut that cost gives."""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from models.case import Case
from placement.solve.answers import SolverTrouble
from placement.solve.formulate import build_supply
from placement.solve.highs_problem import HighsProblem
from placement.solve.standard_form import compile_model

PRIMAL_SIMPLEX = 4

Option: TypeAlias = tuple[str, str, str]
"""(site, cooling, stage)."""


@dataclass(frozen=True, slots=True)
class SupplyCut:
    """SupplyCost >= slope x + intercept u: tangent when the option is used, valid when it is not.

    With x = 0 wherever u = 0 and intercept <= V(0) = 0, it is tighter than the plain tangent.
    """

    option: Option
    slope_meur_per_mw: float
    intercept_meur: float


class SupplyLp:
    """V(x) of one (site, cooling, stage), MEUR a year for x MW of average IT draw."""

    def __init__(self, case: Case, option: Option) -> None:
        """Build and compile it once; each `price` re-solves from the last basis."""
        self.option = option
        self.model = build_supply(case, *option)
        self.problem = HighsProblem(compile_model(self.model), threads=1)
        # Measured on 576 hours: primal simplex after presolve takes half the time of dual, interior point twice.
        self.problem.set("simplex_strategy", PRIMAL_SIMPLEX)
        self._draw = self.problem.form.column_of()[id(self.model.ItDraw)]
        self._cost = self.problem.form.cost
        self._values: Any = None

    def price(self, it_draw_mw: float) -> tuple[float, SupplyCut] | None:
        """Least cost at x and the tangent there; None where no supply can meet x."""
        outcome = self._solve(it_draw_mw)
        if outcome is None:
            return None
        slope = float(self.problem.highs.getSolution().col_dual[self._draw])
        # Rounding may leave the intercept a hair above V(0) = 0, where the cut would cut off a closed site.
        intercept = min(0.0, outcome - slope * it_draw_mw)
        return outcome, SupplyCut(self.option, slope, intercept)

    def largest_draw_mw(self) -> float:
        """The largest x that any supply can meet."""
        highs, columns = self.problem.highs, np.arange(len(self._cost), dtype=np.int32)
        highs.changeColBounds(self._draw, 0.0, float("inf"))
        towards = np.zeros_like(self._cost)
        towards[self._draw] = -1.0
        highs.changeColsCost(len(columns), columns, towards)
        outcome = self.problem.run(lambda: False)
        highs.changeColsCost(len(columns), columns, self._cost)
        if outcome.values is None:
            raise SolverTrouble(f"no largest IT draw for {self.option}: {outcome.status}")
        return float(outcome.values[self._draw])

    def load(self, it_draw_mw: float) -> Any:
        """The Pyomo model with the cheapest supply of x in its variables."""
        if self._solve(it_draw_mw) is None:
            raise SolverTrouble(f"no supply for {it_draw_mw} MW at {self.option}")
        self.problem.form.load(self._values)
        return self.model

    def _solve(self, it_draw_mw: float) -> float | None:
        highs = self.problem.highs
        highs.changeColBounds(self._draw, it_draw_mw, it_draw_mw)
        outcome = self.problem.run(lambda: False)
        if outcome.status == "infeasible":
            highs.clearSolver()
            outcome = self.problem.run(lambda: False)
        if outcome.status == "infeasible":
            return None
        if outcome.objective is None or outcome.values is None:
            raise SolverTrouble(f"supply of {self.option} at {it_draw_mw} MW ended {outcome.status}")
        self._values = outcome.values
        return outcome.objective
