"""The decomposed method: siting in a master problem, each site's supply in a linear programme of its own.

A site's supply touches the rest only through its IT draw x, so the master keeps a cost variable per
(site, cooling, stage) under cuts. The loop: bound all options from one programme per zone; converge the cuts on the linear
relaxation; then solve the mixed-integer master, price its plan at true cost, add the cuts, until the true gap closes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.case import Case
from models.derive import demand_groups, site_options
from placement.solve.answers import Infeasible, NoPlanFound, SolverTrouble
from placement.solve.clock import Clock
from placement.solve.curves import Curves
from placement.solve.decided import Decided, PlanStatus, Supplied
from placement.solve.formulate import LossCut
from placement.solve.highs_problem import Outcome
from placement.solve.master import Master, Values
from placement.solve.progress import Progress, Report, Stop
from placement.solve.reading import open_options, rescue_capacity_h100e
from placement.solve.supply_lp import Option, SupplyCut
from placement.solve.survival import broken_cuts, first_cuts
from placement.solve.terms import Terms
from placement.solve.zone_bound import Bounds, zone_bounds, zone_representatives

RELAXATION_SHARE = 0.1
"""The relaxation is good enough when its supply is priced within this share of the asked gap."""
ROUNDS = 200
LEAST_USE = 1e-9
WORTH_A_CUT = 1e-9
"""A cut is added where it lifts an option's cost by this share."""
SETTLED = 1e-8
"""The best plan is settled when cuts and true supply cost agree to this share of the objective."""
MIP_SHARE = 0.5
"""The last mixed-integer solves prove this share of the asked gap; the rest is for supply priced by cuts."""
FIRST_GAP = 0.02
"""The first one stops early: its plan shows which N-1 rows and supply cuts are missing."""


@dataclass(frozen=True, eq=False)
class _Priced:
    """A point of the master at true supply cost."""

    objective_meur: float
    new_cuts: list[SupplyCut]
    too_large: dict[Option, float]
    """Options that no supply can meet, with the largest x it can, MW."""


class _Search:
    """State of one decomposed solve."""

    def __init__(self, case: Case, curves: Curves, terms: Terms, clock: Clock, report: Report, stop: Stop) -> None:
        self.case, self.terms, self.clock, self.report, self.stop = case, terms, clock, report, stop
        self.groups, self.curves = demand_groups(case), curves
        self.bound = -np.inf
        self.incumbent = np.inf
        self.best: Values | None = None
        self.master_gap = max(FIRST_GAP, MIP_SHARE * terms.gap)
        loss_cuts: tuple[LossCut, ...] = first_cuts(case, self.groups) if case.policy.n_minus_1 else ()
        with clock.phase("build"):
            self.master = Master(case, loss_cuts, terms.threads, terms.seed)
        self.discount = {t: float(self.master.model.discount_factor[t]) for t in self.master.model.STAGES}

    def say(self, phase: str, bound: float | None = None, incumbent: float | None = None) -> None:
        """Report with the best figures known."""
        known_bound = max(self.bound, -np.inf if bound is None else bound)
        known = min(self.incumbent, np.inf if incumbent is None else incumbent)
        finite = [None if not np.isfinite(v) else float(v) for v in (known_bound, known)]
        self.report(Progress.of_meur(phase, self.clock.elapsed_s(), *finite))

    def halted(self) -> bool:
        """Stop asked for, or time over."""
        return self.stop() or self.clock.is_over()

    def bound_all_options(self, bounds: Bounds) -> None:
        """Step 1: a valid cut for every option."""
        cuts = [cut for option in self.master.draw for cut in bounds[option]]
        self.master.add_cuts(cuts)

    def price(self, values: Values, objective: float) -> _Priced:
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
        return _Priced(true if not too_large else np.inf, cuts, too_large)

    def learn(self, priced: _Priced) -> None:
        """Put what was found into the master."""
        self.master.add_cuts(priced.new_cuts)
        for option, largest in priced.too_large.items():
            self.master.add_largest_draw(option, largest)

    def converge_relaxation(self) -> None:
        """Step 2: cuts on the linear relaxation until its supply is priced right."""
        self.master.relax()
        for round_ in range(ROUNDS):
            with self.clock.phase("relaxation"):
                outcome = self.master.problem.run(self.stop, time_limit_s=self.clock.left_s())
            if outcome.status == "infeasible":
                raise Infeasible(())
            if outcome.status != "optimal" or outcome.values is None or outcome.objective is None:
                break
            self.bound = max(self.bound, outcome.objective)
            with self.clock.phase("price supply"):
                priced = self.price(outcome.values, outcome.objective)
            self.learn(priced)
            self.say(f"relaxation, round {round_ + 1}, {self.curves.count} curves")
            small = priced.objective_meur - outcome.objective <= RELAXATION_SHARE * self.terms.gap * outcome.objective
            if small or self.halted():
                break
        self.master.restore()

    def solve_master(self) -> Outcome:
        """One mixed-integer solve from the best plan known."""

        def watch(bound: float | None, incumbent: float | None) -> None:
            self.say(f"proving, {self.curves.count} curves", bound)

        problem = self.master.problem
        problem.set("mip_rel_gap", self.master_gap)
        problem.set("mip_abs_gap", 0.0)
        with self.clock.phase("master"):
            return problem.run(self.stop, watch, self.clock.left_s(), self.best)

    def consider(self, outcome: Outcome) -> bool:
        """Price the master's plan; True when the search is over."""
        if outcome.status == "infeasible":
            raise Infeasible(())
        self.bound = max(self.bound, outcome.bound)
        if outcome.values is None or outcome.objective is None:
            return True
        self.master.form.load(outcome.values)
        broken = self.broken()
        with self.clock.phase("price supply"):
            priced = self.price(outcome.values, outcome.objective)
        self.learn(priced)
        if not broken and priced.objective_meur < self.incumbent:
            self.incumbent, self.best = priced.objective_meur, outcome.values
        self.say(f"plan priced, {self.curves.count} curves")
        if broken:
            self.master.add_loss_cuts(broken)
        else:
            self.master_gap = MIP_SHARE * self.terms.gap
        return self.halted() or self.gap() <= self.terms.gap

    def gap(self) -> float:
        """True relative gap of the best plan."""
        return np.inf if self.best is None else (self.incumbent - self.bound) / max(abs(self.incumbent), 1e-9)

    def broken(self) -> tuple[LossCut, ...]:
        """N-1 rows that the plan now in the master's model breaks."""
        if not self.case.policy.n_minus_1:
            return ()
        return broken_cuts(self.case, self.groups, rescue_capacity_h100e(self.master.model))


