"""Each impossibility with figures known by hand, and its absence just inside the bound."""

import pytest

from models.case import Case
from placement.read import Finding, read_case
from placement.read.impossible.bounds import bounds_of
from placement.read.impossible.capacity import Resource, _served_share
from placement.read.impossible.money import most_money
from placement.read.impossible.required import Required
from tests.placement.read.folder import CaseFolder


def impossible(case: CaseFolder, *overrides: str) -> list[Finding]:
    findings = case.findings(*overrides)
    assert all(finding.kind == "impossible" for finding in findings), "\n".join(map(str, findings))
    return findings


SEEN = [
    (["demand.scale=100"], "demand that must be served of", "sites (at most 3 sites, 2 sites per state) hold"),
    (["accelerators.*.supply_per_stage=1500", "policy.gigafactory_minimum=99"], "demand that must be", "supply_per"),
    (["workloads.interactive.max_rtt_ms=6.4", "policy.n_minus_1=false"], "no site in reach of", "in reach"),
    (["workloads.interactive.max_rtt_ms=8.0"], "critical demand of workload interactive", "two sites in reach of each"),
    (["policy.min_sites=7", "policy.max_sites=9", "policy.max_sites_per_state=9"], "min_sites of 7", "the 6 sites"),
    (["policy.min_states=3"], "min_states of 3", "at most the 2 states"),
    (["rules.gigafactory_minimum.EU.value=100000"], "no site that can be open in stage 2028-30", "100,000 acc"),
    (["policy.min_it_mw=500"], "no site that can be open in stage 2028-30", "takes 60.0 MW in blocks of 2"),
    (["sites.*.ready_year=2040"], "no site that can be open in stage 2028-30", "a site ready by 2028"),
    (["accelerators.*.supply_per_stage=1000", "workloads.*.coverage_share=0"], "2 sites of at least 4,000", "world"),
    (["policy.capital_cap_eur=1e6"], "capital of at least", "at most capital_cap_eur of 0.001 billion EUR"),
    (["funders.*.budget_eur=1e6"], "capital of at least", "at most the 0.004 billion EUR that funders may pay"),
    (["funders.*.max_share=0.2"], "capital of at least", "that funders may pay of it"),
]  # fmt: skip


@pytest.mark.parametrize(("overrides", "found", "expected"), SEEN)
def test_seen_before_solving(tutorial: CaseFolder, overrides: list[str], found: str, expected: str) -> None:
    said = "\n".join(f"{f.found} | {f.expected}" for f in impossible(tutorial, *overrides))
    assert found in said
    assert expected in said


def test_impossibilities_wait_until_the_rest_is_clean(tutorial: CaseFolder) -> None:
    tutorial.put("zones", 2, "levies_eur_per_mwh", "x")
    assert [f.kind for f in tutorial.findings("demand.scale=100")] == ["bad-input"]


def one_machine(tutorial: CaseFolder, *overrides: str) -> Case:
    """One accelerator of 2 kW and 2 H100e, busy all its life in every year, three-year stages and lives."""
    for name in ("node-air", "rack-dense"):
        tutorial.drop_rows("accelerators", "accelerator", name)
        tutorial.drop_rows("accelerator_cooling", "accelerator", name)
    plain = (
        "accelerators.*.it_kw=2",
        "accelerators.*.h100e_training=2",
        "accelerators.*.h100e_inference=2",
        "accelerators.*.life_years=3",
        "accelerators.*.supply_per_stage=null",
        "operation.availability=1",
        "operation.utilisation=1",
        "operation.utilisation_first_year=1",
        "policy.n_minus_1=false",
    )
    return read_case(tutorial.path, [*plain, *overrides])


def test_bounds_are_whole_blocks_within_the_design_day(tutorial: CaseFolder) -> None:
    bounds = bounds_of(one_machine(tutorial))
    espoo = {way.cooling: way.it_mw for way in bounds.openings["fi-espoo", "2028-30"]}
    # 30 firm + 10 non-firm MW over 1.08 + 0.012 x (27 - 20) = 1.164 is 34.4 MW: 17 blocks of 2 MW
    assert espoo["liquid-dry"] == 34


def test_two_kinds_share_one_capacity() -> None:
    resources = [Resource(100.0, 50.0), Resource(10.0, 40.0)]

    def most(weight: float) -> float:
        return sum(resource.value(weight) for resource in resources)

    assert _served_share(Required(100.0, 40.0), resources, most) is None
    assert _served_share(Required(110.0, 0.0), resources, most) is None
    assert _served_share(Required(120.0, 0.0), resources, most) == pytest.approx(110 / 120)
    # the first makes 80 training and 10 inference, the second 40 inference: 80 and 50 is on the frontier
    assert _served_share(Required(80.0, 50.0), resources, most) is None
    assert _served_share(Required(84.0, 50.0), resources, most) is not None


def test_most_money_by_hand(tutorial: CaseFolder) -> None:
    settings = ["policy.private_min_share=null", "policy.max_leverage=null", "policy.programme_budget_eur=null"]
    settings += ["demand.scale=0.1", "policy.gigafactory_minimum=100"]
    free = read_case(tutorial.path, settings)
    assert most_money(free, 1e9) == 1e9
    shares = ("funders.eu.max_share=0.2", "funders.state.max_share=0.1", "funders.bank.max_share=0.3")
    few = read_case(tutorial.path, [*settings, *shares, "funders.equity.budget_eur=5e8"])
    # the EU is matched one to one: 0.1 + 0.1 + 0.3 of the capital and half a billion of equity
    assert most_money(few, 1e9) == pytest.approx(1e9)
    assert most_money(few, 2e9) == pytest.approx(1.5e9)
