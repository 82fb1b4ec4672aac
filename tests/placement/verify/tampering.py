"""Ways to falsify a run: each changes one file so that the plan, its cost or a promise is no longer true."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

Frame = pd.DataFrame


@dataclass(frozen=True)
class Tampering:
    """One falsification."""

    name: str
    file: str
    edit: Callable[[Any], Any]
    """Takes the table or document, returns the false one."""

    def apply(self, folder: Path) -> bool:
        """Falsify the file; whether that changed anything."""
        path = folder / self.file
        before = path.read_bytes()
        if path.suffix in {".json", ".geojson"}:
            document = self.edit(json.loads(before))
            path.write_text(json.dumps(document), encoding="utf-8")
            return bool(document != json.loads(before))
        frame = self.edit(read_table(path))
        write_table(frame, path)
        return path.read_bytes() != before


def read_table(path: Path) -> Frame:
    """A table of a run, text as text."""
    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    return pd.read_csv(path, dtype={"stage": str, "site": str, "region": str, "scope": str})


def write_table(frame: Frame, path: Path) -> None:
    """Write the table back."""
    if path.suffix == ".parquet":
        frame.to_parquet(path, index=False)
    else:
        frame.to_csv(path, index=False)


def scaled(column: str, by: float = 1.01, **where: str) -> Callable[[Frame], Frame]:
    """The largest number of the column, among the rows that match, times ``by``."""

    def edit(frame: Frame) -> Frame:
        rows = frame
        for name, value in where.items():
            rows = rows[rows[name] == value]
        if rows.empty or rows[column].abs().max() == 0:
            return frame
        values = frame[column].to_numpy(dtype=float, copy=True)
        values[frame.index.get_loc(rows[column].abs().idxmax())] *= by
        return frame.assign(**{column: values})

    return edit


def dropped(which: int = -1, **where: str) -> Callable[[Frame], Frame]:
    """Without one of the rows that match."""

    def edit(frame: Frame) -> Frame:
        rows = frame
        for name, value in where.items():
            rows = rows[rows[name].fillna("") == value]
        return frame if rows.empty else frame.drop(index=rows.index[which])

    return edit


def doubled(frame: Frame) -> Frame:
    """The last row once more."""
    return pd.concat([frame, frame.tail(1)], ignore_index=True)


def written(column: str, value: object, row: int = 0) -> Callable[[Frame], Frame]:
    """Another value in one cell."""

    def edit(frame: Frame) -> Frame:
        values = frame[column].to_numpy(dtype=object, copy=True)
        values[row] = value
        return frame.assign(**{column: values})

    return edit


def turned(frame: Frame) -> Frame:
    """The first two hours in each other's place."""
    order = [1, 0, *range(2, len(frame))]
    return frame.iloc[order]


