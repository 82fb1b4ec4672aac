"""The decomposed method: siting in a master problem, each site's supply in a linear programme of its own.

A site's supply touches the rest only through its IT draw x, so the master keeps a cost variable per
(site, cooling, stage) under cuts. The loop: bound all options from one programme per zone; converge the cuts on the linear
relaxation; then solve the mixed-integer master, price its plan at true cost, add the cuts, until the true gap closes.
"""

from dataclasses import dataclass, field

import numpy as np

from models.case import Case
from models.derive import demand_groups
from placement.solve.answers import Infeasible, NoPlanFound, SolverTrouble
from placement.solve.clock import Clock
from placement.solve.decided import Decided, PlanStatus, Supplied
from placement.solve.formulate import LossCut
from placement.solve.highs_problem import Outcome
from placement.solve.master import Master, Values
from placement.solve.progress import Progress, Report, Stop
from placement.solve.reading import open_options, rescue_capacity_h100e
from placement.solve.supply_lp import Option, SupplyCut, SupplyLp
from placement.solve.survival import broken_cuts, first_cuts
from placement.solve.terms import Terms
from placement.solve.zone_bound import zone_bounds

RELAXATION_SHARE = 0.1
"""The relaxation is good enough when its supply is priced within this share of the asked gap."""
ROUNDS = 200
MIP_SHARE = 0.5
"""The last mixed-integer solves prove this share of the asked gap; the rest is for supply priced by cuts."""
FIRST_GAP = 0.02
"""The first one stops early: its plan shows which N-1 rows and supply cuts are missing."""


@dataclass
class Curves:
    """Supply programmes and cuts found so far; cuts are global, so they outlive every master."""

    case: Case
    cuts: list[SupplyCut] = field(default_factory=list)
    largest_mw: dict[Option, float] = field(default_factory=dict)
    programmes: dict[Option, SupplyLp] = field(default_factory=dict)

    def programme(self, option: Option) -> SupplyLp:
        """The option's programme, built when first asked for."""
        if option not in self.programmes:
            self.programmes[option] = SupplyLp(self.case, option)
        return self.programmes[option]

    def price(self, option: Option, it_draw_mw: float) -> tuple[float, SupplyCut] | None:
        """True cost and cut at x; None, with the largest x noted, where no supply meets it."""
        priced = self.programme(option).price(it_draw_mw)
        if priced is None:
            self.largest_mw[option] = self.programme(option).largest_draw_mw()
        return priced


@dataclass(frozen=True, eq=False)
class _Priced:
    """A point of the master at true supply cost."""

    objective_meur: float
    new_cuts: list[SupplyCut]
    too_large: list[Option]


