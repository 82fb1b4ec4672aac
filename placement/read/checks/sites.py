"""A site has what its kind of case asks of it: power, climate and connection, or a given capacity."""

from collections.abc import Iterator

from models.case import Site
from placement.read.draft import Draft
from placement.read.findings import Finding, shown, some
from placement.read.notes import Note
from placement.read.schema import TABLES


def powered_sites(draft: Draft) -> Iterator[tuple[int, Site]]:
    """Sites whose power and accelerators are modelled."""
    return ((line, row) for line, row in draft.tables.sites if draft.powered and row.capacity_h100e is None)


def abstract_sites_have_capacity(draft: Draft) -> Iterator[Finding]:
    """Without power and accelerators a site offers a given capacity."""
    for line, row in draft.tables.sites:
        if not draft.powered and row.capacity_h100e is None:
            advice = "Without tables of power and accelerators, say how much compute the site offers."
            file, expected = draft.tables.sites.file, "a number of at least 0"
            yield Finding(file, line, "capacity_h100e", "an empty cell", expected, advice)


def powered_sites_are_complete(draft: Draft) -> Iterator[Finding]:
    """Zone and design temperature of every powered site."""
    file = draft.tables.sites.file
    for line, row in powered_sites(draft):
        if row.zone is None:
            advice = "Name the bidding zone, or give capacity_h100e for a site whose power is not modelled."
            yield Finding(file, line, "zone", "an empty cell", "a key of the zones table", advice)
        if row.design_temperature_c is None:
            advice = "Give the 99th percentile of dry-bulb temperature: it sizes connection and cooling plant."
            yield Finding(file, line, "design_temperature_c", "an empty cell", "a number", advice)


def climate_of_every_month(draft: Draft) -> Iterator[Finding]:
    """Twelve monthly temperatures for every powered site."""
    given = {(row.site, row.month) for row in draft.tables.climate.rows}
    for line, row in powered_sites(draft):
        missing = [month for month in range(1, 13) if (row.site, month) not in given]
        if missing:
            found = f"no climate row for {shown(row.site)} in month {some(missing, 12)}"
            advice = f"Add the monthly mean temperature to {draft.tables.climate.file}."
            yield Finding(draft.tables.sites.file, line, "site", found, "twelve months of climate", advice)


def headroom_of_every_site(draft: Draft) -> Iterator[Finding]:
    """At least one dated tranche for every powered site, and an estimate where a tranche says to take it."""
    headroom = draft.tables.headroom
    given = {row.site for row in headroom.rows}
    estimated = {row.site for row in draft.tables.sites.rows if row.estimated_firm_mw is not None}
    for line, row in powered_sites(draft):
        if row.site not in given:
            advice = f"Add a row to {headroom.file}: 0 if the operator offers none, empty to use the stated estimate."
            found = f"no headroom row for {shown(row.site)}"
            yield Finding(draft.tables.sites.file, line, "site", found, "at least one tranche of connection", advice)
    sites = {row.site for row in draft.tables.sites.rows}
    expected = "a number, or an estimate at the site"
    for line, tranche in headroom:
        if tranche.firm_mw is None and tranche.site in sites - estimated:
            advice = f"Give the firm capacity (0 means none), or estimated_firm_mw of {shown(tranche.site)} in sites."
            yield Finding(headroom.file, line, "firm_mw", "an empty cell", expected, advice)


def sites_outside_exclusions(draft: Draft) -> Iterator[Finding]:
    """No site stands inside an excluded area."""
    if not draft.exclusions:
        return
    from shapely import STRtree, points
    from shapely.geometry import shape

    sites = draft.tables.sites
    placed = [(n, row, row.lon, row.lat) for n, row in sites if row.lon is not None and row.lat is not None]
    areas = STRtree([shape(dict(exclusion.geometry)) for exclusion in draft.exclusions])
    where = points([lon for *_, lon, _ in placed], [lat for *_, lat in placed])
    names: dict[int, list[str]] = {}
    for at, area in sorted(areas.query(where, predicate="covered_by").T.tolist()):
        names.setdefault(at, []).append(draft.exclusions[area].name)
    naming = _sites_by_table(draft) if names else {}
    for at, inside in names.items():
        line, row, *_ = placed[at]
        also = [table for table, named in naming.items() if row.site in named]
        its_rows = f" with its rows in {some(also)}" if also else ""
        found = f"site {shown(row.site)} inside {some(inside)}"
        advice = f"Correct the coordinates, change the area in {draft.exclusions_file}, or remove the site{its_rows}."
        yield Finding(sites.file, line, "lat, lon", found, "a site outside every exclusion", advice)


def _sites_by_table(draft: Draft) -> dict[str, set[str]]:
    """The sites that each table names."""
    return {
        schema.name: {getattr(row, reference.column) for row in getattr(draft.tables, schema.name).rows}
        for schema in TABLES
        for reference in schema.references
        if reference.table == "sites"
    }


def sites_without_coordinates(draft: Draft) -> list[Note]:
    """A note on sites that no area could be compared with."""
    sites = [row.site for row in draft.tables.sites.rows if row.lat is None or row.lon is None]
    if not (sites and draft.exclusions):
        return []
    what = f"the excluded areas could not be compared with site {some(sites)}, without coordinates"
    return [Note(draft.tables.sites.file, what)]
