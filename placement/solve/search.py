"""The state of one decomposed solve: bound, best plan, the master they come from, and what was learnt of it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np

from models.case import Case
from models.derive import demand_groups
from models.supply import PENALTY_MEUR
from placement.solve.clock import Clock
from placement.solve.curves import Curves
from placement.solve.ending import SEARCH_ROUNDING, good_enough, is_proven
from placement.solve.formulate import ReachCut
from placement.solve.highs_problem import Outcome
from placement.solve.long_lived import long_lived
from placement.solve.master import Master, Row, Values, digest_of
from placement.solve.part import MasterPart
from placement.solve.progress import Progress, Report, Stop, never
from placement.solve.reach import ReachCheck
from placement.solve.site_blocks import SiteBlocks
from placement.solve.supply_cut import Ask, Option, SupplyCut
from placement.solve.supply_lp import KEPT
from placement.solve.survival import Family, broken_families, family_cuts, linked
from placement.solve.terms import Terms
from placement.solve.zone_bound import Bounds

LEAST_USE = 1e-9
WORTH_A_CUT = 1e-9
"""A cut is added where it lifts an option's cost by this share."""
MOST_PENALTY = 1e4


@dataclass(frozen=True, eq=False)
class PricedPoint:
    """A point of the master at true supply cost, and all that it breaks."""

    objective_meur: float
    """Infinite where supply cannot meet it."""
    cuts: tuple[SupplyCut, ...]
    too_large: dict[Option, float]
    """Options that no supply can meet, with the largest x it can, MW."""
    reach: tuple[ReachCut, ...]
    loss: tuple[Family, ...]
    """Demands that would fall short with a site lost."""

    @property
    def is_plan(self) -> bool:
        """Whether every limit holds."""
        return not (self.too_large or self.reach or self.loss) and np.isfinite(self.objective_meur)

    @property
    def teaches(self) -> bool:
        """Whether the master gets a row from it."""
        return bool(self.cuts or self.too_large or self.reach or self.loss)


