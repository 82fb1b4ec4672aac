"""The supply curves of a case: priced in parallel on the local cores, each programme built once and kept warm.

A programme stays with one worker process, so that its last basis and its compiled form serve every later price.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from threading import Thread
from time import sleep
from types import TracebackType
from typing import TypeAlias

from pyomo.common.gc_manager import PauseGC

from models.case import Case, Hour
from placement.solve.supply_lp import Option, SupplyCut, SupplyLp
from placement.solve.zone_bound import PowerPrices, zone_prices

SMALL = 20_000
"""Options x hours below which starting workers costs more than it saves (about a second)."""
HEARTBEAT_S = 0.2
"""How often a wait for workers looks up."""
Key: TypeAlias = tuple[str, str, str]
"""(site, cooling, first stage with the same hours): names a programme."""


@dataclass(frozen=True, slots=True)
class Priced:
    """V(x) with its cuts; without a cost, x is more than any supply can meet, and ``largest_mw`` is the most."""

    cost_meur: float | None
    cuts: tuple[SupplyCut, ...]
    largest_mw: float | None = None


class Programmes:
    """The programmes of one process, built when first asked for."""

    def __init__(self, case: Case, options: Sequence[Option]) -> None:
        """``options``: every (site, cooling, stage) of the case."""
        self.case = case
        self._stages: dict[Key, list[str]] = {}
        for option in options:
            self._stages.setdefault(key_of(case, option), []).append(option[2])
        self._built: dict[Key, SupplyLp] = {}

    def programme(self, option: Option) -> SupplyLp:
        """The programme of the option and of every stage with the same hours."""
        key = key_of(self.case, option)
        if key not in self._built:
            with PauseGC():
                self._built[key] = SupplyLp(self.case, option[0], option[1], self._stages[key])
        return self._built[key]

    def price(self, option: Option, it_draw_mw: float) -> Priced:
        """True cost at x and the cuts of its duals."""
        priced = self.programme(option).price(option[2], it_draw_mw)
        if priced is None:
            return Priced(None, (), self.programme(option).largest_draw_mw(option[2]))
        return Priced(priced[0], tuple(priced[1]))


def key_of(case: Case, option: Option) -> Key:
    """Stages that share their hours (the same rows) share a programme."""
    site, cooling, stage = option
    zone = str(case.sites[site].zone)
    hours: tuple[Hour, ...] = case.hours[stage, zone]
    first = next(t.stage for t in case.stages if case.hours[t.stage, zone] is hours)
    return site, cooling, first


class Curves:
    """Prices supply, in this process or on workers of its own. Use as a context: it ends its workers."""

    def __init__(self, case: Case, options: Sequence[Option]) -> None:
        """Workers are started where the work is worth it; call before HiGHS has run in this process."""
        self.case, self.options = case, tuple(options)
        self._own = Programmes(case, options)
        self._keys: set[Key] = set()
        hours = max((len(rows) for rows in case.hours.values()), default=0)
        cores = min(len(os.sched_getaffinity(0)) if sys.platform == "linux" else (os.cpu_count() or 1), 8)
        before = set(multiprocessing.active_children())
        self._workers = [_start(case, self.options) for _ in range(cores)] if self._is_large(hours, cores) else []
        self._processes = set(multiprocessing.active_children()) - before

    def __enter__(self) -> Curves:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.shutdown(wait=False, cancel_futures=True)
        # Nothing is left to lose in a worker, and one forked beside threads may wait for ever on its way out.
        for process in self._processes:
            process.kill()

    @property
    def count(self) -> int:
        """Curves priced so far."""
        return len(self._keys)

    def price_all(self, points: Sequence[tuple[Option, float]]) -> list[Priced]:
        """Price every (option, x), in the order given."""
        self._keys |= {key_of(self.case, option) for option, _ in points}
        if not self._workers:
            return [self._own.price(option, draw) for option, draw in points]
        return [f.result() for f in [self._submit(option, draw) for option, draw in points]]

    def zone_prices(self, options: Sequence[Option], tell: Callable[[int], None]) -> list[list[PowerPrices]]:
        """`zone_prices` of each option, in the order given; ``tell`` hears how many are done and may raise to stop."""
        if not self._workers:
            return [_told(tell, i, zone_prices(self.case, option)) for i, option in enumerate(options)]
        futures = [
            self._workers[i % len(self._workers)].submit(_zone_prices_here, option) for i, option in enumerate(options)
        ]
        waiting: set[Future[list[PowerPrices]]] = set(futures)
        while waiting:
            tell(len(futures) - len(waiting))
            waiting = wait(waiting, timeout=HEARTBEAT_S).not_done
        return [future.result() for future in futures]

    def programme(self, option: Option) -> SupplyLp:
        """A programme in this process, to read a supply out of."""
        return self._own.programme(option)

    def _submit(self, option: Option, draw: float) -> Future[Priced]:
        site, cooling, first = key_of(self.case, option)
        owner = sum(map(ord, site + cooling + first)) % len(self._workers)
        return self._workers[owner].submit(_price_here, option, draw)

    def _is_large(self, hours: int, cores: int) -> bool:
        return cores > 1 and len(self.options) * hours > SMALL


def _told(tell: Callable[[int], None], done: int, prices: list[PowerPrices]) -> list[PowerPrices]:
    tell(done + 1)
    return prices


_programmes: Programmes | None = None
"""In a worker process: its programmes."""


def _start(case: Case, options: Sequence[Option]) -> ProcessPoolExecutor:
    method = "fork" if sys.platform == "linux" else "spawn"
    context = multiprocessing.get_context(method)
    pool = ProcessPoolExecutor(1, context, initializer=partial(_begin, case, options))
    pool.submit(_ready).result()
    return pool


def _begin(case: Case, options: Sequence[Option]) -> None:
    global _programmes
    # Ctrl-C reaches the whole process group; only the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_leave_with, args=(os.getppid(),), daemon=True).start()
    _programmes = Programmes(case, options)


def _leave_with(parent: int) -> None:
    """End this worker when its parent is gone: a killed parent cannot tell it to."""
    while os.getppid() == parent:
        sleep(HEARTBEAT_S)
    os._exit(1)


def _ready() -> bool:
    return True


def _price_here(option: Option, it_draw_mw: float) -> Priced:
    assert _programmes is not None
    return _programmes.price(option, it_draw_mw)


def _zone_prices_here(option: Option) -> list[PowerPrices]:
    assert _programmes is not None
    with PauseGC():
        return zone_prices(_programmes.case, option)
