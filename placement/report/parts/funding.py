"""Who pays what, where, and how near the money is to its caps."""

from collections.abc import Iterable

from placement.charts import theme
from placement.charts.bars import Piece, stacked
from placement.map import numbers as show
from placement.map.records import Site
from placement.report import units, words
from placement.report.blocks import Block, Cell, Chart, Section, Table, known, number, word
from placement.report.parts import funding_stages
from placement.report.records import Limit
from placement.report.run import Run

KINDS = ("eu", "state", "equity", "loan")
CAPS = {
    "funder_budget": "budget of a funder",
    "state_budget": "budget of a state",
    "programme_budget": "EU and states together",
    "capital_cap": "all capital",
}


def paid(run: Run) -> list[tuple[str, float]]:
    """Return what each kind of funder pays over all stages, EUR, not discounted."""
    money = run.summary.funding_eur
    return [(kind, getattr(money, kind) or 0.0) for kind in KINDS]


def section(run: Run) -> Section | None:
    """Return the flow of money; None where nobody pays capital."""
    whole = sum(eur for _, eur in paid(run))
    if whole <= 0:
        return None
    lead = (
        f"{show.euros(whole)} of capital over all stages, not discounted. Accelerators that are bought anew count "
        "again, so this is not the cost, which is discounted and holds energy, upkeep and staff as well.",
    )
    made = (
        _by_site(run),
        _by_asset(run),
        funding_stages.chart(run, _ranked(funding_stages.sums(run), 1)),
        _caps_chart(run),
        _table(run),
        funding_stages.most_of_the_eu(run),
        _caps(run),
    )
    return Section("funding", "Who pays", lead, tuple(block for block in made if block is not None))


def _kinds(site: Site) -> dict[str, float]:
    return {kind: getattr(site, f"{kind}_eur") or 0.0 for kind in KINDS}


def _by_site(run: Run) -> Block | None:
    unit = units.money([site.capital_eur for site in run.sites])
    pieces, totals = [], {}
    for site in run.sites:
        for kind, eur in _kinds(site).items():
            says = f"{site.label}, {words.funder(kind)}: {unit.full(eur)}"
            pieces.append(Piece(site.label, words.funder(kind), unit.of(eur), says))
        totals[site.label] = unit.text(sum(_kinds(site).values()))
    if not any(piece.value for piece in pieces):
        return None
    present = {piece.part for piece in pieces if piece.value}
    colours = {words.funder(k): theme.FUNDERS[k] for k in KINDS if words.funder(k) in present}
    chart = stacked(pieces, colours, unit.name, f"Capital by site and funder, {unit.name}", totals=totals)
    return Chart("capital-by-site", "Where the money goes", chart)


def _by_asset(run: Run) -> Block | None:
    sums: dict[tuple[str, str], float] = {}
    for row in run.funding:
        if row.eur is not None:
            key = (row.asset, row.funder)
            sums[key] = sums.get(key, 0.0) + row.eur
    if not sums:
        return None
    funders = _ranked(sums, 1)
    unit = units.money([sum(eur for (a, _), eur in sums.items() if a == asset) for asset in _ranked(sums, 0)])
    pieces = [
        Piece(_asset(asset), words.funder(funder), unit.of(sums[asset, funder]), _says(asset, funder, sums, unit))
        for asset in _ranked(sums, 0)
        for funder in funders
        if (asset, funder) in sums
    ]
    spare = iter(theme.CATEGORIES)
    colours = {words.funder(f): theme.FUNDERS.get(f) or next(spare) for f in funders}
    totals = {
        _asset(asset): unit.text(sum(eur for (a, _), eur in sums.items() if a == asset)) for asset in _ranked(sums, 0)
    }
    chart = stacked(pieces, colours, unit.name, f"Capital by what it buys and funder, {unit.name}", totals=totals)
    return Chart("capital-by-asset", "What the money buys", chart)


def _asset(name: str) -> str:
    return words.upper(words.asset(name)) if name in words.ASSETS else name


