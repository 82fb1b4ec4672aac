"""Each limit of the inputs is looked at: tightened until the tiny run breaks it, it must be named."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from models.case import EU_POOL, Case, Headroom
from tests.placement.verify.first_failure import fails
from tests.placement.verify.tiny_case import tiny_case
from tests.placement.verify.tiny_run import write_tiny_run

Edit = Callable[[Case], Case]


def policy(**changes: Any) -> Edit:
    """Another policy."""
    return lambda case: replace(case, policy=replace(case.policy, **changes))


def record(table: str, key: Any, **changes: Any) -> Edit:
    """Another row of a table."""

    def edit(case: Case) -> Case:
        rows = dict(getattr(case, table))
        rows[key] = replace(rows[key], **changes)
        changed: dict[str, Any] = {table: rows}
        return replace(case, **changed)

    return edit


def operation(**changes: Any) -> Edit:
    """Other figures of the operation."""
    return lambda case: replace(case, operation=replace(case.operation, **changes))


def whole(**changes: Any) -> Edit:
    """Another table."""
    return lambda case: replace(case, **changes)


BROKEN: list[tuple[str, Edit]] = [
    ("max_sites", policy(max_sites=0)),
    ("min_sites", policy(min_sites=2)),
    ("max_sites_per_state", policy(max_sites_per_state=0)),
    ("max_states", policy(max_states=0)),
    ("min_states", policy(min_states=2)),
    ("site_bound", record("sites", "A", max_it_mw=9.0)),
    ("site_bound", record("sites", "A", design_temperature_c=90.0)),
    ("least built", policy(min_it_mw=15.0)),
    ("built", policy(block_it_mw=4.0)),
    ("ready year", record("sites", "A", ready_year=2031)),
    ("max_pue", record("state_rules", "S", max_pue=1.1)),
    ("cooling suits", whole(accelerator_cooling=())),
    ("gigafactory_minimum", policy(gigafactory_minimum=5001.0)),
    ("gigafactory_minimum", policy(gigafactory_minimum=10001.0, gigafactory_unit="h100e")),
    ("world_supply", record("accelerators", "G", supply_per_stage=4999.0)),
    ("nameplate within built", record("accelerators", "G", it_kw=2.1)),
    ("alive", record("accelerators", "G", life_years=1.0)),
    ("work within busy share", operation(availability=0.8)),
    ("work within busy share", operation(utilisation_first_year=0.3)),
    ("it draw", operation(load_factor=0.7)),
    ("coverage", record("workloads", "training", coverage_share=0.95)),
    ("unmet demand", record("workloads", "training", coverage_share=1.0, unmet_eur_per_h100eh=None)),
    ("compute_capacity", record("accelerators", "G", h100e_training=1.4)),
    ("compute_capacity", record("accelerators", "G", h100e_inference=0.8)),
    ("capacity_h100e", record("sites", "A", capacity_h100e=3000.0)),
    ("latency", record("workloads", "chat", max_rtt_ms=6.0)),
    ("connection", whole(headroom=(Headroom("A", 2028, 6.0, 4.0, 2000.0),))),
    ("installed_power", record("accelerators", "G", it_kw=1.7)),
    ("moved load", policy(moved_load_share=0.1)),
    ("lost_compute", policy(max_lost_compute_share=0.01)),
    ("lost compute", policy(lost_compute_eur_per_mwh=None)),
    ("water_permit", record("sites", "A", water_m3_per_year=1200.0)),
    ("carbon_free_share", policy(carbon_free_share=0.6)),
    ("carbon_free_share", policy(grid_carbon_free_counts=False)),
    ("heat_reuse", record("state_rules", "S", min_heat_reuse_share=0.1)),
    ("heat offered", record("cooling", "K", heat_share=0.1)),
    ("heat network demand", record("sites", "A", heat_network_mw=2.0)),
    ("dispatchable", record("state_rules", "S", min_dispatchable_share=0.2)),
    ("new_renewables", record("state_rules", "S", min_new_renewable_share=0.2)),
    ("lease_limit", record("supplies", ("Z", "wind"), limit_mw=3.0)),
    ("clean battery level", record("supplies", ("Z", "battery"), efficiency=0.7)),
    ("battery level", record("supplies", ("Z", "battery"), duration_h=1.0)),
    ("funder_share", record("funders", "union", max_share=0.1)),
    ("funder_share", record("funders", "bank", max_share=0.3)),
    ("state_match", policy(state_match_ratio=1.1)),
    ("private_minimum", policy(private_min_share=0.7)),
    ("leverage", policy(max_leverage=0.3)),
    ("funder_budget", record("funders", "union", budget_eur=1e7)),
    ("state_budget", record("states", "S", budget_eur=1e7)),
    ("programme_budget", policy(programme_budget_eur=3e7)),
    ("capital_cap", policy(capital_cap_eur=1e8)),
    ("each asset paid", record("sites", "A", line_km=11.0)),
    ("access level", policy(access_levels=(0.0, 0.4))),
    ("access_compute", record("workloads", "training", public_access=False)),
    ("max_state_share", policy(max_state_share=0.9)),
    ("state_peak_share", policy(max_share_of_state_peak=0.01)),
    ("carbon_cap", policy(carbon_cap_t_per_year=7000.0)),
    ("carbon_cap", policy(carbon_cap_t_per_year=6400.0, carbon_account="hourly")),
    ("water_cap", policy(water_cap_m3_per_year=1200.0)),
]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny run."""
    folder = tmp_path_factory.mktemp("run")
    write_tiny_run(folder)
    return folder


