"""The tables of a plan agree with each other and with the summary, whatever the plan is."""

import pandas as pd
import pytest

from models.case import Case
from placement.account import Plan
from placement.solve import SolveOptions, solve_case
from tests.models.cases import tiny, with_supply

SUPPLIES = ("grid", "wind", "solar", "baseload", "backup")
NEAR = 1e-6


def total(frame: pd.DataFrame, column: str) -> float:
    return float(frame[column].sum())


def near(value: float) -> object:
    return pytest.approx(value, rel=NEAR, abs=1.0)


def test_plan_tries_the_tables(plan: Plan) -> None:
    for table in (plan.sites, plan.capacity, plan.work, plan.service, plan.supply, plan.funding, plan.costs):
        assert len(table) > 2
    assert set(plan.supply["supply"]) > {"grid"}
    assert {"unmet_demand", "carbon_price", "price_rise", "ppa"} <= set(plan.costs["term"])


def test_cost_rows_add_to_the_objective(plan: Plan) -> None:
    assert total(plan.costs, "eur") == near(plan.summary["objective_eur"])
    assert sum(plan.summary["cost_terms"].values()) == near(plan.summary["objective_eur"])
    for term, eur in plan.costs.groupby("term")["eur"].sum().items():
        assert eur == near(plan.summary["cost_terms"][term])


def test_discounting_of_cost_rows(plan: Plan, busy_case: Case) -> None:
    for t in busy_case.stages:
        years = [t.start_year - busy_case.base_year + y for y in range(1, t.years + 1)]
        factor = sum((1 + busy_case.discount_rate) ** -y for y in years)
        rows = plan.costs[plan.costs["stage"] == t.stage]
        assert rows["eur"].to_numpy() == pytest.approx(factor * rows["eur_per_year"].to_numpy())


def test_cost_of_sites_and_of_nobody_is_all_cost(plan: Plan) -> None:
    nobody = plan.costs[plan.costs["site"].isna()]
    assert set(nobody["term"]) == {"price_rise", "unmet_demand"}
    assert total(plan.sites, "cost_eur") + total(nobody, "eur") == near(plan.summary["objective_eur"])


def test_siting_cost(plan: Plan, busy_case: Case) -> None:
    # what the accelerators would cost at the cheapest return, written out: the EU's, 0 %
    yardstick = 0.0
    for row in plan.accelerators.itertuples():
        generation = busy_case.accelerators[str(row.accelerator)]
        for t in busy_case.stages:
            start = next(u.start_year for u in busy_case.stages if u.stage == row.stage)
            end = start + generation.life_years
            alive = max(0.0, min(t.start_year + t.years, end) - max(t.start_year, start)) / t.years
            if t.start_year >= start:
                years = [t.start_year - busy_case.base_year + y for y in range(1, t.years + 1)]
                factor = sum((1 + busy_case.discount_rate) ** -y for y in years)
                yardstick += float(str(row.bought)) * generation.price_eur / generation.life_years * alive * factor
    assert plan.summary["siting_cost_eur"] == near(plan.summary["objective_eur"] - yardstick)
    assert sum(plan.summary["siting_cost_terms"].values()) == near(plan.summary["siting_cost_eur"])
    nobody = total(plan.costs[plan.costs["site"].isna()], "eur")
    assert total(plan.sites, "siting_cost_eur") + nobody == near(plan.summary["siting_cost_eur"])


def test_funding_pays_the_capital(plan: Plan, busy_case: Case) -> None:
    paid = plan.funding.groupby("asset")["eur"].sum()
    for name, generation in busy_case.accelerators.items():
        bought = total(plan.accelerators[plan.accelerators["accelerator"] == name], "bought")
        assert paid.get(name, 0.0) == near(bought * generation.price_eur)
    facility = 0.0
    for row in plan.capacity.itertuples():
        before = plan.capacity[(plan.capacity["site"] == row.site) & (plan.capacity["stage"] < row.stage)]
        added = float(str(row.it_mw)) - float(before["it_mw"].max() if len(before) else 0.0)
        site = busy_case.sites[str(row.site)]
        price = busy_case.cooling[str(row.cooling)].capital_eur_per_mw
        facility += added * price * busy_case.states[site.state].construction_index
    assert paid["facility"] == near(facility)
    assert total(plan.sites, "capital_eur") == near(total(plan.funding, "eur"))
    kinds = plan.funding["funder"].map({name: f.kind for name, f in busy_case.funders.items()})
    for kind, eur in plan.summary["funding_eur"].items():
        assert eur == near(total(plan.funding[kinds == kind], "eur"))
        assert total(plan.sites, f"{kind}_eur") == near(eur)


