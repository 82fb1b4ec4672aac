"""Solve a case by the method that suits it, on a stated screen where the case asks for one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from models.case import Case
from models.derive import discount_factor, site_options
from placement.account import Decisions, Plan, Proof, draw_up
from placement.memory import Watch, watched
from placement.solve.answers import DoesNotFit, Infeasible, NoPlanFound
from placement.solve.by_prices import solve_by_prices
from placement.solve.clock import Clock
from placement.solve.curve_cache import CurveCache
from placement.solve.curve_workers import hire_here
from placement.solve.curves import CacheMisled, Curves
from placement.solve.decided import Decided
from placement.solve.decomposed import price_zones, solve_decomposed
from placement.solve.ending import bound_below, is_proven
from placement.solve.extract import extract
from placement.solve.highs_problem import threads_of_process
from placement.solve.last_word import last_word
from placement.solve.long_lived import freed
from placement.solve.monolithic import solve_monolithic
from placement.solve.options import SolveOptions
from placement.solve.pricers import Hire
from placement.solve.progress import Progress, Report, Stop, never, silent
from placement.solve.promptly import Abandoned, promptly
from placement.solve.screen import Screen, screen_sites, with_sites
from placement.solve.siting_estimate import siting_eur_per_mw
from placement.solve.start import Start
from placement.solve.supply_cut import Option
from placement.solve.terms import Terms, settle
from placement.solve.which_limit import with_its_limit
from placement.solve.whole_size import refuse_what_does_not_fit, whole_size
from placement.solve.why_infeasible import why_infeasible
from placement.solve.zone_bound import Bounds

SECONDS_FOR_A_REASON = 60.0
LARGE_SERVICE = 20_000
"""Sites x demands from which pricing the demand pays."""
ENDED = "The search was ended"
"""Begins the line of the log that says why, where it was the machine's memory."""


@dataclass(frozen=True, eq=False)
class Solved:
    """The best plan, and what it leaves for a like case."""

    plan: Plan
    start: bytes | None
    """None where the method leaves none."""


def solve_case(
    case: Case,
    options: SolveOptions,
    report: Report = silent,
    stop: Stop = never,
    hire: Hire | None = None,
    begun: float | None = None,
) -> Plan:
    """Solve and account for the best plan. ``hire``: who solves supply programmes, if not this machine.

    ``begun``: when the user began to wait, by `perf_counter`; the time limit counts from there.

    Raises Infeasible where no plan meets every limit, NoPlanFound where a limit or ``stop`` came before any plan.
    """
    return solve_from(None, case, options, report, stop, hire, begun).plan


@freed()
def solve_from(
    start: bytes | None,
    case: Case,
    options: SolveOptions,
    report: Report = silent,
    stop: Stop = never,
    hire: Hire | None = None,
    begun: float | None = None,
) -> Solved:
    """`solve_case`, begun where the solve of a like case ended: sooner at its plan and its proof, which are its own."""
    terms = settle(case, options)
    clock = Clock(terms.time_limit_s, begun)
    with watched(terms.memory_limit) as memory:
        halted = stop if memory is None else memory.or_near(stop)
        try:
            return _anew_while_misled(start, case, options, terms, clock, report, halted, hire, memory)
        except DoesNotFit:
            raise
        except NoPlanFound as answer:
            if stop():  # the user's wish, whatever limit came with it
                raise
            raise with_its_limit(answer, terms, clock, memory) from answer


def _anew_while_misled(
    start: bytes | None,
    case: Case,
    options: SolveOptions,
    terms: Terms,
    clock: Clock,
    report: Report,
    stop: Stop,
    hire: Hire | None,
    memory: Watch | None = None,
) -> Solved:
    """Within the memory that is watched; once more without what the cache was found to say wrongly."""
    threads_of_process(terms.threads)  # before any programme, some of which ask for one alone
    if options.method == "monolithic" and case.solve.screen_sites is None:  # sooner than its first programme
        refuse_what_does_not_fit(whole_size(case), terms.memory_limit)
    cache = None if options.cache is None else CurveCache(Path(options.cache))
    hire = hire or partial(hire_here, threads=terms.threads)
    begin, notes = _begin(start)
    while True:
        try:
            return _solve(begin, case, options, terms, clock, cache, report, stop, hire, notes, memory)
        except CacheMisled as misled:  # each time it has less to mislead by
            notes = (*notes, f"Solved anew: {misled}")
            report(Progress("solving anew", clock.elapsed_s(), detail=str(misled)))


def _begin(start: bytes | None) -> tuple[Start | None, tuple[str, ...]]:
    """Where a like case ended, and what to tell of it."""
    try:
        return None if start is None else Start.unpacked(start), ()
    except ValueError as damaged:  # it would only have saved time
        return None, (f"What the solve of a like case left is damaged, and left out: {damaged}",)


