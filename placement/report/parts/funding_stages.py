"""Who pays when: capital by stage and funder, and the EU's money at each site against what it may pay so far."""

from collections.abc import Mapping

from placement.charts import theme
from placement.charts.bars import Piece, stacked
from placement.map import numbers as show
from placement.report import units, words
from placement.report.blocks import Chart, Table, known, number, word
from placement.report.run import Run

Sums = Mapping[tuple[str, str], float]
"""EUR by stage and funder."""


def sums(run: Run) -> dict[tuple[str, str], float]:
    """Return what each funder pays in each stage, EUR, not discounted; empty where the run does not tell."""
    found: dict[tuple[str, str], float] = {}
    for row in run.funding:
        if row.eur is not None and row.stage in run.stages:
            key = (row.stage, row.funder)
            found[key] = found.get(key, 0.0) + row.eur
    return found


def whole(paid: Sums, stage: str) -> float:
    """Return all capital of a stage, EUR."""
    return sum(eur for (when, _), eur in paid.items() if when == stage)


def in_words(run: Run) -> str:
    """Return capital by stage and the EU's share of it; empty for a single stage."""
    paid = sums(run)
    stages = [stage for stage in run.stages if whole(paid, stage) > 0]
    if len(stages) < 2:
        return ""
    parts = [f"{show.euros(whole(paid, stage))} in {stage}{_share(paid, stage)}" for stage in stages]
    return f" By stage: {words.listed(parts)}."


def _share(paid: Sums, stage: str) -> str:
    if not any(funder == "eu" for _, funder in paid):
        return ""
    return f" (EU {show.share(paid.get((stage, 'eu'), 0.0) / whole(paid, stage))})"


def chart(run: Run, funders: list[str]) -> Chart | None:
    """Return a bar for each stage, by funder in the order of `funders`; None for a single stage."""
    paid = sums(run)
    stages = [stage for stage in run.stages if whole(paid, stage) > 0]
    if len(stages) < 2:
        return None
    unit = units.money([whole(paid, stage) for stage in stages])
    pieces = []
    for stage in stages:
        for funder in funders:
            eur = paid.get((stage, funder), 0.0)
            says = f"{stage}, {words.funder(funder)}: {unit.full(eur)} ({show.share(eur / whole(paid, stage))})"
            pieces.append(Piece(stage, words.funder(funder), unit.of(eur), says))
    spare = iter(theme.CATEGORIES)
    colours = {words.funder(f): theme.FUNDERS.get(f) or next(spare) for f in funders}
    totals = {stage: unit.text(whole(paid, stage)) for stage in stages}
    name = f"Capital by stage and funder, {unit.name}"
    return Chart("capital-by-stage", "When the money is paid", stacked(pieces, colours, unit.name, name, totals=totals))


def most_of_the_eu(run: Run) -> Table | None:
    """Return what the EU has paid at each site by each stage, against the most that it may; None without that cap."""
    order = {site.site: rank for rank, site in enumerate(run.sites)}
    found = [row for row in run.limits if row.limit == "funder_share" and row.scope.endswith("/eu")]
    found = sorted(found, key=lambda row: (order.get(row.scope.removesuffix("/eu"), len(order)), row.stage))
    unit = units.money([value for row in found for value in (row.value, row.bound)])
    rows = tuple(
        (
            word(run.name(row.scope.removesuffix("/eu"))),
            word(row.stage),
            number(row.value, unit.text(row.value)),
            number(row.bound, unit.text(row.bound)),
            number(row.value / row.bound, show.plain(100 * row.value / row.bound)),
        )
        for row in found
        if row.value is not None and row.bound
    )
    head = ("Site", "By the end of", f"EU has paid, {unit.name}", f"Most it may have paid, {unit.name}", "Used, %")
    note = "The cap is a share of the capital spent so far, so it grows as a site is built. At 100 % it binds."
    return known(Table("The EU's money at each site, stage by stage", head, rows, note, words=(0, 1)), first=2)
