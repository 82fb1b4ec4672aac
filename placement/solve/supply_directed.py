"""One site's supply with the battery's direction as a choice: a mixed-integer programme, for where burning pays.

Asked only where the linear programme's battery goes both ways at once and that cannot be mended for nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from models.case import Case
from models.derive import supply_data, zone_series
from models.supply import Resource
from placement.solve.answers import SolverTrouble
from placement.solve.battery_ways import Ways
from placement.solve.highs_problem import Outcome
from placement.solve.supply_cut import NEARLY, Ask, Option, SupplyCut
from placement.solve.supply_programme import SupplyProgramme

GAP = 1e-8
"""Of the cost at an ask."""
MOST_WORK = 1_400_000
"""Rows times nodes of a run that has a point: its bound then holds, only lower."""


class DirectedSupply(SupplyProgramme):
    """V(x, e, w) of one option, the battery going one way at a time. Not convex."""

    def __init__(self, case: Case, option: Option) -> None:
        """Of one stage alone: what may be charged is bounded by its headroom."""
        site, cooling, self.stage = option
        super().__init__(case, site, cooling, [self.stage], directed=True)
        place = case.sites[site]
        data = supply_data(case, place, cooling, self.stage, zone_series(case, self.stage, str(place.zone)))
        self._most_mw = data.most_it_draw_mw * (1 + NEARLY)
        column = self.problem.form.column_of()
        used: dict[Resource, object] = {"carbon": self.model.Carbon, "water": self.model.Water}
        self._used = {r: column[id(used[r])] for r in self.allowance}

    def ways(self, ask: Ask, most_over: float) -> Ways | None:
        """How the battery goes at least cost; None where no battery that goes one way meets the ask."""
        self.put(self.stage, ask, most_over)
        outcome = self._run()
        return None if outcome.values is None else self.battery.ways(outcome.values)

    def largest_draw_mw(self) -> float:
        """No larger draw can be met, whatever the allowances."""
        towards = np.zeros_like(self.problem.form.cost)
        towards[self.draw] = -1.0
        with self._any_draw(), self.costs(towards):
            return max(0.0, -self._run().bound)

    def cut(self, slope: float, saved: dict[Resource, float], near_meur: float) -> SupplyCut:
        """The highest plane of these slopes that is below V at every draw and allowance, to ``near_meur``.

        Its height at 0 is the least of V less slope x less what the allowances save, which is a programme of the same
        kind: an allowance is then as large as what is used.
        """
        cost = self.problem.form.cost.copy()
        cost[self.draw] -= slope
        for resource, column in self._used.items():
            cost[column] -= saved.get(resource, 0.0)
        with self._any_draw(), self.costs(cost):
            height = min(0.0, self._run(near_meur).bound)
        return SupplyCut(self.options[self.stage], slope, height, saved.get("carbon", 0.0), saved.get("water", 0.0))

    @contextmanager
    def _any_draw(self) -> Iterator[None]:
        """Every draw that can be built, within allowances as large as they are used."""
        self.put(self.stage, Ask(0.0), most_over=0.0)
        self.problem.highs.changeColBounds(self.draw, 0.0, self._most_mw)
        yield

    def _run(self, near_meur: float = 0.0) -> Outcome:
        """To the gap, or to a bound after many nodes; infeasible by two ways of asking."""
        for option, setting in (("mip_rel_gap", GAP), ("mip_abs_gap", near_meur)):
            self.problem.set(option, setting)
        few = MOST_WORK // len(self.problem.form.rows) + 1
        for presolve, nodes in (("choose", few), ("off", few), ("choose", np.iinfo(np.int32).max)):
            self.problem.set("presolve", presolve)
            self.problem.set("mip_max_nodes", int(nodes))
            outcome = self.problem.run(lambda: False)
            if outcome.values is not None:
                return outcome
        if outcome.status != "infeasible":
            raise SolverTrouble(f"the battery's direction at {self.options[self.stage]} ended {outcome.status}")
        return outcome
