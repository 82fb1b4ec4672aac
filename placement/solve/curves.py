"""The supply curves of a case: known ones from the book, others priced in parallel on the local cores.

A programme stays with one worker process, so that its last basis and its compiled form serve every later price.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from itertools import cycle
from types import TracebackType
from typing import TypeAlias, TypeVar

import highspy

from models.case import Case
from placement.solve.curve_book import CurveBook
from placement.solve.curve_cache import CurveCache
from placement.solve.curve_points import CHORD_TOLERANCE, Priced
from placement.solve.curve_workers import (
    Key,
    Programmes,
    key_of,
    plan_here,
    price_here,
    start_worker,
    zone_prices_here,
)
from placement.solve.supply_cut import Ask, Option, SupplyCut
from placement.solve.supply_plan import SupplyPlan
from placement.solve.zone_bound import PowerPrices, zone_prices

__all__ = ["CHORD_TOLERANCE", "CurveCache", "Curves", "Priced", "key_of"]

SMALL = 20_000
"""Options x hours below which starting workers costs more than it saves (about a second)."""
HEARTBEAT_S = 0.2
"""How often a wait for zone programmes looks up."""
SLOW_S = 2.0
"""How often a wait for supply programmes says how far it is; most batches take less."""
Points: TypeAlias = Sequence[tuple[Option, Ask]]
Tell: TypeAlias = Callable[[int, int], None]
"""Hears how many programmes of how many are done."""


Found = TypeVar("Found")


def untold(done: int, count: int) -> None:
    """Nobody hears."""


class Curves:
    """Prices supply, in this process or on workers of its own. Use as a context: it ends its workers."""

    def __init__(self, case: Case, options: Sequence[Option], cache: CurveCache | None = None) -> None:
        """Workers are started where the work is worth it."""
        self.case, self.options = case, tuple(options)
        self._own = Programmes(case, options)
        self._book = CurveBook(case, cache)
        self._touched: set[Key] = set()
        self._priced: set[Key] = set()
        self._asked: set[tuple[tuple[Option, Ask], ...]] = set()
        hours = max((len(rows) for rows in case.hours.values()), default=0)
        cores = min(len(os.sched_getaffinity(0)) if sys.platform == "linux" else (os.cpu_count() or 1), 8)
        before = set(multiprocessing.active_children())
        many = self._is_large(hours, cores)
        if many:
            highspy.Highs.resetGlobalScheduler(True)  # a fork beside its threads may hang
        self._workers = [start_worker(case, self.options) for _ in range(cores)] if many else []
        self._processes = set(multiprocessing.active_children()) - before

    def __enter__(self) -> Curves:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Nothing is left to lose in a worker, and one forked beside threads may wait for ever on its way out.
        for process in self._processes:
            process.kill()
        # The thread that minds a worker ends with it: one left to the end of Python may write to a closed pipe.
        for worker in self._workers:
            worker.shutdown(wait=True, cancel_futures=True)

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
        self._book.open(sibling for option, _ in points for sibling in self._own.siblings(option))
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
        if not self._workers:
            return [self._own.plan(*point) for point in points]
        return _results([self._submit(plan_here, *point) for point in points], tell)

    def _known(self, option: Option, ask: Ask, within: float) -> Priced | None:
        return self._book.answer(option, ask, within, self._own.siblings(option))

    def _solve(self, points: Points, tell: Tell) -> dict[tuple[Option, Ask], Priced]:
        """Price by programmes, and keep what was found; of points on equal curves, the first alone."""
        first: dict[tuple[str, Ask], tuple[Option, Ask]] = {}
        for option, ask in points:
            first.setdefault((self._book.digest(option), ask), (option, ask))
        distinct = list(first.values())
        self._priced |= {key_of(self.case, option) for option, _ in distinct}
        if self._workers:
            answers = _results([self._submit(price_here, *point) for point in distinct], tell)
        else:
            answers = [self._own.price(*point) for point in distinct]
        self._book.learn([(*point, answer) for point, answer in zip(distinct, answers, strict=True)])
        return dict(zip(distinct, answers, strict=True))

    def _solve_zones(
        self, options: Sequence[Option], tell: Callable[[int], None]
    ) -> Iterator[tuple[Option, list[PowerPrices]]]:
        """Each as soon as it is there, so that it is kept whatever comes after."""
        if not self._workers:
            for i, option in enumerate(options):
                yield option, zone_prices(self.case, option)
                tell(i + 1)
            return
        workers = cycle(self._workers)
        futures = {next(workers).submit(zone_prices_here, option): option for option in options}
        waiting = set(futures)
        while waiting:
            tell(len(futures) - len(waiting))
            done, waiting = wait(waiting, timeout=HEARTBEAT_S)
            yield from ((futures[future], future.result()) for future in done)

    def _submit(self, work: Callable[[Option, Ask], Found], option: Option, ask: Ask) -> Future[Found]:
        site, cooling, first = key_of(self.case, option)
        owner = sum(map(ord, site + cooling + first)) % len(self._workers)
        return self._workers[owner].submit(work, option, ask)

    def _is_large(self, hours: int, cores: int) -> bool:
        return cores > 1 and len(self.options) * hours > SMALL


def _results(futures: Sequence[Future[Found]], tell: Tell) -> list[Found]:
    """All of them; tells how many are there while it waits."""
    while waiting := wait(futures, timeout=SLOW_S).not_done:
        tell(len(futures) - len(waiting), len(futures))
    return [future.result() for future in futures]
