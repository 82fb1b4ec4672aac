"""``--set``: what it changes, what it refuses, and that checks cover it."""

from dataclasses import replace

import pytest

from models.case import Case
from placement.read import examine_case, read_case
from tests.placement.read.folder import CaseFolder


def read(case: CaseFolder, *overrides: str) -> Case:
    return read_case(case.path, overrides)


def test_head_and_sections(tutorial: CaseFolder) -> None:
    case = read(
        tutorial,
        "name=other name",
        "discount_rate = 0.05",
        "policy.max_sites_per_state=1",
        "policy.access_levels=[0.0, 0.3]",
        "policy.carbon_account=hourly",
        "policy.n_minus_1=false",
        "policy.block_it_mw*0.5",
        "operation.water_eur_per_m3+1",
        "solve.gap=1e-2",
        "demand.note=",
        "stages.2031-33.years=6",
    )
    assert (case.name, case.discount_rate, case.demand_note) == ("other name", 0.05, "")
    p = case.policy
    assert (p.max_sites_per_state, p.access_levels, p.carbon_account) == (1, (0.0, 0.3), "hourly")
    assert (p.n_minus_1, p.block_it_mw) == (False, 1.0)
    assert (case.operation.water_eur_per_m3, case.solve.gap) == (3.0, 0.01)
    assert [stage.years for stage in case.stages] == [3, 6]


def test_optional_values_are_switched_off(tutorial: CaseFolder) -> None:
    case = read(tutorial, "policy.max_leverage=null", "policy.private_min_share=", "states.FI.budget_eur=none")
    assert case.policy.max_leverage is None
    assert case.policy.private_min_share is None
    assert case.states["FI"].budget_eur is None
    said = tutorial.only("policy.block_it_mw=none")
    assert (
        "column policy.block_it_mw: found nothing (from --set policy.block_it_mw=none), expected a number from 0.01"
        in said
    )


def test_every_demand_is_scaled(tutorial: CaseFolder) -> None:
    before, after = read(tutorial).demand, read(tutorial, "demand.scale*0.5").demand
    assert after == {key: pytest.approx(0.5 * h100e) for key, h100e in before.items()}
    by_rows = read(tutorial, "demand.*.h100e*0.5").demand
    assert by_rows == {key: pytest.approx(0.5 * h100e) for key, h100e in before.items()}


def test_cells_rows_and_columns(tutorial: CaseFolder) -> None:
    before = read(tutorial)
    case = read(
        tutorial,
        "zones.FI.electricity_tax_eur_per_mwh=0.5",
        "zones.*.network_eur_per_mwh*1.5",
        "supplies.FI.wind.limit_mw=50",
        "supplies.*.backup.limit_mw*2",
        'sites."fi-espoo".max_it_mw + -4',
        "headroom.fi-kajaani-host.2031.non_firm_mw=3",
        "sites.*.capacity_h100e=",
    )
    assert case.zones["FI"].electricity_tax_eur_per_mwh == 0.5
    assert case.zones["ES"].network_eur_per_mwh == pytest.approx(1.5 * before.zones["ES"].network_eur_per_mwh)
    assert case.supplies["FI", "wind"].limit_mw == 50
    assert case.supplies["FI", "backup"].limit_mw is None
    assert case.sites["fi-espoo"].max_it_mw == before.sites["fi-espoo"].max_it_mw - 4  # type: ignore[operator]
    assert [row.non_firm_mw for row in case.headroom if row.site == "fi-kajaani-host"] == [0, 3]
    assert case.hours == before.hours


def test_hours_of_a_zone(tutorial: CaseFolder) -> None:
    before = read(tutorial)
    case = read(tutorial, "hourly.FI.price_eur_per_mwh*1.2", "hourly.ES.*.1.price_eur_per_mwh+5")
    for stage in ("2028-30", "2031-33"):
        for old, new in zip(before.hours[stage, "FI"], case.hours[stage, "FI"], strict=True):
            assert new.price_eur_per_mwh == pytest.approx(1.2 * old.price_eur_per_mwh)
        for old, new in zip(before.hours[stage, "ES"], case.hours[stage, "ES"], strict=True):
            assert new.price_eur_per_mwh == pytest.approx(old.price_eur_per_mwh + (5 if old.period == 1 else 0))
    assert read(tutorial, "hourly.*.price_eur_per_mwh*1.0").hours == before.hours


