"""Make a plan.geojson and summary.json that look like a run. Numbers are invented; the places come from tables.

python make_fixture.py CANDIDATES.csv REGIONS.csv COUNTRIES.csv OUT [--every N]
"""

import argparse
import csv
import json
import math
import random
from pathlib import Path
from typing import Any

Row = dict[str, str]
SITES = {"Luleå": 240.0, "Oulu": 210.0, "Dunkerque": 250.0, "Zaragoza": 220.0, "Leipzig": 120.0}
SHARES = {"interactive": 0.75, "real-time": 0.05, "sensitive": 0.2}
PRICES = {
    "SE": 62.0,
    "FI": 68.0,
    "FR": 76.0,
    "ES": 78.0,
    "PT": 80.0,
    "DK": 97.0,
    "NL": 106.0,
    "BE": 102.0,
    "DE": 124.0,
    "AT": 118.0,
    "IE": 142.0,
    "IT": 138.0,
    "EE": 98.0,
    "LV": 100.0,
    "LT": 101.0,
    "GR": 121.0,
    "PL": 128.0,
    "CY": 149.0,
}
FUNDING = {"eu_eur": 0.17, "state_eur": 0.17, "equity_eur": 0.26, "loan_eur": 0.40}
STAGES = (("2028-30", 0.4), ("2031-33", 1.0), ("2034-36", 1.0))


def rows(path: Path) -> list[Row]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def round_trip(a: Row, b: Row) -> float:
    """Return milliseconds by the fit of docs/mathematics.md."""
    lat1, lon1, lat2, lon2 = (math.radians(float(value)) for value in (a["lat"], a["lon"], b["lat"], b["lon"]))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return round(6.31 + 0.0171 * 2 * 6371.0088 * math.asin(math.sqrt(half)), 1)


def feature(layer: str, at: Row | None, properties: dict[str, Any]) -> dict[str, Any]:
    """Return a GeoJSON feature of a layer."""
    point = {"type": "Point", "coordinates": [float(at["lon"]), float(at["lat"])]} if at else None
    return {"type": "Feature", "geometry": point, "properties": {"layer": layer, **properties}}


def site_properties(row: Row, it_mw: float, rng: random.Random) -> dict[str, Any]:
    """Return the columns of sites.csv for one site."""
    state, accelerators = row["iso2"], round(it_mw * 1000 / 2.05)
    price = PRICES[state]
    capital, energy = accelerators * 71_000.0, it_mw * 0.85 * 1.14 * 8760
    h100e, cost = accelerators * 2.5, accelerators * 104_000.0 * (1 + (price - 80) / 1800)
    return {
        "site": f"{state}-{row['geonameid']}",
        "name": row["name"],
        "state": state,
        "zone": "SE1" if state == "SE" else state,
        "lat": float(row["lat"]),
        "lon": float(row["lon"]),
        "site_type": rng.choice(["city-area", "brownfield"]),
        "opened_stage": "2028-30",
        "cooling": "liquid_dry",
        "it_mw": it_mw,
        "facility_peak_mw": it_mw * 1.21,
        "facility_mean_mw": it_mw * 0.85 * 1.14,
        "pue_mean": 1.14,
        "accelerators": accelerators,
        "h100e": h100e,
        "served_h100e": h100e * 0.74,
        "headroom_firm_mw": it_mw * 1.1,
        "headroom_non_firm_mw": it_mw * 0.3,
        "delivered_eur_per_mwh": price,
        "energy_mwh_per_year": energy,
        "ppa_share": rng.uniform(0.2, 0.6),
        "carbon_free_share": rng.uniform(0.8, 0.97),
        "carbon_location_t_per_year": energy * 0.09,
        "carbon_market_t_per_year": energy * 0.04,
        "carbon_hourly_t_per_year": energy * 0.06,
        "water_m3_per_year": 21_000.0,
        "heat_mwh_per_year": 0.0,
        "capital_eur": capital,
        **{funder: share * capital for funder, share in FUNDING.items()},
        "grant_eur_per_h100eh": 0.142,
        "lcoc_installed_eur_per_h100eh": 0.95 + (price - 80) / 1900,
        "lcoc_sold_eur_per_h100eh": 1.25 + (price - 80) / 1400,
        "cost_eur": cost,
        "siting_cost_eur": cost * 0.31,
        "by_stage": [
            {
                "stage": name,
                "it_mw": it_mw * part,
                "accelerators": round(accelerators * part),
                "h100e": round(h100e * part),
            }
            for name, part in STAGES
        ],
    }


def region_properties(row: Row, sites: list[Row]) -> dict[str, Any]:
    """Return a region with its demand and who serves it: the nearest site, and the second for a part."""
    ranked = sorted(sites, key=lambda site: round_trip(row, site))
    services: list[dict[str, Any]] = []
    for workload in SHARES:
        parts = [(ranked[0], 1.0)] if workload == "real-time" else [(ranked[0], 0.7), (ranked[1], 0.3)]
        for site, share in parts:
            trip = round_trip(row, site)
            served = workload != "real-time" or trip <= 25
            services.append(
                {
                    "workload": workload,
                    "site": f"{site['iso2']}-{site['geonameid']}" if served else None,
                    "share": share,
                    "rtt_ms": trip if served else None,
                }
            )
    trips = [(s["rtt_ms"], s["share"]) for s in services if s["rtt_ms"] is not None]
    return {
        "region": row["nuts2"],
        "name": row["nuts2_name"],
        "state": row["countrycode"],
        "demand_h100e": round(float(row["urban_pop_geonames"]) * 0.0028),
        "services": services,
        "worst_rtt_ms": max(trip for trip, _ in trips),
        "mean_rtt_ms": round(sum(t * s for t, s in trips) / sum(s for _, s in trips), 2),
    }


