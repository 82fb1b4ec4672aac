"""The names in summary.json and plan.geojson: each that there should be, and no other."""

from collections.abc import Iterable, Mapping
from typing import Any

from placement.verify.ledger import Ledger
from placement.verify.schema import SITES
from placement.verify.tables import Json

SUMMARY = {
    "": """case currency_year base_year discount_rate status method objective_eur bound_eur gap gap_on_screen siting_gap
        siting_gap_on_screen screen siting_cost_eur cost_terms siting_cost_terms lcoc_installed_eur_per_h100eh
        lcoc_sold_eur_per_h100eh resource_cost_eur counts funding_eur investor carbon unmet_share evidence seconds""",
    "counts": "sites states it_mw facility_peak_mw accelerators h100e served_h100e by_stage",
    "funding_eur": "eu state equity loan",
    "investor": "project_irr project_irr_without_grant dscr_min grant_eur_per_h100eh",
    "carbon": "location market hourly",
    "evidence": "siting_cost_share",
    "screen": "sites of_sites days of_days note bound_eur objective_eur",
}
BY_STAGE = "stage sites it_mw accelerators h100e served_h100e"
ESTIMATE = "siting_estimate_eur_per_mw_year"
FEATURE = "type geometry properties"
LAYERS = {
    "site": f"layer {' '.join(SITES.columns)} {ESTIMATE} siting_terms_eur supply_mwh_per_year by_stage",
    "candidate": f"""layer site name state zone site_type ready_year headroom_mw headroom_by_stage max_it_mw screened
        {ESTIMATE}""",
    "region": "layer region name state demand_h100e services worst_rtt_ms mean_rtt_ms",
    "state": """layer state name delivered_eur_per_mwh carbon_g_per_kwh it_mw public_money_eur
        public_money_budget_eur""",
}


def check_summary_keys(summary: Json, ledger: Ledger) -> None:
    """Every object of summary.json has its fields; that one is missing is told where it is read."""
    for part, names in SUMMARY.items():
        found = summary.get(part) if part else summary
        if part != "screen" or found is not None:
            same_keys("summary", f"summary.json, {part}".rstrip(", "), found, names.split(), ledger)
    counts = summary.get("counts")
    stages = counts.get("by_stage") if isinstance(counts, Mapping) else None
    for row in stages if isinstance(stages, list) else []:
        same_keys("summary", "summary.json, counts.by_stage", row, BY_STAGE.split(), ledger)
    _seconds(summary.get("seconds"), ledger)


def check_feature_keys(place: str, feature: Mapping[str, Any], ledger: Ledger) -> None:
    """A feature of the map has its parts, and its properties are those of its layer."""
    same_keys("geojson", place, feature, FEATURE.split(), ledger)
    properties = feature["properties"]
    same_keys("geojson", f"{place}, properties", properties, LAYERS[properties["layer"]].split(), ledger)


def same_keys(check: str, place: str, found: Any, wanted: Iterable[str], ledger: Ledger) -> bool:
    """An object of JSON has these names and no other."""
    names = set(found) if isinstance(found, Mapping) else None
    said = str(found) if names is None else " ".join(sorted(names - set(wanted)) or sorted(names))
    return ledger.require(names == set(wanted), check, place, said, f"the names {' '.join(wanted)}")


def _seconds(found: Any, ledger: Ledger) -> None:
    """Nothing follows from them, but they are times."""
    values = list(found.values()) if isinstance(found, Mapping) else [None]
    times = all(isinstance(s, (int, float)) and not isinstance(s, bool) and 0 <= s < float("inf") for s in values)
    ledger.require(times, "summary", "summary.json, seconds", str(found), "seconds by phase")
