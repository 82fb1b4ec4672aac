"""One site's supply in PyPSA (Brown, Hörsch and Schlachtberger 2018), built from its numbers alone; EUR, MW, MWh.

Power of contracts and power of the grid reach the site by buses of their own, each with its own battery stores. What
our model says in rows follows here from the lines: a battery is charged as clean only by contracts, as grey only by
the grid. A store for each colour and typical day, cut off from the rest of the year, is cyclic within that day.
"""

from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
import pandas as pd
import pytest

from models.derive import SupplyData

pypsa: Any = pytest.importorskip("pypsa", reason="PyPSA comes with the extra [peers]")

COLOURS = ("clean", "grid")
PPAS = ("wind", "solar", "baseload")


@dataclass(frozen=True)
class Found:
    """An optimum of the peer."""

    cost_eur: float
    terms_eur: dict[str, float]
    """As docs/mathematics.md names them, a year."""
    leases_mw: dict[str, float]
    clean_charge_mwh: float
    """Charged from contracts, a year."""
    price_of_headroom: float
    """What a MW more of headroom would save in the hour where it saves most, EUR a year."""
    price_of_clean: float
    """What a MWh a year less of carbon-free power would save, EUR."""


@dataclass(frozen=True)
class Peer:
    """The network of a site, its linopy model and the numbers that both come from."""

    data: SupplyData
    network: Any
    facility_mw: Any

    @property
    def model(self) -> Any:
        return self.network.model

    @property
    def stores(self) -> list[tuple[str, int]]:
        """(colour, period)."""
        return [(c, p) for c in COLOURS for p in self.periods] if "battery" in self.data.supplies else []

    @property
    def periods(self) -> list[int]:
        return sorted(set(self.data.series.period.tolist()))

    @property
    def ppas(self) -> list[str]:
        return [p for p in PPAS if p in self.data.supplies]

    def output(self, generator: str) -> Any:
        """Power of a generator by hour, MW."""
        return self.model["Generator-p"].sel(name=generator, drop=True)

    def flow(self, link: str) -> Any:
        """Power that enters a link by hour, MW."""
        return self.model["Link-p"].sel(name=link, drop=True)

    def connection(self) -> Any:
        """Power through the site's connection by hour, MW."""
        return sum(self.output(p) for p in self.ppas) + self.output("grid")


def solve_supply(data: SupplyData, it_draw_mw: float, carbon_free_share: float | None) -> Found:
    """Least cost of powering the draw, without moved or lost load and without heat."""
    facility_mw = data.pue * it_draw_mw
    peer = Peer(data, build_network(data, facility_mw), facility_mw)
    peer.network.optimize.create_model(include_objective_constant=False)
    limit_connection(peer)
    if "battery" in data.supplies:
        lease_battery(peer)
    if carbon_free_share is not None:
        require_clean_power(peer, carbon_free_share)
    status = peer.network.optimize.solve_model(
        solver_name="highs", io_api="direct", assign_all_duals=True, progress=False, log_to_console=False
    )
    assert status == ("ok", "optimal")
    return read(peer)


def build_network(data: SupplyData, facility_mw: Any) -> Any:
    """Sources, the site's load and the stores between them."""
    n = pypsa.Network()
    n.set_snapshots(range(len(facility_mw)))
    n.snapshot_weightings["objective"] = data.series.weight
    n.snapshot_weightings["stores"] = 1.0
    n.add("Bus", ["clean", "grid", "site"])
    n.add("Load", "facility", bus="site", p_set=facility_mw)
    ample_mw = 10.0 * float(facility_mw.max() + data.headroom_mw.max())
    n.add("Link", "clean to site", bus0="clean", bus1="site", p_nom=ample_mw)
    n.add("Link", "grid to site", bus0="grid", bus1="site", p_nom=ample_mw)
    add_sources(n, data, ample_mw)
    if "battery" in data.supplies:
        for colour in COLOURS:
            for period in sorted(set(data.series.period.tolist())):
                add_store(n, data, colour, period, ample_mw)
    return n


def add_sources(n: Any, data: SupplyData, ample_mw: float) -> None:
    """The grid at the hour's price, contracts for their leases, back-up behind the meter."""
    delivery = data.network_and_levies_eur_per_mwh + data.electricity_tax_eur_per_mwh
    price = data.series.price_eur_per_mwh + delivery
    n.add("Generator", "grid", bus="grid", p_nom=ample_mw, marginal_cost=price)
    profile = {"wind": data.series.wind, "solar": data.series.solar, "baseload": np.ones_like(price)}
    for kind, lease in data.supplies.items():
        if kind == "battery":
            continue
        n.add(
            "Generator",
            kind,
            bus="site" if kind == "backup" else "clean",
            p_nom_extendable=True,
            p_nom_max=np.inf if lease.limit_mw is None else lease.limit_mw,
            p_max_pu=profile.get(kind, 1.0),
            capital_cost=lease.yearly_eur_per_mw,
            marginal_cost=lease.variable_eur_per_mwh if kind == "backup" else delivery,
        )


