"""The policy: every switch at a low rate, so that many are on together in some case."""

from models.settings import Policy
from tests.random_comparison.lot import Lot

OFTEN, SELDOM = 0.1, 0.04


def policy(lot: Lot, abstract: bool) -> Policy:
    """Counts of sites, N-1 and single sources hold in any case, the rest where power is modelled."""
    counts = Policy(
        max_sites=lot.often((0.1, 0), (0.9, lot.count(1, 3))) if lot.chance(OFTEN) else None,
        min_sites=lot.count(1, 3) if lot.chance(OFTEN) else None,
        max_sites_per_state=lot.count(1, 2) if lot.chance(OFTEN) else None,
        max_states=lot.count(1, 2) if lot.chance(OFTEN) else None,
        min_states=lot.count(1, 2) if lot.chance(SELDOM) else None,
        n_minus_1=lot.chance(0.2),
        single_source=lot.chance(OFTEN),
    )
    return counts if abstract else _with_power(lot, counts)


def _with_power(lot: Lot, counts: Policy) -> Policy:
    return Policy(
        max_sites=counts.max_sites,
        min_sites=counts.min_sites,
        max_sites_per_state=counts.max_sites_per_state,
        max_states=counts.max_states,
        min_states=counts.min_states,
        n_minus_1=counts.n_minus_1,
        single_source=counts.single_source,
        block_it_mw=lot.often((0.4, 1.0), (0.3, lot.between(2, 8)), (0.3, 10.0)),
        min_it_mw=lot.or_none(OFTEN, 1, 20),
        gigafactory_minimum=lot.or_none(OFTEN, 200, 9_000),
        gigafactory_unit=lot.often((0.6, "accelerators"), (0.4, "h100e")),
        max_state_share=lot.maybe(OFTEN, 0.5, 1),
        max_share_of_state_peak=lot.maybe(OFTEN, 0.005, 0.08),
        carbon_cap_t_per_year=lot.maybe(OFTEN, 500, 2e5),
        carbon_account=lot.often((0.7, "location"), (0.3, "hourly")),
        carbon_price_eur_per_t=lot.or_none(0.2, 5, 120),
        water_cap_m3_per_year=lot.maybe(OFTEN, 1e3, 2e5),
        capital_cap_eur=lot.maybe(SELDOM, 5e7, 2e9),
        carbon_free_share=lot.maybe(0.2, 0.05, 0.95),
        grid_carbon_free_counts=lot.chance(0.75),
        moved_load_share=lot.or_none(0.25, 0.02, 0.3),
        lost_compute_eur_per_mwh=lot.maybe(0.25, 0, 400),
        max_lost_compute_share=lot.often((0.6, 0.02), (0.4, lot.between(0, 0.2))),
        price_slope_eur_per_mwh_per_gw=lot.or_none(0.2, 20, 800),
        price_slope_step_mw=lot.between(3, 60),
        price_slope_steps=lot.count(1, 5),
        risk_pass_through=lot.often((0.7, lot.between(0, 1)), (0.3, 0.0)),
        state_match_ratio=lot.or_none(OFTEN, 0.1, 2),
        private_min_share=lot.maybe(OFTEN, 0.1, 1),
        max_leverage=lot.maybe(OFTEN, 0.1, 0.8),
        programme_budget_eur=lot.maybe(OFTEN, 1e6, 3e8),
        access_levels=_levels(lot) if lot.chance(0.15) else (),
    )


def _levels(lot: Lot) -> tuple[float, ...]:
    none = (0.0,) if lot.chance(0.8) else ()
    return (*none, *sorted({lot.between(0.02, 0.6) for _ in range(lot.count(1, 2))}))
