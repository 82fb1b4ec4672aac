"""A run of the tiny case, written by hand: every number below was worked out on paper."""

import json
import math
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd

from placement.account.evidence import PRICED_BY

D = 1.44
H = 8000.0
CRF = {  # capital recovery worked out apart: (return, life)
    (0.10, 4): 0.31547080370609766,
    (0.05, 4): 0.2820118326070363,
    (0.10, 20): 0.11745962477254576,
    (0.05, 20): 0.08024258719069129,
    (0.10, 40): 0.10225941441349434,
}
FUND, BANK = 3e7 * CRF[0.10, 4], 3e7 * CRF[0.05, 4]
YEARLY = {
    "accelerators_capital": 5e6 + 5e6 + FUND + BANK,
    "facility_capital": 1e7 * (CRF[0.10, 20] + CRF[0.05, 20]),
    "connection_capital": 2.26e6 * CRF[0.10, 40],
    "grid_energy": 2737200.0,
    "network_and_levies": 353400.0,
    "electricity_tax": 706800.0,
    "demand_charge": 10900.0,
    "ppa": 400000.0,
    "battery": 50000.0,
    "backup": 220000.0,
    "lost_compute": 1000000.0,
    "carbon_price": 38340.0,
    "water": 2600.0,
    "heat_sold": -60000.0,
    "upkeep": 1400000.0,
    "staff": 100000.0,
    "fixed_site": 100000.0,
    "network_and_fibre": 64500.0,
    "land": 100000.0,
}
FLEET = {"price_rise": 6800.0, "unmet_demand": 3600000.0}
SITE_COST = D * sum(YEARLY.values())
OBJECTIVE = SITE_COST + D * sum(FLEET.values())
INVARIANT = 1e8 * 0.25 * D
"""Accelerators at the cheapest return, which is 0: capital over four years of life."""
SITING_TERMS = {term: D * eur for term, eur in {**YEARLY, **FLEET}.items()}
SITING_TERMS["accelerators_capital"] -= INVARIANT
INSTALLED = D * H * 10000.0
SOLD = D * H * 3250.0
DELIVERED = 52.5 + 15.0
CAPITAL = 1.2226e8
RESOURCE = 2.0 * (
    sum(YEARLY.values())
    + sum(FLEET.values())
    - sum(YEARLY[n] for n in ("accelerators_capital", "facility_capital", "connection_capital"))
    + 1e8 / 4
    + 2e7 / 20
    + 2.26e6 / 40
)
"""At a social rate of 0: two years, and every asset paid back over its life."""

RUNNING = 7230540.0
"""Every cost a year but capital and unmet demand."""
FIRST_MARGIN, SECOND_MARGIN = 3250 * H * 2.0 - RUNNING, 3250 * H * 1.62 - RUNNING
WORTH_AT_THE_END = 1e8 * 0.5 + 2e7 * 0.9 + 2.26e6 * 0.95
"""Accelerators after 2 of 4 years, plant after 2 of 20, connection after 2 of 40."""

