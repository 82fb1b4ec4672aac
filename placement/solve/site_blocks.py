"""What each site is worth at the prices of what sites share: bounds over all sites from a master solved on some.

Lagrangian relaxation of the rows that tie sites together, at the duals of a linear run on the sites in play. What is
left falls apart by site: its own columns and rows, a small programme. With v_s its least cost when open, every plan
costs at least ``constant + sum of min(0, v_s)``, and at least ``max(0, v_s)`` more when s is open.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from placement.solve.answers import SolverTrouble
from placement.solve.highs_problem import HighsProblem, Outcome
from placement.solve.master import NO_SITE, Master, Values
from placement.solve.standard_form import StandardForm

DUAL_DUST = 1e-9
"""Duals and reduced costs below this are the tolerance of the solver."""


@dataclass(frozen=True, eq=False)
class SitePrices:
    """A valid bound over all sites, MEUR, and the least cost of opening each at the prices it was found with."""

    constant: float
    value: dict[str, float]
    """v_s; infinite for a site that cannot be open in the last stage."""

    @property
    def bound(self) -> float:
        """No plan on any sites costs less."""
        return self.constant + sum(min(0.0, v) for v in self.value.values())

    def bound_with(self, site: str) -> float:
        """No plan with the site open costs less."""
        return self.bound + max(0.0, self.value[site])


class SiteBlocks:
    """The master by site: own columns, own rows, and one small programme for each, built when first asked for."""

    def __init__(self, master: Master, last_stage: str) -> None:
        """``last_stage``: sites never close, so a site in a plan is open in it."""
        self.master = master
        self._own = _owners(master)
        self._columns = {s: np.flatnonzero(master.site_of == i) for i, s in enumerate(master.sites)}
        self._opening = {s: master.open[s, last_stage] for s in master.sites if (s, last_stage) in master.open}
        self._built: dict[str, tuple[int, HighsProblem]] = {}

    def prices(self, row_duals: Values, priced: Iterable[str] | None = None, costs: bool = True) -> SitePrices:
        """Price sites at the duals of a linear run; ``row_duals`` by row of the whole master.

        Without ``costs``, at the weights of an infeasible run: a bound above 0 proves that no site set has a point.
        """
        master = self.master
        lower, upper = master.row_bounds()
        new = master.rows[len(self._own) - len(master.form.row_lower) :]
        self._own = np.concatenate([self._own, np.array([r.site if r.own else NO_SITE for r in new], dtype=np.int32)])
        row_duals = np.pad(row_duals, (0, len(lower) - len(row_duals)))  # rows found since have none
        shared = np.where((self._own == NO_SITE) & (np.abs(row_duals) > DUAL_DUST), row_duals, 0.0)
        shared = np.where((shared > 0) & np.isinf(lower), 0.0, np.where((shared < 0) & np.isinf(upper), 0.0, shared))
        constant = float(lower[shared > 0] @ shared[shared > 0] + upper[shared < 0] @ shared[shared < 0])
        reduced = (master.form.cost if costs else 0.0) - master.matrix().T @ shared
        common = np.flatnonzero(master.site_of == NO_SITE)
        cost = np.where(np.abs(reduced[common]) > DUAL_DUST, reduced[common], 0.0)
        at = np.where(cost > 0, master.form.lower[common], master.form.upper[common])
        constant += float(cost[cost != 0] @ at[cost != 0]) + (master.form.offset if costs else 0.0)
        sites = master.sites if priced is None else tuple(priced)
        return SitePrices(constant, {s: self._value(s, reduced) for s in sites})

    def _value(self, site: str, reduced: Values) -> float:
        """Least cost of the site when open in the last stage."""
        if site not in self._opening:
            return float("inf")
        try:
            outcome = self._run(site, reduced)
        except SolverTrouble:  # from the last basis, perhaps: once more from none, then it is believed
            del self._built[site]
            outcome = self._run(site, reduced)
        if outcome.status == "infeasible":
            return float("inf")
        if outcome.objective is None:
            raise SolverTrouble(f"site {site} could not be priced: {outcome.status}")
        return outcome.bound

    def _run(self, site: str, reduced: Values) -> Outcome:
        problem, columns = self._problem(site), self._columns[site]
        problem.highs.changeColsCost(len(columns), np.arange(len(columns), dtype=np.int32), reduced[columns])
        return problem.run(lambda: False)

    def _problem(self, site: str) -> HighsProblem:
        own = np.flatnonzero(self._own == self.master.number[site])
        known = self._built.get(site)
        if known is not None and known[0] == len(own):
            return known[1]
        form, columns = self.master.form, self._columns[site]
        lower, upper = self.master.row_bounds()
        least = form.lower[columns].copy()
        least[columns == self._opening[site]] = 1.0
        block = StandardForm(
            cost=form.cost[columns],
            offset=0.0,
            matrix=sp.csc_array(self.master.matrix()[own][:, columns]),
            row_lower=lower[own],
            row_upper=upper[own],
            lower=least,
            upper=form.upper[columns],
            integer=np.zeros(len(columns), dtype=bool),
            columns=[],
            rows=[],
        )
        problem = HighsProblem(block, threads=1, listens=False)
        self._built[site] = len(own), problem
        return problem


def _owners(master: Master) -> NDArray[np.int32]:
    """The site whose columns alone a row of the compiled form has; NO_SITE where it ties sites together."""
    matrix = sp.csr_array(master.form.matrix)
    owners = np.full(matrix.shape[0], NO_SITE, dtype=np.int32)
    for row in np.flatnonzero(np.diff(matrix.indptr)):
        sites = master.site_of[matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]]
        if (sites == sites[0]).all():
            owners[row] = sites[0]
    return owners