def leaf(path: str, change: Callable[[Any], Any]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Another value at ``a.b.0.c`` of a document."""

    def edit(document: dict[str, Any]) -> dict[str, Any]:
        *parents, last = (int(p) if p.isdigit() else p for p in path.split("."))
        place: Any = document
        for part in parents:
            place = place[part]
        place[last] = change(place[last])
        return document

    return edit


def feature(layer: str, key: str, change: Callable[[Any], Any]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Another value of a property of the first feature of a layer that has it."""

    def edit(document: dict[str, Any]) -> dict[str, Any]:
        for item in document["features"]:
            properties = item["properties"]
            if properties["layer"] == layer and properties.get(key) is not None:
                properties[key] = change(properties[key])
                return document
        return document

    return edit


def without_feature(layer: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Without the first feature of a layer."""

    def edit(document: dict[str, Any]) -> dict[str, Any]:
        first = next(i for i, f in enumerate(document["features"]) if f["properties"]["layer"] == layer)
        del document["features"][first]
        return document

    return edit


def one_percent(value: Any) -> Any:
    """A number moved by one part in a hundred (a 0 to 1, a text by a letter)."""
    if isinstance(value, (int, float)):
        return value * 1.01 if value else 1.0
    return f"{value}x"


DISPATCH_COLUMNS = """
    month weight price_eur_per_mwh temperature_c pue headroom_mw it_load_mw moved_mw lost_mw facility_mw
    grid_mw wind_mw solar_mw baseload_mw backup_mw clean_charge_mw grid_charge_mw clean_discharge_mw
    grid_discharge_mw clean_level_mwh grid_level_mwh heat_mw
"""
SITE_COLUMNS = """
    lat lon it_mw facility_peak_mw facility_mean_mw pue_mean accelerators h100e served_h100e headroom_firm_mw
    headroom_non_firm_mw delivered_eur_per_mwh energy_price_eur_per_mwh network_eur_per_mwh levies_eur_per_mwh
    electricity_tax_eur_per_mwh energy_mwh_per_year ppa_share carbon_free_share
    carbon_location_t_per_year carbon_market_t_per_year carbon_hourly_t_per_year water_m3_per_year
    heat_mwh_per_year capital_eur eu_eur state_eur equity_eur loan_eur grant_eur_per_h100eh
    lcoc_installed_eur_per_h100eh lcoc_sold_eur_per_h100eh cost_eur siting_cost_eur
"""
TERMS = """
    accelerators_capital facility_capital connection_capital grid_energy network_and_levies electricity_tax
    demand_charge ppa battery backup lost_compute carbon_price water heat_sold price_rise upkeep staff
    fixed_site network_and_fibre land residency_surcharge assignment unmet_demand
"""
LIMITS = """
    max_sites min_sites max_sites_per_state max_states min_states site_bound gigafactory_minimum world_supply
    coverage compute_capacity capacity_h100e n_minus_1 latency connection water_permit carbon_free_share
    heat_reuse dispatchable new_renewables lease_limit installed_power lost_compute funder_share state_match
    private_minimum leverage funder_budget state_budget programme_budget capital_cap access access_compute
    max_state_share state_peak_share carbon_cap water_cap
"""
SUMMARY_LEAVES = """
    objective_eur bound_eur gap siting_cost_eur siting_gap lcoc_installed_eur_per_h100eh
    lcoc_sold_eur_per_h100eh resource_cost_eur counts.sites counts.states counts.it_mw counts.facility_peak_mw
    counts.accelerators counts.h100e counts.by_stage.0.sites counts.by_stage.0.it_mw
    counts.by_stage.0.accelerators counts.by_stage.0.h100e counts.by_stage.0.served_h100e funding_eur.eu
    funding_eur.state funding_eur.equity funding_eur.loan investor.project_irr carbon.location
    investor.project_irr_without_grant investor.dscr_min investor.grant_eur_per_h100eh
    counts.served_h100e method evidence.siting_cost_share.observed evidence.siting_cost_share.derived
    evidence.siting_cost_share.estimated
    carbon.market carbon.hourly unmet_share evidence.siting_cost_share.assumed case status
    currency_year base_year discount_rate
    counts.by_stage.0.stage
"""
TABLES = "capacity accelerators work service supply funding limits costs evidence sites"
INSIDE = {
    "site": """by_stage.0.facility_peak_mw by_stage.0.headroom_firm_mw by_stage.0.headroom_non_firm_mw
        siting_terms_eur.grid_energy siting_terms_eur.accelerators_capital supply_mwh_per_year.grid""",
    "candidate": "headroom_by_stage.0.firm_mw headroom_by_stage.0.non_firm_mw",
}
PROPERTIES = {
    "site": "it_mw accelerators cost_eur name state zone carbon_free_share",
    "candidate": "name state zone site_type ready_year headroom_mw max_it_mw screened",
    "region": "name state demand_h100e worst_rtt_ms mean_rtt_ms",
    "state": "name delivered_eur_per_mwh carbon_g_per_kwh it_mw public_money_eur public_money_budget_eur",
}


def _columns() -> list[Tampering]:
    """One number of each column of each table."""
    columns = {
        "capacity.csv": "blocks it_mw facility_peak_mw it_draw_mw",
        "accelerators.csv": "bought alive",
        "work.csv": "busy",
        "service.csv": "share h100e rtt_ms",
        "supply.csv": "leased_mw energy_mwh_per_year",
        "funding.csv": "eur",
        "limits.csv": "value bound slack",
        "costs.csv": "eur_per_year eur",
        "evidence.csv": "eur share_of_siting_cost",
        "access.csv": "access_level",
        "dispatch.parquet": DISPATCH_COLUMNS,
        "sites.csv": SITE_COLUMNS,
    }
    return [
        Tampering(f"{file}-{name}", file, scaled(name)) for file, names in columns.items() for name in names.split()
    ]


def _rows() -> list[Tampering]:
    """Rows gone, rows twice, names exchanged."""
    found = [Tampering(f"{name}.csv-row-gone", f"{name}.csv", dropped(0)) for name in TABLES.split()]
    found += [Tampering(f"{name}.csv-row-twice", f"{name}.csv", doubled) for name in TABLES.split()]
    found += [
        Tampering("dispatch-hour-gone", "dispatch.parquet", dropped()),
        Tampering("dispatch-hours-turned", "dispatch.parquet", turned),
        Tampering("unmet-row-gone", "service.csv", dropped(site="")),
    ]
    text = {
        "capacity": "stage site cooling",
        "accelerators": "stage site cooling accelerator",
        "work": "stage site accelerator kind",
        "service": "stage workload region site",
        "supply": "stage site cooling supply",
        "funding": "stage site asset funder",
        "costs": "term stage site",
        "evidence": "table column evidence source vintage terms",
        "limits": "limit scope stage unit",
        "sites": "site name state zone site_type opened_stage cooling",
    }
    found += [
        Tampering(f"{table}.csv-{column}-unknown", f"{table}.csv", written(column, "nowhere"))
        for table, columns in text.items()
        for column in columns.split()
    ]
    return found


def _by_kind() -> list[Tampering]:
    """Each cost term, limit, supply, and kind of payment by itself."""
    found = [Tampering(f"cost-{t}", "costs.csv", scaled("eur_per_year", term=t)) for t in TERMS.split()]
    for limit in LIMITS.split():
        found.append(Tampering(f"limit-{limit}-value", "limits.csv", scaled("value", limit=limit)))
        found.append(Tampering(f"limit-{limit}-gone", "limits.csv", dropped(limit=limit)))
    for supply in ("grid", "wind", "solar", "baseload", "battery", "backup"):
        found.append(Tampering(f"lease-{supply}", "supply.csv", scaled("leased_mw", supply=supply)))
        found.append(Tampering(f"energy-{supply}", "supply.csv", scaled("energy_mwh_per_year", supply=supply)))
    for kind in ("training", "inference"):
        found.append(Tampering(f"busy-{kind}", "work.csv", scaled("busy", kind=kind)))
    return found


def _inside(path: str) -> Callable[[Any], Any]:
    """The figure at the end of the path, within a property, moved by one part in a hundred."""
    return leaf(path.split(".", 1)[1], one_percent)


def _documents() -> list[Tampering]:
    """Each field of the summary, each property of the map."""
    found = [Tampering(f"summary-{p}", "summary.json", leaf(p, one_percent)) for p in SUMMARY_LEAVES.split()]
    found.append(Tampering("summary-stopped", "summary.json", leaf("status", lambda _: "time_limit")))
    found += [
        Tampering(f"geojson-{layer}-{key}", "plan.geojson", feature(layer, key, one_percent))
        for layer, keys in PROPERTIES.items()
        for key in keys.split()
    ]
    found += [
        Tampering(f"geojson-{path}", "plan.geojson", feature(layer, path.split(".")[0], _inside(path)))
        for layer, paths in INSIDE.items()
        for path in paths.split()
    ]
    found += [Tampering(f"geojson-{layer}-gone", "plan.geojson", without_feature(layer)) for layer in PROPERTIES]
    return found


TAMPERINGS = [*_columns(), *_rows(), *_by_kind(), *_documents()]
