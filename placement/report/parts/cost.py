"""What it costs: term by term with the part that is alike everywhere set apart, and site by site."""

from collections.abc import Mapping

from placement.charts import theme
from placement.charts.bars import Piece, stacked
from placement.charts.waterfall import Step, waterfall
from placement.map import numbers as show
from placement.report import units, words
from placement.report.blocks import Block, Chart, Section, Table, known, number, word
from placement.report.records import Site
from placement.report.run import Run

SMALL = 0.004
"""Terms below this share of the cost are one bar together; the table has each."""
TERMS = 7
"""So many terms have a colour of their own at the sites."""
ALIKE, SITING, INCOME, SUM = "alike at every site", "siting cost", "income", "sum"
COLOURS = {ALIKE: theme.ALIKE, SITING: theme.SITING, INCOME: theme.GAIN, SUM: theme.SOFT}


def section(run: Run) -> Section | None:
    """Return cost by term and siting cost by site."""
    terms = {name: eur for name, eur in run.summary.cost_terms.items() if eur is not None}
    blocks = tuple(block for block in (*_whole(run, terms), *_by_site(run)) if block is not None)
    lead = tuple(sentence for sentence in (_alike_in_words(run), _range(run)) if sentence)
    return Section("cost", "Cost", lead, blocks) if blocks else None


def _alike_in_words(run: Run) -> str:
    whole, siting = run.summary.objective_eur, run.summary.siting_cost_eur
    if not whole or siting is None or siting >= whole:
        return ""
    return (
        f"{show.share(1 - siting / whole)} of the cost is what the accelerators would cost with the cheapest money, "
        "and that is the same wherever they stand. The siting cost is the rest: what the choice of sites can change."
    )


def _range(run: Run) -> str:
    """Say how far the sites lie apart, and what difference the proof can tell."""
    per_hour = {site.label: cost for site in run.sites if (cost := _siting_per_hour(site)) is not None}
    if len(per_hour) < 2:
        return ""
    low, high = min(per_hour, key=per_hour.__getitem__), max(per_hour, key=per_hour.__getitem__)
    gap = run.summary.siting_gap
    equal = f" Sites that differ by less than {show.share(gap)} are equal as far as this run can tell." if gap else ""
    return (
        f"Siting cost per H100e-hour sold lies between {_lcoc(per_hour[low])} EUR ({words.isolated(low)}) "
        f"and {_lcoc(per_hour[high])} EUR ({words.isolated(high)}).{equal}"
    )


def _siting_per_hour(site: Site) -> float | None:
    if not site.cost_eur or site.siting_cost_eur is None or not site.lcoc_sold_eur_per_h100eh:
        return None
    return site.siting_cost_eur * site.lcoc_sold_eur_per_h100eh / site.cost_eur


def _whole(run: Run, terms: Mapping[str, float]) -> tuple[Block | None, ...]:
    if not terms:
        return ()
    siting = run.summary.siting_cost_terms
    return (_waterfall(terms, siting), _table(terms, siting, run))


def _alike(name: str, eur: float, siting: Mapping[str, float | None]) -> float:
    """Return the part of a term that no choice of sites changes; 0 where the run does not tell."""
    part = siting.get(name)
    return eur - part if part is not None else 0.0


def _waterfall(terms: Mapping[str, float], siting: Mapping[str, float | None]) -> Chart:
    whole = sum(terms.values())
    unit = units.money([whole / 10])  # the finer unit: most terms are a hundredth of the whole
    alike = [(name, _alike(name, eur, siting)) for name, eur in terms.items()]
    steps = [_step(words.term(n), ALIKE, eur, unit) for n, eur in alike if abs(eur) > 1e-9 * abs(whole)]
    rest = {name: eur - _alike(name, eur, siting) for name, eur in terms.items()}
    ranked = sorted(rest.items(), key=lambda item: -item[1])
    large = [(name, eur) for name, eur in ranked if abs(eur) >= SMALL * abs(whole)]
    small = [(name, eur) for name, eur in ranked if 0 < abs(eur) < SMALL * abs(whole)]
    if len(small) == 1:
        large, small = sorted([*large, *small], key=lambda item: -item[1]), []
    steps += [_step(_siting_label(n, alike), SITING if eur >= 0 else INCOME, eur, unit) for n, eur in large]
    if small:
        steps.append(_step(f"{len(small)} smaller terms", SITING, sum(eur for _, eur in small), unit))
    steps.append(Step("all cost", SUM, unit.of(whole), unit.text(whole), f"all cost: {unit.full(whole)}", sums=True))
    used = {step.kind for step in steps}
    colours = {kind: colour for kind, colour in COLOURS.items() if kind in used}
    name = f"Cost by term, discounted, {unit.name}. All cost: {unit.full(whole)}."
    chart = waterfall(steps, colours, f"{unit.name}, discounted, added up", name)
    return Chart("cost-by-term", "From the first term to the whole cost", chart)


def _siting_label(name: str, alike: list[tuple[str, float]]) -> str:
    """Tell the siting part of a term from the part that is alike."""
    split = any(other == name and eur for other, eur in alike)
    return f"{words.term(name)}, dearer money" if split and name == "accelerators_capital" else words.term(name)


