"""What circles and dots show: figures by hand, words, and nothing where the run holds nothing."""

from typing import Any

import pytest

from placement.map.bars import bars, least_terms
from placement.map.carries import carries, share_words
from placement.map.circles import circles
from placement.map.colourings import Colouring
from placement.map.dots import dots
from placement.map.extras import Extras
from placement.map.payload import Payload
from placement.map.plan import Plan, read_plan
from placement.map.reach import Served
from placement.map.siting import siting_apart_eur
from placement.map.stages import by_stage, open_in, stages
from placement.map.summary import read_summary

STAGES = ("2028-30", "2031-33")
NORTH = {
    "site": "n",
    "name": "North",
    "zone": "N",
    "opened_stage": "2028-30",
    "it_mw": 200.0,
    "cost_eur": 10e9,
    "siting_cost_eur": 4e9,
    "lcoc_sold_eur_per_h100eh": 1.0,
    "energy_mwh_per_year": 1e6,
    "carbon_hourly_t_per_year": 5e4,
    "water_m3_per_year": 21_000.0,
    "eu_eur": 1e9,
    "state_eur": 0.5e9,
    "siting_estimate_eur_per_mw_year": 4.0e6,
    "supply_mwh_per_year": {"grid": 6e5, "wind": 4e5, "battery": 1e5},
    "by_stage": [
        {"stage": "2028-30", "it_mw": 100.0, "accelerators": 50_000},
        {"stage": "2031-33", "it_mw": 200.0, "accelerators": 100_000},
    ],
}
SOUTH = {
    "site": "s",
    "name": "South",
    "zone": "S",
    "opened_stage": "2031-33",
    "it_mw": 100.0,
    "cost_eur": 6e9,
    "siting_cost_eur": 3e9,
    "lcoc_sold_eur_per_h100eh": 1.2,
    "siting_estimate_eur_per_mw_year": 4.2e6,
    "by_stage": [{"stage": "2031-33", "it_mw": 100.0, "accelerators": 48_000}],
}


def plan_of(*layers: tuple[str, list[dict[str, Any]]]) -> Plan:
    """Return a plan with these layers."""
    features = [{"geometry": None, "properties": {"layer": name, **item}} for name, items in layers for item in items]
    return read_plan({"features": features})


def by_key(colourings: tuple[Colouring, ...]) -> dict[str, Colouring]:
    """Return them by their key."""
    return {colouring.key: colouring for colouring in colourings}


def test_every_circle_by_hand() -> None:
    shown = by_key(circles(plan_of(("site", [NORTH, SOUTH])), STAGES))
    assert shown["lcoc"].values == (1.0, 1.2)
    # per hour sold: 1.0 x 4/10 = 0.4 and 1.2 x 3/6 = 0.6
    assert shown["cheapest"].values == pytest.approx((0.0, 0.5))
    assert shown["cheapest"].texts == ("least", "+50 %")
    assert "least: North." in shown["cheapest"].note
    assert shown["carbon"].values == (50.0, None)
    assert shown["carbon"].texts == ("50.0 g CO\u2082/kWh", "")
    assert shown["water"].texts == ("21,000 m\u00b3 a year", "")
    assert shown["public"].values == (1.5e9, None)
    assert shown["accelerators"].values == ((50_000, 100_000), (None, 48_000))
    assert shown["accelerators"].texts == (("50,000", "100,000"), ("", "48,000"))
    assert (shown["lcoc"].when, shown["carbon"].when, shown["accelerators"].when) == ("all", "last", "stage")


def test_the_mix_leaves_out_the_battery() -> None:
    """It gives back what another source brought."""
    mix = by_key(circles(plan_of(("site", [NORTH, SOUTH])), STAGES))["supply"]
    assert mix.parts == (("grid", "grid"), ("wind (PPA)", "wind"))
    assert mix.values == ([0.6, 0.4], None)
    assert mix.texts == ("grid 60 %, wind 40 %", "")


def test_no_figure_no_choice() -> None:
    bare = {"site": "x", "zone": "X", "it_mw": 1.0}
    assert circles(plan_of(("site", [bare])), ()) == ()
    assert dots(plan_of(("site", [bare]), ("candidate", [{"site": "y"}])), STAGES) == ()
    alone = by_key(circles(plan_of(("site", [NORTH])), STAGES))
    assert "cheapest" not in alone, "a lone site has nothing to be measured against"


def candidate(name: str, floor: float | None, **more: Any) -> dict[str, Any]:
    """Return a candidate."""
    return {"site": name, "name": name, "siting_estimate_eur_per_mw_year": floor, **more}


