"""The cache as a solve uses it: nothing is taken from it that does not follow from its own duals.

A record that was altered costs the time to price it anew, never the truth: planes and power prices are worked out
again from duals, points must lie on such planes, starts prove nothing. Trouble with the file in the midst of a solve
ends the use of the cache, not the solve.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Protocol, TypeVar

import numpy as np

from placement.solve.claims import Claim, kind_of, largest_claim
from placement.solve.curve_cache import CurveCache, CurveCacheTrouble
from placement.solve.curve_points import KnownCurve, Plane, Point
from placement.solve.curve_records import Finding, Kept
from placement.solve.supply_cut import Ask, Option, is_free
from placement.solve.zone_bound import PowerPrices, packed_prices

ON_PLANE = 1e-6
"""A point lies on a plane that is this near, relative: its own touches it."""
MOST_REMEMBERED = 100_000
_known_to_hold: set[bytes] = set()
"""Claims that this process has checked, by digest: the cases of a sweep share most of theirs."""
MOST_ZONES = 200
_known_prices: dict[bytes, list[PowerPrices]] = {}
"""Of zones, as `_known_to_hold`; without the duals."""
Found = TypeVar("Found")


class CacheMisled(Exception):
    """Supply costs another amount than the cache said; what it said is gone, and a new solve will find the truth."""


class Checker(Protocol):
    """Whoever works out what follows from duals; no programme is solved for it."""

    def claims(self, asked: Sequence[tuple[Option, Sequence[Claim]]]) -> list[list[bool]]:
        """Which claims of each option's curve hold."""

    def zones(self, asked: Mapping[Option, bytes], tell: Callable[[int], None]) -> dict[Option, list[PowerPrices]]:
        """Power prices of the zones whose duals bound them."""


class Shelf:
    """What an earlier solve found, checked."""

    def __init__(self, cache: CurveCache, checker: Checker) -> None:
        self._cache: CurveCache | None = cache
        self._checker = checker
        self._trouble: list[str] = []
        self._before = cache.altered
        self._of, self._dropped = cache, 0

    def notes(self) -> tuple[str, ...]:
        """What the user should know."""
        count = self._dropped + self._of.altered - self._before
        told = f"{count} records of the cache {self._of.file} are not as they were written: priced anew"
        return (*((told,) if count else ()), *self._trouble)

    def curves(self, options: Mapping[str, Option], applies: Callable[[Plane], bool]) -> dict[str, KnownCurve]:
        """What is known of curves, by digest; ``options``: one that has it. Planes that do not apply are left there."""
        kept = self._try(lambda cache: cache.read(options), dict[str, Kept]())
        kept = {d: replace(k, planes=[p for p in k.planes if applies(p.plane)]) for d, k in kept.items()}
        claims = {digest: _claims(found) for digest, found in kept.items()}
        holding = self._holding(options, claims)
        curves: dict[str, KnownCurve] = {}
        wrong: dict[str, list[Plane]] = {}
        for digest, found in kept.items():
            curves[digest], missing = _known(found, holding[digest])
            wrong[digest] = [k.plane for k in found.planes if k.plane not in curves[digest].planes]
            self._dropped += missing
        if any(wrong.values()):
            self._try(lambda cache: cache.discard(wrong), None)
        return curves

    def keep(self, findings: Sequence[Finding]) -> None:
        """What programmes gave, less what nothing could tell later to be right: a point at an allowance above all."""
        lasting = [
            replace(f, point=f.point if _can_be_checked(f) else None, planes=tuple(p for p in f.planes if p[1].duals))
            for f in findings
        ]
        self._try(lambda cache: cache.write(lasting), None)

    def zones(self, names: Mapping[Option, str], tell: Callable[[int], None]) -> dict[Option, list[PowerPrices]]:
        """Power prices of zones, by option; ``names``: their digests."""
        kept = self._try(lambda cache: cache.read_prices(names.values()), dict[str, bytes]())
        asked = {option: kept[name] for option, name in names.items() if name in kept}
        marks = {option: sha256(names[option].encode() + duals).digest() for option, duals in asked.items()}
        found = {option: _known_prices[mark] for option, mark in marks.items() if mark in _known_prices}
        new = {option: duals for option, duals in asked.items() if option not in found}
        found |= self._checker.zones(new, tell) if new else {}
        if len(_known_prices) > MOST_ZONES:
            _known_prices.clear()
        _known_prices.update({marks[o]: [replace(p, duals=np.zeros(0)) for p in found[o]] for o in new if o in found})
        wrong = [names[option] for option in asked if option not in found]
        if wrong:
            self._dropped += len(wrong)
            self._try(lambda cache: cache.discard_prices(wrong), None)
        return found

    def keep_zone(self, name: str, prices: Sequence[PowerPrices]) -> None:
        """The power prices of a zone's programme."""
        duals = packed_prices(prices)
        if duals is not None:
            self._try(lambda cache: cache.write_prices(name, duals), None)

    def starts(self, names: Iterable[str]) -> dict[str, bytes]:
        """Where programmes ended."""
        return self._try(lambda cache: cache.read_starts(names), dict[str, bytes]())

    def keep_starts(self, bases: Mapping[str, bytes]) -> None:
        """Keep where programmes ended."""
        self._try(lambda cache: cache.write_starts(bases), None)

    def let_go(self, curves: Iterable[str]) -> None:
        """Forget these curves for good."""
        self._try(lambda cache: cache.discard(dict.fromkeys(curves)), None)

    def _holding(self, options: Mapping[str, Option], claims: Mapping[str, Sequence[Claim]]) -> dict[str, set[Claim]]:
        """The claims that hold, by digest."""
        names = {digest: {claim: _name(digest, claim) for claim in made} for digest, made in claims.items()}
        holding = {d: {c for c, name in named.items() if name in _known_to_hold} for d, named in names.items()}
        asked = {d: [c for c in named if c not in holding[d]] for d, named in names.items()}
        asked = {d: made for d, made in asked.items() if made}
        answers = self._checker.claims([(options[d], made) for d, made in asked.items()]) if asked else []
        if len(_known_to_hold) > MOST_REMEMBERED:
            _known_to_hold.clear()
        for (digest, made), told in zip(asked.items(), answers, strict=True):
            found = {claim for claim, holds in zip(made, told, strict=True) if holds}
            holding[digest] |= found
            _known_to_hold.update(names[digest][claim] for claim in found)
        return holding

    def _try(self, use: Callable[[CurveCache], Found], otherwise: Found) -> Found:
        """Use the cache; without it from the first trouble on."""
        if self._cache is None:
            return otherwise
        try:
            return use(self._cache)
        except CurveCacheTrouble as trouble:
            self._cache = None
            self._trouble.append(f"The solve went on without its cache: {trouble}")
            return otherwise


