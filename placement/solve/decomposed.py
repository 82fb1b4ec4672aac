"""The decomposed method: siting in a master problem, each site's supply in a linear programme of its own.

A site's supply touches the rest only through its IT draw x, so the master keeps a cost variable per (site, cooling,
stage) under cuts. The loop: bound all options from one programme per zone; converge the cuts on the linear relaxation;
then solve the mixed-integer master, price its plan at true cost, add the cuts, until the true gap closes.
"""

from collections.abc import Sequence

from models.case import Case
from models.derive import site_options
from placement.solve.answers import Infeasible, MethodDoesNotFit, NoPlanFound, SolverTrouble
from placement.solve.clock import Clock
from placement.solve.curves import Curves
from placement.solve.decided import Decided, PlanStatus, Supplied
from placement.solve.progress import Progress, Report, Stop
from placement.solve.reading import open_options
from placement.solve.search import PROVING, ROUNDS, Search
from placement.solve.supply_lp import Option
from placement.solve.terms import Terms
from placement.solve.zone_bound import Bounds, zone_bounds, zone_representatives

MIP_SHARE = 0.5
"""The last mixed-integer solves prove this share of the asked gap; the rest is for supply priced by cuts."""
FIRST_GAP = 0.02
"""The first one stops early: its plan shows which N-1 rows and supply cuts are missing."""
FEW_SITES = 12
"""A first plan is sought among so many sites; among twice as many where those have none."""
SETTLED = 1e-8
"""The best plan is settled when cuts and true supply cost agree to this share of the objective."""


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
    Raises Infeasible, NoPlanFound where a limit came before any plan, MethodDoesNotFit for a case with fleet caps.
    """
    refuse_fleet_caps(case)
    if curves is None or bounds is None:
        options = site_options(case)
        with Curves(case, options) as own:
            found = price_zones(case, options, own, clock, report, stop)
            return solve_decomposed(case, terms, clock, report, stop, own, found)
    search = Search(case, curves, terms, clock, report, stop)
    search.bound_all_options(bounds)
    search.converge_relaxation()
    seek_first_plan(search)
    prove(search)
    if search.best is None:
        raise NoPlanFound("no plan was found before the limit")
    return _hand_over(search)


def has_fleet_caps(case: Case) -> bool:
    """Caps on carbon and water tie sites together hour by hour, which the cuts do not carry yet."""
    return case.policy.carbon_cap_t_per_year is not None or case.policy.water_cap_m3_per_year is not None


def refuse_fleet_caps(case: Case) -> None:
    """Raise MethodDoesNotFit where a cap would be left out of the plan."""
    if has_fleet_caps(case):
        caps = "carbon_cap_t_per_year or water_cap_m3_per_year"
        raise MethodDoesNotFit(f"the decomposed method does not carry {caps} yet: use --method monolithic or auto")


def seek_first_plan(search: Search) -> None:
    """Step 3: a good plan among the few sites that the relaxation uses or nearly uses.

    Nothing is proven here. Without a plan among few sites, more are let in; `prove` has the last word.
    """
    ranked = sorted(search.relaxed, key=lambda s: (-search.relaxed[s][0], search.relaxed[s][1]))
    few = FEW_SITES
    while search.best is None and few < len(ranked) and not search.halted():
        search.master.allow_only(ranked[:few])
        gap = max(FIRST_GAP, MIP_SHARE * search.terms.gap)
        while not search.halted():
            outcome = search.solve_master(f"seeking a plan among {few} sites", gap)
            if outcome.values is None:
                break
            valid = search.consider(outcome)
            if valid and gap <= search.terms.gap:
                break
            gap = MIP_SHARE * search.terms.gap if valid else gap
        few *= 2
    search.master.allow_all()


def prove(search: Search) -> None:
    """Step 5: the whole master, its plans at true cost, until the true gap closes, or time or the user ends it."""
    gap = MIP_SHARE * search.terms.gap
    if search.best is None:
        gap = max(FIRST_GAP, gap)
    for _ in range(ROUNDS):
        if search.is_proven() or search.halted():
            return
        outcome = search.solve_master(PROVING, gap)
        if outcome.status == "infeasible":
            raise Infeasible(())
        search.bound = max(search.bound, outcome.bound)
        if search.consider(outcome):
            gap = MIP_SHARE * search.terms.gap
    raise SolverTrouble(f"no proof after {ROUNDS} master solves")


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

    with clock.phase("price zones"):
        prices = dict(zip(zones, curves.zone_prices(list(zones.values()), tell), strict=True))
        return zone_bounds(case, options, prices)


def _hand_over(search: Search) -> Decided:
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


def _status(search: Search) -> PlanStatus:
    if search.is_proven():
        return "optimal"
    return "interrupted" if search.stop() else "time_limit"
