"""Cases without power: sites of given capacity, links instead of coordinates."""

from placement.read import examine_case, read_case
from tests.placement.read.folder import CaseFolder


def test_an_abstract_case_reads(abstract: CaseFolder) -> None:
    case = read_case(abstract.path)
    assert case.demand == {("service", "r1", "one"): 60.0, ("service", "r2", "one"): 70.0}
    assert [site.capacity_h100e for site in case.sites.values()] == [100.0, 100.0]
    assert case.links["r2", "a"].cost_eur_per_h100e_year == 3.0
    assert not case.hours
    assert not case.cooling


def test_capacity_is_needed(abstract: CaseFolder) -> None:
    abstract.put("sites", 2, "capacity_h100e", "")
    assert "sites.csv, row 2, column capacity_h100e: found an empty cell" in abstract.only()


def test_every_pair_needs_a_link(abstract: CaseFolder) -> None:
    abstract.drop_rows("links", "cost_eur_per_h100e_year", "3")
    said = [str(finding) for finding in abstract.findings()]
    assert len(said) == 2
    assert "sites.csv, row 2, column lat: found an empty cell, expected coordinates, or links to every pair" in said[0]
    assert "or a row of links with rtt_ms for region r2" in said[0]
    assert "for site a" in said[1]


def test_a_latency_limit_needs_round_trips(abstract: CaseFolder) -> None:
    abstract.put("workloads", 2, "max_rtt_ms", "20")
    assert len(abstract.findings()) == 4
    abstract.put("links", 2, "rtt_ms", "10")
    assert abstract.findings() == []


def test_one_table_of_power_asks_for_the_others(abstract: CaseFolder) -> None:
    (abstract.path / "zones.csv").write_text("zone,state\nZ,XX\n")
    missing = {finding.file.split("/")[-1] for finding in abstract.findings() if finding.found == "no file"}
    power = "carbon headroom climate accelerators accelerator_cooling cooling supplies hourly funders sources"
    assert missing == {f"{table}.csv" for table in power.split()}


def test_demand_above_capacity(abstract: CaseFolder) -> None:
    (finding,) = abstract.findings("demand.scale=2")
    assert finding.kind == "impossible"
    assert finding.found == "demand that must be served of 260 busy H100e of inference in stage one"
    assert "at most 0.769 of it: all that 2 sites hold" in finding.expected
    (finding,) = abstract.findings("policy.max_sites=1")
    assert "at most 0.769 of it: all that 2 sites (at most 1 sites) hold" in finding.expected


def test_what_counts_for_nothing_without_power_is_told(abstract: CaseFolder) -> None:
    assert examine_case(abstract.path).notes == ()
    asked = (
        "policy.carbon_cap_t_per_year=0",
        "policy.max_sites=2",
        "operation.load_factor=0.3",
        "solve.screen_sites=1",
    )
    (note,) = examine_case(abstract.path, asked).notes
    names = "policy.carbon_cap_t_per_year, operation.load_factor, solve.screen_sites"
    assert note.by_name == f"case.toml: {names} count for nothing in a case without power"


def test_where_there_is_power_they_count(tutorial: CaseFolder) -> None:
    assert examine_case(tutorial.path, ["operation.load_factor=0.3"]).notes == ()
