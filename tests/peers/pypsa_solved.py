"""The optimum of a PyPSA network of islands, read site by site; EUR a year and MW."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.peers.pypsa_supply import PPAS, Island, Rules, build_network


@dataclass(frozen=True)
class Found:
    """An optimal supply."""

    terms_eur: dict[str, float]
    """As docs/mathematics.md names them, a year."""
    leases_mw: dict[str, float]
    clean_charge_mwh: float
    """Charged from contracts, a year."""
    grid_charge_mwh: float
    price_of_headroom: float
    """What a MW more of headroom would save in the hour where it saves most, EUR a year."""
    price_of_clean: float
    """What a MWh a year less of carbon-free power would save, EUR."""


def solve_network(islands: Sequence[Island]) -> tuple[float, list[Found]]:
    """The least cost of all, EUR a year, and each site's part in it."""
    n = build_network(islands)
    n.optimize.create_model(include_objective_constant=False, consistency_check=False)
    for island in islands:
        Rules(n.model, island, n.snapshots).add()
    status = n.optimize.solve_model(
        solver_name="highs", io_api="direct", assign_all_duals=True, progress=False, log_to_console=False
    )
    assert status == ("ok", "optimal")
    return float(n.model.objective.value), [read(n, island) for island in islands]


def read(n: Any, i: Island) -> Found:
    """One site's part."""
    leases = {str(kind): float(n.c.generators.static.p_nom_opt[i.of(kind)]) for kind in i.leased}
    if i.battery is not None:
        leases["battery"] = float(n.model[i.of("battery")].solution)
    rows = n.model.constraints
    return Found(
        terms_eur=terms_eur(n, i, leases),
        leases_mw=leases,
        clean_charge_mwh=charged_mwh(n, i, "clean"),
        grid_charge_mwh=charged_mwh(n, i, "grid"),
        price_of_headroom=-float(rows[i.of("headroom")].dual.min()),
        price_of_clean=float(rows[i.of("clean power")].dual) if i.carbon_free_share is not None else 0.0,
    )


def charged_mwh(n: Any, i: Island, colour: str) -> float:
    """Energy that enters the stores of a colour, a year."""
    flows = n.c.links.dynamic.p0
    return sum(float(i.weight @ flows[i.of(f"charge {c} {p}")]) for c, p in i.stores if c == colour)


def terms_eur(n: Any, i: Island, leases: dict[str, float]) -> dict[str, float]:
    """What the site pays for, a year."""
    power, supplies = n.c.generators.dynamic.p, i.data.supplies
    rent = {str(kind): row.yearly_eur_per_mw * leases[kind] for kind, row in supplies.items()}
    through = sum(float(i.weight @ power[i.of(kind)]) for kind in ("grid", *PPAS) if kind in ("grid", *supplies))
    fuel = supplies["backup"].variable_eur_per_mwh * float(i.weight @ power[i.of("backup")])
    return {
        "grid_energy": float((i.weight * i.data.series.price_eur_per_mwh) @ power[i.of("grid")]),
        "network_and_levies": i.data.network_and_levies_eur_per_mwh * through,
        "electricity_tax": i.data.electricity_tax_eur_per_mwh * through,
        "demand_charge": i.data.demand_charge_eur_per_mw_year * float(n.model[i.of("peak")].solution),
        "ppa": sum(rent[p] for p in PPAS if p in rent),
        "battery": rent.get("battery", 0.0),
        "backup": rent["backup"] + fuel,
    }
