"""The decomposed method: siting in a master problem, each site's supply in a linear programme of its own.

A site's supply touches the rest only through its IT draw x (and its carbon and water under a fleet cap), so the
master keeps a cost variable per (site, cooling, stage) under cuts. The steps: bound all options from one programme
per zone; converge the cuts on the linear relaxation, sites joining as their prices call for them; find a plan among
few sites; look for a better one among more; close the sites that no better plan can hold and prove over the rest.
"""

from collections.abc import Sequence
from dataclasses import replace

from models.case import Case
from models.derive import site_options
from placement.solve.answers import Infeasible, NoPlanFound, PlanDoesNotHold, SolverTrouble
from placement.solve.branch import prove
from placement.solve.clock import Clock
from placement.solve.curves import Curves
from placement.solve.decided import Decided
from placement.solve.ending import bound_below, ending, is_proven
from placement.solve.hand_over import hand_over
from placement.solve.improve import improve
from placement.solve.leave import leave
from placement.solve.progress import Progress, Report, Stop
from placement.solve.promptly import PATIENCE_S, Abandoned, or_no_plan, promptly
from placement.solve.relax import Relaxed, relax
from placement.solve.search import Search
from placement.solve.settle import seek_first_plan, settle_plan_of
from placement.solve.start import Start
from placement.solve.supply_cut import Option
from placement.solve.terms import Terms
from placement.solve.zone_bound import Bounds, zone_bounds, zone_representatives

PATIENCE_WITH_A_PLAN_S = 1.0
"""How long a better plan is waited for, once the time is over."""


def solve_decomposed(
    case: Case,
    terms: Terms,
    clock: Clock,
    report: Report,
    stop: Stop,
    curves: Curves | None = None,
    bounds: Bounds | None = None,
    start: Start | None = None,
) -> Decided:
    """Solve to the true gap; every candidate of the case is in the proof.

    ``curves`` and ``bounds`` may come from a larger case with the same data (before its screen), ``start`` from a
    like one.
    Raises Infeasible, or NoPlanFound where a limit came before any plan.
    """
    if curves is None or bounds is None:
        options = site_options(case)
        with Curves(case, options) as own:
            found = price_zones(case, options, own, clock, report, stop)
            return solve_decomposed(case, terms, clock, report, stop, own, found, start)
    known = curves
    search = or_no_plan(lambda: Search(case, known, terms, clock, report, stop), clock, stop, "building the model")
    relaxed = _look_for_plan(search, bounds, start)
    decided = _written_out(search, relaxed)
    if decided is None or (search.is_proven() and decided.status != "optimal"):
        return _with_every_link(search, bounds, decided, leave(search, relaxed))
    return decided


def _look_for_plan(search: Search, bounds: Bounds, start: Start | None) -> Relaxed:
    """The steps, to a plan and its proof, left at once when time is over. Raises as `solve_decomposed` does."""
    relaxed = or_no_plan(lambda: _relaxed(search, bounds, start), search.clock, search.stop, "relaxing")
    try:
        promptly(
            lambda: _steps(search, relaxed, start),
            search.halted,
            lambda: PATIENCE_S if search.best is None else PATIENCE_WITH_A_PLAN_S,
        )
    except Abandoned:
        search.log.append("The search was left where it was, when its time was over.")
    if search.best is None:
        raise NoPlanFound("no plan was found before the limit")
    return relaxed


def _relaxed(search: Search, bounds: Bounds, start: Start | None) -> Relaxed:
    search.bound_all_options(bounds)
    search.add_supply_cuts(search.curves.known_cuts(tuple(search.master.draw)))
    return relax(search, bounds, start)


def _steps(search: Search, relaxed: Relaxed, start: Start | None) -> None:
    """From the relaxation to a plan and its proof."""
    if start is not None:
        try:
            settle_plan_of(search, start)
        except SolverTrouble as trouble:  # there are other ways to a plan
            search.log.append(f"The plan of a like case was given up: {trouble}")
    try:
        seek_first_plan(search, relaxed)
        improve(search, relaxed)
        prove(search, relaxed)
    except SolverTrouble as trouble:
        if search.best is None:
            raise
        search.log.append(f"The proof ended here, with a plan at hand: {trouble}")


def _written_out(search: Search, relaxed: Relaxed) -> Decided | None:
    """The best plan, written out; None where it does not hold then."""
    try:
        return replace(hand_over(search), start=leave(search, relaxed))
    except PlanDoesNotHold as trouble:
        search.log.append(str(trouble))
        return None


def _with_every_link(search: Search, bounds: Bounds, decided: Decided | None, start: Start) -> Decided:
    """Once more with every link of service in the master, where a plan costs what it costs written out.

    For a search that took its plan for cheaper, or better, than it is. The better plan of the two is handed on, at
    the better bound; trouble, or a limit that comes before another plan, leaves the one at hand, unproven.
    """
    search.log.append("The plan is not what the search took it for: once more with every link of service.")
    clock, stop = search.clock, search.stop
    try:
        whole = or_no_plan(
            lambda: Search(search.case, search.curves, search.terms, clock, search.report, stop, pooled=False),
            clock,
            stop,
            "building the model with every link",
        )
        # What the plan at hand has shown to be no bound would end this search, too, with nothing proven.
        whole.log, whole.bound = search.log, search.bound if decided is None else decided.bound_meur
        relaxed = _look_for_plan(whole, bounds, start)
        again = replace(hand_over(whole), start=leave(whole, relaxed))
    except (Infeasible, NoPlanFound, SolverTrouble) as trouble:
        if decided is None:
            raise
        search.log.append(f"The plan at hand is kept: {trouble}")
        return decided
    best = again if decided is None or again.objective_meur <= decided.objective_meur else decided
    bound = bound_below(best.objective_meur, whole.bound, whole.most_penalties_meur(best.supply))
    status = ending(is_proven(best.objective_meur, bound, search.terms.gap), search.stop, search.clock)
    return replace(best, bound_meur=bound, status=status, log=again.log)


def price_zones(
    case: Case, options: Sequence[Option], curves: Curves, clock: Clock, report: Report, stop: Stop
) -> Bounds:
    """Bounds on the supply of every option, from one programme per zone.

    Raises NoPlanFound where the user or the clock stops it.
    """
    zones = zone_representatives(case, options)

    def tell(done: int) -> None:
        report(Progress("pricing zones", clock.elapsed_s(), detail=f"{done} of {len(zones)}"))
        if stop() or clock.is_over():
            raise NoPlanFound("stopped while pricing zones, before any plan was found")

    def price() -> Bounds:
        prices = dict(zip(zones, curves.zone_prices(list(zones.values()), tell), strict=True))
        return zone_bounds(case, options, prices)

    with clock.phase("price zones"):
        return or_no_plan(price, clock, stop, "pricing zones")
