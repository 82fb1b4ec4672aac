"""Supply programmes, and the worker processes that keep them warm."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from threading import Thread
from time import sleep
from typing import TypeAlias

from pyomo.common.gc_manager import PauseGC

from models.case import Case, Hour
from placement.solve.curve_points import Priced
from placement.solve.supply_cut import Ask, Option
from placement.solve.supply_lp import SupplyLp
from placement.solve.supply_plan import SupplyPlan
from placement.solve.zone_bound import PowerPrices, zone_prices

HEARTBEAT_S = 0.2
"""How often a worker looks whether its parent lives."""
Key: TypeAlias = tuple[str, str, str]
"""(site, cooling, first stage with the same hours): names a programme."""


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

    def siblings(self, option: Option) -> list[Option]:
        """The option and those of other stages that its programme serves."""
        site, cooling, _ = option
        return [(site, cooling, stage) for stage in self._stages[key_of(self.case, option)]]

    def price(self, option: Option, ask: Ask) -> Priced:
        """True cost at x, within the allowances, and the cuts of its duals."""
        priced = self.programme(option).price(option[2], ask)
        if priced is None:
            return Priced(None, (), self.programme(option).largest_draw_mw(option[2]))
        over = priced.over_carbon_kt, priced.over_water_thousand_m3
        return Priced(priced.cost_meur, priced.cuts, None, *over)

    def plan(self, option: Option, ask: Ask) -> SupplyPlan:
        """How the option is powered, nothing over any allowance."""
        with PauseGC():
            return self.programme(option).plan(option[2], ask)


def key_of(case: Case, option: Option) -> Key:
    """Stages that share their hours (the same rows) share a programme."""
    site, cooling, stage = option
    zone = str(case.sites[site].zone)
    hours: tuple[Hour, ...] = case.hours[stage, zone]
    first = next(t.stage for t in case.stages if case.hours[t.stage, zone] is hours)
    return site, cooling, first


_programmes: Programmes | None = None
"""In a worker process: its programmes."""


def start_worker(case: Case, options: Sequence[Option]) -> ProcessPoolExecutor:
    """A process that prices the programmes it is given."""
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


def price_here(option: Option, ask: Ask) -> Priced:
    """In a worker process: `Programmes.price`."""
    assert _programmes is not None
    return _programmes.price(option, ask)


def plan_here(option: Option, ask: Ask) -> SupplyPlan:
    """In a worker process: `Programmes.plan`."""
    assert _programmes is not None
    return _programmes.plan(option, ask)


def zone_prices_here(option: Option) -> list[PowerPrices]:
    """In a worker process: `zone_prices`."""
    assert _programmes is not None
    with PauseGC():
        return zone_prices(_programmes.case, option)
