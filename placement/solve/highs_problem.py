"""A problem inside HiGHS: run it with progress, limits and interruption, and read the answer."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import local
from time import perf_counter
from typing import Any, Literal

import highspy
import numpy as np
from numpy.typing import NDArray

from placement.solve.answers import SolverTrouble
from placement.solve.promptly import in_highs
from placement.solve.small_entries import Entries, without_small
from placement.solve.standard_form import StandardForm, highs_lp

Status = Literal["optimal", "infeasible", "enough", "time_limit", "interrupted", "node_limit"]
OptionValue = bool | int | float | str
Watch = Callable[[float | None, float | None], None]
"""Called with (bound, incumbent) in the objective's unit as they are known."""


def unwatched(bound: float | None, incumbent: float | None) -> None:
    """Nobody is told."""


CIRCLES = 3
"""A simplex run of more iterations than this for each row and column goes in circles: ours take about one at most."""
LEAST_CIRCLES = 20_000
"""Small programmes may take more for each, and are done at once all the same."""
WATCH_EVERY_S = 0.5
"""HiGHS calls back far more often than a person can read."""

HELD = 1e-6
"""A row is kept that is broken by no more: HiGHS's own tolerance for whole plans, ten times that for linear ones."""

_STATUS: dict[highspy.HighsModelStatus, Status] = {
    highspy.HighsModelStatus.kOptimal: "optimal",
    highspy.HighsModelStatus.kInfeasible: "infeasible",
    highspy.HighsModelStatus.kObjectiveBound: "enough",
    highspy.HighsModelStatus.kTimeLimit: "time_limit",
    highspy.HighsModelStatus.kInterrupt: "interrupted",
    highspy.HighsModelStatus.kSolutionLimit: "node_limit",
}


@dataclass(frozen=True, eq=False)
class Outcome:
    """What HiGHS answered; ``values`` is None where it found no feasible point."""

    status: Status
    objective: float | None
    bound: float
    """A valid lower bound on the objective: the MIP's dual bound, or the optimum of a finished LP."""
    values: NDArray[np.float64] | None


