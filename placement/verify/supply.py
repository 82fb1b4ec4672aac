"""Power, hour by hour: copies of the inputs, balance, leases, battery, moved load, connection, heat."""

import numpy as np
import pandas as pd

from placement.verify.facts import LEASES, PPA, Facts
from placement.verify.ledger import Ledger
from placement.verify.rows import tuples
from placement.verify.tolerance import HOURLY_REL

FILE = "dispatch.parquet"
NAMES = ["stage", "site", "period", "day", "hour"]
FLOWS = [
    "it_load_mw",
    "lost_mw",
    "facility_mw",
    "grid_mw",
    "wind_mw",
    "solar_mw",
    "baseload_mw",
    "backup_mw",
    "clean_charge_mw",
    "grid_charge_mw",
    "clean_discharge_mw",
    "grid_discharge_mw",
    "clean_level_mwh",
    "grid_level_mwh",
    "heat_mw",
]
"""Hourly quantities that are never negative."""


def check_supply(facts: Facts, ledger: Ledger) -> None:
    """All of the section Supply of the mathematics but its yearly limits."""
    _copies(facts, ledger)
    _signs(facts, ledger)
    _load(facts, ledger)
    _balance(facts, ledger)
    _sources(facts, ledger)
    _battery(facts, ledger)
    _connection(facts, ledger)
    _heat(facts, ledger)
    _totals(facts, ledger)


def ppa_mw(facts: Facts) -> pd.Series:
    """Used output of all power purchase agreements by hour."""
    return facts.hours["wind_mw"] + facts.hours["solar_mw"] + facts.hours["baseload_mw"]


def flow_mw(facts: Facts) -> pd.Series:
    """What comes through the connection by hour."""
    return facts.hours["grid_mw"] + ppa_mw(facts)


def _copies(facts: Facts, ledger: Ledger) -> None:
    """Columns of the dispatch that repeat the inputs, or follow from them alone."""
    hours, labels = facts.hours, facts.hours[NAMES]
    units = {"month": "month", "weight": "h", "price_eur_per_mwh": "EUR/MWh", "temperature_c": "C", "pue": "-"}
    for column, unit in {**units, "headroom_mw": "MW"}.items():
        ledger.equal(f"{column} as in the inputs", FILE, hours[column], hours[f"re_{column}"], unit, labels)


def _signs(facts: Facts, ledger: Ledger) -> None:
    for column in FLOWS:
        unit = "MWh" if column.endswith("mwh") else "MW"
        ledger.at_least(f"{column} not negative", FILE, facts.hours[column], 0.0, unit, facts.hours[NAMES])


def _load(facts: Facts, ledger: Ledger) -> None:
    """ItLoad = x + Moved - Lost; what moves stays within its bounds and its day."""
    hours, labels, policy = facts.hours, facts.hours[NAMES], facts.case.policy
    draw, moved, lost = facts.spread("re_draw"), hours["moved_mw"], hours["lost_mw"]
    ledger.equal("it load", FILE, hours["it_load_mw"], draw + moved - lost, "MW", labels, scale=draw, rel=HOURLY_REL)
    share = policy.moved_load_share
    up = min(share, 1.0 / facts.case.operation.load_factor - 1.0)
    ledger.at_most("moved load", FILE, moved, up * draw, "MW", labels, scale=draw, rel=HOURLY_REL)
    ledger.at_least("moved load", FILE, moved, -share * draw, "MW", labels, scale=draw, rel=HOURLY_REL)
    most = draw + moved if policy.lost_compute_eur_per_mwh is not None else 0.0 * draw
    ledger.at_most("lost compute", FILE, lost, most, "MW", labels, scale=draw, rel=HOURLY_REL)
    days = hours.assign(draw=draw).groupby(["stage", "site", "period", "day"])
    total, scale = days["moved_mw"].sum(), days["draw"].sum()
    ledger.equal("moved load adds to 0 each day", FILE, total, 0.0, "MWh", total.index, scale.to_numpy())
    pue = hours["re_pue"] * hours["it_load_mw"]
    ledger.equal("facility power", FILE, hours["facility_mw"], pue, "MW", labels, scale=draw, rel=HOURLY_REL)


def _balance(facts: Facts, ledger: Ledger) -> None:
    hours = facts.hours
    sources = flow_mw(facts) + hours["backup_mw"] + hours["clean_discharge_mw"] + hours["grid_discharge_mw"]
    sinks = hours["facility_mw"] + hours["clean_charge_mw"] + hours["grid_charge_mw"]
    ledger.equal("power balance", FILE, sources, sinks, "MW", hours[NAMES], rel=HOURLY_REL)


