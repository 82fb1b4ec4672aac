"""Where: stages, states, zones with their hours, sites with their connections."""

from models.bounds import SupplyKind
from models.case import Carbon, Headroom, Hour, Site, Stage, State, Supply, Zone
from models.settings import StateRules
from tests.random_comparison.lot import Lot

YEAR = 8760.0


def stages(lot: Lot) -> tuple[Stage, ...]:
    year, rows = 2030, []
    for i in range(lot.often((0.6, 1), (0.3, 2), (0.1, 3))):
        year += lot.count(0, 1) if i else 0
        years = lot.count(1, 4)
        rows.append(Stage(f"t{i}", year, years))
        year += years
    return tuple(rows)


def states(lot: Lot) -> dict[str, State]:
    names = ("A", "B", "C")[: lot.count(1, 3)]
    return {c: _state(lot, c) for c in names}


def _state(lot: Lot, name: str) -> State:
    return State(
        state=name,
        name=name,
        country_premium_pp=lot.or_none(0.7, 0, 4),
        construction_index=lot.between(0.7, 1.3),
        labour_eur_per_h=lot.between(10, 50),
        budget_eur=lot.maybe(0.15, 1e6, 2e8),
        peak_load_mw=lot.maybe(0.7, 200, 2_000),
    )


def rules(lot: Lot) -> StateRules:
    """Of one state; most rules bind nobody."""
    return StateRules(
        max_pue=lot.maybe(0.2, 1.05, 1.3),
        min_heat_reuse_share=lot.or_none(0.15, 0.01, 0.2),
        connection_deposit_eur_per_mw=lot.or_none(0.3, 1e4, 2e5),
        min_dispatchable_share=lot.or_none(0.2, 0.05, 0.5),
        min_new_renewable_share=lot.or_none(0.15, 0.02, 0.3),
    )


def zone(lot: Lot, name: str, state: str) -> Zone:
    return Zone(
        zone=name,
        state=state,
        network_eur_per_mwh=lot.or_none(0.7, 0, 20),
        levies_eur_per_mwh=lot.or_none(0.5, 0, 10),
        electricity_tax_eur_per_mwh=lot.or_none(0.5, 0, 20),
        demand_charge_eur_per_mw_year=lot.or_none(0.5, 1e3, 5e4),
    )


def carbon(lot: Lot, name: str) -> Carbon:
    return Carbon(name, lot.or_none(0.9, 10, 700), lot.between(0, 1))


def hours(lot: Lot, name: str, stage: str) -> tuple[Hour, ...]:
    """One or two days of four to six hours, a period each or together; the hours of a day weigh the same."""
    days, together = [lot.count(4, 6) for _ in range(lot.count(1, 2))], lot.chance(0.3)
    share = lot.between(0.2, 0.8) if len(days) > 1 else 1.0
    low = lot.often((0.75, 5.0), (0.25, -150.0))
    rows: list[Hour] = []
    for day, count in enumerate(days):
        weight = YEAR * (share if day == 0 else 1 - share) / count
        for hour in range(count):
            cheap = lot.chance(0.4)
            rows.append(
                Hour(
                    stage=stage,
                    zone=name,
                    period=0 if together else day,
                    day=day,
                    hour=hour,
                    month=lot.of((1, 7)) if hour == 0 else rows[-1].month,
                    weight=weight,
                    price_eur_per_mwh=lot.between(low, 40) if cheap else lot.between(20, 220),
                    wind=lot.or_none(0.9, 0, 1),
                    solar=lot.or_none(0.5, 0, 0.8),
                    temperature_anomaly_c=lot.between(-5, 8),
                )
            )
    return tuple(rows)


def supplies(lot: Lot, name: str) -> dict[tuple[str, str], Supply]:
    offers: tuple[tuple[SupplyKind, float, float, float], ...] = (
        ("wind", 0.5, 5e4, 3e5),
        ("solar", 0.4, 3e4, 1e5),
        ("baseload", 0.3, 3e5, 8e5),
        ("battery", 0.5, 5e3, 9e4),
        ("backup", 0.4, 1e4, 5e4),
    )
    return {
        (name, kind): Supply(
            zone=name,
            supply=kind,
            yearly_eur_per_mw=lot.between(low, high),
            limit_mw=lot.maybe(0.5, 1, 30),
            efficiency=lot.often((0.8, lot.between(0.6, 0.98)), (0.2, 1.0)) if kind == "battery" else 1.0,
            duration_h=lot.between(1, 6),
            variable_eur_per_mwh=lot.between(80, 300) if kind == "backup" else 0.0,
            carbon_g_per_kwh=lot.or_none(0.8, 300, 800) if kind == "backup" else 0.0,
        )
        for kind, chance, low, high in offers
        if lot.chance(chance)
    }


def site(lot: Lot, name: str, state: str, zone_name: str | None, late: int) -> Site:
    """With power, unless it has no zone."""
    return Site(
        site=name,
        name=name,
        state=state,
        zone=zone_name,
        lat=lot.between(38, 65),
        lon=lot.between(-8, 27),
        ready_year=late if lot.chance(0.1) else lot.of((0, 2030)),
        max_it_mw=lot.maybe(0.6, 5, 60),
        fixed_cost_eur_per_year=lot.or_none(0.8, 0, 4e6),
        fibre_eur_per_year=lot.or_none(0.5, 0, 1e6),
        connection_eur_per_mw=lot.or_none(0.8, 1e4, 4e5),
        line_km=lot.or_none(0.5, 0, 12),
        land_eur_per_mw=lot.or_none(0.5, 0, 3e5),
        water_m3_per_year=lot.maybe(0.25, 1e3, 2e5),
        design_temperature_c=lot.between(20, 38),
        estimated_firm_mw=lot.between(5, 60),
        heat_network_mw=lot.or_none(0.4, 0, 25),
        heat_price_eur_per_mwh=lot.or_none(0.6, 0, 25),
        capacity_h100e=lot.between(500, 8_000) if zone_name is None or lot.chance(0.08) else None,
    )


def headroom(lot: Lot, name: str, later: int) -> list[Headroom]:
    rows = [
        Headroom(
            site=name,
            year=2030 if lot.chance(0.1) else 2028,
            firm_mw=lot.maybe(0.8, 5, 50),
            non_firm_mw=lot.or_none(0.4, 1, 25),
            non_firm_hours=lot.or_none(0.7, 50, 4_000),
        )
    ]
    if lot.chance(0.3):
        rows.append(Headroom(name, later, lot.between(0, 20), lot.or_none(0.3, 1, 10), lot.or_none(0.5, 50, 2_000)))
    return rows


def climate(lot: Lot, name: str) -> dict[tuple[str, int], float]:
    winter, summer = lot.between(-10, 8), lot.between(10, 28)
    return {(name, month): winter if month in (1, 2, 3, 10, 11, 12) else summer for month in range(1, 13)}
