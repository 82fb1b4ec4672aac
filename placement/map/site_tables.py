"""The site's figures by stage: on its card, and as columns of the table of all sites."""

from typing import Any

from placement.map import numbers as show
from placement.map.plan import Plan
from placement.map.records import Candidate, Site
from placement.map.stages import by_stage


def site_tables(site: Site) -> list[list[Any]]:
    """Return [title, column heads, rows] of the tables on a site's card, each only where the run holds its figures."""
    built = [[s.stage, show.count(s.it_mw), show.count(s.accelerators), show.count(s.h100e)] for s in site.by_stage]
    grid = [
        [
            s.stage,
            show.count(s.facility_peak_mw),
            show.count(s.headroom_firm_mw),
            show.count(s.headroom_non_firm_mw),
        ]
        for s in site.by_stage
    ]
    return _known(
        ["Build-out", ["Stage", "IT, MW", "Accelerators", "H100e"], built],
        ["Grid connection, MW", ["Stage", "Peak", "Firm", "Non-firm"], grid],
    )


def candidate_tables(candidate: Candidate) -> list[list[Any]]:
    """Return the same of a candidate: its headroom."""
    rows = [[h.stage, show.count(h.firm_mw), show.count(h.non_firm_mw)] for h in candidate.headroom_by_stage]
    return _known(["Grid headroom, MW", ["Stage", "Firm", "Non-firm"], rows])


def _known(*tables: list[Any]) -> list[list[Any]]:
    """Leave out the columns without a figure, and the tables of which no column remains."""
    return [table for table in map(_narrowed, tables) if len(table[1]) > 1]


def _narrowed(table: list[Any]) -> list[Any]:
    title, heads, rows = table
    kept = [0, *(i for i in range(1, len(heads)) if any(row[i] for row in rows))]
    return [title, [heads[i] for i in kept], [[row[i] for i in kept] for row in rows]]


def columns(plan: Plan, stage_names: tuple[str, ...]) -> list[list[Any]]:
    """Return [head, cells] per column of the table of sites; cells are lists, one text per stage.

    Sites without power are told apart by their compute and what they cost.
    """
    found = [
        _column(plan, stage_names, "IT, MW", "it_mw"),
        _column(plan, stage_names, "Accelerators", "accelerators"),
    ]
    if not any(found):
        found = [_column(plan, stage_names, "Compute, H100e", "h100e"), _sold(plan), _cost(plan)]
    return [column for column in found if column]


def _column(plan: Plan, stage_names: tuple[str, ...], head: str, quantity: str) -> list[Any]:
    histories = [by_stage(site, stage_names, quantity) for site in plan.sites]
    return _unless_empty(head, [[show.count(value) for value in history] for history in histories])


def _sold(plan: Plan) -> list[Any]:
    return _unless_empty("Sold, H100e", [[show.count(site.served_h100e)] for site in plan.sites])


def _cost(plan: Plan) -> list[Any]:
    return _unless_empty("Cost, discounted", [[show.euros(site.cost_eur)] for site in plan.sites])


def _unless_empty(head: str, cells: list[list[str]]) -> list[Any]:
    return [head, cells] if any(text for row in cells for text in row) else []