def test_an_absent_column_appears_with_its_default_elsewhere(tutorial: CaseFolder) -> None:
    tutorial.write("funders", [row[:4] for row in tutorial.rows("funders")])
    case = read(tutorial, "funders.state.budget_eur=1e10")
    assert [f.budget_eur for f in case.funders.values()] == [None, 1e10, None, None]
    tutorial.write("funders", [row[:3] for row in tutorial.rows("funders")])
    case = read(tutorial, "funders.bank.max_share*0.5")
    assert [f.max_share for f in case.funders.values()] == [1.0, 1.0, 0.5, 1.0]


def test_a_policy_field_from_a_rule_is_overridden_there(tutorial: CaseFolder) -> None:
    assert read(tutorial).policy.max_sites == 3
    for text in ("policy.max_sites=6", "rules.max_sites.EU.value=6", "policy.max_sites*2", "policy.max_sites+3"):
        case = read(tutorial, text)
        assert case.policy.max_sites == 6
        assert [row.value for row in case.rules if row.rule == "max_sites"] == [6]
    off = read(tutorial, "policy.max_sites=null")
    assert off.policy.max_sites is None
    assert [row.applied for row in off.rules if row.rule == "max_sites"] == [False]


def test_overrides_follow_each_other(tutorial: CaseFolder) -> None:
    assert read(tutorial, "policy.max_sites=2", "policy.max_sites+2").policy.max_sites == 4


def test_checks_cover_overrides(tutorial: CaseFolder) -> None:
    said = tutorial.only("zones.FI.levies_eur_per_mwh=-1")
    assert "zones.csv, row 2, column levies_eur_per_mwh: found -1 (from --set zones.FI.levies_eur_per_mwh=-1)" in said
    assert "found 2.5 for min_sites" in tutorial.only("policy.min_sites=2.5")
    assert "expected a key of the zones table" in tutorial.only("sites.fi-espoo.zone=NO")


