"""One site's supply problem as a linear programme of its own: its least cost, and the cut that cost gives."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyomo.environ import Var

from models.case import Case
from placement.solve.answers import SolverTrouble
from placement.solve.formulate import build_supply
from placement.solve.highs_problem import OptionValue, Outcome
from placement.solve.last_basis import packed, unpacked
from placement.solve.supply_cut import SAME, Ask, SupplyCut, is_beyond, is_same
from placement.solve.supply_one_way import OneWaySupply
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
    duals: Mapping[bool, bytes] = field(default_factory=dict, compare=False)
    """What cuts of cost follow from, and those of need; not those of a battery that goes one way."""


class SupplyLp(OneWaySupply):
    """V(x, e, w) of one site and cooling, MEUR a year for x MW of average IT draw, in every stage whose hours agree.

    Stages differ only by headroom, a right-hand side as x and the allowances are: one programme serves them all,
    and the duals of one stage bound the others (`SupplyCut` for each).
    """

    def __init__(self, case: Case, site: str, cooling: str, stages: Sequence[str]) -> None:
        """Build and compile it once; each `price` re-solves from the last basis."""
        super().__init__(case, site, cooling, stages)
        self._restarts = RESTARTS_OF_LARGE if self.is_large else RESTARTS
        self.values: Any = None
        self._largest_mw: dict[str, float] = {}
        self._largest_duals: dict[str, bytes] = {}
        self._duals: dict[bool, bytes] = {}
        self._kept: dict[str, tuple[Ask, NDArray[np.float64]]] = {}
        """Supplies that may be written out: their battery goes one way at a time."""

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
        self._duals = {True: self.packed_duals()}
        cuts = self.cuts_of(stage, ask, cost, of_cost=True)
        if self._most_over() > KEPT:
            cuts += self._need_cuts(stage, ask)
        if self.battery.goes_both_ways(self.values):
            return self._price_one_way(stage, ask, cost, cuts) if ask.one_way else self._priced(cost, cuts)
        if self._most_over() == 0.0:
            self._keep(stage, ask)
        return self._priced(cost, cuts)

    def _priced(self, cost: float, cuts: tuple[SupplyCut, ...]) -> PricedSupply:
        over = {r: max(0.0, float(self.values[j])) for r, j in self.over.items()}
        return PricedSupply(cost, cuts, over.get("carbon", 0.0), over.get("water", 0.0), self._duals)

    def _most_over(self) -> float:
        """Over any allowance, kt or thousand m3, in the supply found last."""
        return max((max(0.0, float(self.values[j])) for j in self.over.values()), default=0.0)

    # ---- the battery one way at a time -------------------------------------------------------------------------

    def _price_one_way(self, stage: str, ask: Ask, cost: float, cuts: tuple[SupplyCut, ...]) -> PricedSupply | None:
        """`price` where the linear programme burns power; None where no battery that goes one way meets the ask."""
        found = self.go_one_way(stage, ask, cost, most_over=float("inf"))
        if found is None:
            return None
        if self._most_over() == 0.0:
            self._keep(stage, ask)
        if not self.is_good(found, cost):
            cuts += (self.directed_cut(stage, ask, found),)
        return self._priced(found.cost, cuts)

    def _keep(self, stage: str, ask: Ask) -> None:
        self._kept[stage] = replace(ask, one_way=True), self.values

    def _need_cuts(self, stage: str, ask: Ask) -> tuple[SupplyCut, ...]:
        """What must be over the allowances, whatever it costs to keep within them; nothing where they can be kept."""
        with self.costs(self.needs()):
            need = self.answer_surely().objective
            self._duals[False] = self.packed_duals()
            if need is None:
                raise SolverTrouble(f"what {self.options[stage]} needs of {ask} was not found")
            return self.cuts_of(stage, ask, need, of_cost=False) if need > KEPT else ()

    def cuts_of(self, stage: str, ask: Ask, cost: float, of_cost: bool) -> tuple[SupplyCut, ...]:
        """The tangents of the last answer, which costs so much at the ask: one for each stage."""
        solution = self.problem.highs.getSolution()
        row_dual = np.array(solution.row_dual)
        slope = float(np.array(solution.col_dual)[self.draw])
        # Rounding may leave such a slope a hair above 0.
        saved = {r: min(0.0, float(row_dual[row])) for r, row in self.allowance.items()}
        carbon, water = saved.get("carbon", 0.0), saved.get("water", 0.0)
        shadow = row_dual[self.connection]
        here = cost - slope * ask.it_draw_mw - carbon * (ask.carbon_kt or 0.0) - water * (ask.water_thousand_m3 or 0.0)
        moved = {t: float(shadow @ (self.headroom_mw[t] - self.headroom_mw[stage])) for t in self.options}
        # Rounding may leave an intercept a hair above V(0) = 0, where the cut would cut off a closed site.
        intercepts = {t: min(0.0, here + moved[t]) for t in self.options}
        return tuple(SupplyCut(o, slope, intercepts[t], carbon, water, of_cost) for t, o in self.options.items())

    def least_too_large_mw(self, stage: str, ask: Ask) -> float:
        """The largest x that can be met, where the ask cannot."""
        largest = self.largest_draw_mw(stage)
        return largest if is_beyond(ask.it_draw_mw, largest) else self.directed_of(stage).largest_draw_mw()

    def largest_draw_mw(self, stage: str) -> float:
        """The largest x that any supply can meet in the stage, whatever the allowances."""
        if stage not in self._largest_mw:
            self._largest_mw[stage] = self._find_largest_draw_mw(stage)
        return self._largest_mw[stage]

    def largest_duals(self, stage: str) -> bytes:
        """What proves `largest_draw_mw`."""
        self.largest_draw_mw(stage)
        return self._largest_duals[stage]

    def _find_largest_draw_mw(self, stage: str) -> float:
        self.put(stage, Ask(0.0))
        self.problem.highs.changeColBounds(self.draw, 0.0, float("inf"))
        towards = np.zeros_like(self.problem.form.cost)
        towards[self.draw] = -1.0
        with self.costs(towards):
            outcome = self.answer_surely()
        if outcome.values is None:
            raise SolverTrouble(f"no largest IT draw for {self.options[stage]}: {outcome.status}")
        self._largest_duals[stage] = self.packed_duals()
        return float(outcome.values[self.draw])

    def plan(self, stage: str, ask: Ask) -> SupplyPlan:
        """The cheapest supply of x, nothing over any allowance; the one priced last, where that is what is asked."""
        model = self.load(stage, ask)
        return read_supply(model, model.terms)

    def load(self, stage: str, ask: Ask) -> Any:
        """A Pyomo model of its own with that supply in its variables."""
        known = self._kept.get(stage)
        if known is None or not is_same(known[0], replace(ask, one_way=True)):
            met = self._solve(stage, ask, most_over=KEPT)
            if met is None:
                raise SolverTrouble(f"no supply for {ask} at {self.options[stage]}")
            both = self.battery.goes_both_ways(self.values)
            if both and self.go_one_way(stage, *met, most_over=KEPT) is None:
                raise SolverTrouble(f"no supply for {ask} at {self.options[stage]} whose battery goes one way")
            known = ask, self.values
        model = build_supply(self.case, *self.options[stage])
        found = dict(zip(map(id, self.problem.form.columns), known[1].tolist(), strict=True))
        own = self.model.component_data_objects(Var)
        for variable, same in zip(model.component_data_objects(Var), own, strict=True):
            variable.set_value(found.get(id(same), same.value), skip_validation=True)
        return model

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

    def answer_surely(self) -> Outcome:
        """An optimum, or infeasible by the word of two algorithms."""
        answers = self._answers()
        one = next(answers)
        return one if one.status == "optimal" else next(answers)

    def _solve(self, stage: str, ask: Ask, most_over: float = float("inf")) -> tuple[Ask, float] | None:
        """What was met, the ask but for rounding at the largest draw, and its cost.

        Infeasible is taken for an answer only where x is more than the largest draw, which is found once.
        """
        self.put(stage, ask, most_over)
        outcome = next(self._answers())
        if outcome.status == "infeasible":
            largest = self.largest_draw_mw(stage)
            if is_beyond(ask.it_draw_mw, largest):
                return None
            ask = replace(ask, it_draw_mw=min(ask.it_draw_mw, largest * (1 - SAME)))
            self.put(stage, ask, most_over)
            outcome = self.answer_surely()
        if outcome.status == "infeasible":
            return None
        if outcome.objective is None or outcome.values is None:
            raise SolverTrouble(f"supply of {self.options[stage]} at {ask} ended {outcome.status}")
        self.values = outcome.values
        return ask, outcome.objective
