"""Which way the battery of a solved supply goes, hour by hour."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyomo.environ import value

from placement.solve.answers import SolverTrouble
from placement.solve.highs_problem import HighsProblem, Outcome
from placement.solve.progress import never
from placement.solve.restarts import run_restarting

BOTH_WAYS = 1e-6
"""A battery goes both ways where the lesser of charge and discharge is above this share of its lease and 1 MW."""

Values = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Ways:
    """By hour, whether charging and whether discharging is shut."""

    no_charge: Mask
    no_discharge: Mask


class Battery:
    """Where one supply's battery stands among the columns of a programme; without one there are none."""

    def __init__(self, m: Any, column: dict[int, int]) -> None:
        """``m``: the supply, a model or a block of one; ``column``: by ``id`` of a variable."""
        self._charge = _columns(column, m.CleanCharge, m.GridCharge)
        self._discharge = _columns(column, m.CleanDischarge, m.GridDischarge)
        self._lease = [column[id(m.Lease[b])] for b in m.BATTERIES]
        self._one_way_efficiency = float(value(m.one_way_efficiency))

    def goes_both_ways(self, values: Values) -> bool:
        """Whether it charges and discharges in one hour."""
        least = BOTH_WAYS * (1.0 + float(values[self._lease].sum()))
        return bool((np.minimum(*self._flows(values)) > least).any())

    def ways(self, values: Values) -> Ways:
        """Charging where the level of both kinds together rises, discharging elsewhere.

        docs/mathematics.md: where burning never pays, a plan that costs as much goes these ways.
        """
        charge, discharge = self._flows(values)
        rises = self._one_way_efficiency * charge > discharge / self._one_way_efficiency
        return Ways(no_charge=~rises, no_discharge=rises)

    def shut(self, ways: Ways) -> NDArray[np.int32]:
        """The columns that have to be 0."""
        shut = self._charge[:, ways.no_charge].ravel(), self._discharge[:, ways.no_discharge].ravel()
        return np.concatenate(shut).astype(np.int32)

    def charging(self, columns: int) -> Values:
        """As costs of so many columns, what is charged alone."""
        found = np.zeros(columns)
        found[self._charge.ravel()] = 1.0
        return found

    def _flows(self, values: Values) -> tuple[Values, Values]:
        return values[self._charge].sum(axis=0), values[self._discharge].sum(axis=0)


def one_way(problem: HighsProblem, outcome: Outcome, supplies: Sequence[Any]) -> Outcome:
    """The outcome of a linear programme, or one as cheap whose batteries go one way at a time.

    Where burning could pay, the directions are fixed already, like all else that is whole.
    """
    if outcome.values is None:
        return outcome
    column, found = problem.form.column_of(), outcome.values
    batteries = [Battery(m, column) for m in supplies]
    shut = [b.shut(b.ways(found)) for b in batteries if b.goes_both_ways(found)]
    if not shut:
        return outcome
    columns = np.concatenate(shut)
    problem.highs.changeColsBounds(len(columns), columns, np.zeros(len(columns)), np.zeros(len(columns)))
    mended = run_restarting(problem, never)
    if mended.values is None:
        raise SolverTrouble(f"with batteries that go one way at a time the plan ended {mended.status}")
    return mended


def _columns(column: dict[int, int], *flows: Any) -> NDArray[np.int64]:
    """One row for each kind of power, one column for each hour."""
    return np.array([[column[id(v)] for v in flow.values()] for flow in flows], dtype=np.int64)
