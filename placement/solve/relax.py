"""Step 2: the linear relaxation over all sites, solved on the sites that its own prices call for."""

from dataclasses import dataclass

import numpy as np

from placement.solve.answers import Infeasible, NoPlanFound
from placement.solve.first_sites import first_sites
from placement.solve.master import Values
from placement.solve.part import Basis, MasterPart
from placement.solve.search import Search
from placement.solve.site_blocks import SitePrices
from placement.solve.start import Start
from placement.solve.zone_bound import Bounds

RELAXATION_SHARE = 0.1
"""The relaxation is good enough when its supply is priced within this share of the asked gap."""
ROUNDS = 300
STALLED, STALLED_ROUNDS = 1e-8, 3
"""The relaxation has given what it has when its bound rose by no more than this share in so many rounds."""
NODE_STALLED_SHARE = 0.01
"""A node's has when a round lifted it by no more than this share of the asked gap."""
FIRST_SITES = 48
WORTH_JOINING = 1e-7
"""A site joins when it could lower the relaxation by this share."""
MOST_JOINING = 40


@dataclass(frozen=True, eq=False)
class Relaxed:
    """What the relaxation says: a bound over all sites, the price of each, and those it uses."""

    prices: SitePrices
    in_play: tuple[str, ...]
    use: dict[str, float]
    """Share of every site in play that is open in the last stage."""
    basis: Basis
    """Where it ended."""

    def ranked(self) -> list[str]:
        """Sites the relaxation uses most, then those of least price."""
        return sorted(self.prices.value, key=lambda s: (-self.use.get(s, 0.0), self.prices.value[s]))


@dataclass(frozen=True, eq=False)
class Point:
    """An optimal point of a part's relaxation, or duals that give it cost enough."""

    cost: float
    values: Values | None
    """None where it ended early."""
    duals: Values
    """By row of the whole master."""


def relax(search: Search, bounds: Bounds, start: Start | None = None) -> Relaxed:
    """Converge rows on the sites in play, let in the sites whose price is negative, until there is none.

    ``start``: where that of a like case ended. Raises Infeasible where no point meets every limit with all sites in
    play.
    """
    wanted = FIRST_SITES
    basis: Basis | None = None
    in_play = first_sites(search.case, wanted, bounds) if start is None else _begin(search, start)
    supply = start is not None
    while True:
        part = search.put_in_play(in_play)
        part.relax()
        if start is not None:
            basis, start = start.basis(search.master), None  # now that all its rows are there
        if basis is not None:
            part.start_from(basis)
        point = converge(search, part, supply)
        if point is None:
            if search.halted():
                raise NoPlanFound("stopped while relaxing, before any plan was found")
            if len(in_play) == len(search.master.sites):
                raise Infeasible(())
            wanted *= 2  # the ranking may not know them all: from so many on it gives every site
            in_play = first_sites(search.case, wanted, bounds)
            basis = None
            continue
        basis = part.basis()
        with search.clock.phase("price sites"):
            prices = search.blocks.prices(point.duals)
        search.bound = max(search.bound, prices.bound)
        least = -WORTH_JOINING * abs(prices.constant)
        joining = sorted(
            (s for s in prices.value if s not in part.sites and prices.value[s] < least), key=prices.value.__getitem__
        )
        search.say("relaxation", detail=f"{len(in_play)} sites, {len(joining)} joining")
        if search.halted() or (not joining and supply):
            assert point.values is not None, "nothing was enough"
            return Relaxed(prices, tuple(in_play), _use(search, point.values), basis)
        supply = supply or not joining
        in_play = [*in_play, *joining[:MOST_JOINING]]


def _begin(search: Search, start: Start) -> list[str]:
    """Sites in play of a like case, with the rows that it needed."""
    search.learn_reach(start.reach_cuts(search.master))
    if search.case.policy.n_minus_1:  # the like case may have had the switch on
        search.learn_losses(start.families(search.groups))
    return start.sites_in_play(search.master)


def converge(
    search: Search,
    part: MasterPart,
    supply: bool,
    enough: float = np.inf,
    rise: float = STALLED,
    rounds: int = STALLED_ROUNDS,
) -> Point | None:
    """The part's relaxation with the rows it breaks; None where it has no point.

    Ended early at a cost of ``enough``, or when it rose by no more than the share ``rise`` in so many ``rounds``.
    ``supply``: also price the supply it uses.
    """
    last, stalled = -np.inf, 0
    found: Point | None = None
    for _ in range(ROUNDS):
        outcome = search.run("relaxing", part, 0.0, enough)
        if outcome.status == "infeasible":
            return None
        if outcome.status == "enough":
            return Point(outcome.bound, None, part.row_duals())
        if outcome.status != "optimal" or outcome.values is None or outcome.objective is None:
            break
        found = Point(outcome.objective, outcome.values, part.row_duals())
        stalled = stalled + 1 if outcome.objective - last <= rise * abs(outcome.objective) else 0
        last = outcome.objective
        reach, losses = search.broken_reach(outcome.values), search.broken_losses(outcome.values)
        search.learn_reach(reach)
        search.learn_losses(losses)
        if search.halted() or stalled >= rounds or last >= enough or not (reach or losses or supply):
            break
        if not (reach or losses) and _supply_is_priced(search, outcome.values, outcome.objective):
            break
    assert found is not None or search.halted(), "an optimal run has a point"
    return found


def _supply_is_priced(search: Search, values: Values, objective: float) -> bool:
    """Whether supply at true cost is near what the master takes it for; learns what is not."""
    priced = search.price(values, objective)
    search.learn(priced)
    close = priced.objective_meur - objective <= RELAXATION_SHARE * search.terms.gap * abs(objective)
    return close or not priced.teaches


def _use(search: Search, values: Values) -> dict[str, float]:
    last = search.case.stages[-1].stage
    return {s: float(values[j]) for (s, t), j in search.master.open.items() if t == last}
