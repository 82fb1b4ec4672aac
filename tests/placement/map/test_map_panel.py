"""The panel: what to be careful about, sites side by side, cost terms."""

from typing import Any

from placement.map.cautions import cautions
from placement.map.panel import panel
from placement.map.plan import Plan, read_plan
from placement.map.summary import read_summary
from placement.map.tables import money, power
from placement.map.terms import terms
from placement.map.words import money as money_words
from placement.map.words import words


def plan_of(*sites: dict[str, Any]) -> Plan:
    """Return a plan with these sites and two states."""
    states = [{"layer": "state", "state": s, "delivered_eur_per_mwh": p} for s, p in (("AA", 60.0), ("BB", 120.0))]
    features = [{"layer": "site", **site} for site in sites] + states
    return read_plan({"features": [{"geometry": None, "properties": properties} for properties in features]})


NORTH = {
    "name": "North",
    "opened_stage": "2031-33",
    "it_mw": 400.0,
    "facility_peak_mw": 501.3,
    "headroom_firm_mw": 423.0,
}
SOUTH = {
    "name": "South",
    "opened_stage": "2028-30",
    "it_mw": 200.0,
    "facility_peak_mw": 254.0,
    "headroom_firm_mw": 585.0,
}


def test_the_cost_says_which_euros_it_is_in() -> None:
    told = {"currency_year": 2026, "base_year": 2027, "discount_rate": 0.06}
    assert money_words(read_summary(told)) == "Real EUR of 2026, discounted to 2027 at 6.0 % a year."
    assert money_words(read_summary({})) == ""
    assert dict(words(read_summary(told)))["Discounted"].endswith("at 6.0 % a year; EUR are real, of 2026")


def test_all_cautions() -> None:
    summary = read_summary(
        {
            "gap_on_screen": 0.003,
            "screen": {"sites": 48, "of_sites": 382},
            "evidence": {"siting_cost_share": {"assumed": 0.93}},
            "investor": {"project_irr": -0.1},
            "unmet_share": 0.034,
            "cost_terms": {"unmet_demand": 1.3e9},
        }
    )
    said = cautions(plan_of(NORTH, SOUTH), summary)
    assert said == (
        "93 % of the siting cost rests on assumed prices.",
        "334 of 382 candidates were screened out before the siting model; a better plan may use them.",
        "The project loses money: at the contract price of the case, its sales do not pay back its cost "
        "(real return \u221210 % a year, with the EU grant). Private money would need a higher price or more aid.",
        "3.4 % of demand is not met; a price for it, EUR 1.30 bn, is in the cost.",
        "At its peak the facility passes the firm grid connection: North (78 MW).",
        "Headroom is an input of the case, not an answer from a grid operator.",
    )


def test_no_caution_without_cause() -> None:
    summary = {"gap": 0.001, "unmet_share": 0.0, "investor": {"project_irr": 0.08}}
    assert cautions(plan_of({"name": "Nowhere"}), read_summary(summary)) == ()
    assert cautions(plan_of(), read_summary({})) == ()


def test_sites_side_by_side() -> None:
    table = power(plan_of(NORTH | {"delivered_eur_per_mwh": 55.0, "ppa_share": 0.0, "carbon_free_share": 0.96}, SOUTH))
    assert table is not None
    assert table.head == ("Site", "Grid price, EUR/MWh", "Peak, MW", "Firm, MW", "PPA, %", "Carbon-free, %")
    assert table.rows == (
        ("South", "\u2013", "254", "585", "\u2013", "\u2013"),
        ("North", "55", "501", "423", "0", "96"),
    )
    assert "60 to 120 EUR/MWh, the middle one 90" in table.note
    assert money(plan_of(NORTH)) is None
    paid = money(plan_of(NORTH | {"eu_eur": 2.007e9, "capital_eur": 29.5e9}))
    assert paid is not None
    assert paid.head == ("EUR bn", "EU", "All"), "nothing is known of the other funders"
    assert paid.rows == (("North", "2.01", "29.50"),)


def test_terms_tell_siting_from_the_rest() -> None:
    shown = terms(
        read_summary(
            {
                "cost_terms": {"land": 1e9, "accelerators_capital": 50e9, "heat_sold": -2e9},
                "siting_cost_terms": {"land": 1e9, "accelerators_capital": 10e9, "heat_sold": -2e9},
            }
        )
    )
    assert [(term.label, term.siting, term.alike) for term in shown] == [
        ("accelerators", 20.0, 80.0),
        ("heat sold", 0.0, 0.0),
        ("land", 2.0, 0.0),
    ]
    assert terms(read_summary({})) == ()


def test_grant_is_said_to_be_of_the_union() -> None:
    """The run counts EU payments only (docs/mathematics.md)."""
    shown = panel(plan_of(), read_summary({"investor": {"grant_eur_per_h100eh": 0.117}}))
    assert [(figure.label, figure.value) for figure in shown.investor] == [("EU grant", "0.117 EUR/H100e-h")]


def test_a_negative_return_is_told_in_plain_words() -> None:
    assert panel(plan_of(), read_summary({"investor": {"project_irr": 0.04}})).investor_words == ""
    words = panel(plan_of(), read_summary({"investor": {"project_irr": -0.1}})).investor_words
    assert words.startswith("A return of \u221210 % a year means")
    assert "price falls from year to year faster than the cost of compute" in words