def add_store(n: Any, data: SupplyData, colour: str, period: int, ample_mw: float) -> None:
    """Energy of one colour in one typical day: its links are open on that day alone. The lease limits it later."""
    store, one_way = f"{colour} {period}", sqrt(data.supplies["battery"].efficiency)
    on_the_day = (data.series.period == period).astype(float)
    n.add("Bus", store)
    n.add("Store", store, bus=store, e_nom=100.0 * ample_mw, e_cyclic=True)
    common = {"p_nom": ample_mw, "p_max_pu": on_the_day, "efficiency": one_way}
    n.add("Link", f"charge {store}", bus0=colour, bus1=store, **common)
    n.add("Link", f"discharge {store}", bus0=store, bus1="site", **common)


def limit_connection(peer: Peer) -> None:
    """Grid and contracts share the headroom, and the highest hour of their sum is billed."""
    m, flow = peer.model, peer.connection()
    peak = m.add_variables(lower=0.0, name="peak")
    m.add_constraints(flow <= by_hour(peer, peer.data.headroom_mw), name="headroom")
    m.add_constraints(flow - peak <= 0, name="peak covers")
    m.objective = m.objective + peer.data.demand_charge_eur_per_mw_year * peak


def lease_battery(peer: Peer) -> None:
    """One lease for all stores: power in, power out and energy."""
    m, battery = peer.model, peer.data.supplies["battery"]
    one_way = sqrt(battery.efficiency)
    lease = m.add_variables(lower=0.0, upper=np.inf if battery.limit_mw is None else battery.limit_mw, name="battery")
    names = [f"{colour} {period}" for colour, period in peer.stores]
    for period in peer.periods:
        day = np.flatnonzero(peer.data.series.period == period)
        own = [f"{colour} {period}" for colour in COLOURS]
        level = sum(m["Store-e"].sel(name=s, drop=True).sel(snapshot=day) for s in own)
        m.add_constraints(level - battery.duration_h * lease <= 0, name=f"energy {period}")
    m.add_constraints(sum(peer.flow(f"charge {s}") for s in names) - lease <= 0, name="charge")
    m.add_constraints(one_way * sum(peer.flow(f"discharge {s}") for s in names) - lease <= 0, name="discharge")
    m.objective = m.objective + battery.yearly_eur_per_mw * lease


def require_clean_power(peer: Peer, share: float) -> None:
    """Of the facility's energy, what comes from contracts at once or through clean stores, or with the grid."""
    weight = by_hour(peer, peer.data.series.weight)
    clean = peer.flow("clean to site") + peer.data.matched_grid_share * peer.flow("grid to site")
    for colour, period in peer.stores:
        if colour == "clean":
            clean = clean + sqrt(peer.data.supplies["battery"].efficiency) * peer.flow(f"discharge clean {period}")
    wanted = share * float(peer.data.series.weight @ peer.facility_mw)
    peer.model.add_constraints((weight * clean).sum() >= wanted, name="clean power")


def by_hour(peer: Peer, values: Any) -> Any:
    """Numbers over the snapshots, as linopy lines them up."""
    return pd.Series(values, index=peer.network.snapshots)


def read(peer: Peer) -> Found:
    """Terms and leases of the optimum."""
    data, n = peer.data, peer.network
    leases = {k: float(n.c.generators.static.p_nom_opt[k]) for k in data.supplies if k != "battery"}
    if "battery" in data.supplies:
        leases["battery"] = float(peer.model["battery"].solution)
    dual = peer.model.dual
    return Found(
        cost_eur=float(peer.model.objective.value),
        terms_eur=terms(peer, leases),
        leases_mw=leases,
        clean_charge_mwh=sum(yearly(peer, f"charge clean {p}") for c, p in peer.stores if c == "clean"),
        price_of_headroom=-float(dual["headroom"].min()),
        price_of_clean=float(dual["clean power"]) if "clean power" in dual else 0.0,
    )


def yearly(peer: Peer, link: str) -> float:
    """Energy that enters a link, MWh a year."""
    return float(peer.data.series.weight @ peer.network.c.links.dynamic.p0[link])


def terms(peer: Peer, leases: dict[str, float]) -> dict[str, float]:
    """What the optimum pays for, EUR a year."""
    data, power = peer.data, peer.network.c.generators.dynamic.p
    weight = data.series.weight
    through = float(weight @ (power["grid"] + sum(power[p] for p in peer.ppas)))
    rent = {kind: lease * data.supplies[kind].yearly_eur_per_mw for kind, lease in leases.items()}  # type: ignore[index]
    fuel = float(weight @ power["backup"]) * data.supplies["backup"].variable_eur_per_mwh if "backup" in leases else 0.0
    return {
        "grid_energy": float((weight * data.series.price_eur_per_mwh) @ power["grid"]),
        "network_and_levies": data.network_and_levies_eur_per_mwh * through,
        "electricity_tax": data.electricity_tax_eur_per_mwh * through,
        "demand_charge": data.demand_charge_eur_per_mw_year * float(peer.model["peak"].solution),
        "ppa": sum(rent[p] for p in peer.ppas),
        "battery": rent.get("battery", 0.0),
        "backup": rent.get("backup", 0.0) + fuel,
    }
