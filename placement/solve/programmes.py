"""The supply programmes of a case, kept warm where they are solved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from pyomo.common.gc_manager import PauseGC

from models.case import Case, Hour
from placement.solve.curve_points import Priced
from placement.solve.supply_cut import Ask, Option
from placement.solve.supply_lp import SupplyLp
from placement.solve.supply_plan import SupplyPlan
from placement.solve.zone_bound import PowerPrices, zone_prices

Key: TypeAlias = tuple[str, str, str]
"""(site, cooling, first stage with the same hours): names a programme."""


class Programmes:
    """The programmes of one process, built when first asked for; a copy in another process builds its own."""

    def __init__(self, case: Case, options: Sequence[Option]) -> None:
        """``options``: every (site, cooling, stage) of the case."""
        self.case, self.options = case, tuple(options)
        self._stages: dict[Key, list[str]] = {}
        for option in options:
            self._stages.setdefault(key_of(case, option), []).append(option[2])
        self._built: dict[Key, SupplyLp] = {}

    def __reduce__(self) -> tuple[type[Programmes], tuple[Case, tuple[Option, ...]]]:
        return Programmes, (self.case, self.options)

    def programme(self, option: Option, start: bytes | None = None) -> SupplyLp:
        """The programme of the option and of every stage with the same hours; a new one begins at ``start``."""
        key = key_of(self.case, option)
        if key not in self._built:
            with PauseGC():
                self._built[key] = SupplyLp(self.case, option[0], option[1], self._stages[key])
            self._built[key].begin_at(start)
        return self._built[key]

    @property
    def kept(self) -> tuple[Key, ...]:
        """Programmes that were built here, and serve again."""
        return tuple(self._built)

    def forget(self, keys: Iterable[Key]) -> None:
        """Free the memory of programmes that are solved elsewhere from now on."""
        for key in keys:
            self._built.pop(key, None)

    def siblings(self, option: Option) -> list[Option]:
        """The option and those of other stages that its programme serves."""
        site, cooling, _ = option
        return [(site, cooling, stage) for stage in self._stages[key_of(self.case, option)]]

    def price(self, option: Option, ask: Ask, start: bytes | None = None) -> Priced:
        """True cost at x, within the allowances, and the cuts of its duals; of a new programme also where it ended."""
        is_new = key_of(self.case, option) not in self._built
        programme = self.programme(option, start)
        priced = programme.price(option[2], ask)
        if priced is None:
            return Priced(None, (), programme.least_too_large_mw(option[2], ask))
        over = priced.over_carbon_kt, priced.over_water_thousand_m3
        return Priced(priced.cost_meur, priced.cuts, None, *over, basis=programme.ended_at() if is_new else None)

    def plan(self, option: Option, ask: Ask, start: bytes | None = None) -> SupplyPlan:
        """How the option is powered, nothing over any allowance."""
        with PauseGC():
            return self.programme(option, start).plan(option[2], ask)

    def zone_prices(self, option: Option, starts: Sequence[bytes] = ()) -> list[PowerPrices]:
        """`zone_prices` of the option; its programme is of no other use, and not kept."""
        with PauseGC():
            return zone_prices(self.case, option, starts)


def key_of(case: Case, option: Option) -> Key:
    """Stages that share their hours (the same rows) share a programme."""
    site, cooling, stage = option
    zone = str(case.sites[site].zone)
    hours: tuple[Hour, ...] = case.hours[stage, zone]
    first = next(t.stage for t in case.stages if case.hours[t.stage, zone] is hours)
    return site, cooling, first
