"""Power that is contracted or held ready, by site, supply and stage."""

from placement.map import numbers as show
from placement.report import units, words
from placement.report.blocks import Cell, Table, known, number, word
from placement.report.records import Supply
from placement.report.run import Run

LEAST = 0.05
"""MW; less would be shown as 0 and is what an interior-point solve leaves of nothing."""


def contracts(run: Run) -> Table | None:
    """Return MW leased by stage and the energy used in the last stage; None where nothing is leased."""
    leased = [row for row in run.supply if row.supply != "grid" and (row.leased_mw or 0.0) >= LEAST]
    energy = units.energy([row.energy_mwh_per_year for row in leased])
    groups: dict[tuple[str, str], list[Supply]] = {}
    for row in leased:
        groups.setdefault((row.site, row.supply), []).append(row)
    order = [site.site for site in run.sites]
    rows = []
    for (site, supply), same in sorted(groups.items(), key=lambda item: _rank(order, item[0])):
        by_stage = {row.stage: row for row in same}
        used = by_stage[run.last].energy_mwh_per_year if run.last in by_stage else None
        rows.append(
            (
                word(run.name(site)),
                word(words.upper(words.supply(supply))),
                *(_leased(by_stage.get(stage)) for stage in run.stages),
                number(used, energy.text(used)),
            )
        )
    stages = (f"Leased {stage}, MW" for stage in run.stages)
    head = ("Site", "Supply", *stages, f"Used in the last stage, {energy.name}")
    note = (
        "A contract (PPA, power purchase agreement) is leased in MW of plant; what it gives beyond need is curtailed. "
        "Of a battery, the energy it gives."
    )
    return known(Table("Contracts, batteries and back-up", head, tuple(rows), note, words=(0, 1)), first=2)


def _rank(order: list[str], key: tuple[str, str]) -> tuple[int, int]:
    site, supply = key
    kinds = list(words.SUPPLIES)
    return (
        order.index(site) if site in order else len(order),
        kinds.index(supply) if supply in kinds else len(kinds),
    )


def _leased(row: Supply | None) -> Cell:
    mw = row.leased_mw if row else None
    return number(mw, show.plain(mw, "", 0 if (mw or 0.0) >= 10 else 1))
