"""How each site is powered: price, sources, contracts and the room on its connection."""

from placement.charts import theme
from placement.charts.bars import Marks, Piece, stacked
from placement.map import numbers as show
from placement.map.records import Site
from placement.report import units, words
from placement.report.blocks import Block, Chart, Section, Table, known, number, word
from placement.report.parts.contracts import contracts
from placement.report.parts.power_paid import paid
from placement.report.run import Run

PRICE = {
    "energy on the market": ("energy_price_eur_per_mwh", theme.BLUE),
    "network": ("network_eur_per_mwh", theme.TEAL),
    "levies": ("levies_eur_per_mwh", theme.SKY),
    "electricity tax": ("electricity_tax_eur_per_mwh", theme.OCHRE),
}


BARS = 14
"""So many bars of headroom stand in a chart; more are in the table only."""
Room = tuple[str, float | None, float | None, float | None]
"""A label; firm and non-firm headroom and the facility's peak, MW."""
PAID = (
    "Paid for power in all: what the site pays in the last stage for grid power, contracts, battery and back-up, over "
    "the energy that it uses. The delivered price is that of the zone's grid power over all hours of the year."
)


def section(run: Run) -> Section | None:
    """Return price, energy, headroom and contracts; None where no site has power."""
    if not run.powered:
        return None
    made = (
        _price(run),
        _energy(run),
        _headroom(run),
        _state_peaks(run),
        _table(run),
        _time_to_power(run),
        contracts(run),
    )
    lead = ("Headroom is an input of the case, not an answer from a grid operator.",)
    return Section("power", "Power", lead, tuple(block for block in made if block is not None))


def _price(run: Run) -> Block | None:
    pieces, totals = [], {}
    for site in run.sites:
        parts = {label: getattr(site, field) for label, (field, _) in PRICE.items()}
        if any(value is None for value in parts.values()):
            continue
        for label, value in parts.items():
            pieces.append(Piece(site.label, label, value, f"{site.label}, {label}: {show.plain(value, 'EUR/MWh', 1)}"))
        totals[site.label] = show.plain(sum(parts.values()), "", 1)
    if not pieces:
        return None
    colours = {label: colour for label, (_, colour) in PRICE.items()}
    chart = stacked(pieces, colours, "EUR/MWh", "Delivered price of grid power by site, EUR/MWh", totals=totals)
    note = (
        "Mean of the last stage's year in the site's bidding zone. Power contracts replace the market part only: what "
        "each site pays in all stands in the table."
    )
    return Chart("power-price", "Delivered price of grid power", chart, note)


def _supplied(run: Run, site: Site) -> dict[str, float]:
    """Return MWh of the last stage's year by source; a battery is none, it only moves energy in time."""
    found: dict[str, float | None] = dict(site.supply_mwh_per_year)
    if not found:
        rows = [row for row in run.supply if row.site == site.site and row.stage == run.last]
        found = {row.supply: row.energy_mwh_per_year for row in rows}
    return {name: mwh for name, mwh in found.items() if mwh and name != "battery"}


def _energy(run: Run) -> Block | None:
    by_site = {site.label: _supplied(run, site) for site in run.sites}
    unit = units.energy([sum(parts.values()) for parts in by_site.values()])
    order = list(dict.fromkeys([*theme.SUPPLIES, *(name for parts in by_site.values() for name in parts)]))
    pieces = [
        Piece(
            label, words.supply(name), unit.of(parts[name]), f"{label}, {words.supply(name)}: {unit.full(parts[name])}"
        )
        for label, parts in by_site.items()
        for name in order
        if name in parts
    ]
    if not pieces:
        return None
    present = {piece.part for piece in pieces}
    colours = {words.supply(name): theme.SUPPLIES.get(name, theme.SAND) for name in order}
    used = {label: colour for label, colour in colours.items() if label in present}
    totals = {label: unit.text(sum(parts.values())) for label, parts in by_site.items() if parts}
    chart = stacked(pieces, used, unit.name, f"Energy by site and source, {unit.name}", totals=totals)
    stored = any(row.supply == "battery" for row in run.supply)
    note = "With what batteries lose; they only move energy in time." if stored else ""
    return Chart("energy-by-source", "Energy by source, last stage", chart, note)


