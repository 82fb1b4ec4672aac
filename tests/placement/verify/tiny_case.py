"""One site, one stage of two years, four hours: small enough to work out on paper."""

from models.case import (
    Accelerator,
    Carbon,
    Case,
    Cooling,
    Funder,
    Headroom,
    Hour,
    Region,
    Site,
    Stage,
    State,
    Supply,
    Workload,
    Zone,
)
from models.settings import Operation, Policy, SolveSettings, StateRules


def tiny_case() -> Case:
    """Every figure is chosen so that what follows from it is a short decimal."""
    return Case(
        name="tiny",
        currency_year=2026,
        base_year=2030,
        discount_rate=0.25,  # D = 1/1.25 + 1/1.25^2 = 1.44
        social_rate=0.0,
        hours_per_year=8000.0,
        stages=(Stage("one", 2030, 2),),
        policy=_policy(),
        operation=_operation(),
        solve=SolveSettings(gap=0.01),
        states={"S": State("S", "Sylvania", 2.0, 2.0, 10.0, 1e9, 1000.0), "T": State("T", "Thule")},
        zones={"Z": Zone("Z", "S", 3.0, 2.0, 10.0, 1000.0)},
        carbon={"Z": Carbon("Z", 100.0, 0.5)},
        sites={"A": _site("A", "Alpha"), "B": _site("B", "Beta")},
        headroom=(Headroom("A", 2028, None, 4.0, 2000.0), Headroom("A", 2040, 50.0)),
        climate={(site, month): 10.0 for site in "AB" for month in range(1, 13)},
        regions={"R": Region("R", "Rhea", "S", 0.0, 0.0)},
        workloads={
            "training": Workload(
                "training",
                "training",
                coverage_share=0.85,
                unmet_eur_per_h100eh=2.0,
                unmet_fall_per_year=0.19,
                unmet_price_year=2030,
                public_access=True,
                gbps_per_1000_h100e=2.0,
            ),
            "chat": Workload("chat", "inference", max_rtt_ms=25.0, gbps_per_1000_h100e=10.0),
        },
        demand={("training", "EU", "one"): 2500.0, ("chat", "R", "one"): 1000.0},
        residency={},
        accelerators={"G": Accelerator("G", 2.0, 20000.0, 4.0, "one", 6000.0, 2.0, 1.0, 100.0)},
        accelerator_cooling=(("G", "K"),),
        cooling={"K": Cooling("K", 1e6, 1.1, 20.0, 0.01, 0.1, 25.0, 0.5, 60.0)},
        supplies={
            ("Z", "wind"): Supply("Z", "wind", 100000.0, 10.0),
            ("Z", "battery"): Supply("Z", "battery", 50000.0, None, 0.64, 4.0),
            ("Z", "backup"): Supply("Z", "backup", 20000.0, 5.0, 1.0, 4.0, 200.0, 600.0),
        },
        hours={("one", "Z"): _hours()},
        funders={
            "union": Funder("union", "eu", 0.0, 0.25, 5e7),
            "crown": Funder("crown", "state", 0.0),
            "fund": Funder("fund", "equity", 0.09),
            "bank": Funder("bank", "loan", 0.05, 0.5),
        },
        state_rules={"S": StateRules(1.2, 0.04, 5000.0, 0.1, 0.1)},
        links={},
    )


def _hours() -> tuple[Hour, ...]:
    figures = [(50.0, 0.5, 0.0), (40.0, 0.25, 10.0), (90.0, 1.0, 20.0), (30.0, 0.0, -10.0)]
    return tuple(
        Hour("one", "Z", 1, 1, i, 1, 2000.0, price, wind, 0.0, warmer)
        for i, (price, wind, warmer) in enumerate(figures)
    )


def _site(site: str, name: str) -> Site:
    return Site(
        site=site,
        name=name,
        state="S",
        zone="Z",
        lat=0.0,
        lon=0.0,
        ready_year=2028,
        max_it_mw=20.0,
        fixed_cost_eur_per_year=100000.0,
        fibre_eur_per_year=50000.0,
        connection_eur_per_mw=100000.0,
        line_km=10.0,
        land_eur_per_mw=200000.0,
        water_m3_per_year=2000.0,
        design_temperature_c=30.0,
        estimated_firm_mw=12.0,
        heat_network_mw=4.0,
        heat_price_eur_per_mwh=10.0,
    )


def _policy() -> Policy:
    return Policy(
        max_sites=2,
        min_sites=1,
        max_sites_per_state=2,
        max_states=2,
        min_states=1,
        block_it_mw=5.0,
        min_it_mw=5.0,
        gigafactory_minimum=4000.0,
        max_state_share=1.0,
        max_share_of_state_peak=0.05,
        carbon_cap_t_per_year=10000.0,
        carbon_price_eur_per_t=5.0,
        water_cap_m3_per_year=5000.0,
        capital_cap_eur=2e8,
        carbon_free_share=0.55,
        moved_load_share=0.125,
        lost_compute_eur_per_mwh=1000.0,
        price_slope_eur_per_mwh_per_gw=10.0,
        price_slope_step_mw=5.0,
        price_slope_steps=3,
        state_match_ratio=1.0,
        private_min_share=0.5,
        max_leverage=0.5,
        programme_budget_eur=8e7,
        access_levels=(0.0, 0.5),
    )


def _operation() -> Operation:
    return Operation(
        load_factor=0.8,
        availability=0.9,
        utilisation=0.8,
        utilisation_first_year=0.4,
        it_upkeep_share=0.01,
        facility_upkeep_share=0.02,
        facility_life_years=20.0,
        connection_life_years=40.0,
        line_eur_per_km=100000.0,
        staff_per_mw=0.5,
        staff_per_site=5.0,
        hours_per_staff_year=1000.0,
        land_rent_share=0.05,
        transit_eur_per_gbps_year=1000.0,
        water_eur_per_m3=2.0,
    )
