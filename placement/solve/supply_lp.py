"""One site's supply problem as a linear programme of its own: its least cost, and the cut that cost gives."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyomo.environ import Var

from models.case import Case
from models.derive import usable_headroom_mw, zone_series
from models.supply import PENALTY_MEUR, Resource
from placement.solve.answers import SolverTrouble
from placement.solve.formulate import build_supply
from placement.solve.highs_problem import HighsProblem, OptionValue, Outcome
from placement.solve.last_basis import packed, unpacked
from placement.solve.standard_form import compile_model
from placement.solve.supply_cut import SAME, Ask, Option, SupplyCut, is_beyond, is_same
from placement.solve.supply_plan import SupplyPlan, read_supply

PRIMAL_SIMPLEX, DUAL_SIMPLEX = 4, 1
RESTARTS: tuple[dict[str, OptionValue], ...] = (
    {"simplex_strategy": PRIMAL_SIMPLEX},
    {"simplex_strategy": DUAL_SIMPLEX},
    {"simplex_strategy": DUAL_SIMPLEX, "presolve": "off"},
    {"solver": "ipm", "presolve": "on"},
)
"""Measured on 576 hours: primal simplex after presolve takes half the time of dual, interior point twice."""
LARGE = 50_000
"""Rows from which interior points come first: 8760 hours take HiPO half a minute, IPX over one, simplex over two."""
RESTARTS_OF_LARGE: tuple[dict[str, OptionValue], ...] = (
    {"solver": "hipo", "run_crossover": "off", "user_objective_scale": 12},
    {"solver": "ipx", "run_crossover": "off"},
    *RESTARTS,
)
"""Costs times 2^12: in MEUR they reach down to 6e-8, and HiPO stood still on some programmes, 1e-6 from the duals."""
USUAL: dict[str, OptionValue] = {
    "solver": "choose",
    "presolve": "choose",
    "run_crossover": "on",
    "user_objective_scale": 0,
}
KEPT = 1e-6
"""An allowance is kept when it is passed by no more, kt of carbon or thousand m3 of water."""


@dataclass(frozen=True, slots=True)
class PricedSupply:
    """V at an ask, MEUR a year, penalties included; with nothing over, the allowances hold."""

    cost_meur: float
    cuts: tuple[SupplyCut, ...]
    """One for each stage that the programme serves; where no supply keeps the allowances, one more that says so."""
    over_carbon_kt: float = 0.0
    over_water_thousand_m3: float = 0.0


class SupplyLp:
    """V(x, e, w) of one site and cooling, MEUR a year for x MW of average IT draw, in every stage whose hours agree.

    Stages differ only by headroom, a right-hand side as x and the allowances are: one programme serves them all,
    and the duals of one stage bound the others (`SupplyCut` for each).
    """

    def __init__(self, case: Case, site: str, cooling: str, stages: Sequence[str]) -> None:
        """Build and compile it once; each `price` re-solves from the last basis."""
        self._case = case
        self.options: dict[str, Option] = {t: (site, cooling, t) for t in stages}
        self._headroom = _headroom_mw(case, site, stages)
        self.model = build_supply(case, site, cooling, stages[0])
        self.problem = HighsProblem(compile_model(self.model), threads=1, listens=False)
        self._restarts = RESTARTS_OF_LARGE if self.is_large else RESTARTS
        column = self.problem.form.column_of()
        row = {id(c): i for i, c in enumerate(self.problem.form.rows)}
        self._draw = column[id(self.model.ItDraw)]
        connection = [row[id(c)] for c in self.model.grid_import_within_headroom.values()]
        self._connection = np.array(connection, dtype=np.int32)
        within = self.model.carbon_within_allowance, self.model.water_within_allowance
        self._allowance: dict[Resource, int] = {r: row[id(c)] for rule in within for r, c in rule.items()}
        self._over: dict[Resource, int] = {r: column[id(v)] for r, v in self.model.OverAllowance.items()}
        self._values: Any = None
        self._largest_mw: dict[str, float] = {}
        self._kept: dict[str, tuple[Ask, NDArray[np.float64]]] = {}

    @property
    def is_large(self) -> bool:
        """Whether interior points solve it faster than simplex does."""
        return bool(self.problem.form.matrix.shape[0] >= LARGE)

    def begin_at(self, basis: bytes | None) -> None:
        """Let the next run begin where one of a like programme ended; a basis of another shape is left aside."""
        start = None if basis is None or self.is_large else unpacked(basis, self.problem.highs)
        if start is not None:
            self.problem.start_from(start)

    def ended_at(self) -> bytes | None:
        """Where the last run ended; None for interior points, which cannot begin there."""
        return None if self.is_large else packed(self.problem.highs)

    def price(self, stage: str, ask: Ask) -> PricedSupply | None:
        """Least cost in the stage, and the cut its duals give in every stage; None where no supply can meet x."""
        met = self._solve(stage, ask)
        if met is None:
            return None
        ask, cost = met
        over = {r: max(0.0, float(self._values[j])) for r, j in self._over.items()}
        if max(over.values(), default=0.0) == 0.0:
            self._kept[stage] = ask, self._values
        cuts = self._cuts(stage, ask, cost, of_cost=True)
        if max(over.values(), default=0.0) > KEPT:
            cuts += self._need_cuts(stage, ask)
        return PricedSupply(cost, cuts, over.get("carbon", 0.0), over.get("water", 0.0))

    def _need_cuts(self, stage: str, ask: Ask) -> tuple[SupplyCut, ...]:
        """What must be over the allowances, whatever it costs to keep within them; nothing where they can be kept."""
        needs = np.zeros_like(self.problem.form.cost)
        needs[list(self._over.values())] = 1.0
        with self._costs(needs):
            need = self._answer_surely().objective
            if need is None:
                raise SolverTrouble(f"what {self.options[stage]} needs of {ask} was not found")
            return self._cuts(stage, ask, need, of_cost=False) if need > KEPT else ()

    def _cuts(self, stage: str, ask: Ask, cost: float, of_cost: bool) -> tuple[SupplyCut, ...]:
        solution = self.problem.highs.getSolution()
        row_dual = np.array(solution.row_dual)
        slope = float(np.array(solution.col_dual)[self._draw])
        # Rounding may leave such a slope a hair above 0.
        saved = {r: min(0.0, float(row_dual[row])) for r, row in self._allowance.items()}
        carbon, water = saved.get("carbon", 0.0), saved.get("water", 0.0)
        shadow = row_dual[self._connection]
        here = cost - slope * ask.it_draw_mw - carbon * (ask.carbon_kt or 0.0) - water * (ask.water_thousand_m3 or 0.0)
        moved = {t: float(shadow @ (self._headroom[t] - self._headroom[stage])) for t in self.options}
        # Rounding may leave an intercept a hair above V(0) = 0, where the cut would cut off a closed site.
        intercepts = {t: min(0.0, here + moved[t]) for t in self.options}
        return tuple(SupplyCut(o, slope, intercepts[t], carbon, water, of_cost) for t, o in self.options.items())

    def largest_draw_mw(self, stage: str) -> float:
        """The largest x that any supply can meet in the stage, whatever the allowances."""
        if stage not in self._largest_mw:
            self._largest_mw[stage] = self._find_largest_draw_mw(stage)
        return self._largest_mw[stage]

    def _find_largest_draw_mw(self, stage: str) -> float:
        self._set(stage, Ask(0.0))
        self.problem.highs.changeColBounds(self._draw, 0.0, float("inf"))
        towards = np.zeros_like(self.problem.form.cost)
        towards[self._draw] = -1.0
        with self._costs(towards):
            outcome = self._answer_surely()
        if outcome.values is None:
            raise SolverTrouble(f"no largest IT draw for {self.options[stage]}: {outcome.status}")
        return float(outcome.values[self._draw])

    def plan(self, stage: str, ask: Ask) -> SupplyPlan:
        """The cheapest supply of x, nothing over any allowance; the one priced last, where that is what is asked."""
        model = self.load(stage, ask)
        return read_supply(model, model.terms)

    def load(self, stage: str, ask: Ask) -> Any:
        """A Pyomo model of its own with that supply in its variables."""
        known = self._kept.get(stage)
        if known is None or not is_same(known[0], ask):
            if self._solve(stage, ask, most_over=KEPT) is None:
                raise SolverTrouble(f"no supply for {ask} at {self.options[stage]}")
            known = ask, self._values
        model = build_supply(self._case, *self.options[stage])
        found = dict(zip(map(id, self.problem.form.columns), known[1].tolist(), strict=True))
        own = self.model.component_data_objects(Var)
        for variable, same in zip(model.component_data_objects(Var), own, strict=True):
            variable.set_value(found.get(id(same), same.value), skip_validation=True)
        return model

    def _set(self, stage: str, ask: Ask, most_over: float = float("inf")) -> None:
        highs = self.problem.highs
        if any(ask.allowance(r) is not None and r not in self._allowance for r in PENALTY_MEUR):
            raise ValueError(f"{ask} at {self.options[stage]}: the case has no such fleet cap")
        for row, upper in zip(self._connection.tolist(), self._headroom[stage].tolist(), strict=True):
            highs.changeRowBounds(row, -float("inf"), upper)
        highs.changeColBounds(self._draw, ask.it_draw_mw, ask.it_draw_mw)
        for r, row in self._allowance.items():
            limit = ask.allowance(r)
            highs.changeRowBounds(row, -float("inf"), float("inf") if limit is None else limit)
            highs.changeColBounds(self._over[r], 0.0, most_over)
            highs.changeColCost(self._over[r], ask.penalty * PENALTY_MEUR[r])

    @contextmanager
    def _costs(self, other: NDArray[np.float64]) -> Iterator[None]:
        """Another objective for a while; `_set` then gives the penalties anew."""
        highs, columns = self.problem.highs, np.arange(other.size, dtype=np.int32)
        highs.changeColsCost(len(columns), columns, other)
        try:
            yield
        finally:
            highs.changeColsCost(len(columns), columns, self.problem.form.cost)

    def _answers(self) -> Iterator[Outcome]:
        """From the last basis, then cold and by other algorithms; what ends in numerical trouble is no answer.

        Raises SolverTrouble after the last.
        """
        trouble, first = "", self._restarts[0]
        for attempt in self._restarts:
            for option, value in (USUAL | attempt).items():
                self.problem.set(option, value)
            if attempt is not first:
                self.problem.highs.clearSolver()
            try:
                outcome = self.problem.run(lambda: False, twice=False)
            except SolverTrouble as caught:
                trouble = str(caught)
                continue
            trouble = outcome.status
            yield outcome
        raise SolverTrouble(f"supply of {next(iter(self.options.values()))}: {trouble}, also after restarts")

    def _answer_surely(self) -> Outcome:
        """An optimum, or infeasible by the word of two algorithms."""
        answers = self._answers()
        one = next(answers)
        return one if one.status == "optimal" else next(answers)

    def _solve(self, stage: str, ask: Ask, most_over: float = float("inf")) -> tuple[Ask, float] | None:
        """What was met, the ask but for rounding at the largest draw, and its cost.

        Infeasible is taken for an answer only where x is more than the largest draw, which is found once.
        """
        self._set(stage, ask, most_over)
        outcome = next(self._answers())
        if outcome.status == "infeasible":
            largest = self.largest_draw_mw(stage)
            if is_beyond(ask.it_draw_mw, largest):
                return None
            ask = replace(ask, it_draw_mw=min(ask.it_draw_mw, largest * (1 - SAME)))
            self._set(stage, ask, most_over)
            outcome = self._answer_surely()
        if outcome.status == "infeasible":
            return None
        if outcome.objective is None or outcome.values is None:
            raise SolverTrouble(f"supply of {self.options[stage]} at {ask} ended {outcome.status}")
        self._values = outcome.values
        return ask, outcome.objective


def _headroom_mw(case: Case, site: str, stages: Sequence[str]) -> dict[str, NDArray[np.float64]]:
    """By stage; their hours agree."""
    place = case.sites[site]
    series = zone_series(case, stages[0], str(place.zone))
    return {t.stage: usable_headroom_mw(case, place, t, series) for t in case.stages if t.stage in stages}