def _sources(facts: Facts, ledger: Ledger) -> None:
    """Output within what is leased and what the weather gives; no lease without an offer, none over its limit."""
    hours, labels = facts.hours, facts.hours[NAMES]
    factor = {"wind": hours["re_wind"], "solar": hours["re_solar"]}
    for kind in (*PPA, "backup"):
        lease = facts.spread(f"lease_{kind}")
        most = factor.get(kind, 1.0) * lease
        ledger.at_most(f"{kind} within lease", FILE, hours[f"{kind}_mw"], most, "MW", labels, scale=lease)
    for kind in LEASES:
        for zone, stage, site, lease in tuples(facts.plan, "zone", "stage", "site", f"lease_{kind}"):
            where = f"supply.csv, stage {stage}, site {site}, {kind}"
            offered = lease == 0 or (zone, kind) in facts.case.supplies
            ledger.require(offered, "lease on offer", where, lease, f"none: zone {zone} has no such supply")
            ledger.at_least("lease", where, lease, 0.0, "MW")


def _battery(facts: Facts, ledger: Ledger) -> None:
    """Clean and grid charge apart; levels follow from flows, cyclic in each period, within the battery."""
    hours, labels = facts.hours, facts.hours[NAMES]
    lease = facts.spread("lease_battery")
    ledger.at_most("clean charge", FILE, hours["clean_charge_mw"], ppa_mw(facts), "MW", labels, scale=lease)
    ledger.at_most("grid charge", FILE, hours["grid_charge_mw"], hours["grid_mw"], "MW", labels, scale=lease)
    battery = {z: s for (z, kind), s in facts.case.supplies.items() if kind == "battery"}
    zones = facts.plan["zone"]
    efficiency = zones.map({z: s.efficiency for z, s in battery.items()}).astype(float).fillna(1.0).to_numpy()
    duration = zones.map({z: s.duration_h for z, s in battery.items()}).astype(float).fillna(0.0).to_numpy()
    row = hours["row"].to_numpy()
    for flow in ("charge", "discharge"):
        both = hours[f"clean_{flow}_mw"] + hours[f"grid_{flow}_mw"]
        ledger.at_most(f"battery {flow}", FILE, both, lease, "MW", labels)
    _one_way(facts, ledger)
    level = hours["clean_level_mwh"] + hours["grid_level_mwh"]
    ledger.at_most("battery level", FILE, level, duration[row] * lease, "MWh", labels)
    root = np.sqrt(efficiency[row])
    follows = _next_in_period(hours)
    scale = np.maximum(duration[row], 1.0) * lease
    for kind in ("clean", "grid"):
        now = hours[f"{kind}_level_mwh"].to_numpy()
        change = root * hours[f"{kind}_charge_mw"] - hours[f"{kind}_discharge_mw"] / root
        ledger.equal(
            f"{kind} battery level", FILE, now[follows], now + change, "MWh", labels, scale=scale, rel=HOURLY_REL
        )


def _one_way(facts: Facts, ledger: Ledger) -> None:
    """It charges or discharges in an hour, whatever of it is clean: the lesser of the two is nothing."""
    hours = facts.hours
    charge = hours["clean_charge_mw"] + hours["grid_charge_mw"]
    discharge = hours["clean_discharge_mw"] + hours["grid_discharge_mw"]
    lesser, lease = np.minimum(charge, discharge), facts.spread("lease_battery")
    ledger.at_most("battery one way", FILE, lesser, 0.0, "MW", hours[NAMES], scale=lease)


def _next_in_period(hours: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Position of the hour that follows; the last of a period is followed by its first."""
    position = np.arange(len(hours))
    places = pd.Series(position, index=hours.index)
    groups = places.groupby([hours["row"], hours["period"]])
    after = groups.shift(-1)
    first = groups.transform("min")
    return np.asarray(after.fillna(first).astype(int).to_numpy())


def _connection(facts: Facts, ledger: Ledger) -> None:
    flow, labels = flow_mw(facts), facts.hours[NAMES]
    headroom, peak = facts.hours["re_headroom_mw"], facts.spread("lease_grid")
    ledger.at_most("connection", FILE, flow, headroom, "MW", labels)
    ledger.at_most("peak import", f"{FILE} and supply.csv", flow, peak, "MW", labels)


def _heat(facts: Facts, ledger: Ledger) -> None:
    hours, labels = facts.hours, facts.hours[NAMES]
    technologies = facts.case.cooling
    share = facts.plan["cooling"].map({k: c.heat_share for k, c in technologies.items()}).astype(float).to_numpy()
    offered = share[hours["row"].to_numpy()] * hours["it_load_mw"]
    ledger.at_most("heat offered", FILE, hours["heat_mw"], offered, "MW", labels)
    ledger.at_most("heat network demand", FILE, hours["heat_mw"], hours["re_heat_demand_mw"], "MW", labels)


def _totals(facts: Facts, ledger: Ledger) -> None:
    """supply.csv: energy of the year by supply (battery: what it gives back)."""
    hours = facts.hours
    used = {kind: hours[f"{kind}_mw"] for kind in ("grid", *PPA, "backup")}
    used["battery"] = hours["clean_discharge_mw"] + hours["grid_discharge_mw"]
    labels = facts.plan[["stage", "site"]]
    for kind, mw in used.items():
        ledger.equal(
            f"{kind} energy", "supply.csv", facts.plan[f"energy_{kind}"], facts.yearly(mw), "MWh a year", labels
        )