class HighsProblem:
    """A standard form passed to HiGHS once, then run, edited and run again."""

    def __init__(self, form: StandardForm, threads: int | None = None, seed: int = 0, listens: bool = True) -> None:
        """Pass the form to HiGHS; where it ``listens``, ``log`` collects its lines and a run can be stopped.

        Small programmes run faster deaf: HiGHS calls back at every few iterations.
        """
        self.form = form
        self.log: list[str] = []
        self._stop: Callable[[], bool] = lambda: False
        self._watch: Watch = unwatched
        self._watched = 0.0
        self._enough = np.inf
        self.linear = not form.integer.any()
        """Whether no column has to be whole, or no longer."""
        self._circles = max(LEAST_CIRCLES, CIRCLES * sum(form.matrix.shape))
        self.highs = highspy.Highs()
        self.set("output_flag", listens)
        self.set("log_to_console", False)
        self.set("random_seed", seed)
        if not hasattr(_scheduler, "threads"):
            threads_of_process(threads)
        self.set("threads", _scheduler.threads)
        self._left_out: Entries | None = None
        passed = form
        if not self.linear:
            passed, self._left_out = without_small(form)
        _expect_ok(self.highs.passModel(highs_lp(passed)), "passing the model")
        if listens:
            self._listen()

    def set(self, option: str, value: OptionValue) -> None:
        """Set a HiGHS option by its own name."""
        _expect_ok(self.highs.setOptionValue(option, value), f"option {option} = {value}")

    def run(
        self,
        stop: Callable[[], bool],
        watch: Watch = unwatched,
        time_limit_s: float | None = None,
        enough: float = np.inf,
        twice: bool = True,
    ) -> Outcome:
        """Run HiGHS; ends early at a bound of ``enough``, a linear programme with duals but no point.

        Infeasible is an answer by the word of two ways alone, with presolve and without (unless ``twice`` is off: then
        the caller asks in other ways); so is an optimum whose point breaks a row, which is then trouble. Raises
        SolverTrouble where HiGHS has no answer, or where its simplex goes in circles.
        """
        self._stop, self._watch, self._enough = stop, watch, enough
        self.set("threads", _scheduler.threads)
        self.set("time_limit", self.highs.getRunTime() + time_limit_s if time_limit_s is not None else float("inf"))
        self.set("simplex_iteration_limit", self._circles if self.linear else highspy.kHighsIInf)
        # HiGHS takes this bound for an optimum in a MIP: there `_on_mip` ends the run.
        self.set("objective_bound", enough if self.linear else highspy.kHighsInf)
        self.run_as_set()
        if self._is_doubtful(twice):
            self._run_without_presolve()
        return self._outcome()

    def run_as_set(self) -> None:
        """Run HiGHS once, as its options stand. Raises Abandoned where nobody waits for it any more."""
        with in_highs(self.highs):
            self.highs.run()

    def _is_doubtful(self, twice: bool) -> bool:
        """Whether one run is not enough: mixed-integer presolve has called models infeasible that have a plan."""
        status = self._status()
        if status == highspy.HighsModelStatus.kInfeasible:
            return twice
        undecided = status == highspy.HighsModelStatus.kUnboundedOrInfeasible
        return undecided or (status == highspy.HighsModelStatus.kOptimal and self._broken() > HELD)

    def _run_without_presolve(self) -> None:
        """From scratch. Limits and interruption hold on: a run that they end leaves the question open."""
        self.highs.clearSolver()
        self.set("presolve", "off")
        self.run_as_set()
        self.set("presolve", "choose")

    def _status(self) -> highspy.HighsModelStatus:
        return self.highs.getModelStatus()

    def _broken(self) -> float:
        """By how much the point breaks a row or bound at most; of a linear programme also its duals."""
        info = self.highs.getInfo()
        return max(info.max_primal_infeasibility, info.max_dual_infeasibility if self.linear else 0.0)

    def add_row(self, columns: NDArray[np.int32], values: NDArray[np.float64], lower: float, upper: float) -> None:
        """One more row, not in the form; without columns it is left out, in silence, as HiGHS has it."""
        _expect_ok(self.highs.addRow(lower, upper, len(columns), columns, values), "adding a row")

    def start_from(self, basis: highspy.HighsBasis) -> None:
        """Begin the next linear run at a basis of all columns and rows."""
        _expect_ok(self.highs.setBasis(basis), "setting the basis")

    def fix_integers(self, values: NDArray[np.float64]) -> None:
        """Fix every integer column at its rounded value and make the problem a linear programme."""
        columns = np.flatnonzero(self.form.integer).astype(np.int32)
        fixed = np.round(values[columns])
        _expect_ok(self.highs.changeColsBounds(len(columns), columns, fixed, fixed), "fixing integers")
        kinds = np.full(len(columns), int(highspy.HighsVarType.kContinuous), dtype=np.uint8)
        _expect_ok(self.highs.changeColsIntegrality(len(columns), columns, kinds), "relaxing integers")
        self.linear = True
        if self._left_out is not None:  # the plan itself keeps every row as it stands
            entries, self._left_out = self._left_out, None
            for row, column, value in zip(entries.rows, entries.columns, entries.values, strict=True):
                _expect_ok(self.highs.changeCoeff(int(row), int(column), float(value)), "putting an entry back")

    def _outcome(self) -> Outcome:
        model_status = self._status()
        if model_status == highspy.HighsModelStatus.kModelEmpty:  # no choice at all, and HiGHS names no point
            return Outcome("optimal", self.form.offset, self.form.offset, np.zeros(0))
        status = _STATUS.get(model_status)
        if status is None:
            raise SolverTrouble(f"HiGHS ended with '{self.highs.modelStatusToString(model_status)}'")
        if status == "optimal" and self._broken() > HELD:
            raise SolverTrouble(f"HiGHS calls a point optimal that breaks a row by {self._broken():.3g}")
        info = self.highs.getInfo()
        feasible = info.primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible)
        linear_bound = info.objective_function_value if status in ("optimal", "enough") else -np.inf
        bound = linear_bound if self.linear else info.mip_dual_bound
        return Outcome(
            status=status,
            objective=info.objective_function_value if feasible else None,
            bound=float(bound),
            values=np.array(self.highs.getSolution().col_value) if feasible else None,
        )

    def _listen(self) -> None:
        self.highs.cbLogging += lambda event: self.log.append(event.message.rstrip("\n"))
        self.highs.cbMipInterrupt += self._on_mip
        self.highs.cbSimplexInterrupt += self._on_lp
        self.highs.cbIpmInterrupt += self._on_lp

    def _on_lp(self, event: Any) -> None:
        # HiGHS keeps the flag from run to run: it is set either way, or one stop would end every later run.
        event.data_in.user_interrupt = self._stop()

    def _on_mip(self, event: Any) -> None:
        bound = _finite(event.data_out.mip_dual_bound)
        if perf_counter() - self._watched >= WATCH_EVERY_S:
            self._watched = perf_counter()
            self._watch(bound, _finite(event.data_out.mip_primal_bound))
        event.data_in.user_interrupt = (bound is not None and bound >= self._enough) or self._stop()


_scheduler = local()
"""HiGHS has one scheduler for each thread that calls it, and refuses a run with another number of threads than its."""


def threads_of_process(wanted: int | None) -> None:
    """How many threads every later run has that is called from here, of problems made before too; None: HiGHS chooses.

    A solve says so once, before its first problem: until somebody does, the first problem's number is for all.
    """
    threads = wanted or 0
    if getattr(_scheduler, "threads", threads) != threads:
        highspy.Highs.resetGlobalScheduler(True)  # of this thread alone, which runs nothing now
    _scheduler.threads = threads


def _finite(value: float | None) -> float | None:
    return float(value) if value is not None and abs(value) < highspy.kHighsInf and np.isfinite(value) else None


def _expect_ok(status: highspy.HighsStatus, doing: str) -> None:
    if status == highspy.HighsStatus.kError:
        raise SolverTrouble(f"HiGHS refused: {doing}")
