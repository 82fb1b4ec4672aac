"""Yearly accounts of an open site: energy, carbon three ways, clean share, water, heat."""

from dataclasses import dataclass

import numpy as np

from placement.account.decisions import Option
from placement.account.facts import Facts, connection_mw, ppa_mw


@dataclass(frozen=True, slots=True)
class Account:
    """One open (site, cooling, stage); MWh, t, m3 a year."""

    facility_mwh: float
    it_mwh: float
    ppa_mwh: float
    new_renewable_mwh: float
    clean_mwh: float
    """Carbon-free, matched hour by hour."""
    carbon_location_t: float
    carbon_market_t: float
    """Certificates of all contracted output count, whenever it was produced."""
    carbon_hourly_t: float
    water_m3: float
    heat_mwh: float

    def carbon_t(self, account: str) -> float:
        """The account that a policy names."""
        return {"location": self.carbon_location_t, "hourly": self.carbon_hourly_t}[account]


def account_of(facts: Facts, option: Option) -> Account:
    """The accounts of one open option."""
    hourly, data = facts.decisions.power[option].hourly, facts.supply[option]
    leases = facts.decisions.power[option].leases_mw
    facility = facts.yearly(option, hourly["facility_mw"])
    backup = data.supplies.get("backup")
    burnt = facts.yearly(option, hourly["backup_mw"]) * (0.0 if backup is None else backup.carbon_g_per_kwh) / 1e3
    grams = data.carbon_g_per_kwh / 1e3
    output = {"wind": data.series.wind, "solar": data.series.solar, "baseload": np.ones_like(data.series.weight)}
    contracted = sum(facts.yearly(option, share * leases.get(p, 0.0)) for p, share in output.items())
    to_load = hourly["grid_mw"] - hourly["grid_charge_mw"]
    clean = ppa_mw(facts, option) - hourly["clean_charge_mw"] + hourly["clean_discharge_mw"]
    return Account(
        facility_mwh=facility,
        it_mwh=facts.yearly(option, hourly["it_load_mw"]),
        ppa_mwh=facts.yearly(option, ppa_mw(facts, option)),
        new_renewable_mwh=facts.yearly(option, hourly["wind_mw"] + hourly["solar_mw"]),
        clean_mwh=facts.yearly(option, clean + data.matched_grid_share * to_load),
        carbon_location_t=facts.yearly(option, connection_mw(facts, option)) * grams + burnt,
        carbon_market_t=max(0.0, facility - contracted) * grams + burnt,
        carbon_hourly_t=facts.yearly(option, hourly["grid_mw"]) * grams + burnt,
        water_m3=facts.yearly(option, data.wue_l_per_kwh * hourly["it_load_mw"]),
        heat_mwh=facts.yearly(option, hourly["heat_mw"]),
    )
