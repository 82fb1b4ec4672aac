"""Quantities that follow from a case by a formula: no solver, no Pyomo, no files."""

from models.derive.burning import burning_hours
from models.derive.demand_groups import DemandGroup, demand_groups
from models.derive.demand_pools import DemandPool, demand_pools, pooled_groups
from models.derive.finance import (
    alive_share,
    busy_share,
    capital_recovery,
    cheapest_return,
    discount_factor,
    discount_factors,
    funder_return,
    unmet_price,
)
from models.derive.geography import RoundTrips, ServiceLink, great_circle_km, round_trip_ms, service_links
from models.derive.headroom import firm_headroom_mw, non_firm_availability, non_firm_headroom_mw, usable_headroom_mw
from models.derive.least_sites import least_sites, must_serve_h100e
from models.derive.options import is_powered, it_bound_mw, purchases, ready_stages, site_options, suited_coolings
from models.derive.supply_data import SupplyData, supply_data
from models.derive.supply_digest import supply_digest
from models.derive.supply_rules import SupplyRules, supply_rules
from models.derive.thermal import (
    heat_network_demand_mw,
    mean_pue,
    peak_pue,
    power_usage_effectiveness,
    temperature_c,
    water_usage_effectiveness,
)
from models.derive.zone_series import ZoneSeries, all_zone_series, zone_series

__all__ = [
    "DemandGroup",
    "DemandPool",
    "RoundTrips",
    "ServiceLink",
    "SupplyData",
    "SupplyRules",
    "ZoneSeries",
    "alive_share",
    "all_zone_series",
    "burning_hours",
    "busy_share",
    "capital_recovery",
    "cheapest_return",
    "demand_groups",
    "demand_pools",
    "discount_factor",
    "discount_factors",
    "firm_headroom_mw",
    "funder_return",
    "great_circle_km",
    "heat_network_demand_mw",
    "is_powered",
    "it_bound_mw",
    "least_sites",
    "mean_pue",
    "must_serve_h100e",
    "non_firm_availability",
    "non_firm_headroom_mw",
    "peak_pue",
    "pooled_groups",
    "power_usage_effectiveness",
    "purchases",
    "ready_stages",
    "round_trip_ms",
    "service_links",
    "site_options",
    "suited_coolings",
    "supply_data",
    "supply_digest",
    "supply_rules",
    "temperature_c",
    "unmet_price",
    "usable_headroom_mw",
    "water_usage_effectiveness",
    "zone_series",
]