LIMITS = [  # limit, scope, stage, value, bound, unit, +1 upper or -1 lower
    ("max_sites", "", "one", 1, 2, "sites", 1),
    ("min_sites", "", "one", 1, 1, "sites", -1),
    ("max_sites_per_state", "S", "one", 1, 2, "sites", 1),
    ("max_states", "", "one", 1, 2, "states", 1),
    ("min_states", "", "one", 1, 1, "states", -1),
    ("site_bound", "A/K", "one", 10, 16 / 1.2, "MW", 1),
    ("gigafactory_minimum", "A", "one", 5000, 4000, "accelerators", -1),
    ("world_supply", "G", "one", 5000, 6000, "accelerators", 1),
    ("coverage", "training", "one", 0.9, 0.85, "share", -1),
    ("coverage", "chat", "one", 1, 1, "share", -1),
    ("compute_capacity", "A/training", "one", 2250, 3000, "H100e", 1),
    ("compute_capacity", "A/inference", "one", 1000, 1200, "H100e", 1),
    ("latency", "chat", "one", 6.31, 25, "ms", 1),
    ("connection", "A", "one", 6.98, 12, "MW", 1),
    ("installed_power", "A", "one", 9, 10, "MW", 1),
    ("lost_compute", "A", "one", 1000, 1280, "MWh a year", 1),
    ("water_permit", "A", "one", 1300, 2000, "m3 a year", 1),
    ("carbon_free_share", "A", "one", 40120 / 70600, 0.55, "share", -1),
    ("heat_reuse", "A", "one", 6000 / 63000, 0.04, "share", -1),
    ("dispatchable", "A", "one", 2, 1.09, "MW", -1),
    ("new_renewables", "A", "one", 12000 / 70600, 0.1, "share", -1),
    ("lease_limit", "A/wind", "one", 4, 10, "MW", 1),
    ("lease_limit", "A/backup", "one", 1, 5, "MW", 1),
    ("funder_share", "A/union", "one", 2e7, 0.25 * CAPITAL, "EUR", 1),
    ("funder_share", "A/bank", "one", 4e7, 0.5 * CAPITAL, "EUR", 1),
    ("state_match", "A", "one", 2e7, 2e7, "EUR", -1),
    ("private_minimum", "A", "one", 8.226e7, 0.5 * CAPITAL, "EUR", -1),
    ("leverage", "A", "one", 4e7, 0.5 * CAPITAL, "EUR", 1),
    ("funder_budget", "union", "", 2e7, 5e7, "EUR", 1),
    ("state_budget", "S", "", 2e7, 1e9, "EUR", 1),
    ("programme_budget", "", "", 4e7, 8e7, "EUR", 1),
    ("capital_cap", "", "", CAPITAL, 2e8, "EUR", 1),
    ("access", "A", "", 4e7, 0.5 * CAPITAL, "EUR", 1),
    ("access_compute", "A", "one", 2250, 1625, "H100e", -1),
    ("max_state_share", "S", "one", 10, 10, "MW", 1),
    ("state_peak_share", "S", "one", 12, 50, "MW", 1),
    ("carbon_cap", "", "one", 7668, 10000, "t a year", 1),
    ("water_cap", "", "one", 1300, 5000, "m3 a year", 1),
]

SITE: dict[str, Any] = {
    "site": "A",
    "name": "Alpha",
    "state": "S",
    "zone": "Z",
    "lat": 0.0,
    "lon": 0.0,
    "site_type": "city-area",
    "opened_stage": "one",
    "cooling": "K",
    "it_mw": 10.0,
    "facility_peak_mw": 12.0,
    "facility_mean_mw": 70600 / H,
    "pue_mean": 1.125,
    "accelerators": 5000.0,
    "h100e": 10000.0,
    "served_h100e": 3250.0,
    "headroom_firm_mw": 12.0,
    "headroom_non_firm_mw": 4.0,
    "delivered_eur_per_mwh": DELIVERED,
    "energy_price_eur_per_mwh": 52.5,
    "network_eur_per_mwh": 3.0,
    "levies_eur_per_mwh": 2.0,
    "electricity_tax_eur_per_mwh": 10.0,
    "energy_mwh_per_year": 70600.0,
    "ppa_share": 12000 / 70600,
    "carbon_free_share": 40120 / 70600,
    "carbon_location_t_per_year": 7668.0,
    "carbon_market_t_per_year": 6260.0,
    "carbon_hourly_t_per_year": 6468.0,
    "water_m3_per_year": 1300.0,
    "heat_mwh_per_year": 6000.0,
    "capital_eur": CAPITAL,
    "eu_eur": 2e7,
    "state_eur": 2e7,
    "equity_eur": 4.226e7,
    "loan_eur": 4e7,
    "grant_eur_per_h100eh": 2e7 / SOLD,
    "lcoc_installed_eur_per_h100eh": SITE_COST / INSTALLED,
    "lcoc_sold_eur_per_h100eh": SITE_COST / SOLD,
    "cost_eur": SITE_COST,
    "siting_cost_eur": SITE_COST - INVARIANT,
}
PROOF = {
    "status": "optimal",
    "method": "monolithic",
    "objective_eur": OBJECTIVE,
    "bound_eur": 0.995 * OBJECTIVE,
    "asked_gap": 0.01,
}
ESTIMATE = 2e6
"""EUR a year per MW of IT at site A."""
COUNTED = {"stage": "one", "it_mw": 10.0, "accelerators": 5000.0, "h100e": 10000.0}
HISTORY = {**COUNTED, "facility_peak_mw": 12.0, "headroom_firm_mw": 12.0, "headroom_non_firm_mw": 4.0}


