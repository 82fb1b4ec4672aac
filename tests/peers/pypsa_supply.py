"""The supply of single sites in PyPSA (Brown, Hörsch and Schlachtberger 2018), from their numbers alone; EUR, MW, MWh.

Power of contracts and power of the grid reach the site by buses of their own, each with its own battery stores. What
our model says in rows follows here from the lines: a battery is charged as clean only by contracts, as grey only by
the grid. A store for each colour and typical day, cut off from the rest of the year, is cyclic within that day.

Sites stand in one network as islands, since PyPSA takes about a second a network, however small.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import Any

import numpy as np
import pandas as pd
import pytest

from models.bounds import SupplyKind
from models.case import Supply
from models.derive import SupplyData

pypsa: Any = pytest.importorskip("pypsa", reason="PyPSA comes with the extra [peers]")

COLOURS = ("clean", "grid")
PPAS: tuple[SupplyKind, ...] = ("wind", "solar", "baseload")


@dataclass(frozen=True, eq=False)
class Island:
    """A site; the names of its components start with its own."""

    name: str
    data: SupplyData
    it_draw_mw: float
    carbon_free_share: float | None

    def of(self, component: str) -> str:
        """The component's name in the network."""
        return f"{self.name} {component}"

    @cached_property
    def facility_mw(self) -> Any:
        """By hour; no load is moved or lost."""
        return self.data.pue * self.it_draw_mw

    @property
    def weight(self) -> Any:
        """Hours a year of each hour."""
        return self.data.series.weight

    @property
    def ample_mw(self) -> float:
        """More than ever flows."""
        return 10.0 * float(self.facility_mw.max() + self.data.headroom_mw.max())

    @property
    def delivery(self) -> float:
        """Network, levies and tax, EUR/MWh."""
        return self.data.network_and_levies_eur_per_mwh + self.data.electricity_tax_eur_per_mwh

    @property
    def battery(self) -> Supply | None:
        """Its terms, if the zone has one."""
        return self.data.supplies.get("battery")

    @property
    def one_way(self) -> float:
        """Efficiency of charging, and of discharging."""
        return 1.0 if self.battery is None else sqrt(self.battery.efficiency)

    @property
    def leased(self) -> list[SupplyKind]:
        """Generators that are leased."""
        return [kind for kind in self.data.supplies if kind != "battery"]

    @cached_property
    def stores(self) -> list[tuple[str, int]]:
        """(colour, period)."""
        periods = dict.fromkeys(self.data.series.period.tolist()) if self.battery else {}
        return [(colour, period) for colour in COLOURS for period in periods]


def build_network(islands: Sequence[Island]) -> Any:
    """Sources, loads, and the links and stores between them."""
    n = pypsa.Network()
    n.set_snapshots(range(len(islands[0].weight)))
    n.snapshot_weightings["objective"] = islands[0].weight
    n.snapshot_weightings["stores"] = 1.0
    stores = {i.of(f"{colour} {period}"): 100.0 * i.ample_mw for i in islands for colour, period in i.stores}
    loads = {i.of("site"): i.facility_mw for i in islands}
    n.add("Bus", [*(i.of(c) for i in islands for c in COLOURS), *loads, *stores])
    n.add("Load", list(loads), bus=list(loads), p_set=pd.DataFrame(loads, index=n.snapshots))
    n.add("Store", list(stores), bus=list(stores), e_nom=list(stores.values()), e_cyclic=True)
    add_grid(n, islands)
    add_leases(n, islands)
    add_links(n, islands)
    return n


def add_grid(n: Any, islands: Sequence[Island]) -> None:
    """The grid at the delivered price of the hour."""
    price = {i.of("grid"): i.data.series.price_eur_per_mwh + i.delivery for i in islands}
    ample = [i.ample_mw for i in islands]
    n.add("Generator", list(price), bus=list(price), p_nom=ample, marginal_cost=pd.DataFrame(price, index=n.snapshots))


def add_leases(n: Any, islands: Sequence[Island]) -> None:
    """Contracts for wind, sun and baseload at the bus of clean power; back-up behind the meter."""
    rows = [(i, kind, i.data.supplies[kind]) for i in islands for kind in i.leased]
    output = {(i, "wind"): i.data.series.wind for i in islands} | {(i, "solar"): i.data.series.solar for i in islands}
    n.add(
        "Generator",
        [i.of(kind) for i, kind, _ in rows],
        bus=[i.of("site" if kind == "backup" else "clean") for i, kind, _ in rows],
        p_nom_extendable=True,
        p_nom_max=[np.inf if lease.limit_mw is None else lease.limit_mw for *_, lease in rows],
        p_max_pu=pd.DataFrame({i.of(kind): output.get((i, kind), 1.0) for i, kind, _ in rows}, index=n.snapshots),
        capital_cost=[lease.yearly_eur_per_mw for *_, lease in rows],
        marginal_cost=[lease.variable_eur_per_mwh if kind == "backup" else i.delivery for i, kind, lease in rows],
    )


