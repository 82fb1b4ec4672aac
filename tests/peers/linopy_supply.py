"""The supply of every site, cooling and stage in linopy: docs/mathematics.md, section Supply; MW and MEUR a year.

Without moved or lost load, water permits and rules of states. What a zone's hours say of a site (PUE, headroom, heat)
is read from the derived data.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np

from models.bounds import SupplyKind
from models.case import Case
from models.derive import SupplyData, supply_data, zone_series
from tests.peers.linopy_numbers import Array, Numbers, table

PPAS: tuple[SupplyKind, ...] = ("wind", "solar", "baseload")
SUPPLIES: tuple[SupplyKind, ...] = (*PPAS, "battery", "backup")
COLOURS = ("clean", "grid")


@dataclass(frozen=True, eq=False)
class SupplyNumbers:
    """What the supply problems read, as arrays."""

    case: Case
    options: dict[str, Any]
    """Sites, coolings and stages."""

    @cached_property
    def data(self) -> dict[tuple[str, str, str], SupplyData]:
        """By site, cooling and stage."""
        case = self.case
        return {
            (s, k, t): supply_data(case, case.sites[s], k, t, zone_series(case, t, str(case.sites[s].zone)))
            for s, k, t in product(*self.options.values())
        }

    @cached_property
    def periods(self) -> list[int]:
        """Of each hour; the same in all zones."""
        (found,) = {tuple(data.series.period.tolist()) for data in self.data.values()}
        return list(found)

    def hourly(self, number: Callable[[SupplyData], Any]) -> Array:
        """An array over site, cooling, stage and hour."""
        hours = list(range(len(self.periods)))
        values = {key: np.broadcast_to(number(data), len(hours)) for key, data in self.data.items()}
        return table(lambda s, k, t, h: values[s, k, t][h], **self.options, hour=hours)

    def yearly(self, number: Callable[[SupplyData], float]) -> Array:
        """An array over site, cooling and stage."""
        return table(lambda *key: number(self.data[key]), **self.options)

    def of_lease(self, number: Callable[[Any], float | None], absent: float) -> Array:
        """An array over supply, site, cooling and stage; None is no limit."""

        def lease(p: SupplyKind, *key: str) -> float:
            row = self.data[key[0], key[1], key[2]].supplies.get(p)
            found = absent if row is None else number(row)
            return float("inf") if found is None else found

        return table(lease, supply=list(SUPPLIES), **self.options)


class SupplyModel:
    """Variables and rows for all sites at once; at a draw of 0 all is 0 and costs nothing."""

    def __init__(self, m: Any, numbers: Numbers, it_draw: Any) -> None:
        self.m, self.it_draw = m, it_draw
        self.n = n = SupplyNumbers(numbers.case, numbers.options)
        self.weight = n.hourly(lambda d: d.series.weight)
        hours = {**n.options, "hour": list(range(len(n.periods)))}
        self.grid = self._power("grid", hours)
        self.ppa = self._power("ppa", {"supply": list(PPAS), **hours})
        self.backup = self._power("backup", hours)
        self.heat = self._power("heat", hours)
        self.charge, self.discharge, self.level = (
            self._power(name, {"colour": list(COLOURS), **hours}) for name in ("charge", "discharge", "level")
        )
        most = n.of_lease(lambda row: row.limit_mw, absent=0.0)
        self.lease = m.add_variables(lower=0.0, upper=most, name="lease")
        self.peak = m.add_variables(lower=0.0, coords=n.options, name="peak")
        self.facility = it_draw * n.hourly(lambda d: d.pue)
        self._sources()
        self._battery()
        self._environment()

    def _power(self, name: str, dimensions: dict[str, Any]) -> Any:
        return self.m.add_variables(lower=0.0, coords=dimensions, name=name)

    def _leased(self, *kinds: str) -> Any:
        return self.lease.sel(supply=list(kinds)).sum("supply")

    @property
    def connection(self) -> Any:
        """Grid and contracts by hour, MW."""
        return self.grid + self.ppa.sum("supply")

    def _sources(self) -> None:
        """Balance; contracts and back-up within their leases; headroom; the peak that is billed."""
        m, n = self.m, self.n
        battery = self.discharge.sum("colour") - self.charge.sum("colour")
        m.add_constraints(self.connection + self.backup + battery - self.facility == 0, name="balance")
        output = {
            "wind": n.hourly(lambda d: d.series.wind),
            "solar": n.hourly(lambda d: d.series.solar),
            "baseload": n.hourly(lambda d: 1.0),
        }
        for p in PPAS:
            used = self.ppa.sel(supply=p, drop=True)
            m.add_constraints(used - self._leased(p) * output[p] <= 0, name=f"{p} within lease")
        m.add_constraints(self.backup - self._leased("backup") <= 0, name="backup within lease")
        m.add_constraints(self.connection <= n.hourly(lambda d: d.headroom_mw), name="headroom")
        m.add_constraints(self.connection - self.peak <= 0, name="peak covers")

    def _battery(self) -> None:
        """Clean and grid levels share one lease; each level comes back to where its period began."""
        m, n, lease = self.m, self.n, self._leased("battery")
        source = {"clean": self.ppa.sum("supply"), "grid": 1 * self.grid}
        for colour in COLOURS:
            own = self.charge.sel(colour=colour, drop=True)
            m.add_constraints(own - source[colour] <= 0, name=f"{colour} charge from its source")
        m.add_constraints(self.charge.sum("colour") - lease <= 0, name="charge within power")
        m.add_constraints(self.discharge.sum("colour") - lease <= 0, name="discharge within power")
        energy = n.yearly(lambda d: d.supplies["battery"].duration_h if "battery" in d.supplies else 0.0)
        m.add_constraints(self.level.sum("colour") - lease * energy <= 0, name="levels within energy")
        one_way = n.yearly(lambda d: d.supplies["battery"].efficiency if "battery" in d.supplies else 1.0) ** 0.5
        hours = list(range(len(n.periods)))
        after = self.level.isel(hour=[next_hour(n.periods, h) for h in hours]).assign_coords(hour=hours)
        gain = self.charge * one_way - self.discharge * (1 / one_way)
        m.add_constraints(after - self.level - gain == 0, name="level carries over")

    def _environment(self) -> None:
        """Heat that is there and wanted; the share of clean power, hour by hour."""
        m, n, share = self.m, self.n, self.n.case.policy.carbon_free_share
        m.add_constraints(self.heat - self.it_draw * n.hourly(lambda d: d.heat_share) <= 0, name="heat is there")
        m.add_constraints(self.heat <= n.hourly(lambda d: d.heat_demand_mw), name="heat is wanted")
        if share is None:
            return
        clean, grid = ({"colour": c, "drop": True} for c in COLOURS)
        from_grid = self.grid - self.charge.sel(**grid)
        matched = self.ppa.sum("supply") - self.charge.sel(**clean) + self.discharge.sel(**clean)
        matched = matched + from_grid * n.hourly(lambda d: d.matched_grid_share)
        m.add_constraints(((matched - share * self.facility) * self.weight).sum("hour") >= 0, name="carbon-free share")

    def _energy(self, power: Any, eur_per_mwh: Callable[[Any], Any]) -> Any:
        """Of an hourly power, MEUR a year."""
        return (power * (self.n.hourly(eur_per_mwh) * self.weight / 1e6)).sum("hour")

    def cost(self) -> Any:
        """By site, cooling and stage, MEUR a year."""
        n = self.n
        lease_meur = n.of_lease(lambda row: row.yearly_eur_per_mw / 1e6, absent=0.0)
        return (
            self._energy(self.grid, lambda d: d.series.price_eur_per_mwh)
            + self._energy(self.connection, lambda d: d.network_and_levies_eur_per_mwh + d.electricity_tax_eur_per_mwh)
            + self.peak * n.yearly(lambda d: d.demand_charge_eur_per_mw_year / 1e6)
            + (self.lease * lease_meur).sum("supply")
            + self._energy(self.backup, lambda d: backup(d, "variable_eur_per_mwh"))
            + self._energy(self.heat, lambda d: -d.heat_price_eur_per_mwh)
            + self._water()
            + self._carbon()
        )

    def _water(self) -> Any:
        """Litres per kWh are m3 per MWh."""
        n = self.n
        return (
            self.it_draw
            * (n.hourly(lambda d: d.wue_l_per_kwh) * self.weight).sum("hour")
            * (n.case.operation.water_eur_per_m3 / 1e6)
        )

    def _carbon(self) -> Any:
        """Grams per kWh are kg per MWh; the location account counts contracts at the grid's factor."""
        policy = self.n.case.policy
        counted = self.connection if policy.carbon_account == "location" else 1 * self.grid
        per_kg = policy.carbon_price_eur_per_t / 1e3
        return self._energy(counted, lambda d: per_kg * d.carbon_g_per_kwh) + self._energy(
            self.backup, lambda d: per_kg * backup(d, "carbon_g_per_kwh")
        )


def backup(data: Any, field: str) -> float:
    """A number of the back-up; 0 where there is none."""
    row = data.supplies.get("backup")
    return 0.0 if row is None else float(getattr(row, field))


def next_hour(periods: list[int], hour: int) -> int:
    """The hour after; after the last of a period comes its first."""
    same = np.flatnonzero(np.array(periods) == periods[hour]).tolist()
    return int(same[(same.index(hour) + 1) % len(same)])
