"""Bounds and true costs of supply, and the tutorial with a switch on or off."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from models.case import Case, Headroom
from models.derive import site_options
from placement.solve.clock import Clock
from placement.solve.curves import Curves
from placement.solve.decomposed import price_zones
from placement.solve.progress import never, silent
from placement.solve.supply_cut import Ask, Option, SupplyCut
from placement.solve.supply_lp import SupplyLp
from placement.solve.zone_bound import Bounds
from tests.models.cases import with_operation, with_policy, with_rules

EXACT = 1e-9
"""Relative room for the rounding of a linear programme."""


@dataclass(frozen=True)
class Switch:
    """A change to a case."""

    name: str
    on: Callable[[Case], Case]


def policy(name: str, **changes: Any) -> Switch:
    return Switch(name, lambda case: with_policy(case, **changes))


def rules(name: str, **changes: Any) -> Switch:
    def on(case: Case) -> Case:
        for state in case.states:
            case = with_rules(case, state, **changes)
        return case

    return Switch(name, on)


def no_heat(case: Case) -> Case:
    return replace(case, sites={s: replace(x, heat_network_mw=0.0) for s, x in case.sites.items()})


PLAIN = policy("plain", carbon_free_share=None, moved_load_share=0.0, lost_compute_eur_per_mwh=None)
SWITCHES = (
    PLAIN,
    policy("moved load and clean share", moved_load_share=0.1, carbon_free_share=0.9, lost_compute_eur_per_mwh=None),
    policy("lost compute", lost_compute_eur_per_mwh=60.0, max_lost_compute_share=0.3),
    policy("clean without the grid", carbon_free_share=0.3, grid_carbon_free_counts=False),
    policy("carbon price", carbon_price_eur_per_t=80.0),
    policy("hourly carbon price", carbon_price_eur_per_t=80.0, carbon_account="hourly"),
    Switch("water price", lambda case: with_operation(case, water_eur_per_m3=500.0)),
    rules("state rules", min_new_renewable_share=0.2, min_dispatchable_share=0.3),
    rules("heat rule", min_heat_reuse_share=0.05),
    Switch("no heat network", no_heat),
)


def without_limits(case: Case) -> Case:
    """Headroom, leases and water that no site comes near; nothing lost."""
    return replace(
        with_policy(case, lost_compute_eur_per_mwh=None),
        headroom=tuple(Headroom(s, 2000, firm_mw=5_000.0) for s in case.sites),
        supplies={key: replace(row, limit_mw=None) for key, row in case.supplies.items()},
        sites={s: replace(x, water_m3_per_year=None, heat_network_mw=0.0) for s, x in case.sites.items()},
    )


def zone_cuts(case: Case) -> Bounds:
    """The cuts that every option starts from."""
    options = site_options(case)
    with Curves(case, options) as curves:
        return price_zones(case, options, curves, Clock(None), silent, never)


def programme(case: Case, option: Option) -> SupplyLp:
    return SupplyLp(case, option[0], option[1], [option[2]])


def true_cost(case: Case, option: Option, draws: list[float]) -> dict[float, float]:
    """V at each draw that some supply can meet, MEUR a year."""
    lp = programme(case, option)
    priced = {x: lp.price(option[2], Ask(x)) for x in draws}
    return {x: p.cost_meur for x, p in priced.items() if p is not None}


def bound_at(cuts: Sequence[SupplyCut], draw: float) -> float:
    """The highest cut at a draw."""
    return max(cut.slope_meur_per_mw * draw + cut.intercept_meur for cut in cuts)


def value_of(cut: SupplyCut, draw: float) -> float:
    return cut.slope_meur_per_mw * draw + cut.intercept_meur