def add_links(n: Any, islands: Sequence[Island]) -> None:
    """From each colour to the site, at once or through its stores. The links of a store are open on its day alone."""
    links: dict[str, tuple[str, str, float, float, Any]] = {}
    for i in islands:
        for c in COLOURS:
            links[i.of(f"{c} to site")] = i.of(c), i.of("site"), 1.0, i.ample_mw, 1.0
        for c, period in i.stores:
            store, own_day = f"{c} {period}", np.where(i.data.series.period == period, 1.0, 0.0)
            links[i.of(f"charge {store}")] = i.of(c), i.of(store), i.one_way, i.ample_mw, own_day
            links[i.of(f"discharge {store}")] = i.of(store), i.of("site"), i.one_way, i.ample_mw, own_day
    start, end, efficiency, ample, hours = zip(*links.values(), strict=True)
    n.add(
        "Link",
        list(links),
        bus0=start,
        bus1=end,
        efficiency=efficiency,
        p_nom=ample,
        p_max_pu=pd.DataFrame(dict(zip(links, hours, strict=True)), index=n.snapshots),
    )


class Rules:
    """What PyPSA has no component for, added to its linopy model for one island."""

    def __init__(self, model: Any, island: Island, snapshots: Any) -> None:
        self.model, self.island, self.snapshots = model, island, snapshots

    def add(self) -> None:
        """All of them."""
        self.limit_connection()
        if self.island.battery is not None:
            self.lease_battery(self.island.battery)
        if self.island.carbon_free_share is not None:
            self.require_clean_power(self.island.carbon_free_share)

    def output(self, *generators: str) -> Any:
        """Power of the generators by hour, MW."""
        return self.model["Generator-p"].sel(name=[self.island.of(g) for g in generators]).sum("name")

    def flow(self, *links: str) -> Any:
        """Power that enters the links by hour, MW."""
        return self.model["Link-p"].sel(name=[self.island.of(k) for k in links]).sum("name")

    def by_hour(self, values: Any) -> Any:
        """Numbers over the snapshots, as linopy lines them up."""
        return pd.Series(values, index=self.snapshots)

    def limit_connection(self) -> None:
        """Grid and contracts share the headroom, and the highest hour of their sum is billed."""
        i, m = self.island, self.model
        through = self.output("grid", *(p for p in PPAS if p in i.data.supplies))
        peak = m.add_variables(lower=0.0, name=i.of("peak"))
        m.add_constraints(through <= self.by_hour(i.data.headroom_mw), name=i.of("headroom"))
        m.add_constraints(through - peak <= 0, name=i.of("peak covers"))
        m.objective = m.objective + i.data.demand_charge_eur_per_mw_year * peak

    def lease_battery(self, battery: Supply) -> None:
        """One lease for all stores of the site: power in, power out and energy."""
        i, m = self.island, self.model
        most = np.inf if battery.limit_mw is None else battery.limit_mw
        lease = m.add_variables(lower=0.0, upper=most, name=i.of("battery"))
        charge = self.flow(*(f"charge {c} {p}" for c, p in i.stores))
        discharge = i.one_way * self.flow(*(f"discharge {c} {p}" for c, p in i.stores))
        m.add_constraints(charge - lease <= 0, name=i.of("charge"))
        m.add_constraints(discharge - lease <= 0, name=i.of("discharge"))
        for period in dict.fromkeys(p for _, p in i.stores):
            day = np.flatnonzero(i.data.series.period == period)
            names = [i.of(f"{c} {period}") for c in COLOURS]
            level = m["Store-e"].sel(name=names, snapshot=day).sum("name")
            m.add_constraints(level - battery.duration_h * lease <= 0, name=i.of(f"energy {period}"))
        m.objective = m.objective + battery.yearly_eur_per_mw * lease

    def require_clean_power(self, share: float) -> None:
        """A share of the facility's energy comes from contracts, at once or through clean stores, or with the grid."""
        i = self.island
        clean = self.flow("clean to site") + i.data.matched_grid_share * self.flow("grid to site")
        released = [f"discharge {c} {p}" for c, p in i.stores if c == "clean"]
        if released:
            clean = clean + i.one_way * self.flow(*released)
        wanted = share * float(i.weight @ i.facility_mw)
        self.model.add_constraints((self.by_hour(i.weight) * clean).sum() >= wanted, name=i.of("clean power"))
