"""A supply curve is named by what it depends on, all of it, and by nothing else."""

import os
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.case import Case, Supply
from models.derive import SupplyData, SupplyRules, ZoneSeries, supply_data, supply_digest, supply_rules, zone_series
from models.derive.supply_digest import UNREAD
from models.settings import StateRules
from placement.read import read_case
from tests.models.cases import tiny, with_operation, with_policy

RULES: dict[str, Any] = {
    "load_factor": 0.8,
    "moved_load_share": 0.05,
    "lost_compute_eur_per_mwh": None,
    "max_lost_compute_share": 0.07,
    "carbon_free_share": 0.7,
    "carbon_account": "hourly",
    "carbon_price_eur_per_t": 3.0,
    "water_eur_per_m3": 3.0,
}
"""Another value for every field of SupplyRules."""
READ = [f.name for f in fields(SupplyData) if f.name not in UNREAD["SupplyData"]]
NESTED = ("series", "supplies", "rules")


@pytest.fixture(scope="module")
def case(tutorial: Path) -> Case:
    return read_case(tutorial)


@pytest.fixture(scope="module")
def data(case: Case) -> SupplyData:
    return data_of(case, "es-andorra")


def data_of(case: Case, site: str) -> SupplyData:
    stage, place = case.stages[-1].stage, case.sites[site]
    return supply_data(case, place, "liquid-dry", stage, zone_series(case, stage, str(place.zone)))


def digest_of(case: Case, site: str) -> str:
    return supply_digest(supply_rules(case), data_of(case, site))


def nudged(value: Any) -> Any:
    """Another value of the same kind."""
    if value is None:
        return 7.0
    if isinstance(value, np.ndarray):
        other = value.copy()
        other[-1] += 1
        return other
    return value + 1


def test_every_rule_matters(case: Case, data: SupplyData) -> None:
    rules = supply_rules(case)
    assert set(RULES) == {f.name for f in fields(SupplyRules)}
    digests = {supply_digest(replace(rules, **{name: value}), data) for name, value in RULES.items()}
    assert len(digests | {supply_digest(rules, data)}) == len(RULES) + 1


@pytest.mark.parametrize("name", [name for name in READ if name not in NESTED])
def test_every_number_matters(case: Case, data: SupplyData, name: str) -> None:
    rules = supply_rules(case)
    other = replace(data, **{name: nudged(getattr(data, name))})
    assert supply_digest(rules, other) != supply_digest(rules, data)


@pytest.mark.parametrize("name", [f.name for f in fields(ZoneSeries)])
def test_every_column_of_the_hours_that_supply_reads_matters(case: Case, data: SupplyData, name: str) -> None:
    rules = supply_rules(case)
    other = replace(data, series=replace(data.series, **{name: nudged(getattr(data.series, name))}))
    assert (supply_digest(rules, other) == supply_digest(rules, data)) == (name in UNREAD["ZoneSeries"])


@pytest.mark.parametrize("name", [f.name for f in fields(Supply) if f.name not in ("zone", "supply")])
def test_every_number_of_a_supply_matters(case: Case, data: SupplyData, name: str) -> None:
    rules, battery = supply_rules(case), data.supplies["battery"]
    other = replace(battery, **{name: nudged(getattr(battery, name))})
    changed = replace(data, supplies={**data.supplies, "battery": other})
    fewer = replace(data, supplies={k: v for k, v in data.supplies.items() if k != "battery"})
    assert len({supply_digest(rules, d) for d in (data, changed, fewer)}) == 3


@pytest.mark.parametrize("name", [f.name for f in fields(StateRules)])
def test_state_rules_matter_where_supply_reads_them(case: Case, data: SupplyData, name: str) -> None:
    rules = supply_rules(case)
    other = replace(data, rules=replace(data.rules, **{name: nudged(getattr(data.rules, name))}))
    assert (supply_digest(rules, other) == supply_digest(rules, data)) == (name in UNREAD["StateRules"])


def test_the_order_of_supplies_does_not_matter(case: Case, data: SupplyData) -> None:
    rules = supply_rules(case)
    turned = replace(data, supplies=dict(reversed(list(data.supplies.items()))))
    assert supply_digest(rules, turned) == supply_digest(rules, data)


def test_neighbouring_numbers_do_not_run_together(case: Case, data: SupplyData) -> None:
    """A value that moves from one field to the next is another problem."""
    rules = supply_rules(case)
    one = replace(data, electricity_tax_eur_per_mwh=1.0, demand_charge_eur_per_mw_year=0.0)
    other = replace(data, electricity_tax_eur_per_mwh=0.0, demand_charge_eur_per_mw_year=1.0)
    assert supply_digest(rules, one) != supply_digest(rules, other)


def test_the_rest_of_the_case_does_not_matter(case: Case) -> None:
    before = digest_of(case, "es-andorra")
    place = replace(case.sites["es-andorra"], name="Elsewhere", fibre_eur_per_year=1e6, connection_eur_per_mw=1.0)
    changed = with_policy(case, max_sites=1, private_min_share=0.5, n_minus_1=False, carbon_cap_t_per_year=1e9)
    changed = with_operation(changed, staff_per_site=1.0)
    changed = replace(
        changed,
        name="other",
        sites={**case.sites, "es-andorra": place},
        demand={key: 2 * h100e for key, h100e in case.demand.items()},
        funders={k: replace(f, return_rate=0.01) for k, f in case.funders.items()},
        workloads={k: replace(w, max_rtt_ms=500.0) for k, w in case.workloads.items()},
    )
    assert digest_of(changed, "es-andorra") == before


def test_sites_and_zones_with_equal_numbers_share_a_name() -> None:
    case = tiny(a=50, b=50, c=51)
    a, b, c = (
        supply_digest(supply_rules(case), supply_data(case, case.sites[s], "dry", "2030", zone_series(case, "2030", s)))
        for s in "abc"
    )
    assert a == b != c


def test_the_name_is_the_same_in_every_process(tutorial: Path) -> None:
    """Else a cache would be of no use to the next."""
    script = f"""
from pathlib import Path
from placement.read import read_case
from tests.models.test_supply_digest import digest_of
print(digest_of(read_case(Path({str(tutorial)!r})), "es-andorra"))
"""
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(tutorial.parent.parent)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert found == {digest_of(read_case(tutorial), "es-andorra") + "\n"}