def _step(label: str, kind: str, eur: float, unit: units.Unit) -> Step:
    return Step(label, kind, unit.of(eur), unit.text(eur), f"{label}: {unit.full(eur)} ({kind})")


def _table(terms: Mapping[str, float], siting: Mapping[str, float | None], run: Run) -> Table | None:
    unit = units.money([sum(terms.values()) / 1e3])
    rows = []
    for name, eur in sorted(terms.items(), key=lambda item: -abs(item[1])):
        part = siting.get(name)
        share = part / run.summary.siting_cost_eur if part is not None and run.summary.siting_cost_eur else None
        rows.append(
            (
                word(words.upper(words.term(name))),
                number(eur, _fine(eur, unit)),
                number(part, _fine(part, unit)),
                number(share, show.plain(100 * share, "", 1) if share is not None else ""),
            )
        )
    head = ("Term", f"Cost, {unit.name}", f"Siting cost, {unit.name}", "Of the siting cost, %")
    note = f"Discounted over all stages, in {words.real_euros(run.summary)}."
    return known(Table("Each term", head, tuple(rows), note, wide=False, tall=True))


def _fine(eur: float | None, unit: units.Unit) -> str:
    """Return a figure with a decimal only where it is small."""
    return "" if eur is None else show.plain(unit.of(eur), "", 1 if 0 < abs(unit.of(eur)) < 10 else 0)


def _by_site(run: Run) -> tuple[Block | None, ...]:
    return (_site_chart(run), _site_table(run))


def _site_chart(run: Run) -> Chart | None:
    """Siting cost per H100e-hour sold: the only measure in which a large and a small site compare."""
    bars: list[Piece] = []
    ranked = _ranked_terms(run)
    shown, totals = ranked[:TERMS], {}
    for site in run.sites:
        if not site.cost_eur or not site.lcoc_sold_eur_per_h100eh:
            continue
        hours = site.cost_eur / site.lcoc_sold_eur_per_h100eh
        for name, eur in _grouped(site.siting_terms_eur, shown).items():
            says = f"{site.label}, {name}: {show.per_unit(eur / hours, 'EUR/H100e-h')} sold, {show.euros(eur)}"
            bars.append(Piece(site.label, name, eur / hours, says))
        whole = sum(eur for eur in site.siting_terms_eur.values() if eur is not None)
        totals[site.label] = show.plain(whole / hours, "", 3)
    if not bars:
        return None
    kinds = list(dict.fromkeys([words.term(name) for name in shown] + [piece.part for piece in bars]))
    present = {piece.part for piece in bars if piece.value}
    colours = dict(zip([kind for kind in kinds if kind in present], theme.CATEGORIES, strict=False))
    name = "Siting cost by site and term, EUR per H100e-hour sold"
    chart = stacked(bars, colours, "EUR per H100e-hour sold, discounted", name, totals=totals)
    note = (
        "Per hour of one H100e sold, so that large and small sites compare. "
        "The price of demand not met belongs to no site."
    )
    return Chart("siting-cost-by-site", "Siting cost by site", chart, note)


OTHER = "other terms"


def _ranked_terms(run: Run) -> list[str]:
    """Return the terms that weigh most at the sites; a last one alone takes the place of "other terms"."""
    sizes: dict[str, float] = {}
    for site in run.sites:
        for name, eur in site.siting_terms_eur.items():
            sizes[name] = sizes.get(name, 0.0) + abs(eur or 0.0)
    return [name for name, size in sorted(sizes.items(), key=lambda item: -item[1]) if size > 0]


def _grouped(terms: Mapping[str, float | None], shown: list[str]) -> dict[str, float]:
    """Return the shown terms in their order, and the sum of all others."""
    parts = {words.term(name): terms.get(name) or 0.0 for name in shown}
    rest = sum(eur for name, eur in terms.items() if eur is not None and name not in shown)
    return parts | ({OTHER: rest} if rest else {})


def _site_table(run: Run) -> Table | None:
    cost = units.money([site.cost_eur for site in run.sites])
    rows = tuple(
        (
            word(site.label),
            number(site.cost_eur, cost.text(site.cost_eur)),
            number(site.siting_cost_eur, cost.text(site.siting_cost_eur)),
            number(site.lcoc_sold_eur_per_h100eh, _lcoc(site.lcoc_sold_eur_per_h100eh)),
            number(site.lcoc_installed_eur_per_h100eh, _lcoc(site.lcoc_installed_eur_per_h100eh)),
        )
        for site in run.sites
    )
    head = (
        *("Site", f"Cost, {cost.name}", f"Siting cost, {cost.name}"),
        *("LCOC sold, EUR/H100e-h", "LCOC installed, EUR/H100e-h"),
    )
    note = "LCOC: levelised cost of compute, all cost of the site over all its hours, both discounted."
    return known(Table("Cost of each site", head, rows, note))


def _lcoc(value: float | None) -> str:
    """Return a cost per H100e-hour without its unit, for a column that names it."""
    return show.lcoc(value).partition(" ")[0]
