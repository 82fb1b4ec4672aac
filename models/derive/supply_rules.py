"""All that a site's supply problem takes from the case's policy and operation: with SupplyData, its whole input."""

from dataclasses import dataclass
from typing import Literal

from models.case import Case


@dataclass(frozen=True, slots=True)
class SupplyRules:
    """The same for every site; fields as in `Policy` and `Operation`. What is not here moves no supply curve."""

    load_factor: float
    moved_load_share: float
    lost_compute_eur_per_mwh: float | None
    max_lost_compute_share: float
    carbon_free_share: float | None
    carbon_account: Literal["location", "hourly"]
    carbon_price_eur_per_t: float
    water_eur_per_m3: float


def supply_rules(case: Case) -> SupplyRules:
    """The rules of the case that supply obeys."""
    policy, operation = case.policy, case.operation
    return SupplyRules(
        load_factor=operation.load_factor,
        moved_load_share=policy.moved_load_share,
        lost_compute_eur_per_mwh=policy.lost_compute_eur_per_mwh,
        max_lost_compute_share=policy.max_lost_compute_share,
        carbon_free_share=policy.carbon_free_share,
        carbon_account=policy.carbon_account,
        carbon_price_eur_per_t=policy.carbon_price_eur_per_t,
        water_eur_per_m3=operation.water_eur_per_m3,
    )
