"""Step 5: the proof, by branching on how many sites neighbours get, each node's relaxation over all sites.

A node limits the number of open sites of some clusters in some stages. Its relaxation is solved on the sites in play,
the prices of the others bound it over all sites (`site_blocks`) and call in those that could lower it. Where the
relaxation opens whole sites, that very set of sites is settled as a small mixed-integer programme, and what else the
node holds is split off: a mixed-integer programme of a plan's size. Where few sites are left at all, one over them.
"""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count

import numpy as np

from placement.solve.answers import Infeasible
from placement.solve.master import Values
from placement.solve.part import Basis, MasterPart
from placement.solve.questions import WHOLE, Limits, Questions
from placement.solve.relax import NODE_STALLED_SHARE, STALLED, WORTH_JOINING, Relaxed, converge
from placement.solve.search import Search
from placement.solve.settle import settle_among
from placement.solve.site_blocks import SitePrices
from placement.solve.trials import Trials

NEARLY_OPEN = 0.15
"""A relaxation whose openings are this near whole means that set of sites: it is settled at once."""
CONTRADICTED = 1e-6
"""Rows weighted to a contradiction of more than this hold no point."""
MORE_SITES = 8
"""Sites let in at once where those in play have no point."""
FEW_LEFT = 12
"""Sites over which one mixed-integer programme is quicker than any branching."""


@dataclass(order=True, frozen=True)
class Node:
    """A part of all plans, and a bound on them."""

    bound: float
    number: int
    limits: Limits = field(compare=False)
    basis: Basis = field(compare=False)
    """Where its parent's relaxation ended."""


@dataclass(frozen=True, eq=False)
class Relaxation:
    """A node's relaxation: cost on the sites in play, a bound over all sites, and the point."""

    cost: float
    prices: SitePrices
    values: Values | None
    """None where the bound is good enough to end the node."""
    basis: Basis

    @property
    def point(self) -> Values:
        """Of a node that goes on."""
        assert self.values is not None, "a node without a point is done"
        return self.values


