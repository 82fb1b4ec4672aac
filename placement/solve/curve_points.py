"""What is known of one supply curve V: points on it, and planes below it. Names no site: equal sites share it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf

from placement.solve.supply_cut import Ask, Option, SupplyCut, is_beyond, is_free, is_same

CHORD_TOLERANCE = 1e-5
"""Between two known points, chord and highest tangent this close (relative) say V well enough without a solve."""
EXACT = 1e-10
"""This close, the chord is V itself: a piece of it is straight."""
THINNING = 1e-8
"""A plane that lifts the rest by less than this share is not worth a row of the master."""


@dataclass(frozen=True, slots=True)
class Point:
    """V at an ask, MEUR a year; without a cost, x is more than any supply can meet and ``largest_mw`` the most."""

    cost_meur: float | None
    over_carbon_kt: float = 0.0
    over_water_thousand_m3: float = 0.0
    largest_mw: float | None = None


@dataclass(frozen=True, slots=True)
class Plane:
    """A `SupplyCut` of no option in particular: V(x, e, w), or the need where not ``of_cost``, is nowhere below it."""

    slope_meur_per_mw: float
    intercept_meur: float
    carbon_slope_meur_per_kt: float
    water_slope_meur_per_thousand_m3: float
    of_cost: bool = True

    @classmethod
    def of(cls, cut: SupplyCut) -> "Plane":
        """The plane of a cut."""
        return cls(
            cut.slope_meur_per_mw,
            cut.intercept_meur,
            cut.carbon_slope_meur_per_kt,
            cut.water_slope_meur_per_thousand_m3,
            cut.of_cost,
        )

    def cut(self, option: Option) -> SupplyCut:
        """The cut that the plane gives an option with this curve."""
        return SupplyCut(
            option,
            self.slope_meur_per_mw,
            self.intercept_meur,
            self.carbon_slope_meur_per_kt,
            self.water_slope_meur_per_thousand_m3,
            self.of_cost,
        )

    def at(self, ask: Ask) -> float:
        """Its height, MEUR a year; without an allowance, a plane that falls with it says nothing."""
        height = self.intercept_meur + self.slope_meur_per_mw * ask.it_draw_mw
        for slope, allowance in (
            (self.carbon_slope_meur_per_kt, ask.carbon_kt),
            (self.water_slope_meur_per_thousand_m3, ask.water_thousand_m3),
        ):
            if slope:
                height += slope * (inf if allowance is None else allowance)
        return height

    @property
    def is_line(self) -> bool:
        """Whether it is a cost that x alone decides: a need is always of an allowance."""
        return self.of_cost and self.carbon_slope_meur_per_kt == 0.0 == self.water_slope_meur_per_thousand_m3


@dataclass(frozen=True, slots=True)
class Priced:
    """V at an ask with its cuts, penalties for what is over an allowance included.

    Without a cost, x is more than any supply can meet, and ``largest_mw`` is the most.
    """

    cost_meur: float | None
    cuts: tuple[SupplyCut, ...]
    largest_mw: float | None = None
    over_carbon_kt: float = 0.0
    over_water_thousand_m3: float = 0.0
    basis: bytes | None = field(default=None, compare=False)
    """Where a programme solved for the first time ended."""
    proofs: tuple[bytes, ...] = field(default=(), compare=False)
    """The duals that each cut follows from, none where it does not; without cuts, those of ``largest_mw``."""


class KnownCurve:
    """Points and planes of one curve. V is convex with V(0) = 0, but for asks of one way (`Ask.one_way`)."""

    def __init__(self) -> None:
        self.points: dict[Ask, Point] = {}
        self.planes: dict[Plane, None] = {}
        """In a set that keeps its order."""

    def find(self, ask: Ask, within: float) -> Point | None:
        """V at the ask as far as it is known: this very point, beyond the largest x, or on a chord that is ``within``.

        On a chord the cost is its height: by convexity a dispatch of that cost exists, and V is at most so much.
        """
        same = next((p for known, p in self.points.items() if is_same(known, ask)), None)
        return same or self._beyond(ask) or self._on_chord(ask, within)

    def highest(self, ask: Ask, of_cost: bool = True) -> Plane | None:
        """The plane that says most of the cost, or of the need, at the ask; None where none says anything."""
        told = [plane for plane in self.planes if plane.of_cost == of_cost and plane.at(ask) > -inf]
        return max(told, key=lambda plane: plane.at(ask), default=None)

    def worth_a_row(self) -> list[Plane]:
        """Planes that nowhere lie below others, in an order that does not depend on when they were found."""
        lines = upper_envelope([plane for plane in self.planes if plane.is_line])
        return [*lines, *sorted((p for p in self.planes if not p.is_line), key=_order)]

    def _beyond(self, ask: Ask) -> Point | None:
        # What the linear programme cannot meet, no battery that goes one way can.
        told = (p.largest_mw for known, p in self.points.items() if ask.one_way or not known.one_way)
        largest = min((most for most in told if most is not None), default=None)
        if largest is None or not is_beyond(ask.it_draw_mw, largest):
            return None
        return Point(None, largest_mw=largest)

    def _on_chord(self, ask: Ask, within: float) -> Point | None:
        if not is_free(ask) or ask.one_way:  # V of a battery that goes one way is not convex
            return None
        upper = self._chord(ask.it_draw_mw)
        below = self.highest(ask)
        if upper is None or below is None or upper - below.at(ask) > max(within, EXACT) * abs(upper):
            return None
        return Point(upper)

    def _chord(self, draw: float) -> float | None:
        free = ((a.it_draw_mw, p.cost_meur) for a, p in self.points.items() if is_free(a) and not a.one_way)
        known = [(0.0, 0.0), *((x, cost) for x, cost in free if cost is not None)]
        left = max((point for point in known if point[0] <= draw), default=None)
        right = min((point for point in known if point[0] > draw), default=None)
        if left is None or right is None:
            return None
        share = (draw - left[0]) / (right[0] - left[0])
        return (1 - share) * left[1] + share * right[1]


def upper_envelope(lines: Iterable[Plane]) -> list[Plane]:
    """Lines that are highest somewhere, by rising slope, less those that lift their neighbours by a hair alone."""
    kept: list[Plane] = []
    for line in sorted(lines, key=_order):
        while kept and line.intercept_meur >= kept[-1].intercept_meur:
            kept.pop()  # steeper and not lower at 0: higher everywhere
        while len(kept) > 1 and _adds_little(kept[-2], kept[-1], line):
            kept.pop()
        kept.append(line)
    return kept


def _adds_little(left: Plane, middle: Plane, right: Plane) -> bool:
    """Whether the middle line is hardly above the crossing of the other two."""
    meets = (left.intercept_meur - right.intercept_meur) / (right.slope_meur_per_mw - left.slope_meur_per_mw)
    height = left.intercept_meur + left.slope_meur_per_mw * meets
    own = middle.intercept_meur + middle.slope_meur_per_mw * meets
    return own - height <= THINNING * abs(height)


def _order(plane: Plane) -> tuple[float, ...]:
    return (
        plane.slope_meur_per_mw,
        plane.intercept_meur,
        plane.carbon_slope_meur_per_kt,
        plane.water_slope_meur_per_thousand_m3,
        plane.of_cost,
    )
