"""Where the power of a site comes from, source by source, last stage."""

from placement.map.records import Site

SOURCES = {
    "grid": "grid",
    "wind": "wind (PPA)",
    "solar": "solar (PPA)",
    "baseload": "baseload (PPA)",
    "backup": "back-up plant",
}
"""In this order on the page. A battery gives back what one of these brought, so it is no source."""


def by_source_mwh(site: Site) -> dict[str, float]:
    """Return MWh a year by source, zeros left out; a source the map has no word for keeps its name."""
    known = {name: value for name, value in site.supply_mwh_per_year.items() if value and name != "battery"}
    names = [name for name in SOURCES if name in known] + sorted(name for name in known if name not in SOURCES)
    return {name: value for name in names if (value := known[name]) is not None and value > 0}


def sources_of(sites: tuple[Site, ...]) -> tuple[str, ...]:
    """Return every source that some site uses."""
    used = {name for site in sites for name in by_source_mwh(site)}
    return tuple(name for name in (*SOURCES, *sorted(used - set(SOURCES))) if name in used)


def word(source: str) -> str:
    """Return a source in one word."""
    return label(source).removesuffix(" (PPA)")


def label(source: str) -> str:
    """Return a source in words."""
    return SOURCES.get(source, source.replace("_", " "))
