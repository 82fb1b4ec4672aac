"""The master problem of the decomposed method inside HiGHS: siting with supply behind cuts."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from pyomo.repn import generate_standard_repn

from models.case import Case
from placement.solve.answers import Infeasible
from placement.solve.formulate import LossCut, build_master, formulate, rescue_compute
from placement.solve.highs_problem import HighsProblem
from placement.solve.supply_lp import Option, SupplyCut

Values = NDArray[np.float64]


class Master:
    """Compiled once per set of loss cuts; supply cuts are added as rows as they are found."""

    def __init__(self, case: Case, loss_cuts: tuple[LossCut, ...], threads: int | None, seed: int) -> None:
        """Build, compile and pass to HiGHS."""
        self.model, self.form = formulate(build_master, case, loss_cuts)
        self.problem = HighsProblem(self.form, threads, seed)
        column, m = self.form.column_of(), self.model
        self.draw = {o: column[id(m.ItDraw[o])] for o in m.OPTIONS}
        self.use = {o: column[id(m.UseCooling[o])] for o in m.OPTIONS}
        self.cost = {o: column[id(m.SupplyCost[o])] for o in m.OPTIONS}
        self.open = {key: column[id(m.OpenSite[key])] for key in m.OPENINGS}
        self._integers = np.flatnonzero(self.form.integer).astype(np.int32)

    def add_cuts(self, cuts: Iterable[SupplyCut]) -> None:
        """SupplyCost - slope x - intercept u >= 0, MEUR a year."""
        for cut in cuts:
            columns = np.array([self.cost[cut.option], self.draw[cut.option], self.use[cut.option]], dtype=np.int32)
            values = np.array([1.0, -cut.slope_meur_per_mw, -cut.intercept_meur])
            self.problem.highs.addRow(0.0, np.inf, 3, columns, values)

    def add_loss_cuts(self, cuts: Iterable[LossCut]) -> None:
        """The rest carries the critical demand of each cut, thousand H100e."""
        column = self.form.column_of()
        for cut in cuts:
            rescue = generate_standard_repn(rescue_compute(self.model, cut))
            if not rescue.linear_vars:
                raise Infeasible(())  # nobody could ever rescue
            columns = np.array([column[id(v)] for v in rescue.linear_vars], dtype=np.int32)
            needed = cut.critical_h100e / 1e3 - float(rescue.constant)
            self.problem.highs.addRow(needed, np.inf, len(columns), columns, np.array(rescue.linear_coefs, dtype=float))

    def add_largest_draw(self, option: Option, largest_mw: float) -> None:
        """X <= largest u: what no supply can meet."""
        columns = np.array([self.draw[option], self.use[option]], dtype=np.int32)
        self.problem.highs.addRow(-np.inf, 0.0, 2, columns, np.array([1.0, -largest_mw]))

    def relax(self) -> None:
        """Let integers be fractional."""
        self._set_kinds(0)

    def restore(self) -> None:
        """Make integers whole again."""
        self._set_kinds(1)

    def site_use(self, values: Values) -> dict[str, tuple[float, float]]:
        """Largest share of each site over the stages, and its least reduced cost, in the last relaxation."""
        reduced = np.array(self.problem.highs.getSolution().col_dual)
        found: dict[str, tuple[float, float]] = {}
        for (site, _), j in self.open.items():
            share, cost = found.get(site, (0.0, np.inf))
            found[site] = (max(share, round(float(values[j]), 6)), min(cost, float(reduced[j])))
        return found

    def allow_only(self, sites: Iterable[str]) -> None:
        """No other site may open."""
        kept = set(sites)
        self._bound_open({j: 1.0 if site in kept else 0.0 for (site, _), j in self.open.items()})

    def allow_all(self) -> None:
        """Every site may open."""
        self._bound_open(dict.fromkeys(self.open.values(), 1.0))

    def _bound_open(self, upper: dict[int, float]) -> None:
        for column, bound in upper.items():
            self.problem.highs.changeColBounds(column, 0.0, bound)

    def used(self, values: Values, tolerance: float = 1e-6) -> dict[Option, tuple[float, float]]:
        """(x, u) of every option in use, x in MW; also idle ones: the cuts alone may say that those earn money."""
        points = {o: (values[j], values[self.use[o]]) for o, j in self.draw.items()}
        return {o: (x, u) for o, (x, u) in points.items() if x > tolerance or u > tolerance}

    def _set_kinds(self, kind: int) -> None:
        kinds = np.full(len(self._integers), kind, dtype=np.uint8)
        self.problem.highs.changeColsIntegrality(len(self._integers), self._integers, kinds)
