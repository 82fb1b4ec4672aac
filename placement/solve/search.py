"""The state of one decomposed solve: bound, best plan, and the master they come from."""

from dataclasses import dataclass

import numpy as np

from models.case import Case
from models.derive import demand_groups
from placement.solve.answers import Infeasible
from placement.solve.clock import Clock
from placement.solve.curves import Curves
from placement.solve.formulate import LossCut
from placement.solve.highs_problem import Outcome
from placement.solve.master import Master, Values
from placement.solve.progress import Progress, Report, Stop
from placement.solve.reading import rescue_capacity_h100e
from placement.solve.supply_lp import Option, SupplyCut
from placement.solve.survival import broken_cuts, first_cuts
from placement.solve.terms import Terms
from placement.solve.zone_bound import Bounds

RELAXATION_SHARE = 0.1
"""The relaxation is good enough when its supply is priced within this share of the asked gap."""
ROUNDS = 200
STALLED, STALLED_ROUNDS = 1e-8, 3
"""The relaxation has given what it has when its bound rose by no more than this share in so many rounds."""
ROUNDING = 1e-9
"""A gap of 0 is proven to this."""
PROVING = "proving"
LEAST_USE = 1e-9
WORTH_A_CUT = 1e-9
"""A cut is added where it lifts an option's cost by this share."""
SETTLED = 1e-8
"""The best plan is settled when cuts and true supply cost agree to this share of the objective."""


@dataclass(frozen=True, eq=False)
class PricedPoint:
    """A point of the master at true supply cost."""

    objective_meur: float
    new_cuts: list[SupplyCut]
    too_large: dict[Option, float]
    """Options that no supply can meet, with the largest x it can, MW."""


class Search:
    """State of one decomposed solve."""

    def __init__(self, case: Case, curves: Curves, terms: Terms, clock: Clock, report: Report, stop: Stop) -> None:
        self.case, self.terms, self.clock, self.report, self.stop = case, terms, clock, report, stop
        self.groups, self.curves = demand_groups(case), curves
        self.bound = -np.inf
        self.incumbent = np.inf
        self.best: Values | None = None
        self.relaxed: dict[str, tuple[float, float]] = {}
        """Share and reduced cost of every site in the last relaxation, MEUR."""
        loss_cuts: tuple[LossCut, ...] = first_cuts(case, self.groups) if case.policy.n_minus_1 else ()
        with clock.phase("build"):
            self.master = Master(case, loss_cuts, terms.threads, terms.seed)
        self.discount = {t: float(self.master.model.discount_factor[t]) for t in self.master.model.STAGES}

    def say(self, phase: str, bound: float | None = None, detail: str = "") -> None:
        """Report with the best figures known."""
        known = max(self.bound, -np.inf if bound is None else bound)
        lower, upper = (None if not np.isfinite(v) else float(v) for v in (known, self.incumbent))
        words = ", ".join(part for part in (detail, f"{self.curves.count} curves priced") if part)
        self.report(Progress.of_meur(phase, self.clock.elapsed_s(), lower, upper, words))

    def is_proven(self) -> bool:
        """Whether the best plan is within the asked gap."""
        return self.gap() <= self.terms.gap + ROUNDING

    def halted(self) -> bool:
        """Stop asked for, or time over."""
        return self.stop() or self.clock.is_over()

    def bound_all_options(self, bounds: Bounds) -> None:
        """Step 1: a valid cut for every option."""
        cuts = [cut for option in self.master.draw for cut in bounds[option]]
        self.master.add_cuts(cuts)

    def price(self, values: Values, objective: float) -> PricedPoint:
        """The point's cost with every supply at its true V, and the cuts that say so.

        A fractional u prices the perspective u V(x / u): the cut is the tangent at x / u.
        """
        used = [(o, float(x), max(min(float(u), 1.0), LEAST_USE)) for o, (x, u) in self.master.used(values).items()]
        answers = self.curves.price_all([(option, draw / share) for option, draw, share in used])
        true, too_large = objective, dict[Option, float]()
        cuts: list[SupplyCut] = []
        for (option, _, share), answer in zip(used, answers, strict=True):
            if answer.cost_meur is None:
                too_large[option] = float(answer.largest_mw or 0.0)
                continue
            short = share * answer.cost_meur - float(values[self.master.cost[option]])
            true += self.discount[option[2]] * short
            if short > WORTH_A_CUT * max(1.0, abs(answer.cost_meur)):
                cuts += answer.cuts
        return PricedPoint(true if not too_large else np.inf, cuts, too_large)

    def learn(self, priced: PricedPoint) -> None:
        """Put what was found into the master."""
        self.master.add_cuts(priced.new_cuts)
        for option, largest in priced.too_large.items():
            self.master.add_largest_draw(option, largest)

    def converge_relaxation(self) -> None:
        """Step 2: cuts on the linear relaxation until its supply is priced right."""
        last, stalled = -np.inf, 0
        self.master.relax()
        for round_ in range(ROUNDS):
            with self.clock.phase("relaxation"):
                outcome = self.master.problem.run(self.stop, time_limit_s=self.clock.left_s())
            if outcome.status == "infeasible":
                raise Infeasible(())
            if outcome.status != "optimal" or outcome.values is None or outcome.objective is None:
                break
            self.bound = max(self.bound, outcome.objective)
            self.relaxed = self.master.site_use(outcome.values)
            with self.clock.phase("price supply"):
                priced = self.price(outcome.values, outcome.objective)
            self.learn(priced)
            self.say("relaxation", detail=f"round {round_ + 1}")
            stalled = stalled + 1 if outcome.objective - last <= STALLED * abs(outcome.objective) else 0
            last = outcome.objective
            small = priced.objective_meur - outcome.objective <= RELAXATION_SHARE * self.terms.gap * outcome.objective
            if small or stalled >= STALLED_ROUNDS or self.halted():
                break
        self.master.restore()

    def solve_master(self, phase: str, gap: float) -> Outcome:
        """One mixed-integer solve from the best plan known."""

        def watch(bound: float | None, incumbent: float | None) -> None:
            self.say(phase, bound if phase == PROVING else None)

        problem = self.master.problem
        problem.set("mip_rel_gap", gap)
        problem.set("mip_abs_gap", 0.0)
        with self.clock.phase("master"):
            return problem.run(self.stop, watch, self.clock.left_s(), self.best)

    def consider(self, outcome: Outcome) -> bool:
        """Price the master's plan and learn from it; True when it is a plan: N-1 holds and supply meets it."""
        if outcome.values is None or outcome.objective is None:
            return False
        self.master.form.load(outcome.values)
        broken = self.broken()
        with self.clock.phase("price supply"):
            priced = self.price(outcome.values, outcome.objective)
        self.learn(priced)
        self.master.add_loss_cuts(broken)
        if not broken and priced.objective_meur < self.incumbent:
            self.incumbent, self.best = priced.objective_meur, outcome.values
        self.say("plan priced")
        return not broken and not priced.too_large

    def gap(self) -> float:
        """True relative gap of the best plan."""
        return np.inf if self.best is None else (self.incumbent - self.bound) / max(abs(self.incumbent), 1e-9)

    def broken(self) -> tuple[LossCut, ...]:
        """N-1 rows that the plan now in the master's model breaks."""
        if not self.case.policy.n_minus_1:
            return ()
        return broken_cuts(self.case, self.groups, rescue_capacity_h100e(self.master.model))
