"""What it costs: term by term with the part that is alike everywhere set apart, and site by site."""

from collections.abc import Mapping

from placement.charts import theme
from placement.charts.waterfall import Step, waterfall
from placement.map import numbers as show
from placement.report import units, words
from placement.report.blocks import Block, Chart, Section, Table, known, number, word
from placement.report.parts import cost_by_site, left_open
from placement.report.run import Run

SMALL = 0.004
"""Terms below this share of the cost are one bar together; the table has each."""
ALIKE, SITING, INCOME, SUM = "alike at every site", "siting cost", "income", "sum"
COLOURS = {ALIKE: theme.ALIKE, SITING: theme.SITING, INCOME: theme.GAIN, SUM: theme.SOFT}


def section(run: Run) -> Section | None:
    """Return cost by term and siting cost by site."""
    terms = {name: eur for name, eur in run.summary.cost_terms.items() if eur is not None}
    blocks = tuple(block for block in (*_whole(run, terms), *_by_site(run)) if block is not None)
    lead = tuple(sentence for sentence in (_alike_in_words(run), _range(run), left_open.in_words(run)) if sentence)
    return Section("cost", "Cost", lead, blocks) if blocks else None


def _alike_in_words(run: Run) -> str:
    whole, siting = run.summary.objective_eur, run.summary.siting_cost_eur
    if not whole or siting is None or siting >= whole:
        return ""
    return (
        f"{show.share(1 - siting / whole)} of the cost is what the accelerators would cost with the cheapest money, "
        "and that is the same wherever they stand. The siting cost is all cost above that. Much of it, such as "
        "upkeep and dearer money, is paid at any site: the choice of sites changes only what differs between them."
    )


def _range(run: Run) -> str:
    """Say how far the sites lie apart."""
    per_hour = {site.label: cost for site in run.sites if (cost := cost_by_site.per_hour(site)) is not None}
    if len(per_hour) < 2:
        return ""
    low, high = min(per_hour, key=per_hour.__getitem__), max(per_hour, key=per_hour.__getitem__)
    apart = cost_by_site.differing(run)
    money = f" Times their hours, the dearer sites cost {show.euros(apart)} more than the cheapest." if apart else ""
    return (
        f"Siting cost per H100e-hour sold lies between {_lcoc(per_hour[low])} EUR ({words.isolated(low)}) "
        f"and {_lcoc(per_hour[high])} EUR ({words.isolated(high)}).{money}"
    )


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
    return (cost_by_site.chart(run), _site_table(run))


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
    note = (
        "LCOC: levelised cost of compute, all cost of the site over all its hours, both discounted; without the price "
        "of demand not met, which belongs to no site."
    )
    return known(Table("Cost of each site", head, rows, note))


def _lcoc(value: float | None) -> str:
    """Return a cost per H100e-hour without its unit, for a column that names it."""
    return show.lcoc(value).partition(" ")[0]