class Search:
    """State of one decomposed solve."""

    def __init__(
        self,
        case: Case,
        curves: Curves,
        terms: Terms,
        clock: Clock,
        report: Report,
        stop: Stop,
        pooled: bool = True,
    ) -> None:
        """Build the master; where not ``pooled``, with every link of service in it."""
        self.case, self.terms, self.clock, self.report, self.stop = case, terms, clock, report, stop
        self.curves = curves
        self.bound, self.incumbent = -np.inf, np.inf
        self.best: Values | None = None
        self.log: list[str] = []
        self.penalty = 1.0
        """On allowances passed, as a multiple of the usual."""
        with clock.phase("build"), long_lived():
            self.groups = demand_groups(case)
            self.master = Master(case, self.groups, pooled)
            self.reach = ReachCheck(self.master)
            self.blocks = SiteBlocks(self.master, case.stages[-1].stage)
        self._parts: list[MasterPart] = []
        self.discount = {t: float(self.master.model.discount_factor[t]) for t in self.master.model.STAGES}
        self.supply_cuts: dict[Option, dict[SupplyCut, None]] = {o: {} for o in self.master.draw}
        """In sets that keep their order."""
        self.reach_cuts: dict[ReachCut, int] = {}
        """Those in the master, with the numbers of their rows."""
        self._families: dict[frozenset[str], Family] = {}
        self._written: set[tuple[frozenset[str], str]] = set()
        if case.policy.n_minus_1:
            self.learn_losses([self.groups])

    def say(self, phase: str, bound: float | None = None, detail: str = "") -> None:
        """Report with the best figures known."""
        known = max(self.bound, -np.inf if bound is None else bound)
        lower, upper = (None if not np.isfinite(v) else float(v) for v in (known, self.incumbent))
        words = ", ".join(
            part for part in (detail, f"{self.curves.priced} curves priced / {self.curves.count} touched") if part
        )
        self.report(Progress.of_meur(phase, self.clock.elapsed_s(), lower, upper, words))

    def is_proven(self) -> bool:
        """Whether the best plan is within the asked gap."""
        return self.best is not None and is_proven(self.incumbent, self.bound, self.terms.gap, SEARCH_ROUNDING)

    def halted(self) -> bool:
        """Stop asked for, or time over."""
        return self.stop() or self.clock.is_over()

    def bound_all_options(self, bounds: Bounds) -> None:
        """Step 1: a valid cut for every option."""
        self.add_supply_cuts(cut for option in self.master.draw for cut in bounds[option])

    def put_in_play(self, sites: Iterable[str]) -> MasterPart:
        """The part of the master on these sites; what is learnt from now on goes into it too."""
        self._parts = [self._part(sites)]
        return self._parts[0]

    @contextmanager
    def aside(self, sites: Iterable[str]) -> Iterator[MasterPart]:
        """Another part for a while; what is learnt goes into those in play before, too."""
        part = self._part(sites)
        self._parts.append(part)
        try:
            yield part
        finally:
            self._parts.remove(part)

    def _part(self, sites: Iterable[str]) -> MasterPart:
        sites = list(sites)
        self._write_losses(sites)
        with self.clock.phase("build"):
            return MasterPart(self.master, sites, self.terms.threads, self.terms.seed)

    def add_supply_cuts(self, cuts: Iterable[SupplyCut]) -> None:
        """Put cuts into the master."""
        for cut in cuts:
            self.supply_cuts[cut.option][cut] = None
            self._add([self.master.supply_row(cut)])

    def learn_reach(self, cuts: Iterable[ReachCut]) -> None:
        """Put rows of reach into the master."""
        for cut in cuts:
            self.reach_cuts[cut] = self.add_row(self.master.reach_row(cut))

    def learn_losses(self, families: Iterable[Family]) -> None:
        """Put into the master that these demands survive the loss of any site in play; of others once they are."""
        self._families |= {frozenset(g.group for g in family): family for family in families}
        self._write_losses([s for part in self._parts for s in part.sites])

    def families(self) -> dict[frozenset[str], Family]:
        """Demands that must survive together, as far as learnt, by the names of their groups."""
        return dict(self._families)

    def _write_losses(self, lost: Iterable[str]) -> None:
        for key, family in self._families.items():
            reached = set(linked(self.case, family))
            new = [s for s in dict.fromkeys(lost) if s in reached and (key, s) not in self._written]
            self._written |= {(key, s) for s in new}
            name = digest_of(key)
            self._add(self.master.loss_row(cut, name) for cut in family_cuts(self.case, family, new))

    def learn(self, priced: PricedPoint) -> None:
        """Put what was found into the master."""
        self.add_supply_cuts(priced.cuts)
        self._add(self.master.largest_draw_row(o, largest) for o, largest in priced.too_large.items())
        self.learn_reach(priced.reach)
        self.learn_losses(priced.loss)

    def good_enough(self) -> float:
        """A bound from which on no plan is worth looking for, MEUR; infinite while there is none."""
        if self.best is None:
            return np.inf
        return good_enough(self.incumbent, self.terms.gap)

    def run(
        self, phase: str, part: MasterPart, gap: float, enough: float = np.inf, to_the_end: bool = False
    ) -> Outcome:
        """One run of a part, to a bound of ``enough``; a whole one to the relative gap at the latest.

        Clock and user may stop it, but not where it is to run ``to_the_end``.
        """

        def watch(bound: float | None, incumbent: float | None) -> None:
            self.say(phase)

        part.problem.set("mip_rel_gap", gap)
        part.problem.set("mip_abs_gap", 0.0)
        known = len(part.problem.log)
        with self.clock.phase("master"):
            stop, left_s = (never, None) if to_the_end else (self.stop, self.clock.left_s())
            outcome = part.run(stop, watch, left_s, enough)
        self.log += part.problem.log[known:]
        return outcome

    def broken_reach(self, values: Values) -> tuple[ReachCut, ...]:
        """Rows of reach that the point breaks; those in the master hold to the solver's tolerance, which is all."""
        with self.clock.phase("reach"):
            return tuple(cut for cut in self.reach.broken(values) if cut not in self.reach_cuts)

    def broken_losses(self, values: Values) -> tuple[Family, ...]:
        """Demands that the point, whole or not, leaves short when a site is lost."""
        if not self.case.policy.n_minus_1:
            return ()
        with self.clock.phase("losses"):
            found = broken_families(self.case, self.groups, self.master.rescue_h100e(values))
        # Rows of a family hold for every site in play, to the solver's tolerance, which is all.
        return tuple(family for family in found if frozenset(g.group for g in family) not in self._families)

    def price(self, values: Values, objective: float, whole: bool = False) -> PricedPoint:
        """The point's cost with every supply at its true V, the cuts that say so, and the rows it breaks.

        A point that is not ``whole`` pays what the linear programmes say: less than V where batteries could burn power.
        """
        reach = self.broken_reach(values)
        with self.clock.phase("price supply"):
            true, cuts, too_large = self._price_supply(values, objective, whole)
        return PricedPoint(true, tuple(cuts), too_large, reach, self.broken_losses(values))

    def consider(self, values: Values, priced: PricedPoint) -> bool:
        """Keep the point if it is the best plan so far; True when it is a plan."""
        if priced.is_plan and priced.objective_meur < self.incumbent:
            self.incumbent, self.best = priced.objective_meur, values
        return priced.is_plan

    def open_sites(self, values: Values) -> list[str]:
        """Sites open in the last stage."""
        last = self.case.stages[-1].stage
        return [
            s for s in self.master.sites if (s, last) in self.master.open and values[self.master.open[s, last]] > 0.5
        ]

    def _price_supply(
        self, values: Values, objective: float, whole: bool
    ) -> tuple[float, list[SupplyCut], dict[Option, float]]:
        """A fractional u prices the perspective u V(x / u, e / u): the cut is the tangent at x / u."""
        true, cuts, too_large = self._price_at(self.penalty, values, objective, whole)
        while np.isinf(true) and not (cuts or too_large) and self.penalty < MOST_PENALTY:
            # The master pays the penalty of an allowance that could be kept: it must cost more.
            self.penalty *= 10.0
            true, cuts, too_large = self._price_at(self.penalty, values, objective, whole)
        return true, cuts, too_large

    def _price_at(
        self, penalty: float, values: Values, objective: float, whole: bool
    ) -> tuple[float, list[SupplyCut], dict[Option, float]]:
        used = [(o, _share(u)) for o, (_, u) in self.master.used(values).items()]
        asks = [(o, replace(self.ask(o, values), penalty=penalty)) for o, _ in used]
        answers = self.curves.price_all(
            asks, tell=lambda k, n: self.say("pricing supply", detail=f"{k} of {n}"), one_way=whole
        )
        true, too_large = objective, dict[Option, float]()
        cuts: list[SupplyCut] = []
        for (option, share), answer in zip(used, answers, strict=True):
            if answer.cost_meur is None:
                too_large[option] = float(answer.largest_mw or 0.0)
                continue
            short = share * answer.cost_meur - float(values[self.master.cost[option]])
            true += self.discount[option[2]] * short
            if max(answer.over_carbon_kt, answer.over_water_thousand_m3) > KEPT:
                true = np.inf
            dearer = short > WORTH_A_CUT * max(1.0, abs(answer.cost_meur))
            cuts += [c for c in answer.cuts if (dearer or not c.of_cost) and c not in self.supply_cuts[c.option]]
        return (np.inf if too_large else true), cuts, too_large

    def ask(self, option: Option, values: Values) -> Ask:
        """What the point asks of the option's supply, were it whole."""
        x, share = float(values[self.master.draw[option]]), _share(float(values[self.master.use[option]]))
        carbon, water = self.master.carbon.get(option), self.master.water.get(option)
        return Ask(
            x / share,
            None if carbon is None else float(values[carbon]) / share,
            None if water is None else float(values[water]) / share,
        )

    def most_penalties_meur(self, used: Iterable[Option]) -> float:
        """What penalties on allowances that count as kept may add to a bound on a plan with these options in use."""
        capped = {"carbon": self.master.carbon, "water": self.master.water}
        hair = sum(price for r, price in PENALTY_MEUR.items() if capped[r]) * KEPT
        return self.penalty * hair * sum(self.discount[o[2]] for o in used)

    def add_row(self, row: Row) -> int:
        """Put a row into the master and what is in play of it; give its number in the master."""
        number = len(self.master.form.row_lower) + len(self.master.rows)
        self.master.rows.append(row)
        for part in self._parts:
            part.add(row, number)
        return number

    def _add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.add_row(row)


def _share(use: float) -> float:
    return max(min(use, 1.0), LEAST_USE)
