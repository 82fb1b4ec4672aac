"""Hours in which a site leans on non-firm power, hours in which that is off, and what bridges them."""

from collections.abc import Mapping

import numpy as np

from placement.map import numbers as show
from placement.map.records import Site
from placement.report.blocks import Cell, Table, known, number, word
from placement.report.dispatch import CONNECTION, SOURCES, Series
from placement.report.run import Run

LEAST_MW = 1e-3
"""Less is rounding of the solve."""
LEAST_MWH = 0.5
"""A year; less would be shown as 0."""
LONGEST_YEAR = 8784.0
"""Hours. More weight stands for two coolings at a site, whose connections are told apart only in the file."""
BRIDGES = ("moved_mw", "battery", "backup", "lost_mw")


def non_firm(run: Run) -> Table | None:
    """Return a row for each site with non-firm headroom, last stage; None where none has."""
    if run.dispatch is None:
        return None
    rows = tuple(
        _row(site, run.dispatch.sites[site.site])
        for site in run.sites
        if site.headroom_non_firm_mw and site.headroom_firm_mw is not None and _one_year(run, site)
    )
    head = (
        *("Site", "Hours with flow above firm, hours a year", "Hours with non-firm power off, hours a year"),
        *("Load moved then, MWh a year", "From the battery then, MWh a year", "From back-up then, MWh a year"),
        *("Compute stopped then, MWh a year", "Highest draw in these hours, MW", "Peak on the design day, MW"),
    )
    note = (
        "Non-firm power is off in the dearest hours of the zone, from which load is moved and the battery drawn in any "
        "case; only where the flow would pass the firm headroom must they bridge it. Peak on the design day: the "
        "hottest day, for which the plant is built; the days drawn above are cooler, so their highest draw is less."
    )
    return known(Table("Non-firm power, last stage", head, rows, note), first=1)


def _one_year(run: Run, site: Site) -> bool:
    columns = run.dispatch.sites.get(site.site) if run.dispatch else None
    return columns is not None and float(columns["weight"].sum()) <= LONGEST_YEAR + 1.0


def _row(site: Site, columns: Mapping[str, Series]) -> tuple[Cell, ...]:
    weight = columns["weight"]
    flow = np.sum([_sum(columns, source) for source in CONNECTION], axis=0)
    above = float(weight[flow > (site.headroom_firm_mw or 0.0) + LEAST_MW].sum())
    off = columns["headroom_mw"] < columns["headroom_mw"].max() - LEAST_MW
    curtailed = float(weight[off].sum())
    bridged = (float((np.abs(_sum(columns, name)) * weight)[off].sum()) for name in BRIDGES)
    draw = float(columns["facility_mw"].max())
    return (
        word(site.label),
        number(above, show.count(above)),
        number(curtailed, show.count(curtailed)),
        *(number(mwh if mwh >= LEAST_MWH else None, show.count(mwh)) for mwh in bridged),
        number(draw, show.plain(draw)),
        number(site.facility_peak_mw, show.plain(site.facility_peak_mw)),
    )


def _sum(columns: Mapping[str, Series], name: str) -> Series:
    """Return a source of power, or a column, hour by hour, MW."""
    return np.asarray(np.sum([columns[column] for column in SOURCES.get(name, (name,))], axis=0))
