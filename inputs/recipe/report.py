"""What the recipe prints: capture rates, delivered prices against their ranges, headroom, demand, PUE."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from inputs.recipe.demand import STAGES
from inputs.recipe.hourly import Profile
from inputs.recipe.tariffs import GROUPS, TARIFFS
from inputs.recipe.technology import COOLING
from models.case import Demand, Headroom, Site

GIGAFACTORY_MW = 290.0
"""Facility peak of about 240 MW IT."""


def capture_lines(profiles: Iterable[Profile]) -> list[str]:
    """Per zone: level, delivered, least delivered, capture rates."""
    lines = ["zone      day-ahead  delivered  least  solar capture  wind capture"]
    for p in profiles:
        tariff = TARIFFS[p.zone]
        delivered = p.level + tariff.network_and_levies + tariff.tax
        prices = f"{p.zone:9s} {p.level:9.2f} {delivered:10.2f} {p.least_delivered:6.1f}"
        lines.append(f"{prices} {p.solar_capture:14.3f} {p.wind_capture:13.3f}")
    return lines


def group_lines(profiles: Iterable[Profile]) -> list[str]:
    """Delivered prices of each group against its range."""
    level = {p.zone: p.level for p in profiles}
    lines = []
    for group, (zones, (low, high)) in GROUPS.items():
        delivered = [level[z] + TARIFFS[z].network_and_levies + TARIFFS[z].tax for z in zones]
        verdict = "inside" if low <= min(delivered) and max(delivered) <= high else "OUTSIDE"
        lines.append(f"{group}: {min(delivered):.1f}-{max(delivered):.1f} EUR/MWh, {verdict} {low:g}-{high:g}")
    return lines


def headroom_lines(sites: Sequence[Site], tranches: Sequence[Headroom]) -> list[str]:
    """Sites that can host a gigafactory by the start of each stage."""
    estimate = {s.site: s.estimated_firm_mw or 0.0 for s in sites}
    lines = []
    for stage in STAGES:
        total: Counter[str] = Counter()
        for t in tranches:
            if t.year <= stage.start_year:
                firm = estimate[t.site] if t.firm_mw is None else t.firm_mw
                total[t.site] += int(firm + t.non_firm_mw)
        able = sum(mw >= GIGAFACTORY_MW for mw in total.values())
        lines.append(f"{stage.start_year}: {able} of {len(sites)} sites have {GIGAFACTORY_MW:g} MW and more")
    return lines


def demand_lines(demand: Iterable[Demand]) -> list[str]:
    """Busy H100e per stage and workload."""
    total: dict[str, Counter[str]] = {s.stage: Counter() for s in STAGES}
    for row in demand:
        total[row.stage][row.workload] += row.h100e  # type: ignore[assignment]  # Counter of floats
    return [
        f"{stage}: {sum(work.values()):,.0f} busy H100e ("
        + ", ".join(f"{workload} {value:,.0f}" for workload, value in work.items())
        + ")"
        for stage, work in total.items()
    ]


def pue_lines(sites: Sequence[Site], climate: dict[str, tuple[float, ...]]) -> list[str]:
    """PUE, mean of the monthly means and at design temperature, for cool, temperate and warm sites."""
    groups = {"cool": (-50.0, 8.0), "temperate": (8.0, 14.0), "warm": (14.0, 60.0)}
    lines = []
    for name, (low, high) in groups.items():
        chosen = [s for s in sites if low <= float(np.mean(climate[s.site])) < high]
        for cooling in COOLING:
            mean = np.mean([[cooling.pue_base + cooling.pue_slope_per_c * max(0.0, t - cooling.pue_threshold_c)
                             for t in climate[s.site]] for s in chosen])  # fmt: skip
            peak = np.mean([cooling.pue_base + cooling.pue_slope_per_c * max(0.0, _design(s) - cooling.pue_threshold_c)
                            for s in chosen])  # fmt: skip
            lines.append(f"PUE {name} {cooling.cooling}: {mean:.3f} mean, {peak:.3f} peak over {len(chosen)} sites")
    return lines


def _design(site: Site) -> float:
    assert site.design_temperature_c is not None
    return site.design_temperature_c
