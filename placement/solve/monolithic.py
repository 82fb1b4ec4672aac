"""The monolithic method: every supply problem inside one mixed-integer model."""

from collections.abc import Sequence
from functools import partial
from time import monotonic

import numpy as np
from pyomo.environ import ConcreteModel

from models.case import Case
from models.derive import demand_groups
from placement.solve.answers import Infeasible, NoPlanFound, SolverTrouble
from placement.solve.battery_ways import one_way
from placement.solve.clock import Clock
from placement.solve.decided import Decided, PlanStatus
from placement.solve.ending import bound_below, is_proven
from placement.solve.formulate import LossCut, build, formulate
from placement.solve.highs_problem import HighsProblem, Outcome
from placement.solve.lift import cost_factor, lifted
from placement.solve.progress import Progress, Report, Stop
from placement.solve.promptly import PATIENCE_S, or_no_plan
from placement.solve.reading import open_options, rescue_capacity_h100e
from placement.solve.restarts import run_restarting
from placement.solve.supply_plan import read_supply
from placement.solve.survival import broken_cuts, first_cuts
from placement.solve.terms import Terms
from placement.solve.whole_size import refuse_what_does_not_fit, whole_size

ROUNDS = 100
TIGHT = 1e-9
"""Tolerance on rows and whole numbers where the usual one made a plan look cheaper than it is."""


def solve_monolithic(
    case: Case,
    terms: Terms,
    clock: Clock,
    report: Report,
    stop: Stop,
    one_of: Sequence[str] = (),
    enough: float = np.inf,
) -> Decided:
    """Solve the whole model; with N-1, again with the rows that the plan breaks until it breaks none.

    A plan opens at least one of the sites ``one_of``, where any are given; the solve ends at a bound of ``enough``.
    Raises Infeasible, or NoPlanFound where a limit came before any plan.
    """
    groups = demand_groups(case)
    cuts: tuple[LossCut, ...] = first_cuts(case, groups) if case.policy.n_minus_1 else ()
    log: list[str] = []
    size = or_no_plan(lambda: whole_size(case), clock, stop, "counting the model")
    refuse_what_does_not_fit(size, terms.memory_limit)
    for _ in range(ROUNDS):
        report(Progress("building the model", clock.elapsed_s(), detail=str(size) if size.rows else ""))
        with clock.phase("build"):
            model, form = or_no_plan(partial(formulate, build, case, cuts), clock, stop, "building the model")
        with clock.phase("solve"):
            factor = cost_factor(form)
            log.append(f"Costs are counted in MEUR / {factor:g}.")
            for tolerance in (None, TIGHT):
                problem = HighsProblem(lifted(form, factor), terms.threads, terms.seed)
                if one_of:
                    _open_one_of(problem, model, one_of)
                outcome = _run(problem, factor, terms, clock, report, stop, enough, tolerance, model)
                log += problem.log
                if outcome.status != "optimal" or _proven(outcome, terms):
                    break
        assert outcome.values is not None, "a run without a plan has raised"
        assert outcome.objective is not None, "a plan has a cost"
        form.load(outcome.values)
        found = broken_cuts(case, groups, rescue_capacity_h100e(model)) if case.policy.n_minus_1 else ()
        broken = tuple(cut for cut in found if cut not in cuts)  # those in the model hold to the solver's tolerance
        if not broken:
            break
        if outcome.status != "optimal":
            raise NoPlanFound("no plan that survives the loss of a site was found before the limit", outcome.bound)
        cuts += broken
    else:
        raise SolverTrouble(f"no plan that survives the loss of a site after {ROUNDS} solves")
    return Decided(
        status=_plan_status(outcome, _proven(outcome, terms)),
        method="monolithic",
        case=case,
        model=model,
        supply={o: read_supply(model.Supply[o], model.supply_terms[o]) for o in open_options(model)},
        objective_meur=outcome.objective,
        bound_meur=bound_below(outcome.objective, outcome.bound),
        log=tuple(log),
    )


def _open_one_of(problem: HighsProblem, model: ConcreteModel, sites: Sequence[str]) -> None:
    """At least one of the sites is open in the last stage."""
    column, last = problem.form.column_of(), list(model.STAGES)[-1]
    opened = [column[id(model.OpenSite[s, last])] for s in sites if (s, last) in model.OPENINGS]
    problem.add_row(np.array(opened, dtype=np.int32), np.ones(len(opened)), 1.0, np.inf)


def _run(
    problem: HighsProblem,
    factor: float,
    terms: Terms,
    clock: Clock,
    report: Report,
    stop: Stop,
    enough: float,
    tolerance: float | None,
    model: ConcreteModel,
) -> Outcome:
    """Solve to the gap, then once more with all integers fixed: an exact vertex instead of rounded values."""

    def watch(bound: float | None, incumbent: float | None) -> None:
        low, high = (None if amount is None else amount / factor for amount in (bound, incumbent))
        report(Progress.of_meur("proving", clock.elapsed_s(), low, high))

    problem.set("mip_rel_gap", terms.gap)
    problem.set("mip_abs_gap", 0.0)
    if tolerance is not None:
        for option in ("mip_feasibility_tolerance", "primal_feasibility_tolerance"):
            problem.set(option, tolerance)
    mip = problem.run(stop, watch, clock.left_s(), enough * factor)
    if mip.status == "infeasible":
        raise Infeasible(())
    if mip.values is None:
        raise NoPlanFound("no plan was found before the limit", mip.bound / factor)
    problem.fix_integers(mip.values)
    soon = _a_moment_after(lambda: stop() or clock.is_over())
    exact = one_way(problem, run_restarting(problem, soon), [model.Supply[o] for o in model.OPTIONS])
    # HiGHS holds a whole plan's rows to 1e-6 and this programme's to 1e-7: then the plan stands as it was found.
    plan = mip if exact.objective is None or exact.values is None else exact
    assert plan.objective is not None, "a plan has a cost"
    return Outcome(mip.status, plan.objective / factor, mip.bound / factor, plan.values)


def _a_moment_after(halted: Stop) -> Stop:
    """Stop only when what has been begun has had a moment to end."""
    begun = monotonic()
    return lambda: halted() and monotonic() - begun > PATIENCE_S


def _proven(outcome: Outcome, terms: Terms) -> bool:
    """Whether the plan, exact, is within the gap."""
    cost = outcome.objective
    return cost is not None and is_proven(cost, bound_below(cost, outcome.bound), terms.gap)


def _plan_status(outcome: Outcome, proven: bool) -> PlanStatus:
    """By the cost of the plan as it stands at the end."""
    if proven:
        return "optimal"
    return outcome.status if outcome.status in ("time_limit", "interrupted") else "unproven"
