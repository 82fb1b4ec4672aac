"""The supply curves of a case: known ones from the book, others priced by whoever was hired for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from time import monotonic
from types import TracebackType
from typing import TypeAlias

from models.case import Case
from placement.solve.curve_book import CurveBook
from placement.solve.curve_cache import CurveCache
from placement.solve.curve_points import CHORD_TOLERANCE, Priced
from placement.solve.curve_workers import hire_here
from placement.solve.pricers import Found, Hire, Job
from placement.solve.programmes import Key, Programmes, key_of
from placement.solve.supply_cut import Ask, Option, SupplyCut
from placement.solve.supply_plan import SupplyPlan
from placement.solve.zone_bound import PowerPrices

__all__ = ["CHORD_TOLERANCE", "CurveCache", "Curves", "Priced", "key_of"]

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
        self, case: Case, options: Sequence[Option], cache: CurveCache | None = None, hire: Hire = hire_here
    ) -> None:
        """``hire`` finds who solves the programmes."""
        self.case, self.options = case, tuple(options)
        self._programmes = Programmes(case, options)
        self._book = CurveBook(case, cache)
        self._touched: set[Key] = set()
        self._priced: set[Key] = set()
        self._asked: set[tuple[tuple[Option, Ask], ...]] = set()
        self._pricers = hire(case, self.options)

    def __enter__(self) -> Curves:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pricers.end()

    @property
    def count(self) -> int:
        """Curves asked for so far."""
        return len(self._touched)

    @property
    def priced(self) -> int:
        """Curves of which a programme was solved; the others were known well enough."""
        return len(self._priced)

    def known_cuts(self, options: Sequence[Option] | None = None) -> list[SupplyCut]:
        """Every cut that the cache, or this solve so far, holds for the options (all of them, unless given)."""
        return self._book.cuts(self.options if options is None else options)

    def price_all(self, points: Points, within: float = CHORD_TOLERANCE, tell: Tell = untold) -> list[Priced]:
        """Price every (option, ask), in the order given.

        A cost between two known points is that of their chord where it is surely ``within`` this share of V: then
        no programme is solved. Who asks the very same points again has learnt nothing from the answer, so that
        the second time programmes say exactly.
        """
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
        known = self._book.zone_prices(options)
        missing = [option for option in options if option not in known]
        for option, prices in self._solve_zones(missing, lambda done: tell(len(options) - len(missing) + done)):
            self._book.learn_zone(option, prices)
            known[option] = prices
        return [known[option] for option in options]

    def plans(self, points: Points, tell: Tell = untold) -> list[SupplyPlan]:
        """How each (option, ask) is powered at least cost, in the order given."""
        return self._all([Job(key_of(self.case, point[0]), Programmes.plan, point) for point in points], tell)

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
        jobs = [Job(key, Programmes.price, point) for key, point in zip(keys, distinct, strict=True)]
        answers = self._all(jobs, tell)
        self._book.learn([(*point, answer) for point, answer in zip(distinct, answers, strict=True)])
        return dict(zip(distinct, answers, strict=True))

    def _solve_zones(
        self, options: Sequence[Option], tell: Callable[[int], None]
    ) -> Iterator[tuple[Option, list[PowerPrices]]]:
        """Each as soon as it is there, so that it is kept whatever comes after."""
        jobs, done = [Job(None, Programmes.zone_prices, (option,)) for option in options], 0
        with closing(self._pricers.answers(jobs, HEARTBEAT_S)) as answers:
            for answer in answers:
                if answer is not None:
                    done += 1
                    yield options[answer[0]], answer[1]
                tell(done)

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