class Tree:
    """The open nodes, and the part of the master that their relaxations are solved on."""

    def __init__(self, search: Search, relaxed: Relaxed) -> None:
        self.search, self.relaxed = search, relaxed
        self._questions = Questions(search)
        self._trials = Trials(search, self._questions)
        self._numbers = count()
        self.floor = np.inf
        """The least bound of what is done."""
        self.open: list[Node] = [Node(relaxed.prices.bound, next(self._numbers), {}, relaxed.basis)]
        self._closed: set[str] = set()
        self._close_sites()
        self._rise = max(STALLED, NODE_STALLED_SHARE * search.terms.gap)
        self._price_of_passing = max(1.0, abs(relaxed.prices.bound))
        self.part = self._part([s for s in relaxed.in_play if s not in self._closed])

    def bound(self) -> float:
        """No plan at all costs less."""
        return min(self.floor, self.open[0].bound if self.open else np.inf, self.search.incumbent)

    def settle_few(self) -> None:
        """Where few sites are left, one mixed-integer programme over all of them is quicker than any branching."""
        left = [s for s in self.search.master.sites if s not in self._closed]
        if len(left) <= FEW_LEFT and not self.search.halted():
            root = heapq.heappop(self.open)
            self._push(max(root.bound, settle_among(self.search, left, "proving")), root.limits, root.basis)

    def step(self) -> None:
        """Take the most promising node; end it or split it."""
        node = heapq.heappop(self.open)
        if node.bound >= self.search.good_enough():
            self.floor = min(self.floor, node.bound)
            return
        found = self._relax(node)
        if self.search.halted():
            heapq.heappush(self.open, node)
            return
        if found is None:
            return
        bound = max(node.bound, found.prices.bound)
        if bound >= self.search.good_enough():
            self.floor = min(self.floor, bound)
        elif self._is_nearly_whole(found.point):
            self._settle(node, bound, found)
        else:
            self._split(node, bound, found)

    def _push(self, bound: float, limits: Limits, basis: Basis) -> None:
        heapq.heappush(self.open, Node(bound, next(self._numbers), limits, basis))

    # ---- one node's relaxation ---------------------------------------------------------------------------------

    def _relax(self, node: Node) -> Relaxation | None:
        """The node's relaxation, sites joining until none could lower it; None where no site set gives it a point."""
        banned = self._banned(node.limits)
        wanted = self._wanted(node.limits, banned)
        if wanted is None:
            return None
        self._let_in(wanted)
        self.part.bound_passing(np.inf)
        self.part.start_from(node.basis)
        enough = self.search.good_enough()
        while True:
            self._questions.limit(self.part, node.limits)
            found = converge(self.search, self.part, supply=True, enough=enough, rise=self._rise, rounds=1)
            if found is None:
                if self.search.halted() or not self._let_in(self._rescuers(banned)):
                    return None
                continue
            with self.search.clock.phase("price sites"):
                prices = self.search.blocks.prices(
                    found.duals, [s for s in self.search.master.sites if s not in banned]
                )
            least = -WORTH_JOINING * abs(prices.constant)
            joining = [s for s, v in prices.value.items() if v < least and s not in self.part.sites]
            if found.values is None and not joining and prices.bound < enough:
                enough = np.inf  # the prices of all sites do not quite bear the bound out
                continue
            if not joining and prices.bound < enough and self.part.passed > WHOLE:
                self.part.bound_passing(0.0)  # dear, but not dear enough to end the node, or no plan is known yet
                continue
            if self.search.halted() or not joining or prices.bound >= enough:
                return Relaxation(found.cost, prices, found.values, self.part.basis())
            self._let_in(joining)

    def _rescuers(self, banned: set[str]) -> list[str]:
        """Sites that could give the node a point after all; none where the contradiction holds with every site."""
        others = [s for s in self._by_price() if s not in banned and s not in self.part.sites]
        weights = self.part.infeasibility()
        if weights is None:
            return others[:MORE_SITES]
        with self.search.clock.phase("price sites"):
            prices = self.search.blocks.prices(
                weights, [s for s in self.search.master.sites if s not in banned], costs=False
            )
        if prices.bound > CONTRADICTED:
            return []
        helping = sorted((s for s in others if prices.value[s] < 0), key=prices.value.__getitem__)
        return (helping or others)[:MORE_SITES]

    def _let_in(self, sites: list[str]) -> bool:
        """Put sites into play; False where all were."""
        if set(sites) <= self.part.sites:
            return False
        self._put_in_play([*self.part.sites, *(s for s in sites if s not in self.part.sites)])
        return True

    def _put_in_play(self, sites: list[str]) -> None:
        # A limit on a cluster none of whose sites is in play would be no limit but a contradiction.
        self._questions.limit(self.part, {})
        basis = self.part.basis()
        self.part = self._part(sites)
        self.part.start_from(basis)

    def _part(self, sites: Iterable[str]) -> MasterPart:
        part = self.search.put_in_play(sites)
        part.relax()
        part.let_limits_pass(self._price_of_passing)
        return part

    def _wanted(self, limits: Limits, banned: set[str]) -> list[str] | None:
        """Sites that the node's lower limits call for; None where there are not so many."""
        wanted: list[str] = []
        for (cluster, stage, _), (least, _) in limits.items():
            inside = self._questions.sites_of(cluster) - banned
            able = [s for s in self._by_price() if s in inside and (s, stage) in self.search.master.open]
            if len(able) < least:
                return None
            wanted += able[: int(least)]
        return wanted

    def _by_price(self) -> list[str]:
        value = self.relaxed.prices.value
        return sorted((s for s in value if np.isfinite(value[s])), key=value.__getitem__)

    def _banned(self, limits: Limits) -> set[str]:
        """Sites that the node closes, or that no better plan can hold."""
        return self._questions.closed_by(limits) | self._closed

    def _close_sites(self) -> None:
        prices, least = self.relaxed.prices, self.search.good_enough()
        closed = {s for s in prices.value if prices.bound_with(s) >= least}
        if closed:
            self.floor = min(self.floor, min(prices.bound_with(s) for s in closed))
        self._closed |= closed

    # ---- what becomes of a node --------------------------------------------------------------------------------------

    def _is_nearly_whole(self, values: Values) -> bool:
        """Whether the last stage says which sites; what they do when is settled by a small programme."""
        opened = self._questions.opened(values, self._questions.stages[-1])
        return bool(np.all(np.abs(opened - np.round(opened)) < NEARLY_OPEN))

    def _settle(self, node: Node, bound: float, found: Relaxation) -> None:
        """Settle this very set of sites, then split off what else the node holds: without one of them, or with more."""
        before, sites = self.search.incumbent, self.search.open_sites(found.point)
        self._questions.limit(self.part, {})
        settled = settle_among(self.search, sites, "settling a plan", exactly=True, enough=self.search.good_enough())
        if self.search.incumbent < before:
            self._close_sites()
            self._put_in_play([s for s in self.part.sites if s not in self._closed])
        self.floor = min(self.floor, max(bound, settled))
        kept = dict(node.limits)
        for site in sites:
            question = self._questions.single(site)
            least, most = kept.get(question, (0.0, 1.0))
            if least < 1.0:
                self._push(bound, kept | {question: (0.0, 0.0)}, found.basis)
            kept[question] = (1.0, most)
        everywhere = self._questions.everywhere()
        least, most = kept.get(everywhere, (0.0, np.inf))
        if most > len(sites):
            self._push(bound, kept | {everywhere: (max(least, len(sites) + 1.0), most)}, found.basis)

    def _split(self, node: Node, bound: float, found: Relaxation) -> None:
        """At most so many, or one more: of the cluster and stage for which that moves the bound most."""
        counts = self._questions.counts(found.point)
        question = self._trials.best(self.part, node.limits, found.cost, counts)
        below, limits = float(np.floor(counts[question])), dict(node.limits)
        least, most = limits.get(question, (0.0, np.inf))
        assert least <= below < most, "a question that the node has answered"
        self._push(bound, limits | {question: (least, min(most, below))}, found.basis)
        self._push(bound, limits | {question: (max(least, below + 1.0), most)}, found.basis)


def prove(search: Search, relaxed: Relaxed) -> None:
    """Branch until the true gap closes, or time or the user ends it. Raises Infeasible where no node holds a plan."""
    tree = Tree(search, relaxed)
    search.bound = max(search.bound, tree.bound())
    if search.is_proven():
        return
    tree.settle_few()
    done = 0
    while tree.open and not search.halted():
        search.bound = max(search.bound, tree.bound())
        if search.is_proven():
            return
        tree.step()
        done += 1
        search.say("proving", detail=f"{done} nodes done, {len(tree.open)} open, {len(tree.part.sites)} sites")
    search.bound = max(search.bound, tree.bound())
    if not tree.open and search.best is None and np.isinf(tree.floor):
        raise Infeasible(())
