"""Coordinates lie in Europe, and stand wherever a round trip needs them."""

from collections.abc import Iterator

from models.case import EU_POOL
from placement.read.draft import Draft
from placement.read.europe import LAT, LON, within
from placement.read.findings import Finding, some


def coordinates_in_europe(draft: Draft) -> Iterator[Finding]:
    """Sites and regions outside the box, with a word where latitude and longitude seem swapped."""
    for rows in (draft.tables.sites, draft.tables.regions):
        for line, row in rows:
            if (row.lat is None) != (row.lon is None):
                column = "lat" if row.lat is None else "lon"
                advice = "Give both coordinates, or neither."
                yield Finding(rows.file, line, column, "an empty cell", "a number", advice)
            elif row.lat is not None and row.lon is not None:
                yield from _outside(rows.file, line, row.lat, row.lon)


def _outside(file: str, line: int, lat: float, lon: float) -> Iterator[Finding]:
    if within(lat, LAT) and within(lon, LON):
        return
    swapped = within(lon, LAT) and within(lat, LON)
    column, value, (low, high) = ("lon", lon, LON) if within(lat, LAT) else ("lat", lat, LAT)
    advice = "Give decimal degrees, north and east positive; the model covers Europe only."
    if swapped:
        advice = "It looks like lat and lon are swapped."
    yield Finding(file, line, column, f"{value:g}", f"a number from {low:g} to {high:g} (Europe)", advice)


def coordinates_or_links(draft: Draft) -> Iterator[Finding]:
    """A place without coordinates needs a row of ``links`` for each pair, with ``rtt_ms`` where a limit asks for it."""
    t = draft.tables
    limited = {row.workload for row in t.workloads.rows if row.max_rtt_ms is not None}
    wanted: dict[str, bool] = {}
    for row in t.demand.rows:
        if row.region != EU_POOL:
            wanted[row.region] = wanted.get(row.region, False) or row.workload in limited
    links = {(row.region, row.site): row.rtt_ms is not None for row in t.links.rows}

    def unlinked(region: str, site: str) -> bool:
        timed = links.get((region, site))
        return timed is None or (wanted[region] and not timed)

    for line, site in t.sites:
        if site.lat is None and site.lon is None:
            lacking = [region for region in wanted if unlinked(region, site.site)]
            yield from _without_coordinates(t.sites.file, line, lacking, "region")
    for line, region in t.regions:
        if region.lat is None and region.lon is None and region.region in wanted:
            lacking = [site.site for site in t.sites.rows if unlinked(region.region, site.site)]
            yield from _without_coordinates(t.regions.file, line, lacking, "site")


def _without_coordinates(file: str, line: int, lacking: list[str], other: str) -> Iterator[Finding]:
    if lacking:
        advice = f"Give lat and lon, or a row of links with rtt_ms for {other} {some(lacking)}."
        yield Finding(file, line, "lat", "an empty cell", "coordinates, or links to every pair", advice)
