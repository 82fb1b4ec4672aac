"""Sites of given capacity: closed by demand prices, the rest solved as one model.

A plan is sought among the few sites that the prices think most of. Sites that no better plan can hold, by the bound
of the prices, are closed. A better plan then opens at least one of those left over: that is the last question.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.case import Case
from placement.solve.answers import Infeasible, NoPlanFound, SolverTrouble
from placement.solve.clock import Clock
from placement.solve.decided import Decided
from placement.solve.demand_prices import Service, best_bound, services
from placement.solve.ending import bound_below, ending, good_enough, is_proven
from placement.solve.monolithic import solve_monolithic
from placement.solve.progress import Progress, Report, Stop, never
from placement.solve.screen import with_sites
from placement.solve.terms import Terms

ROUNDS = 600
"""Steps of the prices at most, a stage: some 5 to 20 ms each for 100 sites and 1,000 regions."""
PRICING_SHARE = 0.3
"""Of the time that is left."""
FEW_SITES, TIMES_FEWEST = 12, 2
"""A plan is sought among so many, or so many times the fewest that carry the demand."""


@dataclass(frozen=True)
class SiteBounds:
    """What the prices say of a case, MEUR."""

    bound: float
    """No plan costs less."""
    with_site: dict[str, float]
    """No plan with the site open costs less; infinite for a site that is never ready."""
    ranked: tuple[str, ...]
    """All sites, the most promising first."""
    few: int
    """Among so many of them there should be a good plan."""


@dataclass(frozen=True, eq=False)
class Asker:
    """Solves the whole model on some of the sites."""

    case: Case
    terms: Terms
    clock: Clock
    report: Report
    stop: Stop

    def best_on(self, sites: Sequence[str], one_of: Sequence[str] = (), enough: float = np.inf) -> Decided:
        """As `solve_monolithic`, on these sites alone."""
        kept = set(sites)
        part = with_sites(self.case, tuple(s for s in self.case.sites if s in kept))
        return solve_monolithic(part, self.terms, self.clock, self.report, self.stop, one_of, enough)


def solve_by_prices(case: Case, terms: Terms, clock: Clock, report: Report, stop: Stop) -> Decided:
    """Solve to the gap; every site of the case is in the proof. Raises as `solve_monolithic` does."""
    report(Progress("pricing demand", clock.elapsed_s()))
    with clock.phase("price demand"):
        bounds = site_bounds(services(case), case.sites, _until(PRICING_SHARE, clock, stop))
    report(Progress.of_meur("pricing demand", clock.elapsed_s(), bounds.bound, None))
    asker = Asker(case, terms, clock, report, stop)
    few, best = _first_plan(asker, bounds)
    others = [s for s in case.sites if s not in few]
    proven, cost = best.bound_meur, best.objective_meur
    aim = good_enough(cost, terms.gap)
    left = [s for s in others if bounds.with_site[s] < aim]
    closed = min((bounds.with_site[s] for s in others if s not in left), default=np.inf)
    if left and best.status == "optimal":
        report(Progress.of_meur("proving", clock.elapsed_s(), min(proven, bounds.bound), cost))
        bound, better = _with_one_of(asker, [*few, *left], left, aim)
        proven = min(proven, bound)
        best = better if better is not None and better.objective_meur < cost else best
    elif left:
        proven = bounds.bound
    proven = bound_below(best.objective_meur, max(min(proven, closed), bounds.bound))
    found = ending(is_proven(best.objective_meur, proven, terms.gap), stop, clock)
    # HiGHS may end a hair before our own clock says so.
    status = best.status if found == "unproven" and best.status == "time_limit" else found
    return replace(best, method="decomposed", bound_meur=proven, status=status)


def site_bounds(stages: Sequence[Service], names: Iterable[str], stop: Stop = never) -> SiteBounds:
    """Bounds of all stages together; a site that opens stays open to the last. ``names``: all sites of the case."""
    found = [best_bound(service, ROUNDS, stop) for service in stages]
    total = sum(b.bound for b in found)
    added: dict[str, float] = {}
    place: dict[str, int] = {}
    for service, bound in zip(stages, found, strict=True):
        for rank, j in enumerate(bound.ranked.tolist()):
            site = service.sites[j]
            place[site] = min(place.get(site, rank), rank)
            added[site] = float(bound.added[j])
    return SiteBounds(
        bound=total,
        with_site=dict.fromkeys(names, np.inf) | {s: total + more for s, more in added.items()},
        ranked=tuple(sorted(place, key=lambda s: place[s])),
        few=max(FEW_SITES, TIMES_FEWEST * max(s.least for s in stages)),
    )


def _until(share: float, clock: Clock, stop: Stop) -> Stop:
    """Stops at the user's word, and when this share of the time left is over."""
    left_s = clock.left_s()
    end_s = np.inf if left_s is None else clock.elapsed_s() + share * left_s
    return lambda: stop() or clock.elapsed_s() >= end_s


def _first_plan(asker: Asker, bounds: SiteBounds) -> tuple[set[str], Decided]:
    """The best plan among few sites; among more where those have none."""
    count = bounds.few
    while True:
        few = bounds.ranked[:count]
        try:
            return set(few), asker.best_on(few)
        except Infeasible:
            if count >= len(bounds.ranked):
                raise
            count *= 2


def _with_one_of(asker: Asker, sites: Sequence[str], left: Sequence[str], aim: float) -> tuple[float, Decided | None]:
    """A bound on plans that open one of those left, and the best of them where there is one that matters."""
    try:
        found = asker.best_on(sites, left, aim)
    except Infeasible:
        return np.inf, None
    except NoPlanFound as stopped:
        return stopped.bound_meur, None
    except SolverTrouble:
        return -np.inf, None  # the plan at hand is kept, and called unproven
    return found.bound_meur, found