def _can_be_checked(found: Finding) -> bool:
    """Whether the point stands by duals of its own, or on a plane that is kept with it."""
    curve = KnownCurve()
    curve.planes |= {kept.plane: None for name, kept in found.planes if name == found.curve and kept.duals}
    return bool(found.duals) or (found.point is not None and _stands(curve, found.ask, found.point))


def _claims(kept: Kept) -> list[Claim]:
    planes = [Claim(kind_of(k.plane), k.plane, k.duals) for k in kept.planes]
    return planes + [
        largest_claim(p.largest_mw, proof) for p, proof in kept.points.values() if p.largest_mw is not None
    ]


def _known(kept: Kept, holding: set[Claim]) -> tuple[KnownCurve, int]:
    """The curve as far as its claims hold, and how many records are left out."""
    curve = KnownCurve()
    planes = [k.plane for k in kept.planes if Claim(kind_of(k.plane), k.plane, k.duals) in holding]
    curve.planes |= dict.fromkeys(planes)
    for ask, (point, proof) in kept.points.items():
        if _stands(curve, ask, point) or (
            point.largest_mw is not None and largest_claim(point.largest_mw, proof) in holding
        ):
            curve.points[ask] = point
    return curve, len(kept.planes) - len(planes) + len(kept.points) - len(curve.points)


def _stands(curve: KnownCurve, ask: Ask, point: Point) -> bool:
    """Whether the point lies on a plane that holds: then it is not above the curve."""
    below = curve.highest(ask) if is_free(ask) and point.cost_meur is not None else None
    if below is None or point.cost_meur is None or point.over_carbon_kt or point.over_water_thousand_m3:
        return False
    return abs(point.cost_meur - below.at(ask)) <= ON_PLANE * max(1e-3, abs(point.cost_meur))


def _name(digest: str, claim: Claim) -> bytes:
    return sha256(repr((digest, claim.kind, claim.plane)).encode() + claim.duals).digest()