def write_tiny_run(folder: Path) -> None:
    """All files of the run."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in _tables().items():
        pd.DataFrame(rows).to_csv(folder / f"{name}.csv", index=False)
    pd.DataFrame(_dispatch()).to_parquet(folder / "dispatch.parquet", index=False)
    (folder / "summary.json").write_text(json.dumps(summary()), encoding="utf-8")
    (folder / "plan.geojson").write_text(json.dumps(_plan()), encoding="utf-8")
    (folder / "map.html").write_text("<html></html>", encoding="utf-8")
    write_proof(folder)


def write_proof(folder: Path, **changes: Any) -> None:
    """What the solver recorded, in log and manifest."""
    told = json.dumps({"candidate B": [True, None], "site A": [None, ESTIMATE]})
    proof = {**PROOF, "candidates_sha256": sha256(told.encode()).hexdigest(), **changes}
    (folder / "solver.log").write_text(f"done\nProof: {json.dumps(proof)}\n", encoding="utf-8")
    manifest = {"options": {"gap": 0.01}, "overrides": [], "proof": proof}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def _tables() -> dict[str, list[dict[str, Any]]]:
    at = {"stage": "one", "site": "A"}
    cooled = {**at, "cooling": "K"}
    return {
        "sites": [SITE],
        "capacity": [{**cooled, "blocks": 2, "it_mw": 10.0, "facility_peak_mw": 12.0, "it_draw_mw": 8.0}],
        "accelerators": [{**cooled, "accelerator": "G", "bought": 5000.0, "alive": 5000.0}],
        "work": [
            {**at, "accelerator": "G", "kind": "training", "busy": 1500.0},
            {**at, "accelerator": "G", "kind": "inference", "busy": 1200.0},
        ],
        "service": [
            {"stage": "one", "workload": w, "region": r, "site": s, "share": share, "h100e": h100e, "rtt_ms": rtt}
            for w, r, s, share, h100e, rtt in [
                ("training", "EU", "A", 0.9, 2250.0, None),
                ("training", "EU", "", 0.1, 250.0, None),
                ("chat", "R", "A", 1.0, 1000.0, 6.31),
            ]
        ],
        "supply": [
            {**cooled, "supply": kind, "leased_mw": mw, "energy_mwh_per_year": mwh}
            for kind, mw, mwh in [
                ("grid", 10.9, 58680.0),
                ("wind", 4.0, 12000.0),
                ("battery", 1.0, 1920.0),
                ("backup", 1.0, 1000.0),
            ]
        ],
        "funding": [
            {**at, "asset": asset, "funder": funder, "eur": eur}
            for asset, funder, eur in [
                ("G", "union", 2e7),
                ("G", "crown", 2e7),
                ("G", "fund", 3e7),
                ("G", "bank", 3e7),
                ("facility", "fund", 1e7),
                ("facility", "bank", 1e7),
                ("connection", "fund", 2.26e6),
            ]
        ],
        "access": [{"site": "A", "access_level": 0.5}],
        "limits": [
            {
                "limit": limit,
                "scope": scope,
                "stage": stage,
                "value": value,
                "bound": bound,
                "slack": side * (bound - value),
                "unit": unit,
            }
            for limit, scope, stage, value, bound, unit, side in LIMITS
        ],
        "costs": [
            {"term": term, "stage": "one", "site": site, "eur_per_year": eur, "eur": D * eur}
            for site, terms in (("A", YEARLY), ("", FLEET))
            for term, eur in terms.items()
        ],
        "evidence": _evidence(),
    }


def _evidence() -> list[dict[str, Any]]:
    """The tiny case states no source, so every column is assumed."""
    by_column: dict[tuple[str, str], list[str]] = {}
    for term in SITING_TERMS:
        by_column.setdefault(PRICED_BY[term], []).append(term)
    sizes = sum(abs(eur) for eur in SITING_TERMS.values())
    return [
        {
            "table": table,
            "column": column,
            "evidence": "assumed",
            "source": None,
            "vintage": None,
            "terms": " ".join(terms),
            "eur": sum(SITING_TERMS[term] for term in terms),
            "share_of_siting_cost": sum(abs(SITING_TERMS[term]) for term in terms) / sizes,
        }
        for (table, column), terms in by_column.items()
    ]


def _dispatch() -> dict[str, Any]:
    return {
        "stage": ["one"] * 4,
        "site": ["A"] * 4,
        "cooling": ["K"] * 4,
        "period": [1] * 4,
        "day": [1] * 4,
        "hour": [0, 1, 2, 3],
        "month": [1] * 4,
        "weight": [2000.0] * 4,
        "price_eur_per_mwh": [50.0, 40.0, 90.0, 30.0],
        "temperature_c": [10.0, 20.0, 30.0, 0.0],
        "pue": [1.1, 1.1, 1.2, 1.1],
        "headroom_mw": [16.0, 16.0, 12.0, 16.0],
        "it_load_mw": [9.0, 8.0, 6.5, 8.0],
        "moved_mw": [1.0, 0.0, -1.0, 0.0],
        "lost_mw": [0.0, 0.0, 0.5, 0.0],
        "facility_mw": [9.9, 8.8, 7.8, 8.8],
        "grid_mw": [8.9, 7.16, 3.98, 9.3],
        "wind_mw": [2.0, 1.0, 3.0, 0.0],
        "solar_mw": [0.0] * 4,
        "baseload_mw": [0.0] * 4,
        "backup_mw": [0.0, 0.0, 0.5, 0.0],
        "clean_charge_mw": [1.0, 0.0, 0.0, 0.0],
        "grid_charge_mw": [0.0, 0.0, 0.0, 0.5],
        "clean_discharge_mw": [0.0, 0.64, 0.0, 0.0],
        "grid_discharge_mw": [0.0, 0.0, 0.32, 0.0],
        "clean_level_mwh": [0.0, 0.8, 0.0, 0.0],
        "grid_level_mwh": [0.4, 0.4, 0.4, 0.0],
        "heat_mw": [1.0, 0.0, 0.0, 2.0],
    }


def _growth(capital: float) -> float:
    """1 + the rate that pays ``capital`` back in two years: the root of capital q^2 = first q + second."""
    last = SECOND_MARGIN + WORTH_AT_THE_END
    return (FIRST_MARGIN + math.sqrt(FIRST_MARGIN**2 + 4 * capital * last)) / (2 * capital)


def summary() -> dict[str, Any]:
    """summary.json of the run."""
    bound = 0.995 * OBJECTIVE
    paid = OBJECTIVE - D * FLEET["unmet_demand"]
    return {
        "case": "tiny",
        "currency_year": 2026,
        "base_year": 2030,
        "discount_rate": 0.25,
        "status": "optimal",
        "method": "monolithic",
        "objective_eur": OBJECTIVE,
        "bound_eur": bound,
        "gap": 0.005,
        "gap_on_screen": None,
        "siting_gap_on_screen": None,
        "screen": None,
        "siting_cost_eur": OBJECTIVE - INVARIANT,
        "siting_gap": (OBJECTIVE - bound) / (OBJECTIVE - INVARIANT),
        "cost_terms": {term: D * eur for term, eur in {**YEARLY, **FLEET}.items()},
        "siting_cost_terms": SITING_TERMS,
        "lcoc_installed_eur_per_h100eh": paid / INSTALLED,
        "lcoc_sold_eur_per_h100eh": paid / SOLD,
        "resource_cost_eur": RESOURCE,
        "counts": {
            "sites": 1,
            "states": 1,
            "it_mw": 10.0,
            "facility_peak_mw": 12.0,
            "accelerators": 5000.0,
            "h100e": 10000.0,
            "served_h100e": 3250.0,
            "by_stage": [{**COUNTED, "sites": 1, "served_h100e": 3250.0}],
        },
        "funding_eur": {"eu": 2e7, "state": 2e7, "equity": 4.226e7, "loan": 4e7},
        "investor": {
            "project_irr": _growth(1.0226e8) - 1,
            "project_irr_without_grant": _growth(CAPITAL) - 1,
            "dscr_min": (FIRST_MARGIN + SECOND_MARGIN) / 2 / (BANK + 1e7 * CRF[0.05, 20]),
            "grant_eur_per_h100eh": 2e7 / SOLD,
        },
        "carbon": {"location": 7668.0, "market": 6260.0, "hourly": 6468.0},
        "unmet_share": 250 / 3500,
        "evidence": {"siting_cost_share": {"observed": 0.0, "derived": 0.0, "estimated": 0.0, "assumed": 1.0}},
        "seconds": {"solve": 0.1},
    }


def _plan() -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [0.0, 0.0]}
    candidate = {
        "layer": "candidate",
        "site": "B",
        "name": "Beta",
        "state": "S",
        "zone": "Z",
        "site_type": "city-area",
        "ready_year": 2028,
        "headroom_mw": 0.0,
        "headroom_by_stage": [{"stage": "one", "firm_mw": 0.0, "non_firm_mw": 0.0}],
        "siting_estimate_eur_per_mw_year": None,
        "max_it_mw": 20.0,
        "screened": True,
    }
    region = {
        "layer": "region",
        "region": "R",
        "name": "Rhea",
        "state": "S",
        "demand_h100e": 1000.0,
        "services": [{"workload": "chat", "site": "A", "share": 1.0, "rtt_ms": 6.31}],
        "worst_rtt_ms": 6.31,
        "mean_rtt_ms": 6.31,
    }
    known = {"delivered_eur_per_mwh": DELIVERED, "carbon_g_per_kwh": 100.0, "it_mw": 10.0}
    known |= {"public_money_eur": 2e7, "public_money_budget_eur": 1e9}
    none = dict.fromkeys(known) | {"it_mw": 0.0, "public_money_eur": 0.0}
    found = {
        "siting_estimate_eur_per_mw_year": ESTIMATE,
        "siting_terms_eur": {term: eur for term, eur in SITING_TERMS.items() if term in YEARLY},
        "supply_mwh_per_year": {"grid": 58680.0, "wind": 12000.0, "battery": 1920.0, "backup": 1000.0},
    }
    places: list[tuple[dict[str, Any], Any]] = [
        ({"layer": "site", **SITE, "by_stage": [HISTORY], **found}, point),
        (candidate, point),
        (region, point),
    ]
    places += [({"layer": "state", "state": "S", "name": "Sylvania", **known}, None)]
    places += [({"layer": "state", "state": "T", "name": "Thule", **none}, None)]
    features = [{"type": "Feature", "properties": p, "geometry": g} for p, g in places]
    return {"type": "FeatureCollection", "features": features}