def _solve(
    start: Start | None,
    case: Case,
    options: SolveOptions,
    terms: Terms,
    clock: Clock,
    cache: CurveCache | None,
    report: Report,
    stop: Stop,
    hire: Hire,
    notes: tuple[str, ...],
    memory: Watch | None,
) -> Solved:
    allowed = site_options(case)
    with Curves(case, allowed, cache, hire, lambda: stop() or clock.is_over()) as curves:
        screen, bounds = _screen(case, allowed, curves, clock, report, stop)
        solved = case if screen is None else with_sites(case, screen.sites)
        try:
            method = _method(solved, options)
            if method == "monolithic":
                decided = solve_monolithic(solved, terms, clock, report, stop)
            elif all(s.capacity_h100e is not None for s in solved.sites.values()):
                decided = solve_by_prices(solved, terms, clock, report, stop)
            else:
                decided = solve_decomposed(solved, terms, clock, report, stop, curves, bounds, start)
                decided = last_word(decided, solved, terms, clock, report, stop)
        except Infeasible as answer:
            report(Progress("seeking reasons", clock.elapsed_s()))
            reasons = _reasons(solved, _any_plan(terms, clock, cache, stop, hire), clock, stop)
            raise Infeasible((*reasons, *_screened_out(screen))) from answer
    if memory is not None and memory.is_near() and decided.status == "interrupted":
        decided = replace(decided, status="unproven", log=(*decided.log, f"{ENDED}: {memory.reason}."))
    notes = (*notes, *curves.notes())
    report(Progress("accounting", clock.elapsed_s(), detail="; ".join(notes)))
    with clock.phase("account"):
        decisions = extract(decided.case, decided)
        plan = draw_up(
            case,
            decisions,
            _proof(case, decided, _status(case, decided, decisions, terms), screen, clock),
            set(solved.sites),
            siting_eur_per_mw(case, bounds),
            (*notes, *decided.log),
        )
    return Solved(plan, None if decided.start is None else decided.start.packed())


def _reasons(case: Case, solves: Callable[[Case], bool], clock: Clock, stop: Stop) -> tuple[str, ...]:
    """What stands in the way, as far as there is time to seek it."""

    def halted() -> bool:
        return stop() or clock.is_over()

    try:
        return promptly(lambda: why_infeasible(case, solves, halted), halted)
    except Abandoned:
        return ("the solve was stopped before it was found which limits stand in the way",)


def _screened_out(screen: Screen | None) -> tuple[str, ...]:
    """That a wider screen may hold a plan."""
    if screen is None:
        return ()
    among = f"only {len(screen.sites)} of {screen.of_sites} candidates entered the siting model"
    return (f"{among}: with a larger solve.screen_sites, or none, a plan may exist",)


def _any_plan(terms: Terms, clock: Clock, cache: CurveCache | None, stop: Stop, hire: Hire) -> Callable[[Case], bool]:
    """Whether a case has a plan at all, as far as a short solve within the user's limit can tell."""

    @freed()
    def solves(case: Case) -> bool:
        seconds = min(SECONDS_FOR_A_REASON, clock.left_s() or SECONDS_FOR_A_REASON)
        short, options = replace(terms, gap=1.0, time_limit_s=seconds), site_options(case)
        try:
            with Curves(case, options, cache, hire) as curves:
                own = Clock(seconds)
                bounds = price_zones(case, options, curves, own, silent, stop)
                solve_decomposed(case, short, own, silent, stop, curves, bounds)
        except (Infeasible, NoPlanFound):
            return False
        except CacheMisled:  # that came with a plan
            return True
        return True

    return solves


def _screen(
    case: Case, options: Sequence[Option], curves: Curves, clock: Clock, report: Report, stop: Stop
) -> tuple[Screen | None, Bounds]:
    """The case's screen of candidates, if it asks for one, and bounds on the supply of every option."""
    bounds = price_zones(case, options, curves, clock, report, stop)
    count = case.solve.screen_sites
    if count is None or count >= len(case.sites) or not case.cooling:
        return None, bounds
    with clock.phase("screen"):
        return screen_sites(case, count, bounds), bounds


def _method(case: Case, options: SolveOptions) -> str:
    """The method asked for; else the decomposed one wherever there is supply, or service enough to be worth pricing."""
    if options.method != "auto":
        return options.method
    small = len(case.sites) * len(case.demand) < LARGE_SERVICE
    return "monolithic" if small and not site_options(case) else "decomposed"


def _status(case: Case, decided: Decided, decisions: Decisions, terms: Terms) -> str:
    """How the solve ended, by the cost that the accounts find: what they call proven is within the gap there, too."""
    factor = {t.stage: discount_factor(t, case.discount_rate, case.base_year) for t in case.stages}
    cost_meur = sum(factor[row.stage] * row.eur_per_year for row in decisions.costs) / 1e6
    proven = is_proven(cost_meur, bound_below(cost_meur, decided.bound_meur), terms.gap)
    return "unproven" if decided.status == "optimal" and not proven else decided.status


def _proof(case: Case, decided: Decided, status: str, screen: Screen | None, clock: Clock) -> Proof:
    days = len({(h.period, h.day) for h in next(iter(case.hours.values()), ())})
    stated = None
    if screen is not None:
        stated = {
            "sites": len(screen.sites),
            "of_sites": screen.of_sites,
            "days": days,
            "of_days": days,
            "note": screen.note,
        }
    return Proof(
        status=status,
        method=decided.method,
        bound_eur=decided.bound_meur * 1e6,
        seconds=dict(clock.seconds),
        screen=stated,
    )
