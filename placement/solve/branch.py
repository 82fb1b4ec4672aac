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

import highspy
import numpy as np
from numpy.typing import NDArray

from placement.solve.answers import Infeasible
from placement.solve.clusters import clusters
from placement.solve.master import NO_SITE, Row, Values
from placement.solve.part import Basis, MasterPart
from placement.solve.relax import NODE_STALLED_SHARE, STALLED, Relaxed, converge
from placement.solve.search import Search
from placement.solve.settle import settle_among
from placement.solve.site_blocks import SitePrices

WHOLE = 1e-4
"""A count this near a whole number is one."""
NEARLY_OPEN = 0.15
"""A relaxation whose openings are this near whole means that set of sites: it is settled at once."""
TRIED, TRIED_AT_ROOT = 5, 16
"""Candidates whose children are tried before one is branched on."""
TRIAL_ITERATIONS = 400
LEAST_GAIN = 1e-6
CONTRADICTED = 1e-6
"""Rows weighted to a contradiction of more than this hold no point."""
MORE_SITES = 8
"""Sites let in at once where those in play have no point."""
FEW_LEFT = 12

Question = tuple[int, str, str]
"""How many sites of a cluster are open in a stage; or with a cooling named, have it."""
Limits = dict[Question, tuple[float, float]]


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
    """The open nodes, and the questions asked so far as rows of the master."""

    def __init__(self, search: Search, relaxed: Relaxed) -> None:
        self.search, self.relaxed = search, relaxed
        self.members = clusters(search.case).members
        self._sizes = self.members.sum(axis=1)
        alone = np.flatnonzero(self._sizes == 1)
        self._singles = {int(self.members[c].argmax()): int(c) for c in alone}
        self.stages = [t.stage for t in search.case.stages]
        self._row_of: dict[Question, int] = {}
        self._gains: dict[tuple[Question, int], list[float]] = {}
        self._numbers = count()
        self.floor = np.inf
        """The least bound of what is done."""
        self.open: list[Node] = [Node(relaxed.prices.bound, next(self._numbers), {}, relaxed.basis)]
        self._closed: set[str] = set()
        self._close_sites()
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
            self._limit(node.limits)
            rise = max(STALLED, NODE_STALLED_SHARE * self.search.terms.gap)
            found = converge(self.search, self.part, True, enough, rise, rounds=1)
            if found is None:
                if self.search.halted() or not self._let_in(self._rescuers(banned)):
                    return None
                continue
            with self.search.clock.phase("price sites"):
                prices = self.search.blocks.prices(
                    found.duals, [s for s in self.search.master.sites if s not in banned]
                )
            least = -1e-7 * abs(prices.constant)
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
        self._limit({})  # a limit on a cluster none of whose sites is in play would be no limit but a contradiction
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
            inside = [s for s in self._by_price() if self.members[cluster, self.search.master.number[s]]]
            able = [s for s in inside if s not in banned and (s, stage) in self.search.master.open]
            if len(able) < least:
                return None
            wanted += able[: int(least)]
        return wanted

    def _by_price(self) -> list[str]:
        value = self.relaxed.prices.value
        return sorted((s for s in value if np.isfinite(value[s])), key=value.__getitem__)

    def _banned(self, limits: Limits) -> set[str]:
        """Sites that the node closes, or that no better plan can hold."""
        sites = np.array(self.search.master.sites)
        none = [
            self.members[c] for (c, t, k), (_, most) in limits.items() if most == 0 and t == self.stages[-1] and not k
        ]
        shut = set(sites[np.any(none, axis=0)]) if none else set()
        return shut | self._closed

    def _close_sites(self) -> None:
        prices, least = self.relaxed.prices, self.search.good_enough()
        closed = {s for s in prices.value if prices.bound_with(s) >= least}
        if closed:
            self.floor = min(self.floor, min(prices.bound_with(s) for s in closed))
        self._closed |= closed

    # ---- questions -----------------------------------------------------------------------------------------------

    def _limit(self, limits: Limits) -> None:
        """Give every question's row the node's limits, or none."""
        for question in limits:
            self._row(question)
        for question, row in self._row_of.items():
            self._bound_row(row, *limits.get(question, (-np.inf, np.inf)))

    def _bound_row(self, row: int, least: float, most: float) -> None:
        self.search.master.bound_row(row, least, most)
        self.part.bound_row(row, least, most)

    def _row(self, question: Question) -> int:
        if question not in self._row_of:
            columns = self._columns(question)
            self._row_of[question] = self.search.add_row(
                Row(columns, np.ones(len(columns)), -np.inf, np.inf, NO_SITE, asked=True)
            )
        return self._row_of[question]

    def _columns(self, question: Question) -> NDArray[np.int32]:
        cluster, stage, cooling = question
        master = self.search.master
        sites = [s for s, inside in zip(master.sites, self.members[cluster], strict=True) if inside]
        if cooling:
            return np.array([master.use[s, cooling, stage] for s in sites], dtype=np.int32)
        return np.array([master.open[s, stage] for s in sites if (s, stage) in master.open], dtype=np.int32)

    def _counts(self, values: Values) -> dict[Question, float]:
        """How many sites every cluster has open in every stage, and whether a site has a cooling in the last one."""
        found: dict[Question, float] = {}
        for stage in self.stages:
            opened = np.array([self._opened(values, s, stage) for s in self.search.master.sites])
            found |= {(c, stage, ""): float(x) for c, x in enumerate(self.members @ opened)}
        use = {o: float(values[j]) for o, j in self.search.master.use.items() if o[2] == self.stages[-1]}
        return found | {(self._single(s), t, k): x for (s, k, t), x in use.items() if x > WHOLE}

    def _opened(self, values: Values, site: str, stage: str) -> float:
        column = self.search.master.open.get((site, stage))
        return 0.0 if column is None else float(values[column])

    # ---- what becomes of a node --------------------------------------------------------------------------------------

    def _is_nearly_whole(self, values: Values) -> bool:
        """Whether the last stage says which sites; what they do when is settled by a small programme."""
        opened = np.array([self._opened(values, s, self.stages[-1]) for s in self.search.master.sites])
        return bool(np.all(np.abs(opened - np.round(opened)) < NEARLY_OPEN))

    def _settle(self, node: Node, bound: float, found: Relaxation) -> None:
        """Settle this very set of sites, then split off what else the node holds: without one of them, or with more."""
        before, sites = self.search.incumbent, self.search.open_sites(found.point)
        self._limit({})
        settled = settle_among(self.search, sites, "settling a plan", True, self.search.good_enough())
        if self.search.incumbent < before:
            self._close_sites()
            self._put_in_play([s for s in self.part.sites if s not in self._closed])
        self.floor = min(self.floor, max(bound, settled))
        last, kept = self.stages[-1], dict(node.limits)
        for site in sites:
            question = self._single(site), last, ""
            least, most = kept.get(question, (0.0, 1.0))
            if least < 1.0:
                self._push(bound, kept | {question: (0.0, 0.0)}, found.basis)
            kept[question] = (1.0, most)
        everywhere = 0, last, ""
        least, most = kept.get(everywhere, (0.0, np.inf))
        if most > len(sites):
            self._push(bound, kept | {everywhere: (max(least, len(sites) + 1.0), most)}, found.basis)

    def _single(self, site: str) -> int:
        return self._singles[self.search.master.number[site]]

    def _split(self, node: Node, bound: float, found: Relaxation) -> None:
        """At most so many, or one more: of the cluster and stage for which that moves the bound most."""
        counts = self._counts(found.point)
        question = self._best_question(node, found, counts)
        below = float(np.floor(counts[question]))
        least, most = node.limits.get(question, (0.0, np.inf))
        assert least <= below < most, "a question that the node has answered"
        self._push(bound, node.limits | {question: (least, min(most, below))}, found.basis)
        self._push(bound, node.limits | {question: (max(least, below + 1.0), most)}, found.basis)

    def _best_question(self, node: Node, found: Relaxation, counts: dict[Question, float]) -> Question:
        """Of the counts furthest from whole, by trial where nothing is known of them."""
        apart = {q: abs(x - round(x)) for q, x in counts.items() if abs(x - round(x)) > WHOLE}
        seen: dict[tuple[str, float], Question] = {}
        # Of sets with the same count the largest: at most so many of it shuts out most.
        for q in sorted(apart, key=lambda q: (-self._sizes[q[0]], q)):
            seen.setdefault((q[1] + q[2], round(counts[q], 4)), q)
        tried = TRIED if node.limits else TRIED_AT_ROOT
        candidates = sorted(seen.values(), key=lambda q: -self._expected(q, counts[q]))[: 2 * tried]
        untried = [q for q in candidates if (q, 0) not in self._gains][:tried]
        if untried:
            self._limit(node.limits | {q: node.limits.get(q, (-np.inf, np.inf)) for q in untried})
            start = self.part.problem.highs.getBasis()
            with self.search.clock.phase("trials"):
                for question in untried:
                    self._try(question, counts[question], found.cost, node.limits, start)
        return max(candidates, key=lambda q: self._expected(q, counts[q]))

    def _expected(self, question: Question, x: float) -> float:
        """Product of both children's gains, by what was seen before."""
        down, up = x - np.floor(x), np.ceil(x) - x
        rates = [self._gains.get((question, side)) for side in (0, 1)]
        known = [np.mean(r) if r else self._usual_gain() for r in rates]
        return float(max(known[0] * down, LEAST_GAIN) * max(known[1] * up, LEAST_GAIN))

    def _usual_gain(self) -> float:
        """Of all questions tried: what one that was not may promise."""
        return float(np.mean([g for gains in self._gains.values() for g in gains])) if self._gains else 1.0

    def _try(self, question: Question, x: float, cost: float, limits: Limits, start: highspy.HighsBasis) -> None:
        """A few iterations of each child, to see what it gains per unit."""
        least, most = limits.get(question, (0.0, np.inf))
        row, below = self._row(question), float(np.floor(x))
        for side, bounds in enumerate([(least, below), (below + 1.0, most)]):
            self._bound_row(row, *bounds)
            gain = self.part.trial(start, TRIAL_ITERATIONS, cost) / (x - below if side == 0 else below + 1.0 - x)
            self._gains.setdefault((question, side), []).append(gain)
        self._bound_row(row, *limits.get(question, (-np.inf, np.inf)))


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
