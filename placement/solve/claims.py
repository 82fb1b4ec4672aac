"""What a cache says of a supply curve, and how it is checked before anything rests on it."""

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np

from models.supply import Resource
from placement.solve.curve_points import Plane
from placement.solve.duals import least_cost
from placement.solve.supply_programme import SupplyProgramme

HAIR_MW = 1e-5
"""A plane may stand above what its duals prove by what so much IT draw costs, or by this share of its terms."""
SHARE = 1e-7


Kind: TypeAlias = Literal["cost", "need", "largest"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A plane below a curve, or (a level) the most that any supply can meet; with the duals that say so."""

    kind: Kind
    """What is nowhere below the plane: the cost, what is needed over the allowances, or minus the IT draw."""
    plane: Plane
    duals: bytes


def kind_of(plane: Plane) -> Kind:
    """Of a plane that is a cut."""
    return "cost" if plane.of_cost else "need"


def largest_claim(largest_mw: float, duals: bytes) -> Claim:
    """That no supply meets more."""
    return Claim("largest", Plane(0.0, -largest_mw, 0.0, 0.0, of_cost=False), duals)


def holds(programme: SupplyProgramme, stage: str, claim: Claim) -> bool:
    """Whether the claim follows from its duals, in the programme as it is."""
    plane = claim.plane
    form = programme.form_of(stage)
    found = programme.duals_from(claim.duals)
    slopes = plane.intercept_meur, plane.carbon_slope_meur_per_kt, plane.water_slope_meur_per_thousand_m3
    if found is None or max(slopes) > 0.0:  # then it cuts off a site out of use, see `SupplyCut`
        return False
    duals = found[0]
    falls: dict[Resource, float] = {"carbon": slopes[1], "water": slopes[2]}
    for resource, slope in falls.items():
        row = programme.allowance.get(resource)
        steepest = 0.0 if row is None else duals[row]
        if slope > steepest + SHARE * abs(steepest) or (row is None and slope):
            return False  # it falls more slowly with the allowance than the duals say
    cost = {"cost": form.cost, "need": programme.needs(), "largest": np.zeros_like(form.cost)}[claim.kind].copy()
    cost[programme.draw] -= 1.0 if claim.kind == "largest" else plane.slope_meur_per_mw
    over = list(programme.over.values()) if claim.kind != "need" else []
    upper = form.upper.copy()
    upper[over] = 0.0  # a cost is one within the allowances
    bound, size = least_cost(replace(form, cost=cost, upper=upper), duals)
    return bound >= plane.intercept_meur - HAIR_MW * abs(plane.slope_meur_per_mw) - SHARE * size
