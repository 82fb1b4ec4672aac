"""The screen: which candidates enter the siting model, and what a plan on a screen may claim."""

from dataclasses import replace
from typing import Any

import pytest

from models.case import Case, Headroom, Workload
from placement.account import Plan
from placement.solve import SolveOptions, solve_case
from placement.solve.screen import screen_sites, with_sites
from tests.models.cases import ONE_YEAR, tiny, with_headroom, with_policy, with_region, with_site, with_state
from tests.placement.solve.supplies import zone_cuts

NAMES = "abcdefghij"
CHAT = Workload("chat", "inference", max_rtt_ms=20.0)


def ten_sites(**policy: Any) -> Case:
    """Ten states of one site; a is the cheapest at 40 EUR/MWh, j the dearest at 85. The least site is 20 MW."""
    case = tiny(ONE_YEAR, **{s: 40.0 + 5 * i for i, s in enumerate(NAMES)})
    return with_policy(case, gigafactory_minimum=20_000.0, **policy)


def chosen(case: Case, count: int) -> tuple[str, ...]:
    return screen_sites(case, count, zone_cuts(case)).sites


def test_cheapest_are_chosen() -> None:
    assert chosen(ten_sites(), 4) == ("a", "b", "c", "d")


def test_order_of_the_tables_is_kept() -> None:
    case = ten_sites()
    upside_down = replace(case, sites=dict(reversed(list(case.sites.items()))))
    assert chosen(upside_down, 4) == ("d", "c", "b", "a")


def small_states() -> Case:
    """5 % of 300 MW is 15 MW, less than the least site of 20; of 600 MW it is 30."""
    case = ten_sites(max_share_of_state_peak=0.05)
    for s in NAMES:
        case = with_state(case, s.upper(), peak_load_mw=300.0 if s in "ab" else 600.0)
    return case


def small_connections() -> Case:
    """The two cheapest sites have 10 MW."""
    return with_headroom(ten_sites(), Headroom("a", 2000, firm_mw=10.0), Headroom("b", 2000, firm_mw=10.0))


@pytest.mark.parametrize("case", [small_states(), small_connections()], ids=["state peak", "headroom"])
def test_sites_too_small_for_a_gigafactory_are_not_preferred(case: Case) -> None:
    assert set(chosen(case, 4)) >= set("cde")
    assert set(chosen(case, 9)) >= set("cdefg")


@pytest.mark.parametrize("case", [small_states(), small_connections()], ids=["state peak", "headroom"])
def test_sites_too_small_fill_only_places_that_nobody_else_takes(case: Case) -> None:
    assert chosen(case, 4) == ("c", "d", "e", "f")


def test_sites_that_are_never_ready_are_left_out() -> None:
    case = with_site(ten_sites(), "a", ready_year=2050)
    assert "a" not in chosen(case, 9)


@pytest.mark.parametrize("count", [4, 6])
def test_dear_site_is_let_in_for_its_reach(count: int) -> None:
    rtt = {s: 10.0 if s == "j" else 30.0 for s in NAMES}
    case = with_region(ten_sites(), CHAT, "r", 500.0, "A", **rtt)
    assert chosen(case, count)[-1] == "j"
    assert "j" not in chosen(ten_sites(), count)


def test_reach_counts_demand() -> None:
    # one place for reach: i reaches more demand than j
    case = with_region(ten_sites(), CHAT, "r", 500.0, "A", **{s: 10.0 if s == "j" else 30.0 for s in NAMES})
    case = with_region(case, CHAT, "q", 800.0, "A", **{s: 10.0 if s == "i" else 30.0 for s in NAMES})
    assert chosen(case, 4)[-1] == "i"


def test_a_state_does_not_fill_the_screen() -> None:
    case = ten_sites()
    for s in "abcdefg":
        case = with_site(case, s, state="A")
    # the first share goes to the cheapest wherever they are; after that at most four of a state
    assert set(chosen(case, 8)) >= {"a", "b", "c", "d", "h"}


def test_screen_is_deterministic() -> None:
    assert len({chosen(ten_sites(), 5) for _ in range(3)}) == 1


def test_case_of_the_screen_has_its_sites_alone() -> None:
    rtt = dict.fromkeys(NAMES, 10.0)
    small = with_sites(with_region(ten_sites(), CHAT, "r", 500.0, "A", **rtt), ("b", "d"))
    assert list(small.sites) == ["b", "d"]
    assert {row.site for row in small.headroom} == {site for _, site in small.links} == {"b", "d"}


@pytest.fixture(scope="module")
def plan() -> Plan:
    case = ten_sites()
    case = replace(case, solve=replace(case.solve, screen_sites=4))
    return solve_case(with_policy(case, gigafactory_minimum=4_000.0), SolveOptions(gap=0.001, threads=1))


def test_plan_on_a_screen_claims_no_gap(plan: Plan) -> None:
    s = plan.summary
    assert s["gap"] is None
    assert s["bound_eur"] is None
    assert s["siting_gap"] is None
    assert 0.0 <= s["gap_on_screen"] <= 0.001
    assert (s["screen"]["sites"], s["screen"]["of_sites"]) == (4, 10)
    assert s["screen"]["days"] == s["screen"]["of_days"] == 1
    assert s["screen"]["note"]


def test_map_tells_who_was_screened(plan: Plan) -> None:
    layers: dict[str, dict[str, Any]] = {"site": {}, "candidate": {}, "region": {}, "state": {}}
    for feature in plan.geojson["features"]:
        row = feature["properties"]
        layers[row["layer"]][row.get("site", row.get("state"))] = row
    assert set(layers["site"]) == {"a"}
    assert {s for s, row in layers["candidate"].items() if row["screened"]} == set("bcd")
    assert {s for s, row in layers["candidate"].items() if not row["screened"]} == set("efghij")


@pytest.mark.parametrize("count", [10, 50])
def test_screen_of_all_is_none(count: int) -> None:
    case = tiny(a=50, b=60)
    case = replace(case, solve=replace(case.solve, screen_sites=count))
    summary = solve_case(case, SolveOptions(threads=1)).summary
    assert summary["screen"] is None
    assert summary["gap"] is not None
