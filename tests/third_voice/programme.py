"""A mixed-integer programme written row by row, and its answer from the HiGHS inside scipy.

That HiGHS is another version than the one the project solves with, so a fault of either shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array

INFINITE = float("inf")


@dataclass(frozen=True, slots=True)
class Sum:
    """A linear expression: a constant, and columns with their factors."""

    terms: Mapping[int, float]
    constant: float = 0.0

    def __add__(self, other: Sum | float) -> Sum:
        return total((self, other))

    __radd__ = __add__

    def __sub__(self, other: Sum | float) -> Sum:
        return total((self, -other))

    def __rsub__(self, other: float) -> Sum:
        return total((other, -self))

    def __neg__(self) -> Sum:
        return self * -1.0

    def __mul__(self, factor: float) -> Sum:
        return Sum({column: factor * x for column, x in self.terms.items()}, factor * self.constant)

    __rmul__ = __mul__

    def at(self, values: NDArray[np.float64]) -> float:
        """What it comes to."""
        return self.constant + sum(factor * float(values[column]) for column, factor in self.terms.items())


NOTHING = Sum({})


def total(items: Iterable[Sum | float]) -> Sum:
    """All of them added up."""
    terms: dict[int, float] = {}
    constant = 0.0
    for item in items:
        if not isinstance(item, Sum):
            constant += item
            continue
        constant += item.constant
        for column, factor in item.terms.items():
            terms[column] = terms.get(column, 0.0) + factor
    return Sum(terms, constant)


@dataclass(frozen=True)
class Answer:
    """The best plan found, in the unit of the cost; no plan costs less than ``bound``."""

    cost: float
    bound: float
    values: NDArray[np.float64]


class Undecided(Exception):
    """Neither a plan nor a proof that there is none."""


@dataclass
class Programme:
    """Columns, rows and the cost to make least."""

    least: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[Mapping[int, float], float, float]] = field(default_factory=list)
    cost: Sum = NOTHING

    def column(self, most: float = INFINITE, least: float = 0.0, whole: bool = False) -> Sum:
        """A variable between two limits."""
        self.least.append(least)
        self.most.append(most)
        self.whole.append(whole)
        return Sum({len(self.least) - 1: 1.0})

    def at_most(self, left: Sum | float, right: Sum | float) -> None:
        """The left side is at most the right one."""
        row = total((left, -right))
        self.rows.append((row.terms, -INFINITE, -row.constant))

    def equal(self, left: Sum | float, right: Sum | float) -> None:
        """Both sides are the same."""
        row = total((left, -right))
        self.rows.append((row.terms, -row.constant, -row.constant))

    def solve(self, gap: float, seconds: float) -> Answer | None:
        """The cheapest plan to this relative gap, its whole numbers made exactly whole; None: there is none."""
        found = self._ask(gap, seconds)
        if found is None or not any(self.whole):
            return found
        whole = np.array(self.whole)
        fixed = np.where(whole, np.round(found.values), 0.0)
        exact = self._ask(gap, seconds, fixed)
        if exact is None:
            raise Undecided("a plan that holds only while its whole numbers are not quite whole")
        return Answer(exact.cost, found.bound, exact.values)

    def _ask(self, gap: float, seconds: float, fixed: NDArray[np.float64] | None = None) -> Answer | None:
        """HiGHS, and where it says that there is no plan, HiGHS once more without its presolve."""
        result = self._result(gap, seconds, fixed, presolve=True)
        if result.status == 2:
            result = self._result(gap, seconds, fixed, presolve=False)
        if result.status == 2:
            return None
        if result.x is None or result.status not in (0, 1):
            raise Undecided(str(result.message))
        bound = result.fun if fixed is not None or not any(self.whole) else result.mip_dual_bound
        return Answer(result.fun + self.cost.constant, float(bound) + self.cost.constant, np.asarray(result.x))

    def _result(self, gap: float, seconds: float, fixed: NDArray[np.float64] | None, presolve: bool) -> OptimizeResult:
        whole = np.array(self.whole)
        least, most = np.array(self.least), np.array(self.most)
        if fixed is not None:
            least, most, whole = np.where(whole, fixed, least), np.where(whole, fixed, most), np.zeros_like(whole)
        cost = np.zeros(len(least))
        for column, factor in self.cost.terms.items():
            cost[column] = factor
        options = {"mip_rel_gap": gap, "time_limit": seconds, "presolve": presolve}
        return milp(
            cost, integrality=whole.astype(int), bounds=Bounds(least, most), constraints=self._matrix(), options=options
        )

    def _matrix(self) -> LinearConstraint:
        data = [(i, column, x) for i, (terms, _, _) in enumerate(self.rows) for column, x in terms.items()]
        row, column, factor = zip(*data, strict=True) if data else ((), (), ())
        shape = (len(self.rows), len(self.least))
        matrix = csr_array((np.array(factor, dtype=float), (np.array(row, int), np.array(column, int))), shape=shape)
        return LinearConstraint(matrix, [low for _, low, _ in self.rows], [high for _, _, high in self.rows])