def test_near_ties_by_hand() -> None:
    """The dearest chosen site is South, at 4.2 million EUR a year per MW; by state there is nothing to compare."""
    floors = {"under": 4.1e6, "one": 4.24e6, "three": 4.3e6, "five": 4.4e6, "far": 4.5e6, "unknown": None}
    plan = plan_of(("site", [NORTH, SOUTH]), ("candidate", [candidate(n, f) for n, f in floors.items()]))
    shown = by_key(dots(plan, STAGES))
    assert "near-state" not in shown
    near = shown["near-stage"]
    assert near.scale is not None
    classes = [
        None if value is None else next(i for i, upper in enumerate(near.scale.upper) if value <= upper)
        for value in near.values
    ]
    assert classes == [0, 1, 2, 3, None, None]
    assert near.scale.labels == ("no dearer", "up to 1 % dearer", "up to 3 % dearer", "up to 5 % dearer")
    assert near.texts[1] == "siting cost, estimate: 1.0 % above South"
    assert near.texts[0] == "siting cost, estimate: 2.4 % below South"
    assert "knows nothing of round trips, budgets, limits of a state" in near.note
    assert near.missing == "more than 5 % dearer"


def test_places_without_estimate_are_counted() -> None:
    places = [candidate("a", 4.0e6), candidate("b", None), candidate("c", None)]
    estimate = by_key(dots(plan_of(("candidate", places)), STAGES))["estimate"]
    assert estimate.missing == "2 without estimate: not ready in any stage"
    assert estimate.texts == ("EUR 4.00 M/MW a year", "none, not ready in any stage", "none, not ready in any stage")


def test_near_ties_compare_with_what_a_place_could_stand_in_for() -> None:
    """North (4.0) opens first: a place that gets its grid later compares with South (3.9) only, or within its state."""
    late = [{"stage": "2028-30", "firm_mw": 0, "non_firm_mw": 0}, {"stage": "2031-33", "firm_mw": 50}]
    sites = [NORTH | {"state": "AA"}, SOUTH | {"state": "BB", "siting_estimate_eur_per_mw_year": 3.9e6}]
    places = [
        candidate("early", 4.0e6, state="AA"),
        candidate("late", 3.9e6, state="AA", headroom_by_stage=late),
        candidate("late in the south", 3.9e6, state="BB", headroom_by_stage=late),
    ]
    shown = by_key(dots(plan_of(("site", sites), ("candidate", places)), STAGES))
    to = "siting cost, estimate: equal to"
    assert shown["near-state"].texts == (f"{to} North", "", f"{to} South")
    assert shown["near-stage"].texts == (f"{to} North", f"{to} South", f"{to} South")


def test_what_the_siting_cost_tells_apart() -> None:
    """0.6 against 0.4 EUR an hour at South, over 6 bn EUR / 1.2 EUR = 5 bn hours: 1 bn EUR."""
    assert siting_apart_eur(plan_of(("site", [NORTH, SOUTH])).sites) == pytest.approx(1e9)
    assert siting_apart_eur(plan_of(("site", [NORTH])).sites) is None


def test_what_every_chosen_site_pays_is_grey() -> None:
    """Buildings: 3/10 EUR an hour at North, 1.2 x 1.2/6 = 0.24 at South; only North pays for land."""
    north = NORTH | {"siting_terms_eur": {"facility_capital": 3e9, "land": 1e9}}
    south = SOUTH | {"siting_terms_eur": {"facility_capital": 1.2e9, "staff": 1.8e9}}
    plan = plan_of(("site", [north, south]))
    least = least_terms(plan.sites)
    assert least == pytest.approx({"facility_capital": 0.24, "land": 0.0, "staff": 0.0})
    (lcoc,) = (whole for whole in bars(plan.sites[0], least) if whole[0] == "Cost")
    assert lcoc[3] == [
        ["accelerators, at the cheapest money", "0.600", 100.0, "siting", 100.0],
        ["buildings and plant", "0.300", 50.0, "siting", 40.0],
        ["land", "0.100", 16.7, "siting", 0.0],
    ]
    assert least_terms(plan.sites[:1]) == {}


def test_what_a_site_carries_alone() -> None:
    """Of 100 H100e a quarter is not met; n serves a region alone and another with s."""
    shares = {("a", "n"): 40.0, ("b", "n"): 20.0, ("b", "s"): 15.0, ("c", ""): 25.0}
    found = carries(Served("2031-33", "real-time", region, site, h) for (region, site), h in shares.items())
    assert share_words(found["n"].all) == "real-time 60 %"
    assert share_words(found["n"].alone) == "real-time 40 %"
    assert share_words(found["s"].alone) == ""


