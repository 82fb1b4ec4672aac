"""One site's supply problem as a linear programme of its own: its least cost, and the cut that cost gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from models.case import Case
from models.derive import usable_headroom_mw, zone_series
from placement.solve.answers import SolverTrouble
from placement.solve.formulate import build_supply
from placement.solve.highs_problem import HighsProblem, OptionValue, Outcome
from placement.solve.standard_form import compile_model

PRIMAL_SIMPLEX, DUAL_SIMPLEX = 4, 1
RESTARTS: tuple[dict[str, OptionValue], ...] = (
    {"simplex_strategy": PRIMAL_SIMPLEX},
    {"simplex_strategy": DUAL_SIMPLEX},
    {"simplex_strategy": DUAL_SIMPLEX, "presolve": "off"},
    {"solver": "ipm", "presolve": "on"},
)
"""Measured on 576 hours: primal simplex after presolve takes half the time of dual, interior point twice."""
USUAL: dict[str, OptionValue] = {"solver": "choose", "presolve": "choose"}

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
    """V(x) of one site and cooling, MEUR a year for x MW of average IT draw, in every stage whose hours agree.

    Stages differ only by headroom, a right-hand side: one programme serves them all, and the duals of one
    stage bound the others (`SupplyCut` for each).
    """

    def __init__(self, case: Case, site: str, cooling: str, stages: Sequence[str]) -> None:
        """Build and compile it once; each `price` re-solves from the last basis."""
        self.options: dict[str, Option] = {t: (site, cooling, t) for t in stages}
        self._headroom = {t: _headroom_mw(case, site, t) for t in stages}
        self.model = build_supply(case, site, cooling, stages[0])
        self.problem = HighsProblem(compile_model(self.model), threads=1, listens=False)
        self._draw = self.problem.form.column_of()[id(self.model.ItDraw)]
        row = {id(c): i for i, c in enumerate(self.problem.form.rows)}
        self._connection = np.array([row[id(self.model.grid_import_within_headroom[h])] for h in self.model.HOURS])
        self._cost = self.problem.form.cost
        self._values: Any = None

    def price(self, stage: str, it_draw_mw: float) -> tuple[float, list[SupplyCut]] | None:
        """Least cost at x in the stage, and the cut its duals give in every stage; None where no supply can meet x."""
        cost = self._solve(stage, it_draw_mw)
        if cost is None:
            return None
        solution = self.problem.highs.getSolution()
        slope = float(np.array(solution.col_dual)[self._draw])
        shadow = np.array(solution.row_dual)[self._connection]
        here = self._headroom[stage]
        # Rounding may leave an intercept a hair above V(0) = 0, where the cut would cut off a closed site.
        cuts = [
            SupplyCut(option, slope, min(0.0, cost - slope * it_draw_mw + float(shadow @ (self._headroom[t] - here))))
            for t, option in self.options.items()
        ]
        return cost, cuts

    def largest_draw_mw(self, stage: str) -> float:
        """The largest x that any supply can meet in the stage."""
        highs, columns = self.problem.highs, np.arange(len(self._cost), dtype=np.int32)
        self._set_headroom(stage)
        highs.changeColBounds(self._draw, 0.0, float("inf"))
        towards = np.zeros_like(self._cost)
        towards[self._draw] = -1.0
        highs.changeColsCost(len(columns), columns, towards)
        outcome = self._answer()
        highs.changeColsCost(len(columns), columns, self._cost)
        if outcome.values is None:
            raise SolverTrouble(f"no largest IT draw for {self.options[stage]}: {outcome.status}")
        return float(outcome.values[self._draw])

    def load(self, stage: str, it_draw_mw: float) -> Any:
        """A Pyomo model of its own with the cheapest supply of x in its variables."""
        if self._solve(stage, it_draw_mw) is None:
            raise SolverTrouble(f"no supply for {it_draw_mw} MW at {self.options[stage]}")
        model = self.model.clone()
        columns = [model.find_component(v) for v in self.problem.form.columns]
        for variable, value in zip(columns, self._values.tolist(), strict=True):
            variable.set_value(value, skip_validation=True)
        return model

    def _set_headroom(self, stage: str) -> None:
        for row, upper in zip(self._connection.tolist(), self._headroom[stage].tolist(), strict=True):
            self.problem.highs.changeRowBounds(row, -float("inf"), upper)

    def _answer(self) -> Outcome:
        """Run from the last basis; on numerical trouble, or where it says infeasible, cold and by other algorithms."""
        trouble = ""
        for attempt in RESTARTS:
            for option, value in (USUAL | attempt).items():
                self.problem.set(option, value)
            if attempt is not RESTARTS[0]:
                self.problem.highs.clearSolver()
            try:
                outcome = self.problem.run(lambda: False)
            except SolverTrouble as caught:
                trouble = str(caught)
                continue
            if outcome.status == "optimal" or (outcome.status == "infeasible" and attempt is not RESTARTS[0]):
                return outcome
            trouble = outcome.status
        raise SolverTrouble(f"supply of {next(iter(self.options.values()))}: {trouble}, also after restarts")

    def _solve(self, stage: str, it_draw_mw: float) -> float | None:
        highs = self.problem.highs
        self._set_headroom(stage)
        highs.changeColBounds(self._draw, it_draw_mw, it_draw_mw)
        outcome = self._answer()
        if outcome.status == "infeasible":
            return None
        if outcome.objective is None or outcome.values is None:
            raise SolverTrouble(f"supply of {self.options[stage]} at {it_draw_mw} MW ended {outcome.status}")
        self._values = outcome.values
        return outcome.objective


def _headroom_mw(case: Case, site: str, stage: str) -> NDArray[np.float64]:
    place = case.sites[site]
    t = next(t for t in case.stages if t.stage == stage)
    return usable_headroom_mw(case, place, t, zone_series(case, stage, str(place.zone)))
