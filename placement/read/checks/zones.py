"""A bidding zone has carbon and hours, and its battery does not earn money by itself."""

from collections.abc import Iterator

from models.case import Hour
from placement.read.assemble import hours_by_stage_and_zone
from placement.read.draft import Draft
from placement.read.findings import Finding, shown, some

BATTERY_ADVICE = (
    "The battery would earn money by wasting power: raise its yearly cost or the zone's demand charge, "
    "or correct the hours of negative price."
)


def carbon_of_every_zone(draft: Draft) -> Iterator[Finding]:
    """A row of carbon for each zone."""
    given = {row.zone for row in draft.tables.carbon.rows}
    for line, row in draft.tables.zones:
        if row.zone not in given:
            advice = f"Add the zone to {draft.tables.carbon.file}."
            yield Finding(draft.tables.zones.file, line, "zone", f"no carbon row for {shown(row.zone)}", "one", advice)


def hours_of_every_zone(draft: Draft) -> Iterator[Finding]:
    """Hourly rows for each zone in each stage."""
    given = hours_by_stage_and_zone(draft)
    for line, row in draft.tables.zones:
        missing = [stage for stage in draft.stage_names if (stage, row.zone) not in given]
        if missing:
            found = f"no hourly rows for {shown(row.zone)} in stage {some(missing)}"
            advice = f'Add them to {draft.tables.hourly.file}; stage "*" holds for every stage.'
            yield Finding(draft.tables.zones.file, line, "zone", found, "hourly rows in every stage", advice)


def battery_costs_money(draft: Draft) -> Iterator[Finding]:
    """A battery cannot earn by burning grid power in its losses while the price is below zero.

    Supply at no load (x = 0) must cost nothing at least, or its least cost is unbounded below. There, only the
    losses of the battery can take energy. With 1 MW of battery and peak import P, what it takes in any hour is at
    most P <= 1 MW, so it earns at most P x sum W max(0, -delivered price), and pays the lease and P x demand charge:
    P (lease + demand charge) at least. Used PPA output, back-up and carbon only add cost. So the condition below
    is enough for V(0) = 0.
    """
    zones = {row.zone: row for row in draft.tables.zones.rows}
    hours = hours_by_stage_and_zone(draft)
    for line, row in draft.tables.supplies:
        zone = zones.get(row.zone)
        if row.supply != "battery" or zone is None:
            continue
        added = zone.network_eur_per_mwh + zone.levies_eur_per_mwh + zone.electricity_tax_eur_per_mwh
        series = {id(rows): rows for (_, name), rows in hours.items() if name == row.zone}
        earned = max((_paid_below_zero(rows, added) for rows in series.values()), default=0.0)
        least = earned - zone.demand_charge_eur_per_mw_year
        if least > row.yearly_eur_per_mw * (1 + 1e-9):
            found = f"{row.yearly_eur_per_mw:g}, while power below zero would pay {earned:,.0f} EUR a year per MW"
            yield Finding(
                draft.tables.supplies.file, line, "yearly_eur_per_mw", found, f"at least {least:,.0f}", BATTERY_ADVICE
            )


def _paid_below_zero(rows: tuple[Hour, ...], added: float) -> float:
    """What a steady MW of import is paid in hours whose delivered price is below zero, EUR a year."""
    return sum(h.weight * max(0.0, -(h.price_eur_per_mwh + added)) for h in rows)
