"""What is asked of one site's supply, and the cuts that its cost gives: plain data, all that a master knows of it."""

from dataclasses import dataclass
from typing import TypeAlias

from models.supply import Resource

SAME = 1e-9
"""Amounts this close (relative) are one."""
NEARLY = 1e-6
"""A draw over the largest by no more than this share, or by so many MW, is the largest: HiGHS holds rows to 1e-7."""

Option: TypeAlias = tuple[str, str, str]
"""(site, cooling, stage)."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a site's supply is asked for: x, and within which allowances where a fleet cap shares them out."""

    it_draw_mw: float
    carbon_kt: float | None = None
    """A year; None: no limit."""
    water_thousand_m3: float | None = None
    """A year; None: no limit."""
    penalty: float = 1.0
    """Times `PENALTY_MEUR`, the price of what is over an allowance: a search that still gets some over raises it."""
    one_way: bool = False
    """Whether the battery may not burn power by going both ways at once; without, the cost is that of the linear
    programme, which is less only where burning pays."""

    def allowance(self, resource: Resource) -> float | None:
        """Of the resource, kt or thousand m3 a year."""
        return {"carbon": self.carbon_kt, "water": self.water_thousand_m3}[resource]


def is_same(one: Ask, other: Ask) -> bool:
    """Whether two asks are one but for rounding. The penalty matters only where there is an allowance to exceed."""
    if one.one_way != other.one_way:
        return False
    if is_free(one) and is_free(other):
        return _is_near(one.it_draw_mw, other.it_draw_mw)
    pairs = (
        (one.it_draw_mw, other.it_draw_mw),
        (one.carbon_kt, other.carbon_kt),
        (one.water_thousand_m3, other.water_thousand_m3),
        (one.penalty, other.penalty),
    )
    return all(_is_near(a, b) for a, b in pairs)


def is_beyond(it_draw_mw: float, largest_mw: float) -> bool:
    """Whether a draw is more than the largest that any supply can meet, not by rounding alone."""
    return it_draw_mw > largest_mw + NEARLY * max(1.0, largest_mw)


def is_free(ask: Ask) -> bool:
    """Whether it names no allowance."""
    return ask.carbon_kt is None and ask.water_thousand_m3 is None


def _is_near(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= SAME * max(abs(one), abs(other))


@dataclass(frozen=True, slots=True)
class SupplyCut:
    """SupplyCost >= slope x + carbon_slope e + water_slope w + intercept u: tangent in use, valid out of use.

    The duals of one ask give a plane below V(x, e, w) everywhere (the feasible duals do not depend on the ask, and
    what may be over an allowance only makes V smaller than under a hard one). In use, u = 1, it is that plane. Out of
    use x = 0 and the true cost is 0; the plane at (0, 0, 0) is at most V(0, 0, 0) = 0, so its constant, the
    intercept, is at most 0; slopes in e and w are at most 0, so the cut asks for no more than 0 whatever e and
    w are left to a site out of use. (That SupplyCost may not fall below 0 there takes one cut without such
    slopes: every option has one from `zone_bounds`.) It is tighter than the plain tangent by intercept x (1 - u).

    Not ``of_cost``: the plane is below what x needs over the allowances, kt and thousand m3 together, and 0 stands in
    the place of SupplyCost: allowances that no supply can keep are cut off, whatever the penalty.

    Where burning pays, the linear programme is itself below V, which is then not convex: its cuts hold all the same,
    and `supply_directed` gives higher ones.
    """

    option: Option
    slope_meur_per_mw: float
    intercept_meur: float
    carbon_slope_meur_per_kt: float = 0.0
    water_slope_meur_per_thousand_m3: float = 0.0
    of_cost: bool = True