def plan(candidates: list[Row], regions: list[Row], countries: list[Row], every: int) -> dict[str, Any]:
    """Return plan.geojson."""
    rng = random.Random(7)
    by_name = {row["name"]: row for row in candidates}
    chosen = [
        by_name.get(name) or {"geonameid": "dunkerque", "name": name, "lat": "51.034", "lon": "2.377", "iso2": "FR"}
        for name in SITES
    ]
    sites = [site_properties(row, mw, rng) for row, mw in zip(chosen, SITES.values(), strict=True)]
    features = [feature("site", row, site) for row, site in zip(chosen, sites, strict=True)]
    for row in candidates[::every]:
        features.append(
            feature(
                "candidate",
                row,
                {
                    "site": f"{row['iso2']}-{row['geonameid']}",
                    "name": row["name"],
                    "state": row["iso2"],
                    "zone": row["iso2"],
                    "site_type": "city-area",
                    "ready_year": rng.choice([2028, 2030, 2032, 2035]),
                    "headroom_mw": float(rng.randrange(0, 420, 20)),
                    "max_it_mw": 300.0,
                    "screened": rng.random() < 0.4,
                },
            )
        )
    features += [feature("region", row, region_properties(row, chosen)) for row in regions[::every]]
    return {"type": "FeatureCollection", "features": features + state_features(countries, sites)}


def state_features(countries: list[Row], sites: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the 27 states, with the public money of the sites they host."""
    carbon = {
        row["iso2"]: (row["country"], float(row["value"]))
        for row in countries
        if row["indicator"] == "grid_carbon_intensity_lifecycle_ember"
    }
    features = []
    for state, (name, grams) in sorted(carbon.items()):
        here = [site for site in sites if site["state"] == state]
        money = sum(site["eu_eur"] + site["state_eur"] for site in here)
        features.append(
            feature(
                "state",
                None,
                {
                    "state": state,
                    "name": name,
                    "delivered_eur_per_mwh": PRICES.get(state, 116.0),
                    "carbon_g_per_kwh": grams,
                    "it_mw": sum(site["it_mw"] for site in here),
                    "public_money_eur": money,
                    "public_money_budget_eur": 3e9 if here else None,
                },
            )
        )
    return features


def summary(sites: list[dict[str, Any]]) -> dict[str, Any]:
    """Return summary.json."""
    total = {
        key: sum(site[key] for site in sites)
        for key in (
            "it_mw",
            "facility_peak_mw",
            "accelerators",
            "h100e",
            "served_h100e",
            "cost_eur",
            "siting_cost_eur",
            "carbon_location_t_per_year",
            "carbon_market_t_per_year",
            "carbon_hourly_t_per_year",
            *FUNDING,
        )
    }
    cost = total["cost_eur"]
    terms = {
        "accelerators_capital": 0.66,
        "facility_capital": 0.12,
        "upkeep": 0.11,
        "grid_energy": 0.04,
        "ppa": 0.02,
        "staff": 0.02,
        "network_and_levies": 0.006,
        "electricity_tax": 0.004,
        "connection_capital": 0.01,
        "land": 0.002,
        "heat_sold": -0.001,
        "unmet_demand": 0.009,
    }
    return {
        "case": "europe",
        "status": "optimal",
        "method": "decomposed",
        "objective_eur": cost,
        "bound_eur": cost * (1 - 4.1e-4),
        "gap": 4.1e-4,
        "gap_on_screen": None,
        "screen": None,
        "siting_cost_eur": total["siting_cost_eur"],
        "siting_gap": 4.1e-4 / 0.31,
        "cost_terms": {name: share * cost for name, share in terms.items()},
        "lcoc_installed_eur_per_h100eh": 0.95,
        "lcoc_sold_eur_per_h100eh": 1.247,
        "resource_cost_eur": cost * 0.84,
        "counts": {
            "sites": len(sites),
            "states": len({site["state"] for site in sites}),
            **{key: total[key] for key in ("it_mw", "facility_peak_mw", "accelerators", "h100e")},
            "by_stage": [
                {
                    "stage": name,
                    "sites": len(sites),
                    **{key: round(total[key] * part) for key in ("it_mw", "accelerators", "h100e", "served_h100e")},
                }
                for name, part in STAGES
            ],
        },
        "funding_eur": {key.removesuffix("_eur"): total[key] for key in FUNDING},
        "investor": {
            "project_irr": 0.083,
            "project_irr_without_grant": 0.041,
            "dscr_min": 1.34,
            "grant_eur_per_h100eh": 0.142,
        },
        "carbon": {key: total[f"carbon_{key}_t_per_year"] for key in ("location", "market", "hourly")},
        "unmet_share": 0.0124,
        "evidence": {"siting_cost_share": {"observed": 0.36, "derived": 0.22, "estimated": 0.29, "assumed": 0.13}},
        "seconds": {"read": 1.2, "build": 4.8, "solve": 61.0},
    }


def main() -> None:
    """Write the two files into OUT."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("candidates", "regions", "countries", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--every", type=int, default=1)
    chosen = parser.parse_args()
    drawn = plan(rows(chosen.candidates), rows(chosen.regions), rows(chosen.countries), chosen.every)
    sites = [f["properties"] for f in drawn["features"] if f["properties"]["layer"] == "site"]
    chosen.out.mkdir(parents=True, exist_ok=True)
    for name, content in (("plan.geojson", drawn), ("summary.json", summary(sites))):
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        (chosen.out / name).write_text(
            text.replace('{"type":"Feature"', '\n{"type":"Feature"') + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
