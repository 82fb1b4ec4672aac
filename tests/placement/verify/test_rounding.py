"""Rounding in a figure that is nothing is no difference: interior points and subtractions leave some."""

import json
from pathlib import Path

import pandas as pd

from placement.verify import verify_plan
from tests.placement.verify.tiny_case import tiny_case
from tests.placement.verify.tiny_run import write_tiny_run


def test_a_term_of_rounding_alone_may_be_named(tmp_path: Path) -> None:
    write_tiny_run(tmp_path)
    plan = json.loads((tmp_path / "plan.geojson").read_text())
    site = next(f["properties"] for f in plan["features"] if f["properties"]["layer"] == "site")
    site["siting_terms_eur"]["residency_surcharge"] = 1e-3
    site["supply_mwh_per_year"]["solar"] = -1e-6
    (tmp_path / "plan.geojson").write_text(json.dumps(plan))
    rows = pd.read_csv(tmp_path / "evidence.csv")
    more = {"table": "residency", "column": "surcharge_eur_per_h100eh", "evidence": "assumed", "eur": 1e-3}
    more |= {"terms": "residency_surcharge", "share_of_siting_cost": 0.0}
    pd.concat([rows, pd.DataFrame([more])]).to_csv(tmp_path / "evidence.csv", index=False)
    assert [str(f) for f in verify_plan(tiny_case(), tmp_path).failures] == []


def test_a_term_that_is_something_may_not(tmp_path: Path) -> None:
    write_tiny_run(tmp_path)
    plan = json.loads((tmp_path / "plan.geojson").read_text())
    site = next(f["properties"] for f in plan["features"] if f["properties"]["layer"] == "site")
    site["siting_terms_eur"]["residency_surcharge"] = 10.0
    (tmp_path / "plan.geojson").write_text(json.dumps(plan))
    assert len(verify_plan(tiny_case(), tmp_path).failures) == 1
