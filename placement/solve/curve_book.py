"""What is known of the supply curves of a case, from this solve and from the cache: asked before any programme is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import TypeAlias

from models.case import Case
from models.derive import (
    SupplyData,
    SupplyRules,
    ZoneSeries,
    all_zone_series,
    burning_hours,
    supply_data,
    supply_digest,
    supply_rules,
)
from placement.solve.curve_points import KnownCurve, Plane, Point, Priced
from placement.solve.curve_records import Finding, KeptPlane
from placement.solve.curve_shelf import Shelf
from placement.solve.supply_cut import Ask, Option, SupplyCut, is_free
from placement.solve.supply_lp import KEPT
from placement.solve.zone_bound import PowerPrices, without_own_limits, zone_draws_mw

Programme: TypeAlias = tuple[str, ...]
"""Names a programme within its case, whatever its prices and limits."""
MISTAKEN = 1e-5
"""A cost from the cache that a programme contradicts by more, relative, was altered."""


class CurveBook:
    """Curves by digest; options with equal supply problems share one."""

    def __init__(self, case: Case, shelf: Shelf | None) -> None:
        """``shelf``: what an earlier solve found, checked."""
        self.case, self._shelf = case, shelf
        self._digests: dict[Option, str] = {}
        self._burns: dict[Option, bool] = {}
        self._curves: dict[str, KnownCurve] = {}
        self._series: dict[tuple[str, str], ZoneSeries] | None = None
        self._rules: SupplyRules = supply_rules(case)

    def digest(self, option: Option) -> str:
        """Names the option's curve."""
        if option not in self._digests:
            self._digests[option] = supply_digest(self._rules, self._data(option))
        return self._digests[option]

    def may_burn(self, option: Option) -> bool:
        """Whether the option's battery could earn by going both ways at once."""
        if option not in self._burns:
            self._burns[option] = bool(burning_hours(self._rules, self._data(option)))
        return self._burns[option]

    def open(self, options: Iterable[Option]) -> None:
        """Read the curves of these options from the cache, each once; what does not hold there is left out."""
        new = {digest: option for option in options if (digest := self.digest(option)) not in self._curves}
        self._curves |= {digest: KnownCurve() for digest in new}
        if self._shelf is not None and new:
            self._curves |= self._shelf.curves(new, self._applies)

    def answer(self, option: Option, ask: Ask, within: float, siblings: Sequence[Option]) -> Priced | None:
        """V at the ask as far as it is known, with the best known cut there for every sibling."""
        point = self._curves[self.digest(option)].find(ask, within)
        if point is None:
            return None
        over = point.over_carbon_kt, point.over_water_thousand_m3
        kinds = (True, False) if max(over) > KEPT else (True,)
        best = [(o, self._curves[self.digest(o)].highest(ask, of_cost)) for o in siblings for of_cost in kinds]
        cuts = tuple(plane.cut(o) for o, plane in best if plane is not None)
        return Priced(point.cost_meur, cuts if point.cost_meur is not None else (), point.largest_mw, *over)

    def learn(self, solved: Sequence[tuple[Option, Ask, Priced]]) -> None:
        """Take in what programmes gave, and keep it."""
        self.open(cut.option for _, _, priced in solved for cut in priced.cuts)
        findings = [self._finding(option, ask, priced) for option, ask, priced in solved]
        for found in findings:
            if found.point is not None:
                self._curves[found.curve].points[found.ask] = found.point
            for digest, kept in found.planes:
                self._curves[digest].planes[kept.plane] = None
        if self._shelf is not None and findings:
            self._shelf.keep(findings)

    def zone_prices(self, options: Sequence[Option], tell: Callable[[int], None]) -> dict[Option, list[PowerPrices]]:
        """Power prices of the options' zone programmes, as far as the cache has them; ``tell`` may raise to stop."""
        if self._shelf is None:
            return {}
        return self._shelf.zones({option: self._zone_digest(option) for option in options}, tell)

    def learn_zone(self, option: Option, prices: Sequence[PowerPrices]) -> None:
        """Keep what a zone programme gave."""
        if self._shelf is not None:
            self._shelf.keep_zone(self._zone_digest(option), prices)

    def is_contradicted(self, option: Option, ask: Ask, cost_meur: float) -> bool:
        """Whether the cache gave another figure for what a programme now says; all that it gave is then let go of."""
        curve = self._curves.get(self.digest(option))
        if self._shelf is None or curve is None or not is_free(ask):
            return False
        told = curve.find(replace(ask, one_way=self.may_burn(option)), 0.0)
        if told is None or told.cost_meur is None:
            return False
        if abs(told.cost_meur - cost_meur) <= MISTAKEN * max(1.0, abs(cost_meur)):
            return False
        self._shelf.let_go(self._curves)
        return True

    def starts(self, programmes: Sequence[Programme]) -> dict[Programme, bytes]:
        """Where these programmes ended the last time, in whatever case of this name."""
        if self._shelf is None:
            return {}
        names = {self._start_name(programme): programme for programme in programmes}
        return {names[name]: basis for name, basis in self._shelf.starts(names).items()}

    def keep_starts(self, bases: Mapping[Programme, bytes]) -> None:
        """Keep where programmes ended."""
        if self._shelf is not None and bases:
            self._shelf.keep_starts({self._start_name(programme): basis for programme, basis in bases.items()})

    def _start_name(self, programme: Programme) -> str:
        return " | ".join((self.case.name, *programme))

    def cuts(self, options: Sequence[Option]) -> list[SupplyCut]:
        """Every known cut worth a row, for these options; those in carbon or water only under such a fleet cap."""
        self.open(options)
        found = {d: self._curves[d].worth_a_row() for d in {self.digest(o) for o in options}}
        return [plane.cut(o) for o in options for plane in found[self.digest(o)] if self._applies(plane)]

    def _zone_digest(self, option: Option) -> str:
        """Names the programme of `zone_bound.zone_prices` and the draws at which it is priced."""
        site, cooling, stage = option
        free = without_own_limits(self.case, site)
        data = supply_data(free, free.sites[site], cooling, stage, self._hours(option))
        parts = (supply_digest(self._rules, data), *map(repr, zone_draws_mw(self.case, site)))
        return sha256(" ".join(parts).encode()).hexdigest()

    def _data(self, option: Option) -> SupplyData:
        site, cooling, stage = option
        return supply_data(self.case, self.case.sites[site], cooling, stage, self._hours(option))

    def _hours(self, option: Option) -> ZoneSeries:
        self._series = self._series or all_zone_series(self.case)
        return self._series[option[2], str(self.case.sites[option[0]].zone)]

    def _applies(self, plane: Plane) -> bool:
        policy = self.case.policy
        carbon = plane.carbon_slope_meur_per_kt == 0.0 or policy.carbon_cap_t_per_year is not None
        return carbon and (plane.water_slope_meur_per_thousand_m3 == 0.0 or policy.water_cap_m3_per_year is not None)

    def _finding(self, option: Option, ask: Ask, priced: Priced) -> Finding:
        point = Point(priced.cost_meur, priced.over_carbon_kt, priced.over_water_thousand_m3, priced.largest_mw)
        proofs = priced.proofs or (b"",) * max(1, len(priced.cuts))
        planes = zip(priced.cuts, proofs, strict=True) if priced.cuts else ()
        kept = tuple((self.digest(cut.option), KeptPlane(Plane.of(cut), proof)) for cut, proof in planes)
        return Finding(self.digest(option), ask, point, kept, b"" if priced.cuts else proofs[0])
