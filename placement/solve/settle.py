"""Small programmes: the best plan on a few sites, everything whole and priced at true cost."""

import numpy as np

from placement.solve.answers import SolverTrouble
from placement.solve.master import Values
from placement.solve.relax import Relaxed
from placement.solve.search import Search
from placement.solve.start import Start

FEW_SITES = 12
"""A first plan is sought among so many sites; among twice as many where those have none."""
FIRST_GAP = 0.005
MIP_SHARE = 0.3
"""A mixed-integer run proves this share of the asked gap; the rest is for supply priced by cuts."""
SETTLED = 1e-8
"""A point is settled when cuts and true supply cost agree to this share of the objective."""
ROUNDS = 300


def seek_first_plan(search: Search, relaxed: Relaxed) -> None:
    """Step 3: a good plan among the few sites that the relaxation uses or nearly uses.

    Nothing is proven here. Without a plan among few sites, more are let in; the proof has the last word.
    """
    ranked, few = relaxed.ranked(), FEW_SITES
    while search.best is None and not search.halted():
        _seek_among(search, ranked[:few])
        if few >= len(ranked):
            return
        few *= 2


def settle_plan_of(search: Search, start: Start) -> None:
    """The best plan on the very sites that a like case chose, if there is one."""
    sites = [s for s in start.sites if s in search.master.number]
    settle_among(search, sites, "settling the plan of a like case", exactly=True)


def _seek_among(search: Search, sites: list[str]) -> None:
    """Settle one set of sites after another that looks best with blocks that need not be whole."""
    phase = f"seeking a plan among {len(sites)} sites"
    tried: set[frozenset[str]] = set()
    with search.aside(sites) as part:
        part.relax_blocks()
        while search.best is None and not search.halted():
            outcome = search.run(phase, part, max(FIRST_GAP, MIP_SHARE * search.terms.gap))
            if outcome.values is None:
                return
            chosen = frozenset(search.open_sites(outcome.values))
            if chosen in tried:
                return
            tried.add(chosen)
            settle_among(search, sorted(chosen), phase, exactly=True)


def settle_among(
    search: Search, sites: list[str], phase: str, exactly: bool = False, enough: float | None = None
) -> float:
    """The best plan on a few sites (``exactly``: with all of them open), and a bound on all such plans.

    Ends early at a bound of ``enough``: the cost of the best plan known, unless given.
    """
    share, bound = MIP_SHARE * search.terms.gap, -np.inf
    with search.aside(sites) as part:
        if exactly:
            part.open_all(search.case.stages[-1].stage)
        for _ in range(ROUNDS):
            known = len(search.master.rows)
            least = search.incumbent if enough is None else enough
            outcome = search.run(phase, part, share, least)
            if outcome.status == "infeasible":
                _expect_no_plan_known(search, sites, exactly)
                return np.inf
            bound = max(bound, outcome.bound)
            if outcome.values is None or bound >= least:
                return bound
            settled = settle_point(search, outcome.values)
            if settled is not None and settled[1] - bound <= 2 * share * abs(settled[1]):
                return bound
            if search.halted() or len(search.master.rows) == known:
                return bound
    return bound


def _expect_no_plan_known(search: Search, sites: list[str], exactly: bool) -> None:
    """Raises SolverTrouble where sites are called infeasible that carry the best plan known."""
    known = set() if search.best is None else set(search.open_sites(search.best))
    if known and (known == set(sites) if exactly else known <= set(sites)):
        raise SolverTrouble(f"HiGHS finds no plan on {', '.join(sites)}, where one is known")


def settle_point(search: Search, whole: Values) -> tuple[Values, float] | None:
    """The cheapest plan with the integers of ``whole``, kept if it is the best so far; None where there is none.

    Where it would be the first plan, it is finished whatever the clock or the user says.
    """
    with search.aside(search.open_sites(whole)) as part:
        part.fix_integers(whole)
        for _ in range(ROUNDS):
            outcome = search.run("settling a plan", part, 0.0, to_the_end=search.best is None)
            if outcome.values is None or outcome.objective is None:
                return None
            priced = search.price(outcome.values, outcome.objective, whole=True)
            search.consider(outcome.values, priced)
            search.learn(priced)
            search.say("plan priced")
            short = priced.objective_meur - outcome.objective
            if priced.is_plan and (short <= SETTLED * abs(outcome.objective) or not priced.teaches):
                return outcome.values, priced.objective_meur
            if not priced.teaches:
                return None
    return None
