"""Tables of the chosen sites side by side: how each is powered and who pays for it."""

from dataclasses import dataclass
from statistics import median

from placement.map import numbers as show
from placement.map.plan import Plan
from placement.map.records import Site
from placement.map.summary import Summary

NONE = "\u2013"
"""Stands in a cell without a figure."""


@dataclass(frozen=True, slots=True)
class Table:
    """Column heads with units, rows of cells, and a sentence below."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def power(plan: Plan) -> Table | None:
    """Return price, connection and clean power by site; None where nothing of it is known."""
    rows = tuple(
        (
            _name(site),
            _cell(site.delivered_eur_per_mwh),
            _cell(site.facility_peak_mw),
            _cell(site.headroom_firm_mw),
            _cell(site.headroom_non_firm_mw),
            _percent(site.ppa_share),
            _percent(site.carbon_free_share),
        )
        for site in plan.sites
    )
    head = ("Site", "Grid price, EUR/MWh", "Peak, MW", "Firm, MW", "Non-firm, MW", "PPA, %", "Carbon-free, %")
    return _known(Table(head, rows, _prices(plan)))


def _prices(plan: Plan) -> str:
    known = [state.delivered_eur_per_mwh for state in plan.states if state.delivered_eur_per_mwh is not None]
    words = (
        "Grid price: yearly mean of the bidding zone, with network, levies and tax. "
        "Peak: facility. Firm, non-firm: headroom of the connection. Carbon-free: hour by hour."
    )
    if len(known) < 2:
        return words
    low, middle, high = (show.plain(value) for value in (min(known), median(known), max(known)))
    return f"{words} Means of the states: {low} to {high} EUR/MWh, the middle one {middle}."


def money(plan: Plan) -> Table | None:
    """Return capital by site and funder in EUR bn, not discounted."""
    rows = tuple(
        (
            _name(site),
            *(_billions(v) for v in (site.eu_eur, site.state_eur, site.equity_eur, site.loan_eur, site.capital_eur)),
        )
        for site in plan.sites
    )
    return _known(Table(("EUR bn", "EU", "State", "Equity", "Loans", "All"), rows))


def stages(summary: Summary) -> Table | None:
    """Return the totals of all stages."""
    rows = tuple(
        (
            stage.stage,
            *(show.count(v) or NONE for v in (stage.sites, stage.it_mw, stage.accelerators, stage.h100e)),
            show.count(stage.served_h100e) or NONE,
        )
        for stage in summary.counts.by_stage
    )
    return _known(Table(("Stage", "Sites", "IT, MW", "Accelerators", "Compute, H100e", "Sold, H100e"), rows))


def _known(table: Table) -> Table | None:
    """Leave out the columns of which nothing is known; None where no column remains."""
    kept = [0, *(i for i in range(1, len(table.head)) if any(row[i] != NONE for row in table.rows))]
    if len(kept) == 1:
        return None
    return Table(
        tuple(table.head[i] for i in kept), tuple(tuple(row[i] for i in kept) for row in table.rows), table.note
    )


def _name(site: Site) -> str:
    return site.name or site.site


def _cell(value: float | None) -> str:
    return show.plain(value) or NONE


def _percent(share: float | None) -> str:
    return NONE if share is None else show.plain(100 * share)


def _billions(value: float | None) -> str:
    return NONE if value is None else show.plain(value / 1e9, "", 2)