REFUSED = [
    ("policy.max_sitse=5", "--set policy.max_sitse=5: found max_sitse, expected a key of [policy].\n    Did you mean"),
    ("polic.max_sites=5", "found polic, expected a table, or a section of case.toml.\n    Did you mean policy?"),
    ("zones.FL.levies_eur_per_mwh=5", "found FL, expected a zone of zones.\n    Did you mean FI?"),
    ("zones.FI.levies=5", "found levies, expected a column of zones.\n    Did you mean levies_eur_per_mwh?"),
    ("zones.levies_eur_per_mwh=5", "found zones.levies_eur_per_mwh, expected zones.zone.column"),
    ("supplies.FI.solar.limit_mw=5", "found solar, expected a supply of supplies.\n    Known: backup, battery, wind."),
    ("stages.2028.years=5", "found 2028, expected a stage.\n    Did you mean 2028-30?"),
    ("stages.2028-30.year=5", "found year, expected a key of [[stages]].\n    Did you mean years?"),
    ("discount=5", "found discount, expected a path such as policy.max_sites.\n    Did you mean discount_rate?"),
    ("nonsense", "found nonsense, expected path=value, path*factor or path+amount"),
    ("", "expected path=value"),
    ("=", "expected path=value"),
    ("..=3", "expected path=value"),
    ("zones.FI.levies_eur_per_mwh*many", "found many, expected a number to change by"),
    ("zones.FI.levies_eur_per_mwh*nan", "found nan, expected a number to change by"),
    ("zones.FI.state*2", "found state *, expected state=value"),
    ("policy.max_states*2", "found no number in policy.max_states, expected a number to change"),
    ("rules.max_sites.DE.value=2", "found DE, expected a scope of rules.\n    Known: EU."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_refused(tutorial: CaseFolder, text: str, said: str) -> None:
    assert said in tutorial.only(text)


def test_a_table_that_is_not_there(abstract: CaseFolder) -> None:
    assert "found zones, expected a table of the case" in abstract.only("zones.FI.levies_eur_per_mwh=5")


STRANGE = ["policy.max_sites=[[[[", "policy.access_levels={a=1}", "demand.scale=1e999", "demand.scale*1e308"]


@pytest.mark.parametrize("text", STRANGE)
def test_strange_values_are_findings(tutorial: CaseFolder, text: str) -> None:
    assert tutorial.findings(text)


def test_a_whole_table_is_replaced(tutorial: CaseFolder) -> None:
    """Its file counts from the case folder; its columns are checked like those of the case."""
    other = tutorial.path / "variants" / "zones.csv"
    other.parent.mkdir()
    text = (tutorial.path / "zones.csv").read_text(encoding="utf-8")
    other.write_text(text, encoding="utf-8")
    assert replace(read(tutorial, "tables.zones=variants/zones.csv"), notes=()) == read(tutorial)
    other.write_text(text.replace("state", "stat", 1), encoding="utf-8")
    assert "Did you mean state?" in tutorial.only("tables.zones=variants/zones.csv")
    assert "found no file" in tutorial.only("tables.zones=variants/none.csv")
    assert "Did you mean zones?" in tutorial.only("tables.zone=variants/zones.csv")
    assert "expected a CSV or parquet file" in tutorial.only("tables.zones=3")


NOTES = [
    ("policy.max_sites=3", "it changed nothing: that was the value already"),
    ("policy.max_sites=none", None),
    ("discount_rate*1", "it changed nothing: that was the value already"),
    ("policy.n_minus_1=true", "it changed nothing: that was the value already"),
    ("policy.n_minus_1=false", None),
    ("policy.access_levels=[0.0, 0.1, 0.2]", "it changed nothing: that was the value already"),
    ("policy.carbon_cap_t_per_year=none", "it changed nothing: that was the value already"),
    ("stages.*.years=3", "it changed nothing (0 of 2 cells): 2 had that value already"),
    ("zones.*.electricity_tax_eur_per_mwh=22.4", "1 of 2 cells changed: 1 had that value already"),
    ("zones.*.electricity_tax_eur_per_mwh=0022.40", "1 of 2 cells changed: 1 had that value already"),
    ("sites.*.capacity_h100e*2", "it changed nothing (0 of 6 cells): 6 without a number"),
    ("supplies.*.limit_mw*2", "6 of 7 cells changed: 1 without a number"),
    ("hourly.*.price_eur_per_mwh*1.0", "it changed nothing (0 of 96 cells): 96 had that value already"),
    ("tables.zones=zones.csv", "it changed nothing: that was the value already"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), NOTES)
def test_an_override_that_changes_less_than_it_names_says_so(tutorial: CaseFolder, text: str, said: str | None) -> None:
    notes = [str(note) for note in examine_case(tutorial.path, [text]).notes]
    assert notes == ([] if said is None else [f"--set {text}: {said}."])
    assert read(tutorial, text).notes == tuple(note.rstrip(".") for note in notes)


def test_a_cell_that_takes_an_estimate_is_changed_as_the_estimate(tutorial: CaseFolder) -> None:
    """Empty firm headroom is the site's stated estimate, for a factor as for the model."""
    before = read(tutorial)
    empty = [row for row in before.headroom if row.firm_mw is None]
    assert empty, "the case has a tranche that takes the estimate"
    after = read(tutorial, "headroom.*.firm_mw*1.5")
    assert after.notes == ()
    for old, new in zip(before.headroom, after.headroom, strict=True):
        firm = before.sites[old.site].estimated_firm_mw if old.firm_mw is None else old.firm_mw
        assert firm is not None
        assert new.firm_mw == pytest.approx(1.5 * firm)
    more = read(tutorial, "sites.*.estimated_firm_mw*2", f"headroom.{empty[0].site}.firm_mw+1")
    changed = next(row for row in more.headroom if (row.site, row.year) == (empty[0].site, empty[0].year))
    estimate = before.sites[empty[0].site].estimated_firm_mw
    assert estimate is not None
    assert changed.firm_mw == pytest.approx(2 * estimate + 1)