def test_a_state_tells_the_price_at_its_site() -> None:
    """The mean of zones may be far from the price of the zone in which a site stands."""
    states = [{"state": "AA", "name": "Aland", "delivered_eur_per_mwh": 73.5}]
    sites = [NORTH | {"state": "AA", "delivered_eur_per_mwh": 55.0}]
    layer = Payload(plan_of(("site", sites), ("state", states)), read_summary({}), Extras()).as_json()["states"]
    assert dict(zip((label for _, label in layer["lines"]), layer["items"][0]["values"], strict=True)) == {
        "Delivered power price, mean of zones": "73.5 EUR/MWh",
        "In the zone of a chosen site": "North (N): 55.0 EUR/MWh",
        "Carbon intensity of the grid": "",
        "IT power of chosen sites": "",
        "National public money, all stages": "",
        "Its budget": "",
    }


def test_headroom_follows_the_stage() -> None:
    known = [
        {"stage": "2028-30", "firm_mw": 0, "non_firm_mw": 0},
        {"stage": "2031-33", "firm_mw": 50, "non_firm_mw": 30},
    ]
    plan = plan_of(("candidate", [candidate("a", None, headroom_by_stage=known, headroom_mw=80.0, ready_year=2031)]))
    shown = by_key(dots(plan, STAGES))
    assert shown["firm"].values == ((None, 50),)
    assert shown["headroom"].values == ((None, 80),)
    assert shown["firm"].missing == "none in this stage"
    assert shown["ready"].scale is not None
    assert shown["ready"].scale.labels == ("2031",)
    assert shown["ready"].texts == ("ready from 2031",)


def test_older_runs_know_the_headroom_of_the_last_stage() -> None:
    shown = by_key(dots(plan_of(("candidate", [candidate("a", None, headroom_mw=80.0)])), STAGES))
    assert list(shown) == ["headroom"]
    assert shown["headroom"].when == "last"
    assert shown["headroom"].values == (80.0,)


def test_stages_and_what_stands_in_them() -> None:
    plan = plan_of(("site", [NORTH, SOUTH]))
    named = stages(plan, read_summary({}))
    assert [stage.name for stage in named] == ["2028-30", "2031-33"]
    counted = {"by_stage": [{"stage": "one", "sites": 1, "it_mw": 100.0, "accelerators": 50_000}]}
    (stage,) = stages(plan, read_summary({"counts": {"it_mw": 1, **counted}}))
    assert stage.totals == "1 site, 100 MW of IT, 50,000 accelerators"
    south = plan.sites[1]
    assert open_in(south, STAGES) == [False, True]
    assert by_stage(south, STAGES, "it_mw") == [None, 100.0]
    old = plan_of(("site", [{**SOUTH, "by_stage": None}])).sites[0]
    assert by_stage(old, STAGES, "it_mw") == [100.0, 100.0], "without a history: open throughout"


def test_bars_add_up() -> None:
    terms = {"facility_capital": 3.0e9, "grid_energy": 1.2e9, "heat_sold": -0.23e9, "land": 0.03e9}
    price = {
        "energy_price_eur_per_mwh": 40.0,
        "network_eur_per_mwh": 5.0,
        "levies_eur_per_mwh": 0.0,
        "electricity_tax_eur_per_mwh": 15.0,
    }
    (site,) = plan_of(("site", [{**NORTH, **price, "siting_terms_eur": terms}])).sites
    lcoc, stack, sources, payers = bars(site)
    assert lcoc[3] == [
        ["accelerators, at the cheapest money", "0.600", 100.0, "siting", 100.0],
        ["buildings and plant", "0.300", 50.0, "siting", 0.0],
        ["energy from the grid", "0.120", 20.0, "siting", 0.0],
        ["heat sold", "\u22120.023", 0.0, "siting", 0.0],
        ["other terms", "0.003", 0.5, "siting", 0.0],
    ]
    assert [part[:3] for part in stack[3]] == [  # type: ignore[attr-defined]
        ["energy", "40.0", 66.7],
        ["network", "5.0", 8.3],
        ["levies", "0.0", 0.0],
        ["electricity tax", "15.0", 25.0],
    ]
    assert [part[1] for part in sources[3]] == ["600 GWh, 60 %", "400 GWh, 40 %"]  # type: ignore[attr-defined]
    assert [part[1] for part in payers[3]] == ["EUR 1.00 bn, 67 %", "EUR 500 M, 33 %"]  # type: ignore[attr-defined]
    assert bars(plan_of(("site", [{"site": "x"}])).sites[0]) == []