def _says(asset: str, funder: str, sums: dict[tuple[str, str], float], unit: units.Unit) -> str:
    return f"{_asset(asset)}, {words.funder(funder)}: {unit.full(sums[asset, funder])}"


def _ranked(sums: dict[tuple[str, str], float], part: int) -> list[str]:
    """Return the assets (0) or funders (1): known funders in their usual order, all else the largest first."""
    found: dict[str, float] = {}
    for key, eur in sums.items():
        found[key[part]] = found.get(key[part], 0.0) + eur
    usual = {kind: rank for rank, kind in enumerate(KINDS)}
    return sorted(found, key=lambda name: (usual.get(name, len(usual)) if part else 0, -found[name], name))


def _table(run: Run) -> Table | None:
    unit = units.money([site.capital_eur for site in run.sites])
    rows = []
    for site in run.sites:
        kinds = _kinds(site)
        rows.append(
            (
                word(site.label),
                *(number(eur or None, unit.text(eur)) for eur in kinds.values()),
                number(site.capital_eur or None, unit.text(site.capital_eur)),
                _share(kinds["eu"], site.capital_eur),
                number(site.grant_eur_per_h100eh or None, show.plain(site.grant_eur_per_h100eh, "", 3)),
            )
        )
    head = (
        *("Site", *(f"{words.upper(words.funder(kind))}, {unit.name}" for kind in KINDS), f"All, {unit.name}"),
        *("EU's share, %", "EU grant, EUR/H100e-h"),
    )
    note = "Grant: EU money per H100e-hour sold, both discounted."
    return known(Table("Each site's capital, not discounted", head, tuple(rows), note))


def _share(part: float, whole: float | None) -> Cell:
    return number(part / whole, show.plain(100 * part / whole, "", 1)) if whole and part else number(None, "")


def _capped(run: Run) -> list[Limit]:
    """Return the caps on money: of funders, states, the programme, all capital; each with the fullest first."""
    found = [row for row in run.limits if row.limit in CAPS and row.bound and row.value is not None]
    return sorted(found, key=lambda row: (list(CAPS).index(row.limit), -_used(row)))


def _caps_chart(run: Run) -> Block | None:
    found = _capped(run)
    pieces, totals = [], {}
    for row in found:
        label, unit = _cap(run, row), units.money([row.bound])
        part, says = 100 * _used(row), f"{unit.full(row.value or 0.0)} of {unit.full(row.bound or 0.0)}"
        pieces.append(Piece(label, "used", part, f"{label}: {says} used"))
        pieces.append(Piece(label, "free", max(0.0, 100 - part), f"{label}: {show.plain(100 - part, '%')} free"))
        totals[label] = show.plain(part, "%")
    if not pieces:
        return None
    colours = {"used": theme.TEAL, "free": theme.PALE}
    chart = stacked(pieces, colours, "% of the cap", "Money against its caps, % of each cap", totals=totals)
    return Chart("money-against-caps", "How full the budgets are", chart)


def _caps(run: Run) -> Table | None:
    found = _capped(run)
    unit = units.money(_values(found))
    rows = tuple(
        (
            word(_cap(run, row)),
            number(row.value, unit.text(row.value)),
            number(row.bound, unit.text(row.bound)),
            number(_used(row), show.plain(100 * _used(row))),
        )
        for row in found
    )
    head = ("Whose money", f"Paid, {unit.name}", f"Cap, {unit.name}", "Used, %")
    return known(Table("Money against its caps, all stages", head, rows, wide=False))


def _values(rows: Iterable[Limit]) -> list[float | None]:
    return [value for row in rows for value in (row.value, row.bound)]


def _used(row: Limit) -> float:
    return row.value / row.bound if row.value is not None and row.bound else 0.0


def _cap(run: Run, row: Limit) -> str:
    if row.limit == "funder_budget":
        return words.upper(words.funder(row.scope))
    if row.limit == "state_budget":
        return f"State of {run.state(row.scope)}"
    return words.upper(CAPS[row.limit])