def _headroom(run: Run) -> Block | None:
    """Return room against the peak, stage by stage where the bars are few, else of the last stage."""
    rooms = _rooms(run)
    staged = 0 < len(rooms) <= BARS
    if not staged:
        rooms = [(s.label, s.headroom_firm_mw, s.headroom_non_firm_mw, s.facility_peak_mw) for s in run.sites]
    pieces, peaks, says = [], {}, {}
    for label, firm, extra, peak in rooms:
        if firm is None or extra is None or peak is None:
            continue
        pieces.append(Piece(label, "firm", firm, f"{label}, firm: {show.megawatts(firm)}"))
        pieces.append(Piece(label, "non-firm", extra, f"{label}, non-firm: {show.megawatts(extra)}"))
        peaks[label], says[label] = peak, f"{label}, facility at peak: {show.megawatts(peak)}"
    if not pieces:
        return None
    colours = {"firm": theme.SKY, "non-firm": theme.PALE}
    name = "Headroom of the grid connection by site, firm and non-firm, against the peak of the facility, MW"
    chart = stacked(pieces, colours, "MW" if staged else "MW, last stage", name, marks=Marks(peaks, says))
    note = "Line across a bar: the facility at its peak. Firm: at all hours. Non-firm: the operator may curtail it."
    return Chart("headroom", "Room on the grid connection", chart, note)


def _rooms(run: Run) -> list[Room]:
    """Return the rooms of each site and stage in which it is open."""
    if len(run.stages) < 2:
        return []
    return [
        (f"{stage.stage} {site.label}", stage.headroom_firm_mw, stage.headroom_non_firm_mw, stage.facility_peak_mw)
        for site in run.sites
        for stage in site.by_stage
        if stage.facility_peak_mw is not None and stage.headroom_firm_mw is not None
    ]


def _table(run: Run) -> Table | None:
    power = units.power([site.facility_peak_mw for site in run.sites])
    energy = units.energy([site.energy_mwh_per_year for site in run.sites])
    rows = []
    for s in run.sites:
        over = max(0.0, s.facility_peak_mw - s.headroom_firm_mw) if _both(s) else None  # type: ignore[operator]
        rows.append(
            (
                word(s.label),
                number(s.delivered_eur_per_mwh, show.plain(s.delivered_eur_per_mwh, "", 1)),
                number(paid(run, s), show.plain(paid(run, s), "", 1)),
                number(s.energy_mwh_per_year, energy.text(s.energy_mwh_per_year)),
                number(s.facility_peak_mw, power.text(s.facility_peak_mw)),
                number(s.headroom_firm_mw, power.text(s.headroom_firm_mw)),
                number(s.headroom_non_firm_mw, power.text(s.headroom_non_firm_mw)),
                number(over, power.text(over)),
                number(s.ppa_share, show.plain(100 * (s.ppa_share or 0.0))),
                number(s.carbon_free_share, show.plain(100 * (s.carbon_free_share or 0.0))),
                number(s.pue_mean, show.plain(s.pue_mean, "", 2)),
                word(words.plain(s.cooling).replace("-", " ")),
            )
        )
    head = (
        *(
            "Site",
            "Delivered price of grid power, EUR/MWh",
            "Paid for power in all, EUR/MWh",
            f"Energy, {energy.name}",
            "Peak, MW",
            "Firm headroom, MW",
        ),
        *("Non-firm headroom, MW", "Peak beyond firm, MW", "From contracts (PPA), %", "Carbon-free by the hour, %"),
        *("PUE, facility over IT energy", "Cooling"),
    )
    return known(Table("Each site's power, last stage", head, tuple(rows), note=PAID, words=(0, 11)))


def _both(site: Site) -> bool:
    return site.facility_peak_mw is not None and site.headroom_firm_mw is not None


def _time_to_power(run: Run) -> Table | None:
    """Return what the connection offers and the site needs, stage by stage."""
    rows = []
    for site in run.sites:
        for stage in site.by_stage:
            firm, extra, peak = stage.headroom_firm_mw, stage.headroom_non_firm_mw, stage.facility_peak_mw
            left = firm + extra - peak if firm is not None and extra is not None and peak is not None else None
            cells = (number(mw, show.plain(mw)) for mw in (peak, firm, extra, left))
            rows.append((word(site.label), word(stage.stage), *cells))
    head = (
        *("Site", "Stage", "Facility at peak, MW", "Firm headroom, MW", "Non-firm headroom, MW"),
        "Room left at peak, MW",
    )
    table = Table("The connection stage by stage", head, tuple(rows), words=(0, 1))
    return known(table, first=2) if len(run.stages) > 1 and table.rows else None


def _state_peaks(run: Run) -> Table | None:
    found = [row for row in run.limits if row.limit == "state_peak_share" and row.stage == run.last]
    rows = tuple(
        (
            word(run.state(row.scope)),
            number(row.value, show.plain(row.value)),
            number(row.bound, show.plain(row.bound)),
            number(row.value / row.bound, show.plain(100 * row.value / row.bound)),
        )
        for row in found
        if row.value is not None and row.bound
    )
    head = ("State", "Facilities at peak, MW", "Allowed share of the state's peak load, MW", "Used, %")
    return known(Table("Weight on the state's grid, last stage", head, rows, wide=False))
