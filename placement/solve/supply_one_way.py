"""The linear programme of a supply, with its battery going one way at a time: for nothing, or by a choice."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from models.case import Case
from models.supply import Resource
from placement.solve.answers import SolverTrouble
from placement.solve.battery_ways import Ways
from placement.solve.curve_points import Plane
from placement.solve.duals import Numbers
from placement.solve.highs_problem import Outcome
from placement.solve.supply_cut import Ask, SupplyCut
from placement.solve.supply_directed import DirectedSupply
from placement.solve.supply_programme import SupplyProgramme

LEFT_TO_THE_GAP = 5_000
"""Rows from which a mixed-integer programme takes minutes: there directions that stand at hand are taken.

On 576 hours they cost 0.04 % more than the linear programme where 169 hours were below zero, and 0.14 % where new
renewables were owed; what that is of a plan is part of its gap.
"""
SAME_COST = 1e-7
"""Costs this close (relative) are one: HiGHS keeps rows to 1e-7."""


@dataclass(frozen=True, eq=False)
class OneWay:
    """The cheapest supply along given ways of the battery, and its slopes there."""

    cost: float
    values: Numbers
    slope: float
    saved: dict[Resource, float]


class OneWaySupply(SupplyProgramme):
    """Mends a supply whose battery charges and discharges in one hour."""

    values: Numbers
    """Of the supply found last."""

    def __init__(self, case: Case, site: str, cooling: str, stages: Sequence[str]) -> None:
        """The mixed-integer programmes are built when first asked for."""
        super().__init__(case, site, cooling, stages)
        self._directed: dict[str, DirectedSupply] = {}
        self._directed_cuts: dict[str, list[SupplyCut]] = {}

    @abstractmethod
    def answer_surely(self) -> Outcome:
        """Solve the programme as it stands."""

    @abstractmethod
    def cuts_of(self, stage: str, ask: Ask, cost: float, of_cost: bool) -> tuple[SupplyCut, ...]:
        """The tangents of the last answer, one for each stage."""

    def go_one_way(self, stage: str, ask: Ask, cost: float, most_over: float) -> OneWay | None:
        """Mend the supply found last, which goes both ways and costs ``cost``: for nothing where that can be."""
        self.put(stage, ask, most_over)  # other costs may have been asked about meanwhile
        found = self._along(self.battery.ways(self.values), stage, ask)
        if found is None:
            found = self._along(self._sparing_ways(stage, ask, most_over), stage, ask)
        if not self.is_good(found, cost):
            ways = self.directed_of(stage).ways(ask, most_over)
            other = None if ways is None else self._along(ways, stage, ask)
            found = min((f for f in (found, other) if f is not None), key=lambda f: f.cost, default=None)
        if found is not None:
            self.values = found.values
        return found

    def _sparing_ways(self, stage: str, ask: Ask, most_over: float) -> Ways:
        """The ways of the supply that charges least, whatever it costs: what need not be burnt is not."""
        with self.costs(self.battery.charging(self.problem.form.cost.size)):
            outcome = self.answer_surely()
        self.put(stage, ask, most_over)
        if outcome.values is None:
            raise SolverTrouble(f"a supply of {ask} at {self.options[stage]} was there, and is not")
        return self.battery.ways(outcome.values)

    def is_good(self, found: OneWay | None, cost: float) -> bool:
        """Whether no better directions are looked for than those of the linear programme, which costs ``cost``."""
        large = len(self.problem.form.rows) >= LEFT_TO_THE_GAP
        return found is not None and (large or found.cost <= cost + SAME_COST * abs(cost))

    def directed_cut(self, stage: str, ask: Ask, found: OneWay) -> SupplyCut:
        """The highest that is known at the ask; a new one where that is below V there."""
        known, near = self._directed_cuts.setdefault(stage, []), SAME_COST * abs(found.cost)
        if all(Plane.of(cut).at(ask) < found.cost - near for cut in known):
            known.append(self.directed_of(stage).cut(found.slope, found.saved, near))
        return max(known, key=lambda cut: Plane.of(cut).at(ask))

    def _along(self, ways: Ways, stage: str, ask: Ask) -> OneWay | None:
        """The cheapest supply whose battery goes these ways."""
        with self.shut(self.battery.shut(ways)):
            outcome = self.answer_surely()
            if outcome.values is None or outcome.objective is None:
                return None
            cut = self.cuts_of(stage, ask, outcome.objective, of_cost=True)[0]
        saved: dict[Resource, float] = {"carbon": cut.carbon_slope_meur_per_kt}
        saved["water"] = cut.water_slope_meur_per_thousand_m3
        return OneWay(outcome.objective, outcome.values, cut.slope_meur_per_mw, saved)

    def directed_of(self, stage: str) -> DirectedSupply:
        """The mixed-integer programme of the stage."""
        if stage not in self._directed:
            self._directed[stage] = DirectedSupply(self.case, self.options[stage])
        return self._directed[stage]
