"""The supply programmes of a case, kept warm where they are solved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from pyomo.common.gc_manager import PauseGC

from models.case import Case, Hour
from placement.solve.claims import Claim, holds, kind_of, largest_claim
from placement.solve.curve_points import Plane, Priced
from placement.solve.supply_cut import Ask, Option
from placement.solve.supply_lp import PricedSupply, SupplyLp
from placement.solve.supply_plan import SupplyPlan
from placement.solve.zone_bound import PowerPrices, unpacked_prices, zone_prices

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
            return _beyond(programme, option[2], ask)
        over = priced.over_carbon_kt, priced.over_water_thousand_m3
        basis = programme.ended_at() if is_new else None
        return Priced(priced.cost_meur, priced.cuts, None, *over, basis=basis, proofs=_proofs(programme, priced))

    def check(self, option: Option, claims: Sequence[Claim]) -> list[bool]:
        """Which of these claims of the option's curve follow from their duals; nothing is solved for it."""
        programme = self.programme(option)
        return [holds(programme, option[2], claim) for claim in claims]

    def plan(self, option: Option, ask: Ask, start: bytes | None = None) -> SupplyPlan:
        """How the option is powered, nothing over any allowance."""
        with PauseGC():
            return self.programme(option, start).plan(option[2], ask)

    def zone_prices(self, option: Option, starts: Sequence[bytes] = ()) -> list[PowerPrices]:
        """`zone_prices` of the option; its programme is of no other use, and not kept."""
        with PauseGC():
            return zone_prices(self.case, option, starts)

    def check_zone(self, option: Option, content: bytes) -> list[PowerPrices] | None:
        """`unpacked_prices` of the option."""
        with PauseGC():
            return unpacked_prices(self.case, option, content)


def _proofs(programme: SupplyLp, priced: PricedSupply) -> tuple[bytes, ...]:
    """The duals that each cut follows from; none where it does not, as HiGHS allows itself more than a proof does."""
    duals = [priced.duals.get(cut.of_cost, b"") for cut in priced.cuts]
    claims = (Claim(kind_of(Plane.of(cut)), Plane.of(cut), d) for cut, d in zip(priced.cuts, duals, strict=True))
    told = (holds(programme, cut.option[2], claim) for cut, claim in zip(priced.cuts, claims, strict=True))
    return tuple(d if is_proven else b"" for d, is_proven in zip(duals, told, strict=True))


def _beyond(programme: SupplyLp, stage: str, ask: Ask) -> Priced:
    """What is more than any supply can meet, with the duals that say so."""
    most, largest, duals = programme.least_too_large_mw(stage, ask), programme.largest_draw_mw(stage), b""
    if most == largest:  # not one that a battery alone makes less
        duals = programme.largest_duals(stage)
        duals = duals if holds(programme, stage, largest_claim(most, duals)) else b""
    return Priced(None, (), most, proofs=(duals,))


def key_of(case: Case, option: Option) -> Key:
    """Stages that share their hours (the same rows) share a programme."""
    site, cooling, stage = option
    zone = str(case.sites[site].zone)
    hours: tuple[Hour, ...] = case.hours[stage, zone]
    first = next(t.stage for t in case.stages if case.hours[t.stage, zone] is hours)
    return site, cooling, first
