"""The supply curves of a case: known ones from the book, others priced by whoever was hired for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from time import monotonic
from types import TracebackType
from typing import TypeAlias

from models.case import Case
from placement.solve.claims import Claim
from placement.solve.curve_book import CurveBook
from placement.solve.curve_cache import CurveCache
from placement.solve.curve_points import CHORD_TOLERANCE, Priced
from placement.solve.curve_shelf import CacheMisled, Shelf
from placement.solve.curve_workers import hire_here
from placement.solve.pricers import Found, Hire, Job
from placement.solve.programmes import Key, Programmes, key_of
from placement.solve.progress import Stop, never
from placement.solve.promptly import whole
from placement.solve.supply_cut import Ask, Option, SupplyCut
from placement.solve.supply_plan import SupplyPlan
from placement.solve.zone_bound import DRAWS_AS_SHARE_OF_LARGEST, PowerPrices

__all__ = ["CHORD_TOLERANCE", "CacheMisled", "CurveCache", "Curves", "Priced", "key_of"]

HEARTBEAT_S = 0.2
"""How often a wait for zone programmes looks up."""
SLOW_S = 2.0
"""How often a wait for supply programmes says how far it is; most batches take less."""
Points: TypeAlias = Sequence[tuple[Option, Ask]]
Tell: TypeAlias = Callable[[int, int], None]
"""Hears how many programmes of how many are done."""


def untold(done: int, count: int) -> None:
    """Nobody hears."""


class Curves:
    """Prices supply. Use as a context: it ends whom it hired."""

    def __init__(
        self,
        case: Case,
        options: Sequence[Option],
        cache: CurveCache | None = None,
        hire: Hire = hire_here,
        is_late: Stop = never,
    ) -> None:
        """``hire`` finds who solves the programmes; ``is_late``: a plan is then better than the best one."""
        self.case, self.options = case, tuple(options)
        self._programmes = Programmes(case, options)
        self._shelf = None if cache is None else Shelf(cache, _CheckedBy(self))
        self._book = CurveBook(case, self._shelf)
        self._touched: set[Key] = set()
        self._priced: set[Key] = set()
        self._asked: set[tuple[tuple[Option, Ask], ...]] = set()
        self._is_late = is_late
        self._pricers = hire(case, self.options)

    def __enter__(self) -> Curves:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with whole():
            self._pricers.end()

    @property
    def count(self) -> int:
        """Curves asked for so far."""
        return len(self._touched)

    @property
    def priced(self) -> int:
        """Curves of which a programme was solved; the others were known well enough."""
        return len(self._priced)

    def notes(self) -> tuple[str, ...]:
        """What the user should know of the cache."""
        return () if self._shelf is None else self._shelf.notes()

    def known_cuts(self, options: Sequence[Option] | None = None) -> list[SupplyCut]:
        """Every cut that the cache, or this solve so far, holds for the options (all of them, unless given)."""
        return self._book.cuts(self.options if options is None else options)

    def price_all(
        self, points: Points, within: float = CHORD_TOLERANCE, tell: Tell = untold, one_way: bool = False
    ) -> list[Priced]:
        """Price every (option, ask), in the order given; ``one_way``: as a plan that is written out pays it.

        A cost between two known points is that of their chord where it is surely ``within`` this share of V: then
        no programme is solved. Who asks the very same points again has learnt nothing from the answer, so that
        the second time programmes say exactly.
        """
        points = [(o, replace(ask, one_way=one_way and self._book.may_burn(o))) for o, ask in points]
        batch = tuple(points)
        exact = batch in self._asked
        self._asked.add(batch)
        self._touched |= {key_of(self.case, option) for option, _ in points}
        self._book.open(sibling for option, _ in points for sibling in self._programmes.siblings(option))
        found = {point: self._known(*point, 0.0 if exact else within) for point in points}
        found |= self._solve([point for point, answer in found.items() if answer is None], tell)
        return [answer for point in points if (answer := found[point] or self._known(*point, 0.0)) is not None]

    def zone_prices(self, options: Sequence[Option], tell: Callable[[int], None]) -> list[list[PowerPrices]]:
        """`zone_prices` of each option, in the order given; ``tell`` hears how many are done and may raise to stop."""
        known = self._book.zone_prices(options, tell)
        missing = [option for option in options if option not in known]
        for option, prices in self._solve_zones(missing, lambda done: tell(len(options) - len(missing) + done)):
            self._book.learn_zone(option, prices)
            known[option] = prices
        return [known[option] for option in options]

    def plans(self, points: Points, tell: Tell = untold) -> list[SupplyPlan]:
        """How each (option, ask) is powered at least cost, in the order given.

        Raises CacheMisled where that costs another amount than the cache has led the search to believe, if it is not
        too late to begin anew.
        """
        keys = [key_of(self.case, option) for option, _ in points]
        starts = self._book.starts(keys)
        jobs = [Job(k, Programmes.plan, (*point, starts.get(k))) for k, point in zip(keys, points, strict=True)]
        plans = self._all(jobs, tell)
        for (option, ask), plan in zip(points, plans, strict=True):
            if self._book.is_contradicted(option, ask, sum(plan.terms_meur.values())) and not self._is_late():
                raise CacheMisled("the cache gave other costs than programmes give, and all that it gave is let go of")
        return plans

    def _known(self, option: Option, ask: Ask, within: float) -> Priced | None:
        return self._book.answer(option, ask, within, self._programmes.siblings(option))

    def _solve(self, points: Points, tell: Tell) -> dict[tuple[Option, Ask], Priced]:
        """Price by programmes, and keep what was found; of points on equal curves, the first alone."""
        first: dict[tuple[str, Ask], tuple[Option, Ask]] = {}
        for option, ask in points:
            first.setdefault((self._book.digest(option), ask), (option, ask))
        distinct = list(first.values())
        keys = [key_of(self.case, option) for option, _ in distinct]
        self._priced |= set(keys)
        starts = self._book.starts(keys)
        jobs = [Job(k, Programmes.price, (*point, starts.get(k))) for k, point in zip(keys, distinct, strict=True)]
        answers = self._all(jobs, tell)
        self._book.keep_starts({k: a.basis for k, a in zip(keys, answers, strict=True) if a.basis is not None})
        self._book.learn([(*point, answer) for point, answer in zip(distinct, answers, strict=True)])
        return dict(zip(distinct, answers, strict=True))

    def _solve_zones(
        self, options: Sequence[Option], tell: Callable[[int], None]
    ) -> Iterator[tuple[Option, list[PowerPrices]]]:
        """Each as soon as it is there, so that it is kept whatever comes after."""
        draws = {
            option: [("zone", *option, str(draw)) for draw in range(len(DRAWS_AS_SHARE_OF_LARGEST))]
            for option in options
        }
        starts = self._book.starts([name for names in draws.values() for name in names])
        begin = [tuple(starts[name] for name in draws[option] if name in starts) for option in options]
        jobs = [Job(None, Programmes.zone_prices, asked) for asked in zip(options, begin, strict=True)]
        done = 0
        with closing(self._pricers.answers(jobs, HEARTBEAT_S)) as answers:
            for answer in answers:
                if answer is not None:
                    done += 1
                    option = options[answer[0]]
                    ended = zip(draws[option], answer[1], strict=False)
                    self._book.keep_starts({name: p.basis for name, p in ended if p.basis is not None})
                    yield option, answer[1]
                tell(done)

    def check(self, asked: Sequence[tuple[Option, Sequence[Claim]]]) -> list[list[bool]]:
        """Which claims of each option's curve follow from their duals."""
        jobs = [Job(key_of(self.case, option), Programmes.check, (option, claims)) for option, claims in asked]
        return self._all(jobs, untold)

    def check_zones(
        self, asked: Mapping[Option, bytes], tell: Callable[[int], None]
    ) -> dict[Option, list[PowerPrices]]:
        """The power prices that follow from kept duals; without those whose duals say nothing."""
        options, found = list(asked), dict[Option, list[PowerPrices]]()
        jobs = [Job(None, Programmes.check_zone, pair) for pair in asked.items()]
        with closing(self._pricers.answers(jobs, HEARTBEAT_S)) as answers:
            for answer in answers:
                if answer is not None and answer[1] is not None:
                    found[options[answer[0]]] = answer[1]
                tell(len(found))
        return found

    def _all(self, jobs: Sequence[Job[Found]], tell: Tell) -> list[Found]:
        """Every answer, in the order asked; tells how many are there while it waits."""
        found: dict[int, Found] = {}
        told = monotonic()
        with closing(self._pricers.answers(jobs, SLOW_S)) as answers:
            for answer in answers:
                found |= {} if answer is None else dict([answer])
                if monotonic() - told >= SLOW_S and len(found) < len(jobs):
                    told = monotonic()
                    tell(len(found), len(jobs))
        return [found[place] for place in range(len(jobs))]


@dataclass(frozen=True, eq=False)
class _CheckedBy:
    """The workers of a solve as `Checker`."""

    curves: Curves

    def claims(self, asked: Sequence[tuple[Option, Sequence[Claim]]]) -> list[list[bool]]:
        return self.curves.check(asked)

    def zones(self, asked: Mapping[Option, bytes], tell: Callable[[int], None]) -> dict[Option, list[PowerPrices]]:
        return self.curves.check_zones(asked, tell)
