"""The fixture's run with everything that a run folder may hold. Numbers are invented, but add up as the format says."""

import csv
import json
from pathlib import Path
from typing import Any

Properties = dict[str, Any]
STAGES = ("2028-30", "2031-33", "2034-36")
LATE = "Leipzig"
"""Opens in the second stage."""
TERMS = {"facility_capital": 0.4, "grid_energy": 0.25, "upkeep": 0.2, "accelerators_capital": 0.147, "land": 0.003}
MIX = {"grid": 0.6, "wind": 0.3, "backup": 0.1, "battery": 0.05}


def layer(plan_geojson: Properties, name: str) -> list[Properties]:
    """Return the properties of the features of a layer."""
    return [f["properties"] for f in plan_geojson["features"] if f["properties"]["layer"] == name]


def widen(plan_geojson: Properties) -> Properties:
    """Add what the format adds to sites and candidates; return the plan."""
    for number, site in enumerate(layer(plan_geojson, "site")):
        _widen_site(site, number)
    for number, candidate in enumerate(layer(plan_geojson, "candidate")):
        candidate["siting_estimate_eur_per_mw_year"] = 4.0e6 + 5e3 * number
        candidate["headroom_by_stage"] = [
            {"stage": stage, "firm_mw": 40.0 * index * (number % 4), "non_firm_mw": 10.0 * index}
            for index, stage in enumerate(STAGES)
        ]
    return plan_geojson


def _widen_site(site: Properties, number: int) -> None:
    delivered, energy = site["delivered_eur_per_mwh"], site["energy_mwh_per_year"]
    site |= {
        "network_eur_per_mwh": 5.0,
        "levies_eur_per_mwh": 2.0,
        "electricity_tax_eur_per_mwh": 10.0,
        "energy_price_eur_per_mwh": delivered - 17.0,
        "siting_estimate_eur_per_mw_year": 4.0e6 + 4e4 * number,
        "siting_terms_eur": {term: share * site["siting_cost_eur"] for term, share in TERMS.items()},
        "supply_mwh_per_year": {source: share * energy for source, share in MIX.items()},
    }
    late = site["name"] == LATE
    site["opened_stage"] = STAGES[late]
    site["by_stage"] = [
        {
            **step,
            "facility_peak_mw": 1.21 * step["it_mw"],
            "headroom_firm_mw": 100.0,
            "headroom_non_firm_mw": 30.0,
        }
        for step in site["by_stage"][late:]
    ]


def write_whole_run(folder: Path, plan_geojson: Properties, summary: Properties) -> Path:
    """Write the run with service.csv, alternatives.json and explanations.json; return the folder."""
    widen(plan_geojson)
    folder.mkdir()
    sites = [site["site"] for site in layer(plan_geojson, "site")]
    candidates = [c["site"] for c in layer(plan_geojson, "candidate") if c["site"] not in sites]
    for name, content in (
        ("plan.geojson", plan_geojson),
        ("summary.json", summary),
        ("alternatives.json", alternatives(sites, candidates)),
        ("explanations.json", {"sites": [{"site": sites[0], "text": ["It has the cheapest power.", "It is early."]}]}),
    ):
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
    _write_service(folder / "service.csv", layer(plan_geojson, "region"))
    return folder


def alternatives(sites: list[str], candidates: list[str]) -> Properties:
    """Return alternatives.json: the first site always chosen, the others sometimes; candidates never but for two."""
    verdicts: list[Properties] = [
        {"site": site, "chosen": "sometimes" if number else "always", "forced_in_eur": None}
        for number, site in enumerate(sites)
    ]
    verdicts += [
        {"site": name, "chosen": "never" if number > 1 else "sometimes", "forced_in_eur": 1e7 * (number + 1)}
        for number, name in enumerate(candidates)
    ]
    return {"within": [{"percent": 1, "sites": verdicts}, {"percent": 3, "sites": verdicts}]}


def _write_service(path: Path, regions: list[Properties]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["stage", "workload", "region", "site", "share", "h100e", "rtt_ms"])
        for stage in STAGES:
            for region in regions:
                for s in region["services"]:
                    row = (s["workload"], region["region"], s["site"] or "", s["share"], 1000 * s["share"])
                    rows.writerow([stage, *row, s["rtt_ms"] or ""])
