"""How the sites grow from stage to stage, in compute and in power."""

from collections.abc import Callable

from placement.charts import theme
from placement.charts.bars import Piece, stacked
from placement.map import numbers as show
from placement.map.records import SiteStage
from placement.report import units
from placement.report.blocks import Block, Chart, Section, Table, known, number, word
from placement.report.run import Run

OTHERS = "other sites"


def section(run: Run) -> Section | None:
    """Return capacity by stage: H100e, IT power and the counts."""
    compute = units.compute([stage.h100e for stage in run.summary.counts.by_stage])
    power = units.power([stage.it_mw for stage in run.summary.counts.by_stage])
    blocks = (
        _chart(run, "compute-by-stage", "Compute installed", compute, lambda s: s.h100e),
        _chart(run, "it-power-by-stage", "IT power built", power, lambda s: s.it_mw),
        _table(run),
    )
    found = tuple(block for block in blocks if block is not None)
    return Section("capacity", "Build-out by stage", (), found) if found else None


def _chart(
    run: Run, key: str, heading: str, unit: units.Unit, value: Callable[[SiteStage], float | None]
) -> Block | None:
    named = _named(run)
    pieces, sums = [], dict.fromkeys(run.stages, 0.0)
    for stage in run.stages:
        others = 0.0
        for site in run.sites:
            amount = next((value(s) for s in site.by_stage if s.stage == stage), None) or 0.0
            sums[stage] += amount
            if site.site in named:
                says = f"{site.label}, {stage}: {unit.full(amount)}"
                pieces.append(Piece(stage, named[site.site], unit.of(amount), says))
            else:
                others += amount
        if others:
            pieces.append(Piece(stage, OTHERS, unit.of(others), f"{OTHERS}, {stage}: {unit.full(others)}"))
    if not any(piece.value for piece in pieces):
        return None
    labels = list(dict.fromkeys(piece.part for piece in pieces))
    colours = dict(zip(labels, theme.CATEGORIES, strict=False))
    totals = {stage: unit.text(amount) for stage, amount in sums.items() if amount}
    chart = stacked(
        pieces, colours, unit.name, f"{heading} by stage and site, {unit.name}", totals=totals, upright=True
    )
    return Chart(key, f"{heading}, {unit.name}", chart)


def _named(run: Run) -> dict[str, str]:
    """Return the sites with a colour of their own, by id: all, or the largest where there are many."""
    most = len(theme.CATEGORIES)
    largest = sorted(run.sites, key=lambda s: -(s.it_mw or s.h100e or 0.0))
    kept = {site.site for site in (largest if len(largest) <= most else largest[: most - 1])}
    labels: dict[str, str] = {}
    for site in run.sites:
        if site.site in kept:
            labels[site.site] = site.label if site.label not in labels.values() else f"{site.label} ({site.site})"
    return labels


def _table(run: Run) -> Table | None:
    rows = tuple(
        (
            word(stage.stage),
            number(stage.sites, show.count(stage.sites)),
            number(stage.accelerators or None, show.count(stage.accelerators)),
            number(stage.h100e or None, show.count(stage.h100e)),
            number(stage.served_h100e or None, show.count(stage.served_h100e)),
            number(stage.it_mw or None, show.plain(stage.it_mw, "", 1 if (stage.it_mw or 0) < 10 else 0)),
        )
        for stage in run.summary.counts.by_stage
    )
    head = (
        *("Stage", "Sites, number", "Accelerators, number", "Compute installed, H100e"),
        *("Compute sold on average, H100e", "IT power, MW"),
    )
    return known(Table("All sites together", head, rows))
