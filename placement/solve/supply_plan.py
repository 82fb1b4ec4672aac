"""How one open site is powered: read out of its solved programme, and plain from then on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from pyomo.environ import ConcreteModel, value

from placement.account import Hourly, SitePower

DUST = 1e-9
"""Amounts below this, in the optimiser's own units, are rounding."""
BATTERY_COLUMNS = {
    "clean_charge_mw": "CleanCharge",
    "grid_charge_mw": "GridCharge",
    "clean_discharge_mw": "CleanDischarge",
    "grid_discharge_mw": "GridDischarge",
    "clean_level_mwh": "CleanLevel",
    "grid_level_mwh": "GridLevel",
}


@dataclass(frozen=True, eq=False)
class SupplyPlan:
    """Of one (site, cooling, stage) in use."""

    power: SitePower
    terms_meur: Mapping[str, float]
    """Each term of its cost, a year."""


def read_supply(m: ConcreteModel, terms: Mapping[str, Any]) -> SupplyPlan:
    """What the values of a supply model (a block, or one of its own) and of its cost terms say."""
    return SupplyPlan(_site_power(m), {name: float(value(term)) for name, term in terms.items()})


def clean(number: float) -> float:
    """Without dust."""
    return 0.0 if abs(number) < DUST else float(number)


def _site_power(m: ConcreteModel) -> SitePower:
    """Leases and hours of one supply problem."""
    zeros = np.zeros(len(m.HOURS))
    battery = {
        column: _series(m, m.component(name), "battery") if len(m.BATTERIES) else zeros
        for column, name in BATTERY_COLUMNS.items()
    }
    ppa = {f"{p}_mw": _series(m, m.PpaOutput, p) if p in m.PPAS else zeros for p in ("wind", "solar", "baseload")}
    moved = np.array([clean(value(m.Moved[h])) for h in m.HOURS])
    lost = _series(m, m.Lost, "stopped") if m.STOPPING else zeros
    it_load = value(m.ItDraw) + moved - lost
    return SitePower(
        peak_import_mw=clean(value(m.PeakImport)),
        leases_mw={p: clean(value(m.Lease[p])) for p in m.SUPPLIES},
        hourly={
            "it_load_mw": it_load,
            "moved_mw": moved,
            "lost_mw": lost,
            "facility_mw": np.array([m.pue[h] for h in m.HOURS]) * it_load,
            "grid_mw": np.array([clean(value(m.GridImport[h])) for h in m.HOURS]),
            **ppa,
            "backup_mw": _series(m, m.Backup, "backup") if len(m.BACKUPS) else zeros,
            **battery,
            "heat_mw": _series(m, m.Heat, "heat") if len(m.HEATING) else zeros,
        },
    )


def _series(m: ConcreteModel, variables: Any, name: str) -> Hourly:
    return np.array([clean(value(variables[name, h])) for h in m.HOURS])
