"""The part of a master that HiGHS sees: the sites in play, every other site closed."""

from collections.abc import Iterable
from dataclasses import dataclass

import highspy
import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from placement.solve.highs_problem import HighsProblem, Outcome, Watch
from placement.solve.last_basis import STATUSES
from placement.solve.master import NO_SITE, Master, Row, Values
from placement.solve.progress import Stop
from placement.solve.restarts import run_restarting
from placement.solve.standard_form import StandardForm

AT_LOWER, IN_BASIS = (int(s) for s in (highspy.HighsBasisStatus.kLower, highspy.HighsBasisStatus.kBasic))
HOLDS = 1e-9
"""A row without variables holds when 0 is this near its bounds."""


@dataclass(frozen=True, eq=False)
class Basis:
    """Where a linear run of a part ended; starts another part, too."""

    columns: NDArray[np.int8]
    """By column of the whole master."""
    rows: NDArray[np.int8]
    """By row of the whole master; rows added later start in the basis."""


class MasterPart:
    """A HiGHS problem on some sites; takes rows and gives values in the columns of the whole master."""

    def __init__(self, master: Master, sites: Iterable[str], threads: int | None, seed: int) -> None:
        """Cut the part out and pass it to HiGHS."""
        self.master, self.sites = master, frozenset(sites)
        in_play = np.zeros(len(master.sites), dtype=bool)
        in_play[np.array([master.number[s] for s in self.sites], dtype=np.int64)] = True
        self._in_play = in_play
        self._contradicts = False  # a row that fails with all its sites closed: the part has no point
        self.columns = np.flatnonzero(np.append(in_play, True)[master.site_of])  # NO_SITE, -1, is always in play
        self._local = np.full(len(master.site_of), -1, dtype=np.int32)
        self._local[self.columns] = np.arange(len(self.columns), dtype=np.int32)
        form, self.row_ids = self._cut_out()
        self._local_row = {row_id: i for i, row_id in enumerate(self.row_ids)}
        self.problem = HighsProblem(form, threads, seed)
        self._integers = np.flatnonzero(form.integer).astype(np.int32)
        self._passing: list[int] = []
        self.passed = 0.0
        """How far the last run passed limits of the tree, in sites."""

    def add(self, row: Row, row_id: int) -> None:
        """Add a row of the master, kept only where it speaks of what is in play."""
        if row.site != NO_SITE and not self._in_play[row.site]:
            return
        local = self._local[row.columns]
        kept = local >= 0
        if not kept.any():
            self._contradicts |= row.lower > HOLDS or row.upper < -HOLDS
            return
        self.problem.highs.addRow(row.lower, row.upper, int(kept.sum()), local[kept], row.values[kept])
        self._local_row[row_id] = len(self.row_ids)
        self.row_ids.append(row_id)
        if row.asked:
            self._let_pass(row_id)

    def let_limits_pass(self, price_meur: float) -> None:
        """Let the tree's limits be passed at a price for each site too few or too many.

        A limit that cannot be kept then shows as cost, with duals to price other sites by: a linear programme that
        had no point at all took HiGHS minutes to say so, where it said so.
        """
        none = np.zeros(0, dtype=np.int32)
        self._passing = [len(self.columns), len(self.columns) + 1]
        for _ in self._passing:
            self.problem.highs.addCol(price_meur, 0.0, highspy.kHighsInf, 0, none, np.zeros(0))
        known = len(self.master.form.row_lower)
        for row_id in self.row_ids:
            if row_id >= known and self.master.rows[row_id - known].asked:
                self._let_pass(row_id)

    def bound_passing(self, most: float) -> None:
        """Let limits be passed by so much, in sites."""
        for column in self._passing:
            self.problem.highs.changeColBounds(column, 0.0, most)

    def _let_pass(self, row_id: int) -> None:
        for column, sign in zip(self._passing, (1.0, -1.0), strict=False):
            self.problem.highs.changeCoeff(self._local_row[row_id], column, sign)

    def infeasibility(self) -> Values | None:
        """Weights of rows that add up to a contradiction after an infeasible run, by row of the whole master."""
        if self._contradicts:
            return None
        for presolve in ("choose", "off"):
            self.problem.set("presolve", presolve)
            if presolve == "off":
                self.problem.highs.clearSolver()
                self.problem.run_as_set()
            _, found, ray = self.problem.highs.getDualRay()  # type: ignore[attr-defined]
            if found:
                break
        self.problem.set("presolve", "choose")
        if not found:
            return None
        weights = np.zeros(len(self.master.form.row_lower) + len(self.master.rows))
        weights[self.row_ids] = np.array(ray)
        return weights

    def bound_row(self, row_id: int, lower: float, upper: float) -> None:
        """Give a row other bounds. Raises nothing where the row is not in the part: it has no column in play."""
        local = self._local_row.get(row_id)
        if local is not None:
            self.problem.highs.changeRowBounds(local, lower, upper)

    def basis(self) -> Basis:
        """Where the last linear run ended."""
        found = self.problem.highs.getBasis()
        columns = np.full(len(self.master.site_of), AT_LOWER, dtype=np.int8)
        rows = np.full(len(self.master.form.row_lower) + len(self.master.rows), IN_BASIS, dtype=np.int8)
        columns[self.columns] = [int(s) for s in found.col_status[: len(self.columns)]]
        rows[self.row_ids] = [int(s) for s in found.row_status]
        return Basis(columns, rows)

    def start_from(self, basis: Basis) -> None:
        """Begin the next linear run there; HiGHS mends what does not fit."""
        ids = np.array(self.row_ids, dtype=np.int64)
        known = np.flatnonzero(ids < len(basis.rows))
        rows = np.full(len(ids), IN_BASIS, dtype=np.int8)
        rows[known] = basis.rows[ids[known]]
        start = highspy.HighsBasis()
        start.valid = True
        passing = [AT_LOWER] * len(self._passing)
        start.col_status = [STATUSES[i] for i in basis.columns[self.columns].tolist() + passing]
        start.row_status = [STATUSES[i] for i in rows.tolist()]
        self.problem.start_from(start)

    def trial(self, start: highspy.HighsBasis, iterations: int, cost: float) -> float:
        """What a few iterations from a basis add to the cost of the linear part."""
        highs = self.problem.highs
        self.problem.start_from(start)
        self.problem.set("simplex_iteration_limit", iterations)
        self.problem.run_as_set()
        if highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return abs(cost)
        return max(0.0, float(highs.getInfo().objective_function_value) - cost)

    def relax(self) -> None:
        """Let integers be fractional."""
        self._set_kinds(self._integers, 0)
        self.problem.linear = True

    def relax_blocks(self) -> None:
        """Let the number of blocks alone be fractional."""
        local = self._local[self.master.blocks]
        self._set_kinds(local[local >= 0], 0)

    def open_all(self, stage: str) -> None:
        """Every site in play is open in the stage."""
        for site in self.sites:
            if (site, stage) not in self.master.open:
                self._contradicts = True
                return
            column = int(self._local[self.master.open[site, stage]])
            self.problem.highs.changeColBounds(column, 1.0, 1.0)

    def fix_integers(self, values: Values) -> None:
        """Fix every integer at its value in a plan, and make the part a linear programme."""
        self.problem.fix_integers(values[self.columns])

    def run(self, stop: Stop, watch: Watch, time_limit_s: float | None, enough: float) -> Outcome:
        """Run HiGHS until its bound is ``enough``; values in the columns of the whole master."""
        if self._contradicts:
            return Outcome("infeasible", None, np.inf, None)
        outcome = run_restarting(self.problem, stop, watch, time_limit_s, enough)
        if outcome.values is None:
            return outcome
        return Outcome(outcome.status, outcome.objective, outcome.bound, self._whole(outcome.values))

    def row_duals(self) -> Values:
        """Duals of the last linear run, by row of the whole master; 0 for rows that are not in the part."""
        duals = np.zeros(len(self.master.form.row_lower) + len(self.master.rows))
        duals[self.row_ids] = np.array(self.problem.highs.getSolution().row_dual)
        return duals

    def _whole(self, values: Values) -> Values:
        whole = np.zeros(len(self.master.site_of))
        whole[self.columns] = values[: len(self.columns)]
        self.passed = float(values[len(self.columns) :].sum())
        return whole

    def _set_kinds(self, columns: NDArray[np.int32], kind: int) -> None:
        kinds = np.full(len(columns), kind, dtype=np.uint8)
        self.problem.highs.changeColsIntegrality(len(columns), columns.astype(np.int32), kinds)

    def _cut_out(self) -> tuple[StandardForm, list[int]]:
        """Rows that touch a column in play, all others checked to hold at 0."""
        form = self.master.form
        matrix = self.master.on_columns(self.columns)
        lower, upper = self.master.row_bounds()
        filled = np.diff(matrix.indptr) > 0
        meant = np.array([r.site == NO_SITE or self._in_play[r.site] for r in self.master.rows], dtype=bool)
        meant = np.concatenate([np.ones(len(form.row_lower), dtype=bool), meant])
        self._contradicts = bool((meant & ~filled & ((lower > HOLDS) | (upper < -HOLDS))).any())
        kept = np.flatnonzero(filled & meant)
        part = StandardForm(
            cost=form.cost[self.columns],
            offset=form.offset,
            matrix=sp.csc_array(matrix[kept]),
            row_lower=lower[kept],
            row_upper=upper[kept],
            lower=form.lower[self.columns],
            upper=form.upper[self.columns],
            integer=form.integer[self.columns],
            columns=[form.columns[j] for j in self.columns.tolist()],
            rows=[],
        )
        return part, kept.tolist()
