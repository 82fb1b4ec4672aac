"""Carbon in three accounts, water and heat, by site."""

from placement.charts import theme
from placement.charts.bars import Piece, grouped
from placement.map import numbers as show
from placement.map.records import Site
from placement.report import units
from placement.report.blocks import Block, Chart, Fact, Facts, Section, Table, known, number, word
from placement.report.run import Run

ACCOUNTS = {
    "by location": ("carbon_location_t_per_year", theme.GREY),
    "by contracts": ("carbon_market_t_per_year", theme.TEAL),
    "hour by hour": ("carbon_hourly_t_per_year", theme.BLUE),
}


def section(run: Run) -> Section | None:
    """Return carbon, water and heat of the last stage; None where no site has power."""
    if not run.powered:
        return None
    made = (_facts(run), _chart(run), _table(run))
    lead = (
        "By location: the mix of the grid, whatever was contracted. By contracts: clean contracts netted over the "
        "year. Hour by hour: a clean contract counts only in the hour in which it gives.",
    )
    blocks = tuple(block for block in made if block is not None)
    return Section("carbon", "Carbon, water and heat", lead, blocks) if blocks else None


def _facts(run: Run) -> Block | None:
    carbon = run.summary.carbon
    facts = (
        Fact("Carbon by location", show.tonnes(carbon.location), "all sites"),
        Fact("Carbon by contracts", show.tonnes(carbon.market), "all sites"),
        Fact("Carbon hour by hour", show.tonnes(carbon.hourly), "all sites"),
    )
    found = tuple(fact for fact in facts if fact.value)
    return Facts(found) if found else None


def _chart(run: Run) -> Block | None:
    values = {(site.label, label): getattr(site, field) for site in run.sites for label, (field, _) in ACCOUNTS.items()}
    known_values = {key: value for key, value in values.items() if value is not None}
    if not any(known_values.values()):
        return None
    unit = units.carbon(known_values.values())
    pieces = [
        Piece(bar, part, unit.of(value), f"{bar}, {part}: {unit.full(value)}")
        for (bar, part), value in known_values.items()
    ]
    texts = {f"{bar}/{part}": unit.text(value) for (bar, part), value in known_values.items()}
    colours = {label: colour for label, (_, colour) in ACCOUNTS.items()}
    chart = grouped(pieces, colours, unit.name, f"Carbon by site in three accounts, {unit.name}", texts)
    return Chart("carbon-by-site", "Carbon in three accounts, last stage", chart)


NOTE = (
    "By location per energy: mostly the factor of the zone's grid, an input. Such factors usually count the life cycle "
    "of power plants, so that even power counted as carbon-free has some grams."
)


def _factor(site: Site) -> float | None:
    """Return carbon by location over the energy of the site, g/kWh, last stage."""
    if site.carbon_location_t_per_year is None or not site.energy_mwh_per_year:
        return None
    return 1e3 * site.carbon_location_t_per_year / site.energy_mwh_per_year


def _table(run: Run) -> Table | None:
    carbon = units.carbon([site.carbon_location_t_per_year for site in run.sites])
    water = units.water([site.water_m3_per_year for site in run.sites])
    heat = units.energy([site.heat_mwh_per_year for site in run.sites])
    rows = tuple(
        (
            word(s.label),
            number(s.carbon_location_t_per_year, carbon.text(s.carbon_location_t_per_year)),
            number(_factor(s), show.plain(_factor(s))),
            number(s.carbon_market_t_per_year, carbon.text(s.carbon_market_t_per_year)),
            number(s.carbon_hourly_t_per_year, carbon.text(s.carbon_hourly_t_per_year)),
            number(s.water_m3_per_year, water.text(s.water_m3_per_year)),
            number(s.heat_mwh_per_year, heat.text(s.heat_mwh_per_year)),
        )
        for s in run.sites
    )
    head = (
        *(
            "Site",
            f"By location, {carbon.name}",
            "By location per energy, g/kWh",
            f"By contracts, {carbon.name}",
            f"Hour by hour, {carbon.name}",
        ),
        *(f"Water, {water.name}", f"Heat sold, {heat.name}"),
    )
    return known(Table("Each site, last stage", head, rows, NOTE))