@pytest.mark.parametrize(("name", "edit"), BROKEN)
def test_a_tightened_limit_is_named(name: str, edit: Edit, run: Path) -> None:
    assert fails(edit(tiny_case()), run, name)


def test_output_stays_within_the_weather(run: Path) -> None:
    case = tiny_case()
    calm = tuple(replace(hour, wind=hour.wind * 0.9) for hour in case.hours["one", "Z"])
    assert fails(replace(case, hours={("one", "Z"): calm}), run, "wind within lease")


def test_an_earlier_price_is_noticed(run: Path) -> None:
    case = tiny_case()
    dearer = tuple(replace(hour, price_eur_per_mwh=hour.price_eur_per_mwh + 1) for hour in case.hours["one", "Z"])
    assert fails(replace(case, hours={("one", "Z"): dearer}), run, "price_eur_per_mwh as in the inputs")


def test_resident_demand_stays_where_it_is_accepted(run: Path) -> None:
    case = tiny_case()
    abroad = {"R": replace(case.regions["R"], state="T")}
    chat = {**case.workloads, "chat": replace(case.workloads["chat"], resident=True)}
    barred = replace(case, regions=abroad, workloads=chat, residency={("S", "T"): 0.0})
    assert fails(barred, run, "residency")
    allowed = replace(barred, residency={("T", "S"): 0.0})
    assert not fails(allowed, run, "residency")


def test_public_money_stays_within_the_access_level(run: Path) -> None:
    case = tiny_case()
    cheaper = replace(case.accelerators["G"], price_eur=10000.0)
    assert fails(replace(case, accelerators={"G": cheaper}), run, "access")


def test_a_lease_without_an_offer(run: Path) -> None:
    case = tiny_case()
    elsewhere = {("Y" if kind == "wind" else "Z", kind): s for (_, kind), s in case.supplies.items()}
    assert fails(replace(case, supplies=elsewhere), run, "lease on offer")


def test_a_region_split_between_sites(run: Path, tmp_path: Path) -> None:
    case = tiny_case()
    alone = replace(case, policy=replace(case.policy, single_source=True))
    assert not fails(alone, run, "single_source")
    service = pd.read_csv(run / "service.csv", dtype={"site": str}, keep_default_na=False)
    rows = service[service["region"] != EU_POOL]
    served = rows.iloc[[0]].assign(share=0.5, h100e=float(rows["h100e"].iloc[0]) / 2)
    half = pd.concat([served, served.assign(site="")])
    split = shutil.copytree(run, tmp_path / "split")
    pd.concat([service.drop(index=rows.index[0]), half]).to_csv(split / "service.csv", index=False)
    assert fails(alone, split, "single_source")


def test_a_lost_site_that_nobody_replaces(run: Path) -> None:
    case = tiny_case()
    chat = {**case.workloads, "chat": replace(case.workloads["chat"], critical_share=0.5)}
    critical = replace(case, workloads=chat, policy=replace(case.policy, n_minus_1=True))
    assert fails(critical, run, "n_minus_1")
