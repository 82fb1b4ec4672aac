"""What the inputs say of each hour and place: temperature, PUE, headroom, round trip."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.case import Case, Cooling, Hour, Region, Site, Stage

EARTH_RADIUS_KM = 6371.0088
"""Mean radius (IUGG)."""

Floats = npt.NDArray[np.float64]


class Derived:
    """Quantities that follow from the inputs alone; each hour table is built once."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._hours: dict[int, pd.DataFrame] = {}

    def zone_hours(self, stage: str, zone: str) -> pd.DataFrame:
        """The hours of a zone in a stage, in order; stages that share rows share the table."""
        rows = self.case.hours[stage, zone]
        if id(rows) not in self._hours:
            self._hours[id(rows)] = _hour_table(rows)
        return self._hours[id(rows)]

    def site_hours(self, site: str, cooling: str, stage: Stage) -> pd.DataFrame:
        """The hours of a site: inputs and what they imply for it."""
        place, technology = self.case.sites[site], self.case.cooling[cooling]
        zone = place.zone
        if zone is None:
            raise ValueError(f"site {site} has a cooling but no zone")
        hours = self.zone_hours(stage.stage, zone)
        monthly = np.array([np.nan, *(self.case.climate.get((site, month), np.nan) for month in range(1, 13))])
        temperature = monthly[hours["month"].to_numpy()] + hours["temperature_anomaly_c"].to_numpy()
        ops = self.case.operation
        cold = (ops.heat_no_demand_c - temperature) / (ops.heat_no_demand_c - ops.heat_full_demand_c)
        return hours.assign(
            temperature_c=temperature,
            pue=pue(technology, temperature),
            wue=np.where(temperature > technology.wue_threshold_c, technology.wue_l_per_kwh, 0.0),
            heat_demand_mw=place.heat_network_mw * np.clip(cold, 0.0, 1.0),
            headroom_mw=self.headroom(site, stage, hours),
        )

    def headroom(self, site: str, stage: Stage, hours: pd.DataFrame) -> Floats:
        """Usable headroom by hour in MW: firm, and non-firm while it is not curtailed."""
        firm, _ = self.connection(site, stage)
        usable = np.full(len(hours), firm)
        for tranche in self.case.headroom:
            if tranche.site == site and tranche.year <= stage.start_year and tranche.non_firm_mw > 0:
                usable += tranche.non_firm_mw * _availability(hours, tranche.non_firm_hours)
        return usable

    def connection(self, site: str, stage: Stage) -> tuple[float, float]:
        """Firm and non-firm MW energised by the start of the stage."""
        tranches = [t for t in self.case.headroom if t.site == site and t.year <= stage.start_year]
        estimate = self.case.sites[site].estimated_firm_mw or 0.0
        firm = sum(estimate if t.firm_mw is None else t.firm_mw for t in tranches)
        return firm, sum(t.non_firm_mw for t in tranches)

    def peak_pue(self, site: str, cooling: str) -> float:
        """PUE on the site's design day."""
        design = self.case.sites[site].design_temperature_c
        if design is None:
            raise ValueError(f"site {site} has a cooling but no design temperature")
        return float(pue(self.case.cooling[cooling], np.array([design]))[0])

    def mean_pue(self, site: str, cooling: str, stage: Stage) -> float:
        """Yearly mean PUE, weighted over the hours."""
        hours = self.site_hours(site, cooling, stage)
        return float(np.average(hours["pue"], weights=hours["weight"]))

    def day_ahead_price(self, stage: str, zone: str) -> float:
        """Mean over the year, EUR/MWh."""
        hours = self.zone_hours(stage, zone)
        return float(np.average(hours["price_eur_per_mwh"], weights=hours["weight"]))

    def delivered_price(self, stage: str, zone: str) -> float:
        """Day-ahead price plus the three adders, EUR/MWh."""
        place = self.case.zones[zone]
        adders = place.network_eur_per_mwh + place.levies_eur_per_mwh + place.electricity_tax_eur_per_mwh
        return self.day_ahead_price(stage, zone) + adders

    def round_trip(self, region: str, site: str) -> float:
        """Round trip of a pair, ms; NaN where neither a link nor coordinates say."""
        found: Any = self.round_trip_ms.at[region, site]
        return float(found)

    @cached_property
    def round_trip_ms(self) -> pd.DataFrame:
        """Region by site, ms; NaN where neither a link nor coordinates say."""
        case = self.case
        km = great_circle_km(_points(case.regions.values())[:, None, :], _points(case.sites.values())[None, :, :])
        fitted = case.operation.rtt_intercept_ms + case.operation.rtt_slope_ms_per_km * km
        table = pd.DataFrame(fitted, index=list(case.regions), columns=list(case.sites))
        for (region, site), link in case.links.items():
            if link.rtt_ms is not None:
                table.loc[region, site] = link.rtt_ms
        return table


def pue(cooling: Cooling, temperature_c: Floats) -> Floats:
    """Facility power over IT power at a dry-bulb temperature."""
    above = np.maximum(temperature_c - cooling.pue_threshold_c, 0.0)
    return np.asarray(cooling.pue_base + cooling.pue_slope_per_c * above)


def great_circle_km(a: Floats, b: Floats) -> Floats:
    """Distance between points (lat, lon) in degrees on the last axis: the angle between unit vectors.

    By atan2 of cross and dot product: exact for near and for opposite points alike.
    """
    u, v = np.broadcast_arrays(_unit(a), _unit(b))
    cross = np.linalg.norm(np.cross(u, v), axis=-1)
    return np.asarray(EARTH_RADIUS_KM * np.arctan2(cross, np.sum(u * v, axis=-1)))


def _unit(points: Floats) -> Floats:
    lat, lon = np.radians(points[..., 0]), np.radians(points[..., 1])
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)


def _points(places: Iterable[Site] | Iterable[Region]) -> Floats:
    rows = [(np.nan if p.lat is None else p.lat, np.nan if p.lon is None else p.lon) for p in places]
    return np.array(rows, dtype=float).reshape(-1, 2)


def _availability(hours: pd.DataFrame, curtailed_hours: float) -> Floats:
    """Share of each hour in which a non-firm tranche is on: the dearest hours are cut first."""
    weight = hours["weight"].to_numpy()
    dearest = np.argsort(-hours["price_eur_per_mwh"].to_numpy(), kind="stable")
    left = np.maximum(curtailed_hours - np.concatenate([[0.0], np.cumsum(weight[dearest])[:-1]]), 0.0)
    on = np.ones(len(hours))
    on[dearest] = 1.0 - np.minimum(left, weight[dearest]) / weight[dearest]
    return on


def _hour_table(rows: Sequence[Hour]) -> pd.DataFrame:
    names = ("period", "day", "hour", "month", "weight", "price_eur_per_mwh", "wind", "solar", "temperature_anomaly_c")
    return pd.DataFrame({name: [getattr(row, name) for row in rows] for name in names})