class _Search:
    """State of one decomposed solve."""

    def __init__(self, case: Case, terms: Terms, clock: Clock, report: Report, stop: Stop) -> None:
        self.case, self.terms, self.clock, self.report, self.stop = case, terms, clock, report, stop
        self.groups = demand_groups(case)
        self.curves = Curves(case)
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

    def bound_all_options(self) -> None:
        """Step 1: a valid cut for every option."""
        self.say("pricing zones")
        with self.clock.phase("price zones"):
            bounds = zone_bounds(self.case, list(self.master.draw))
        cuts = [cut for found in bounds.values() for cut in found]
        self.curves.cuts += cuts
        self.master.add_cuts(cuts)

    def price(self, values: Values, objective: float) -> _Priced:
        """The point's cost with every supply at its true V, and the cuts that say so.

        A fractional u prices the perspective u V(x / u): the cut is the tangent at x / u.
        """
        true, cuts, too_large = objective, [], []
        for option, (draw, use) in self.master.used(values).items():
            share = max(min(float(use), 1.0), 1e-9)
            priced = self.curves.price(option, float(draw) / share)
            if priced is None:
                too_large.append(option)
                continue
            cost, cut = priced
            counted = float(values[self.master.cost[option]])
            true += self.discount[option[2]] * (share * cost - counted)
            if share * cost - counted > 1e-9 * max(1.0, abs(cost)):
                cuts.append(cut)
        return _Priced(true if not too_large else np.inf, cuts, too_large)

    def learn(self, priced: _Priced) -> None:
        """Put what was found into the master."""
        self.curves.cuts += priced.new_cuts
        self.master.add_cuts(priced.new_cuts)
        for option in priced.too_large:
            self.master.add_largest_draw(option, self.curves.largest_mw[option])

    def converge_relaxation(self) -> None:
        """Step 2: cuts on the linear relaxation until its supply is priced right."""
        self.master.relax()
        for round_ in range(ROUNDS):
            with self.clock.phase("relaxation"):
                outcome = self.master.problem.run(self.stop, time_limit_s=self.clock.left_s())
            if outcome.status == "infeasible":
                raise Infeasible(("No plan meets every limit, even with fractional sites.",))
            if outcome.status != "optimal" or outcome.values is None or outcome.objective is None:
                break
            self.bound = max(self.bound, outcome.objective)
            with self.clock.phase("price supply"):
                priced = self.price(outcome.values, outcome.objective)
            self.learn(priced)
            self.say(f"relaxation, round {round_ + 1}, {len(self.curves.programmes)} curves")
            small = priced.objective_meur - outcome.objective <= RELAXATION_SHARE * self.terms.gap * outcome.objective
            if small or self.halted():
                break
        self.master.restore()

    def solve_master(self) -> Outcome:
        """One mixed-integer solve from the best plan known."""

        def watch(bound: float | None, incumbent: float | None) -> None:
            self.say(f"proving, {len(self.curves.programmes)} curves", bound)

        problem = self.master.problem
        problem.set("mip_rel_gap", self.master_gap)
        problem.set("mip_abs_gap", 0.0)
        with self.clock.phase("master"):
            return problem.run(self.stop, watch, self.clock.left_s(), self.best)

    def consider(self, outcome: Outcome) -> bool:
        """Price the master's plan; True when the search is over."""
        if outcome.status == "infeasible":
            raise Infeasible(("No plan meets every limit.",))
        self.bound = max(self.bound, outcome.bound)
        if outcome.values is None or outcome.objective is None:
            return True
        self.master.form.load(outcome.values)
        broken = self._broken()
        with self.clock.phase("price supply"):
            priced = self.price(outcome.values, outcome.objective)
        self.learn(priced)
        if not broken and priced.objective_meur < self.incumbent:
            self.incumbent, self.best = priced.objective_meur, outcome.values
        self.say(f"plan priced, {len(self.curves.programmes)} curves")
        if broken:
            self.master.add_loss_cuts(broken)
        else:
            self.master_gap = MIP_SHARE * self.terms.gap
        return self.halted() or self.gap() <= self.terms.gap

    def gap(self) -> float:
        """True relative gap of the best plan."""
        return np.inf if self.best is None else (self.incumbent - self.bound) / max(abs(self.incumbent), 1e-9)

    def _broken(self) -> tuple[LossCut, ...]:
        if not self.case.policy.n_minus_1:
            return ()
        return broken_cuts(self.case, self.groups, rescue_capacity_h100e(self.master.model))


def solve_decomposed(case: Case, terms: Terms, clock: Clock, report: Report, stop: Stop) -> Decided:
    """Solve to the true gap; every candidate of the case is in the proof.

    Raises Infeasible, or NoPlanFound where a limit came before any plan.
    """
    search = _Search(case, terms, clock, report, stop)
    search.bound_all_options()
    search.converge_relaxation()
    for _ in range(ROUNDS):
        if search.consider(search.solve_master()):
            break
    else:
        raise SolverTrouble(f"no proof after {ROUNDS} master solves")
    if search.best is None:
        raise NoPlanFound("no plan was found before the limit")
    return _hand_over(search)


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
        if priced.objective_meur - exact.objective <= 1e-9 * abs(exact.objective):
            break
    master.form.load(exact.values)
    draw = {o: float(exact.values[j]) for o, j in master.draw.items()}
    supplied = {o: search.curves.programme(o).load(draw[o]) for o in open_options(master.model)}
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
