"""The colours of member states and of regions of demand."""

from collections.abc import Mapping
from itertools import chain

from placement.map import scales
from placement.map.plan import Plan
from placement.map.scales import Scale


def state_scales(plan: Plan) -> dict[str, Scale | None]:
    """Return the colours of the member states: price, carbon and public money."""
    money = [state.public_money_eur or None for state in plan.states]
    billions = max((value for value in money if value is not None), default=0.0) >= 1e9
    unit, size = ("EUR bn", 1e9) if billions else ("EUR M", 1e6)
    prices = [state.delivered_eur_per_mwh for state in plan.states]
    grams = [state.carbon_g_per_kwh for state in plan.states]
    return {
        "price": scales.scale("Delivered power price", "EUR/MWh", prices, scales.PRICE),
        "carbon": scales.scale("Carbon intensity", "g CO\u2082/kWh", grams, scales.CARBON),
        "money": scales.scale("National public money", unit, money, scales.MONEY, size),
    }


def region_scales(plan: Plan, met: Mapping[str, Mapping[str, float]]) -> dict[str, Scale | None]:
    """Return the colours of the regions: round trip, and share of demand met."""
    shares = list(chain.from_iterable(by_workload.values() for by_workload in met.values()))
    return {
        "rtt": scales.scale("Round trip", "ms", _round_trips(plan), scales.ROUND_TRIP),
        "met": _MET if shares else None,
    }


_MET = scales.classes(
    "Share of demand met",
    (0.0, 0.5, 0.8, 0.95, 0.9999, 1.0),
    ("none", "up to 50 %", "50 \u2013 80 %", "80 \u2013 95 %", "95 % and more", "all"),
    scales.SERVED,
)


def _round_trips(plan: Plan) -> list[float | None]:
    """Return all round trips: one scale holds for every workload, so that colours compare."""
    regions = [value for region in plan.regions for value in (region.mean_rtt_ms, region.worst_rtt_ms)]
    return regions + [service.rtt_ms for region in plan.regions for service in region.services]
