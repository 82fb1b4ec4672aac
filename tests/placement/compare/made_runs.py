"""Small run folders with figures that are easy to compare by hand."""

import hashlib
import json
from pathlib import Path
from typing import Any

CASE_TOML = """name = "north"
currency = "EUR"
currency_year = 2026
base_year = 2026
discount_rate = 0.06

[[stages]]
stage = "2028-30"
start_year = 2028
years = 3

[policy]
max_sites = 5
"""
SITES_CSV = "site,max_it_mw\na,100\nb,100\nc,100\n"

A = {"site": "a", "name": "Arnhem", "state": "NL", "lat": 51.98, "lon": 5.91}
B = {"site": "b", "name": "Boden", "state": "SE", "lat": 65.83, "lon": 21.69}
C = {"site": "c", "name": "Coimbra", "state": "PT", "lat": 40.21, "lon": -8.43}


def site(place: dict[str, Any], it_mw: float, siting_eur: float, **more: Any) -> dict[str, Any]:
    """A site with 1000 H100e per MW, half of whose capital is public."""
    powered = {"zone": place["state"], "it_mw": it_mw, "h100e": 1000 * it_mw, "accelerators": 400 * it_mw}
    money = {"cost_eur": 2 * siting_eur, "siting_cost_eur": siting_eur, "capital_eur": siting_eur}
    paid = {"eu_eur": siting_eur / 4, "state_eur": siting_eur / 4, "equity_eur": siting_eur / 2, "loan_eur": 0.0}
    return {"layer": "site", **place, "opened_stage": "2028-30", **powered, **money, **paid, **more}


def write_case(folder: Path, head: str = CASE_TOML, sites: str = SITES_CSV) -> Path:
    """Write the two input files that the made runs name."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.toml").write_text(head, encoding="utf-8")
    (folder / "sites.csv").write_text(sites, encoding="utf-8")
    return folder


def summary(sites: list[dict[str, Any]], unmet_eur: float, gap: float | None, **more: Any) -> dict[str, Any]:
    """The summary of those sites; accelerators are the cost that is alike everywhere."""
    siting = sum(site["siting_cost_eur"] for site in sites)
    cost = sum(site["cost_eur"] for site in sites) + unmet_eur
    counts = {
        "sites": len(sites),
        "it_mw": sum(site["it_mw"] or 0 for site in sites),
        "h100e": sum(site["h100e"] for site in sites),
        "accelerators": sum(site["accelerators"] or 0 for site in sites),
        "served_h100e": 500.0,
    }
    terms = {"grid_energy": 0.25 * siting, "facility_capital": 0.75 * siting, "unmet_demand": unmet_eur}
    return {
        "case": "north",
        "status": "optimal",
        "objective_eur": cost,
        "gap": gap,
        "gap_on_screen": None,
        "siting_cost_eur": siting + unmet_eur,
        "siting_gap": None if gap is None else gap * cost / (siting + unmet_eur),
        "cost_terms": {"accelerators_capital": siting, **terms},
        "siting_cost_terms": {"accelerators_capital": 0.0, **terms},
        "lcoc_sold_eur_per_h100eh": 1.25,
        "counts": {**counts, "states": len(sites), "by_stage": [{"stage": "2028-30", **counts}]},
        "funding_eur": {
            kind: sum(site[f"{kind}_eur"] or 0 for site in sites) for kind in ("eu", "state", "equity", "loan")
        },
        "unmet_share": 0.02,
        "seconds": {"solve": 1.0},
    } | more


def write_run(
    folder: Path,
    inputs_from: Path,
    sites: list[dict[str, Any]],
    *,
    unmet_eur: float = 0.0,
    gap: float | None = 0.001,
    overrides: tuple[str, ...] = (),
    **more: Any,
) -> Path:
    """Write a run folder of those sites; ``more`` replaces fields of the summary."""
    folder.mkdir(parents=True)
    features = [
        {
            "type": "Feature",
            "geometry": None if site["lat"] is None else {"type": "Point", "coordinates": [site["lon"], site["lat"]]},
            "properties": site,
        }
        for site in sites
    ]
    inputs = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(inputs_from.iterdir())}
    documents = {
        "plan.geojson": {"type": "FeatureCollection", "features": features},
        "summary.json": summary(sites, unmet_eur, gap, **more),
        "manifest.json": {
            "placement": "0.1.0",
            "case_folder": str(inputs_from),
            "inputs": inputs,
            "overrides": list(overrides),
            "options": {"method": "auto", "seed": 0, "cache": "somewhere"},
            "python": "3.11.2",
            "packages": {"highspy": "1.15.1"},
        },
    }
    for name, document in documents.items():
        (folder / name).write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return folder
