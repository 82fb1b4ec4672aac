"""With what: accelerators, coolings, how sites are run, who pays."""

from models.bounds import FunderKind
from models.case import Accelerator, Cooling, Funder, Stage
from models.settings import Operation
from tests.random_comparison.lot import Lot


def coolings(lot: Lot) -> dict[str, Cooling]:
    return {name: _cooling(lot, name) for name in ("dry", "wet")[: lot.often((0.6, 1), (0.4, 2))]}


def _cooling(lot: Lot, name: str) -> Cooling:
    return Cooling(
        cooling=name,
        capital_eur_per_mw=lot.between(5e6, 12e6),
        pue_base=lot.between(1.02, 1.25),
        pue_threshold_c=lot.between(5, 22),
        pue_slope_per_c=lot.or_none(0.8, 0.001, 0.02),
        wue_l_per_kwh=lot.or_none(0.5, 0.05, 1.5),
        wue_threshold_c=lot.between(0, 20),
        heat_share=lot.or_none(0.5, 0.1, 0.7),
    )


def accelerators(lot: Lot, stages: tuple[Stage, ...]) -> dict[str, Accelerator]:
    return {name: _accelerator(lot, name, stages) for name in ("g", "h")[: lot.often((0.6, 1), (0.4, 2))]}


def _accelerator(lot: Lot, name: str, stages: tuple[Stage, ...]) -> Accelerator:
    rating = lot.between(0.6, 3)
    return Accelerator(
        accelerator=name,
        it_kw=lot.between(1, 3.5),
        price_eur=lot.between(1e4, 8e4),
        life_years=lot.often((0.8, lot.between(1, 7)), (0.2, float(lot.count(1, 5)))),
        first_stage=stages[0].stage if name == "g" else lot.of(stages).stage,
        supply_per_stage=lot.maybe(0.25, 1_000, 40_000),
        h100e_training=rating,
        h100e_inference=lot.often((0.5, rating), (0.5, lot.between(0.6, 3))),
        rack_kw=100.0,
    )


def pairs(lot: Lot, names: list[str], cools: list[str]) -> tuple[tuple[str, str], ...]:
    """Each accelerator suits some cooling."""
    found = []
    for g in names:
        some = [k for k in cools if lot.chance(0.8)] or [cools[0]]
        found += [(g, k) for k in some]
    return tuple(found)


def operation(lot: Lot) -> Operation:
    used = lot.between(0.5, 1)
    return Operation(
        load_factor=lot.often((0.8, lot.between(0.6, 1)), (0.2, 1.0)),
        availability=lot.between(0.85, 1),
        utilisation=used,
        utilisation_first_year=lot.often((0.7, round(used * lot.between(0.4, 1), 4)), (0.3, used)),
        it_upkeep_share=lot.or_none(0.8, 0, 0.05),
        facility_upkeep_share=lot.or_none(0.8, 0, 0.05),
        facility_life_years=lot.between(2, 25),
        connection_life_years=lot.between(2, 40),
        line_eur_per_km=lot.or_none(0.7, 1e5, 4e6),
        staff_per_mw=lot.or_none(0.7, 0, 1),
        staff_per_site=lot.or_none(0.7, 0, 80),
        land_rent_share=lot.or_none(0.7, 0, 0.08),
        transit_eur_per_gbps_year=lot.or_none(0.5, 0, 5e4),
        water_eur_per_m3=lot.or_none(0.6, 0, 5),
        heat_full_demand_c=lot.between(-8, 0),
        heat_no_demand_c=lot.between(5, 18),
    )


def funders(lot: Lot) -> dict[str, Funder]:
    """One of them, at least, pays for anything."""
    kinds: tuple[tuple[FunderKind, float, float], ...] = (
        ("eu", 0.5, 0.0),
        ("state", 0.5, lot.or_none(0.6, 0.0, 0.06)),
        ("loan", 0.6, lot.between(0.02, 0.07)),
    )
    chosen = [
        Funder(kind, kind, rate, lot.often((0.6, lot.between(0.1, 0.8)), (0.4, 1.0)), lot.maybe(0.3, 1e6, 4e8))
        for kind, chance, rate in kinds
        if lot.chance(chance)
    ]
    equity = Funder("equity", "equity", lot.or_none(0.95, 0.05, 0.15), budget_eur=lot.maybe(0.08, 1e7, 1e9))
    return {f.funder: f for f in (*chosen, equity)}
