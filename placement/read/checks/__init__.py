"""Checks beyond the type of a cell, each with what must be clean before it can be trusted."""

from collections.abc import Callable, Iterable

from placement.read.checks import (
    coordinates,
    demand,
    duplicates,
    hours,
    machines,
    policy,
    sites,
    sources,
    stages,
    zones,
)
from placement.read.checks.check import Check
from placement.read.draft import Draft
from placement.read.findings import Finding

__all__ = ["CHECKS", "Check"]


def _check(find: Callable[[Draft], Iterable[Finding]], *needs: str) -> Check:
    return Check(find, frozenset(needs))


CHECKS: tuple[Check, ...] = (
    _check(stages.stages_in_order, "stages"),
    _check(stages.name_names_a_folder, "case"),
    _check(stages.hours_of_a_year, "case"),
    _check(policy.minimum_within_maximum, "[policy]"),
    _check(policy.access_levels_differ, "[policy]"),
    _check(policy.operation_is_coherent, "[operation]"),
    _check(duplicates.repeated_keys),
    _check(duplicates.repeated_headroom),
    _check(duplicates.every_stage_and_one),
    _check(machines.tables_have_rows),
    _check(coordinates.coordinates_in_europe),
    _check(coordinates.coordinates_or_links, "workloads", "demand", "links", "sites"),
    _check(demand.demand_in_every_stage, "demand", "stages"),
    _check(demand.pool_without_limits, "demand"),
    _check(demand.pool_is_no_region),
    _check(demand.critical_is_inference),
    _check(demand.falling_price_has_a_year),
    _check(demand.price_before_its_year, "stages"),
    _check(zones.carbon_of_every_zone, "carbon"),
    _check(zones.hours_of_every_zone, "hourly", "zones", "stages"),
    _check(zones.battery_costs_money, "hourly", "zones", "stages"),
    _check(hours.hours_make_days, "hourly"),
    _check(hours.weights_make_a_year, "hourly", "case"),
    _check(sites.abstract_sites_have_capacity),
    _check(sites.powered_sites_are_complete),
    _check(sites.climate_of_every_month, "climate"),
    _check(sites.headroom_of_every_site, "headroom", "sites"),
    _check(sites.sites_outside_exclusions),
    _check(machines.accelerators_can_be_cooled, "accelerator_cooling"),
    _check(machines.accelerators_are_not_named_as_other_assets),
    _check(machines.dense_racks_are_not_cooled_by_air),
    _check(sources.sources_name_columns),
    _check(sources.numbers_have_sources, "sources"),
)
