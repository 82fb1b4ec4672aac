"""Yearly accounts of each open site: energy, carbon three ways, carbon-free energy, water, heat."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from placement.verify.facts import PPA, Facts, Floats
from placement.verify.supply import flow_mw, ppa_mw


@dataclass(frozen=True, eq=False)
class Accounts:
    """One entry per row of ``Facts.plan``."""

    facility_mwh: Floats
    it_mwh: Floats
    ppa_mwh: Floats
    new_renewable_mwh: Floats
    """Wind and solar used."""
    carbon_free_mwh: Floats
    """Hourly matched."""
    location_t: Floats
    market_t: Floats
    hourly_t: Floats
    water_m3: Floats
    heat_mwh: Floats

    def carbon(self, account: str) -> Floats:
        """The account that a policy names."""
        return {"location": self.location_t, "hourly": self.hourly_t}[account]


def accounts(facts: Facts) -> Accounts:
    """All accounts, from the dispatch and the inputs."""
    hours, plan, case = facts.hours, facts.plan, facts.case
    grams = _by_zone(facts, {z: c.carbon_g_per_kwh for z, c in case.carbon.items()})
    matched = _by_zone(facts, {z: c.carbon_free_share for z, c in case.carbon.items()})
    matched = matched * float(case.policy.grid_carbon_free_counts)
    backup_grams = _by_zone(facts, {z: s.carbon_g_per_kwh for (z, k), s in case.supplies.items() if k == "backup"})
    backup = facts.yearly(hours["backup_mw"]) * backup_grams / 1000.0
    facility = facts.yearly(hours["facility_mw"])
    ppa, grid = ppa_mw(facts), hours["grid_mw"]
    clean = facts.yearly(ppa - hours["clean_charge_mw"] + hours["clean_discharge_mw"])
    clean = clean + matched * facts.yearly(grid - hours["grid_charge_mw"])
    uncovered = np.maximum(facility - _contracted(facts), 0.0)
    return Accounts(
        facility_mwh=facility,
        it_mwh=facts.yearly(hours["it_load_mw"]),
        ppa_mwh=facts.yearly(ppa),
        new_renewable_mwh=facts.yearly(hours["wind_mw"] + hours["solar_mw"]),
        carbon_free_mwh=clean,
        location_t=facts.yearly(flow_mw(facts)) * grams / 1000.0 + backup,
        market_t=np.where(plan["cooling"] != "", uncovered * grams / 1000.0 + backup, 0.0),
        hourly_t=facts.yearly(grid) * grams / 1000.0 + backup,
        water_m3=facts.yearly(hours["re_wue"] * hours["it_load_mw"]),
        heat_mwh=facts.yearly(hours["heat_mw"]),
    )


def _contracted(facts: Facts) -> Floats:
    """Expected output of all leased PPAs, curtailed or not: what certificates are issued for."""
    factor: dict[str, Any] = {"wind": facts.hours["re_wind"], "solar": facts.hours["re_solar"], "baseload": 1.0}
    total = np.zeros(len(facts.plan))
    for kind in PPA:
        total += facts.yearly(factor[kind] * facts.spread(f"lease_{kind}"))
    return total


def _by_zone(facts: Facts, figures: dict[str, float]) -> Floats:
    return np.array([figures.get(zone, 0.0) for zone in facts.plan["zone"]], dtype=float)
