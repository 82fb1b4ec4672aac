"""From a draft without findings to the frozen `Case`."""

from models.case import EVERY_STAGE, Case, Hour
from placement.read.draft import Draft


def assemble(draft: Draft) -> Case:
    """Key every table as `Case` documents it; rows for every stage are shared among the stages."""
    head, settings, t = draft.settings.head, draft.settings, draft.tables
    return Case(
        name=head.name,
        currency_year=head.currency_year,
        base_year=head.base_year,
        discount_rate=head.discount_rate,
        social_rate=head.social_rate,
        hours_per_year=head.hours_per_year,
        stages=settings.stages,
        policy=settings.policy,
        operation=settings.operation,
        solve=settings.solve,
        states={row.state: row for row in t.states.rows},
        zones={row.zone: row for row in t.zones.rows},
        carbon={row.zone: row for row in t.carbon.rows},
        sites={row.site: row for row in t.sites.rows},
        headroom=t.headroom.rows,
        climate={(row.site, row.month): row.temperature_c for row in t.climate.rows},
        regions={row.region: row for row in t.regions.rows},
        workloads={row.workload: row for row in t.workloads.rows},
        demand=_demand(draft),
        residency={(row.state, row.accepted_state): row.surcharge_eur_per_h100eh for row in t.residency.rows},
        accelerators={row.accelerator: row for row in t.accelerators.rows},
        accelerator_cooling=tuple((row.accelerator, row.cooling) for row in t.accelerator_cooling.rows),
        cooling={row.cooling: row for row in t.cooling.rows},
        supplies={(row.zone, row.supply): row for row in t.supplies.rows},
        hours=hours_by_stage_and_zone(draft),
        funders={row.funder: row for row in t.funders.rows},
        state_rules=settings.state_rules,
        links={(row.region, row.site): row for row in t.links.rows},
        rules=t.rules.rows,
        sources=t.sources.rows,
        exclusions=draft.exclusions,
        demand_note=settings.demand.note,
    )


def _demand(draft: Draft) -> dict[tuple[str, str, str], float]:
    scale = draft.settings.demand.scale
    return {
        (row.workload, row.region, stage): scale * row.h100e
        for row in draft.tables.demand.rows
        for stage in (draft.stage_names if row.stage == EVERY_STAGE else (row.stage,))
    }


def hours_by_stage_and_zone(draft: Draft) -> dict[tuple[str, str], tuple[Hour, ...]]:
    """(stage, zone) -> hours in the order of the file, in the order of stages and zones."""
    groups: dict[tuple[str, str], list[Hour]] = {}
    for row in draft.tables.hourly.rows:
        groups.setdefault((row.stage, row.zone), []).append(row)
    tuples = {key: tuple(rows) for key, rows in groups.items()}
    zones = [zone.zone for zone in draft.tables.zones.rows]
    return {
        (stage, zone): tuples[key]
        for stage in draft.stage_names
        for zone in zones
        for key in ((stage, zone), (EVERY_STAGE, zone))
        if key in tuples
    }
