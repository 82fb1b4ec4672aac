"""The key figures that runs are compared by: where each stands in summary.json, and how it is written."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from placement.compare import numbers
from placement.compare.basis import Money
from placement.compare.numbers import Shown
from placement.compare.runs import Run
from placement.map import numbers as show
from placement.rounded import gap_percent


@dataclass(frozen=True)
class Kind:
    """A figure of a run."""

    group: str
    label: str
    path: tuple[str, ...]
    unit: str
    shown: Shown
    difference: Shown
    """How the size of a difference is written."""
    money: Money | None = None
    """What must agree before two of them may be subtracted."""
    zero_counts: bool = False
    """Whether 0 in every run says something; else the figure is left out then."""


@dataclass(frozen=True)
class Figure:
    """A figure in every run, the base first."""

    kind: Kind
    values: tuple[float | None, ...]
    subtracted: tuple[bool, ...]
    """Whether the figure of each run may be compared with the base's."""

    @property
    def differences(self) -> tuple[float | None, ...]:
        """Return each run's less the base's; None where it cannot be told."""
        return tuple(
            numbers.difference(self.values[0], value) if may else None
            for value, may in zip(self.values, self.subtracted, strict=True)
        )


def _eur(group: str, label: str, *path: str, money: Money = "discounted") -> Kind:
    return Kind(group, label, path, "EUR", show.euros, show.euros, money)


def _rate(group: str, label: str, *path: str, money: Money = "discounted") -> Kind:
    return Kind(group, label, path, "EUR/H100e-h", show.lcoc, numbers.rate, money)


def _share(group: str, label: str, *path: str) -> Kind:
    return Kind(group, label, path, "share", show.share, numbers.points, zero_counts=True)


def _gap(label: str, path: str) -> Kind:
    return Kind(TRUST, label, (path,), "share", gap_percent, numbers.points, zero_counts=True)


def _count(group: str, label: str, *path: str, unit: str, shown: Shown = numbers.count) -> Kind:
    return Kind(group, label, path, unit, shown, shown)


PLAN = "plan"
"""Begins the path of a figure that is added up from plan.geojson; all others stand in summary.json."""
COST, SIZE, MONEY, CARBON, TRUST = "Cost", "Size, last stage", "Money", "Energy, water, carbon, last stage", "How sure"
KINDS: tuple[Kind, ...] = (
    _eur(COST, "Cost, all stages, discounted", "objective_eur"),
    _eur(COST, "Siting cost, all stages, discounted", "siting_cost_eur"),
    _rate(COST, "LCOC per hour sold", "lcoc_sold_eur_per_h100eh"),
    _rate(COST, "LCOC per hour installed", "lcoc_installed_eur_per_h100eh"),
    _eur(COST, "Resource cost: all money at the social rate", "resource_cost_eur"),
    _count(SIZE, "Sites", "counts", "sites", unit="sites"),
    _count(SIZE, "Member states with a site", "counts", "states", unit="states"),
    _count(SIZE, "IT power", "counts", "it_mw", unit="MW", shown=show.megawatts),
    _count(SIZE, "Facility power, peak", "counts", "facility_peak_mw", unit="MW", shown=show.megawatts),
    _count(SIZE, "Accelerators", "counts", "accelerators", unit="accelerators"),
    _count(SIZE, "Compute installed", "counts", "h100e", unit="H100e", shown=show.compute),
    _count(SIZE, "Compute sold, average", "counts", "served_h100e", unit="H100e", shown=show.compute),
    _share(SIZE, "Demand not met, all stages", "unmet_share"),
    _count(SIZE, "Longest round trip used", PLAN, "worst_rtt_ms", unit="ms", shown=show.milliseconds),
    _eur(MONEY, "European Union", "funding_eur", "eu", money="real"),
    _eur(MONEY, "Member states", "funding_eur", "state", money="real"),
    _eur(MONEY, "Private equity", "funding_eur", "equity", money="real"),
    _eur(MONEY, "Loans", "funding_eur", "loan", money="real"),
    _rate(MONEY, "EU grant per hour sold", "investor", "grant_eur_per_h100eh"),
    _share(MONEY, "Project return (IRR, real, a year)", "investor", "project_irr"),
    _share(MONEY, "The same without the EU grant", "investor", "project_irr_without_grant"),
    Kind(MONEY, "Least debt service cover (DSCR)", ("investor", "dscr_min"), "ratio", numbers.times, numbers.times),
    _count(CARBON, "Energy used", PLAN, "energy_mwh_per_year", unit="MWh a year", shown=show.energy),
    _count(CARBON, "Water used", PLAN, "water_m3_per_year", unit="m3 a year", shown=show.volume),
    _count(CARBON, "Heat sold", PLAN, "heat_mwh_per_year", unit="MWh a year", shown=show.energy),
    _count(
        CARBON, "Carbon, location-based: the grid's mix", "carbon", "location", unit="t CO2 a year", shown=show.tonnes
    ),
    _count(
        CARBON, "Carbon, market-based: contracts, netted", "carbon", "market", unit="t CO2 a year", shown=show.tonnes
    ),
    _count(CARBON, "Carbon, hourly-matched: contracts", "carbon", "hourly", unit="t CO2 a year", shown=show.tonnes),
    _gap("Gap: how far the cost may be from the least", "gap"),
    _gap("The same as a share of the siting cost", "siting_gap"),
    _share(TRUST, "Siting cost that rests on assumed figures", "evidence", "siting_cost_share", "assumed"),
)


def figures(runs: Sequence[Run], subtracted: Mapping[Money, Sequence[bool]]) -> tuple[Figure, ...]:
    """Return the figures that at least one run has."""
    found = tuple(_figure(kind, runs, subtracted) for kind in KINDS)
    return tuple(figure for figure in found if _says_something(figure))


def _figure(kind: Kind, runs: Sequence[Run], subtracted: Mapping[Money, Sequence[bool]]) -> Figure:
    may = (True,) * len(runs) if kind.money is None else tuple(subtracted[kind.money])
    return Figure(kind, tuple(at({**run.summary_json, PLAN: _of_plan(run)}, kind.path) for run in runs), may)


def _of_plan(run: Run) -> dict[str, float | None]:
    """Return figures of the last stage that the summary does not have: sums over the sites, the longest round trip."""
    columns = ("energy_mwh_per_year", "water_m3_per_year", "heat_mwh_per_year")
    found = {column: [getattr(site, column) for site in run.plan.sites] for column in columns}
    sums = {
        column: sum(v for v in values if v is not None) if any(values) else None for column, values in found.items()
    }
    trips = [region.worst_rtt_ms for region in run.plan.regions if region.worst_rtt_ms is not None]
    return sums | {"worst_rtt_ms": max(trips, default=None)}


def _says_something(figure: Figure) -> bool:
    if figure.kind.zero_counts:
        return any(value is not None for value in figure.values)
    return any(figure.values)


def at(document: Mapping[str, Any], path: tuple[str, ...]) -> float | None:
    """Return the number at a path of a JSON document; None where there is none."""
    value: Any = document
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)