@pytest.fixture(scope="module")
def stored() -> Plan:
    """10 MW at 10 and 200 EUR/MWh by turns, with a battery of no loss at almost no price."""
    case = with_supply(tiny(a=(10, 200, 10, 200)), "a", "battery", 1.0, duration_h=1.0)
    return solve_case(case, SolveOptions(threads=1))


def test_battery_energy_is_what_it_gives(stored: Plan) -> None:
    supply = stored.supply.set_index("supply")
    # all the dear hours are met from the battery, half the year's 87,600 MWh
    assert supply.loc["battery", "energy_mwh_per_year"] == near(43_800)
    assert supply.loc["grid", "energy_mwh_per_year"] == near(87_600)
    assert stored.dispatch["grid_discharge_mw"].max() == near(10)
    check_supply_energy(stored)


def test_dispatch_adds_to_supply_energy(plan: Plan) -> None:
    check_supply_energy(plan)


def check_supply_energy(plan: Plan) -> None:
    hours = plan.dispatch
    for row in plan.supply.itertuples():
        own = hours[(hours["stage"] == row.stage) & (hours["site"] == row.site)]
        power = (
            own["clean_discharge_mw"] + own["grid_discharge_mw"] if row.supply == "battery" else own[f"{row.supply}_mw"]
        )
        assert float((own["weight"] * power).sum()) == near(float(str(row.energy_mwh_per_year)))
        if row.supply == "grid":
            import_mw = own[["grid_mw", "wind_mw", "solar_mw", "baseload_mw"]].sum(axis=1)
            assert float(str(row.leased_mw)) == near(float(import_mw.max()))
    for supply in SUPPLIES:
        named = total(plan.supply[plan.supply["supply"] == supply], "energy_mwh_per_year")
        assert named == near(float((hours["weight"] * hours[f"{supply}_mw"]).sum()))


def test_dispatch_balances(plan: Plan) -> None:
    d = plan.dispatch
    sources = d["grid_mw"] + d["wind_mw"] + d["solar_mw"] + d["baseload_mw"] + d["backup_mw"]
    battery = d["clean_discharge_mw"] + d["grid_discharge_mw"] - d["clean_charge_mw"] - d["grid_charge_mw"]
    assert (sources + battery).to_numpy() == pytest.approx(d["facility_mw"].to_numpy(), abs=1e-5)
    assert d["facility_mw"].to_numpy() == pytest.approx((d["pue"] * d["it_load_mw"]).to_numpy(), abs=1e-6)
    draw = d.merge(plan.capacity, on=["stage", "site"])
    load = draw["it_draw_mw"] + draw["moved_mw"] - draw["lost_mw"]
    assert draw["it_load_mw"].to_numpy() == pytest.approx(load.to_numpy(), abs=1e-6)


