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


@dataclass(frozen=True)
class Kind:
    """A figure of summary.json."""

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


def _count(group: str, label: str, *path: str, unit: str, shown: Shown = numbers.count) -> Kind:
    return Kind(group, label, path, unit, shown, shown)


COST, SIZE, MONEY, CARBON, TRUST = "Cost", "Size, last stage", "Money", "Carbon, last stage", "How sure"
KINDS: tuple[Kind, ...] = (
    _eur(COST, "Cost, all stages, discounted", "objective_eur"),
    _eur(COST, "Siting cost: the part that location decides", "siting_cost_eur"),
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
    _eur(MONEY, "European Union", "funding_eur", "eu", money="real"),
    _eur(MONEY, "Member states", "funding_eur", "state", money="real"),
    _eur(MONEY, "Private equity", "funding_eur", "equity", money="real"),
    _eur(MONEY, "Loans", "funding_eur", "loan", money="real"),
    _rate(MONEY, "EU grant per hour sold", "investor", "grant_eur_per_h100eh"),
    _share(MONEY, "Project return (IRR, real, a year)", "investor", "project_irr"),
    _share(MONEY, "The same without the EU grant", "investor", "project_irr_without_grant"),
    Kind(MONEY, "Least debt service cover (DSCR)", ("investor", "dscr_min"), "ratio", numbers.times, numbers.times),
    _count(CARBON, "Location-based: the grid's mix", "carbon", "location", unit="t CO2 a year", shown=show.tonnes),
    _count(CARBON, "Market-based: contracts, netted", "carbon", "market", unit="t CO2 a year", shown=show.tonnes),
    _count(CARBON, "Hourly-matched: contracts", "carbon", "hourly", unit="t CO2 a year", shown=show.tonnes),
    _share(TRUST, "Gap: how far the cost may be from the least", "gap"),
    _share(TRUST, "The same as a share of the siting cost", "siting_gap"),
    _share(TRUST, "Siting cost that rests on assumed figures", "evidence", "siting_cost_share", "assumed"),
)


def figures(runs: Sequence[Run], subtracted: Mapping[Money, Sequence[bool]]) -> tuple[Figure, ...]:
    """Return the figures that at least one run has."""
    found = tuple(_figure(kind, runs, subtracted) for kind in KINDS)
    return tuple(figure for figure in found if _says_something(figure))


def _figure(kind: Kind, runs: Sequence[Run], subtracted: Mapping[Money, Sequence[bool]]) -> Figure:
    may = (True,) * len(runs) if kind.money is None else tuple(subtracted[kind.money])
    return Figure(kind, tuple(at(run.summary_json, kind.path) for run in runs), may)


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
