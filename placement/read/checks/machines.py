"""Accelerators can be cooled, and dense racks are not cooled by air."""

from collections.abc import Iterator

from placement.read.draft import Draft
from placement.read.findings import Finding, shown

OTHER_ASSETS = ("facility", "connection")
MOST_AIR_KW = 40.0
"""Above it a rack needs direct liquid cooling."""


def accelerators_can_be_cooled(draft: Draft) -> Iterator[Finding]:
    """At least one cooling suits each accelerator."""
    suited = {row.accelerator for row in draft.tables.accelerator_cooling.rows}
    for line, row in draft.tables.accelerators:
        if row.accelerator not in suited:
            advice = f"Add a row to {draft.tables.accelerator_cooling.file}, or remove the accelerator."
            found = f"no cooling for {shown(row.accelerator)}"
            yield Finding(draft.tables.accelerators.file, line, "accelerator", found, "at least one", advice)


def accelerators_are_not_named_as_other_assets(draft: Draft) -> Iterator[Finding]:
    """A site's assets are its accelerators, its facility and its connection: names must tell them apart."""
    for line, row in draft.tables.accelerators:
        if row.accelerator in OTHER_ASSETS:
            advice = "Give the accelerator another name: funding.csv uses this one for another asset."
            file = draft.tables.accelerators.file
            yield Finding(file, line, "accelerator", shown(row.accelerator), "a name of its own", advice)


def dense_racks_are_not_cooled_by_air(draft: Draft) -> Iterator[Finding]:
    """A cooling whose name begins with air serves racks of up to 40 kW."""
    rack_kw = {row.accelerator: row.rack_kw for row in draft.tables.accelerators.rows}
    for line, row in draft.tables.accelerator_cooling:
        power = rack_kw.get(row.accelerator, 0.0)
        if row.cooling.lower().startswith("air") and power > MOST_AIR_KW:
            found = f"{shown(row.cooling)} for racks of {power:g} kW"
            advice = (
                f"Above {MOST_AIR_KW:g} kW a rack needs direct liquid cooling: pair {shown(row.accelerator)} with one."
            )
            file = draft.tables.accelerator_cooling.file
            yield Finding(file, line, "cooling", found, "direct liquid cooling", advice)


def tables_have_rows(draft: Draft) -> Iterator[Finding]:
    """Tables without which nothing can be planned; where power is modelled somebody pays for it."""
    t = draft.tables
    always = (t.states, t.sites, t.demand, t.workloads)
    powered = (t.zones, t.accelerators, t.cooling, t.funders)
    for rows in (*always, *(powered if draft.powered else ())):
        if rows.present and rows.clean and not len(rows):
            what = "somebody who pays for the capital" if rows is t.funders else "at least one row"
            yield Finding(rows.file, None, None, "no rows", what, "Add the rows below the header.")