def solve_decomposed(
    case: Case,
    terms: Terms,
    clock: Clock,
    report: Report,
    stop: Stop,
    curves: Curves | None = None,
    bounds: Bounds | None = None,
) -> Decided:
    """Solve to the true gap; every candidate of the case is in the proof.

    ``curves`` and ``bounds`` may come from a larger case with the same data (before its screen).
    Raises Infeasible, or NoPlanFound where a limit came before any plan.
    """
    if curves is None or bounds is None:
        options = site_options(case)
        with Curves(case, options) as own:
            found = price_zones(case, options, own, clock, report)
            return solve_decomposed(case, terms, clock, report, stop, own, found)
    search = _Search(case, curves, terms, clock, report, stop)
    search.bound_all_options(bounds)
    search.converge_relaxation()
    for _ in range(ROUNDS):
        if search.consider(search.solve_master()):
            break
    else:
        raise SolverTrouble(f"no proof after {ROUNDS} master solves")
    if search.best is None:
        raise NoPlanFound("no plan was found before the limit")
    return _hand_over(search)


def price_zones(case: Case, options: Sequence[Option], curves: Curves, clock: Clock, report: Report) -> Bounds:
    """Bounds on the supply of every option, from one programme per zone."""
    report(Progress("pricing zones", clock.elapsed_s()))
    with clock.phase("price zones"):
        zones = zone_representatives(case, options)
        prices = dict(zip(zones, curves.zone_prices(list(zones.values())), strict=True))
        return zone_bounds(case, options, prices)


def _hand_over(search: _Search) -> Decided:
    """Fix the best plan's integers and settle the rest exactly, supply at true cost."""
    assert search.best is not None
    master = search.master
    problem = master.problem
    problem.fix_integers(search.best)
    for _ in range(ROUNDS):
        exact = problem.run(lambda: False)
        if exact.values is None or exact.objective is None:
            raise SolverTrouble(f"the best plan could not be settled: {exact.status}")
        priced = search.price(exact.values, exact.objective)
        search.learn(priced)
        master.form.load(exact.values)
        broken = search.broken()
        master.add_loss_cuts(broken)
        if not broken and priced.objective_meur - exact.objective <= SETTLED * abs(exact.objective):
            break
    else:
        raise SolverTrouble("the best plan's supply did not settle")
    draw = {o: float(exact.values[j]) for o, j in master.draw.items()}
    supplied = {o: search.curves.programme(o).load(o[2], draw[o]) for o in open_options(master.model)}
    return Decided(
        status=_status(search),
        method="decomposed",
        model=master.model,
        supply={o: Supplied(m, m.terms) for o, m in supplied.items()},
        bound_meur=search.bound,
        log=tuple(problem.log),
    )


def _status(search: _Search) -> PlanStatus:
    if search.gap() <= search.terms.gap:
        return "optimal"
    return "interrupted" if search.stop() else "time_limit"