def test_energy_and_carbon_of_sites(plan: Plan, busy_case: Case) -> None:
    last = busy_case.stages[-1].stage
    for row in plan.sites.itertuples():
        own = plan.dispatch[(plan.dispatch["stage"] == last) & (plan.dispatch["site"] == row.site)]
        energy = float((own["weight"] * own["facility_mw"]).sum())
        assert float(str(row.energy_mwh_per_year)) == near(energy)
        assert float(str(row.facility_mean_mw)) == near(energy / 8760)
        ppa = own["wind_mw"] + own["solar_mw"] + own["baseload_mw"]
        backup = busy_case.supplies.get((str(row.zone), "backup"))
        burnt = 0.0 if backup is None else float((own["weight"] * own["backup_mw"]).sum()) * backup.carbon_g_per_kwh
        grams = busy_case.carbon[str(row.zone)].carbon_g_per_kwh
        location = (float((own["weight"] * (own["grid_mw"] + ppa)).sum()) * grams + burnt) / 1e3
        hourly = (float((own["weight"] * own["grid_mw"]).sum()) * grams + burnt) / 1e3
        assert float(str(row.carbon_location_t_per_year)) == near(location)
        assert float(str(row.carbon_hourly_t_per_year)) == near(hourly)
        assert float(str(row.ppa_share)) == near(float((own["weight"] * ppa).sum()) / energy)
    for account in ("location", "market", "hourly"):
        assert plan.summary["carbon"][account] == near(total(plan.sites, f"carbon_{account}_t_per_year"))


def test_service_and_work(plan: Plan, busy_case: Case) -> None:
    shares = plan.service.groupby(["stage", "workload", "region"])["share"].sum()
    assert shares.to_numpy() == pytest.approx(1.0)
    assert len(shares) == sum(h100e > 0 for h100e in busy_case.demand.values())
    assert total(plan.service, "h100e") == near(sum(busy_case.demand.values()))
    unmet = plan.service[plan.service["site"].isna()]
    assert plan.summary["unmet_share"] == near(total(unmet, "h100e") / total(plan.service, "h100e"))
    busy: dict[str, float] = {}
    for row in plan.work.itertuples():
        g = busy_case.accelerators[str(row.accelerator)]
        rating = g.h100e_training if row.kind == "training" else g.h100e_inference
        busy[str(row.stage)] = busy.get(str(row.stage), 0.0) + rating * float(str(row.busy))
    for stage in plan.summary["counts"]["by_stage"]:
        served = plan.service[(plan.service["stage"] == stage["stage"]) & plan.service["site"].notna()]
        assert stage["served_h100e"] == near(total(served, "h100e"))
        assert busy[stage["stage"]] >= stage["served_h100e"] * (1 - NEAR)


def test_cost_per_hour_of_compute(plan: Plan, busy_case: Case) -> None:
    s = plan.summary
    spent = s["objective_eur"] - s["cost_terms"]["unmet_demand"]
    hours = {"h100e": 0.0, "served_h100e": 0.0}
    for t, row in zip(busy_case.stages, s["counts"]["by_stage"], strict=True):
        years = [t.start_year - busy_case.base_year + y for y in range(1, t.years + 1)]
        factor = sum((1 + busy_case.discount_rate) ** -y for y in years)
        for name in hours:
            hours[name] += factor * 8760 * row[name]
    assert s["lcoc_installed_eur_per_h100eh"] == pytest.approx(spent / hours["h100e"])
    assert s["lcoc_sold_eur_per_h100eh"] == pytest.approx(spent / hours["served_h100e"])


def test_limits_are_met(plan: Plan) -> None:
    assert len(plan.limits) > 20
    scale = plan.limits[["value", "bound"]].abs().max(axis=1).clip(lower=1.0)
    assert (plan.limits["slack"] >= -NEAR * scale).all()


def test_geojson_holds_every_place_once(plan: Plan, busy_case: Case) -> None:
    rows = [f["properties"] for f in plan.geojson["features"]]
    open_sites = [p["site"] for p in rows if p["layer"] == "site"]
    closed = [p["site"] for p in rows if p["layer"] == "candidate"]
    assert sorted(open_sites + closed) == sorted(busy_case.sites)
    assert open_sites == list(plan.sites["site"])
    assert all(p["screened"] for p in rows if p["layer"] == "candidate")
    assert sum(p["it_mw"] for p in rows if p["layer"] == "state") == near(total(plan.sites, "it_mw"))
    wanted = {p["region"]: p["demand_h100e"] for p in rows if p["layer"] == "region"}
    last = busy_case.stages[-1].stage
    for region, h100e in wanted.items():
        assert h100e == near(sum(n for (_, r, t), n in busy_case.demand.items() if (r, t) == (region, last)))
