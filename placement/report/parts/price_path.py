"""What an hour of compute costs in each stage, and the price of demand that is not met."""

from placement.map import numbers as show
from placement.report.blocks import Table, known, number, word
from placement.report.run import Run

HOURS = 8760.0
"""Hours of a year."""
UNMET = "unmet_demand"


def price(run: Run, stage: str) -> float | None:
    """Return the mean price of demand not met in a stage, EUR/H100e-h; None where all is met or nothing is priced."""
    eur = sum(row.eur_per_year or 0.0 for row in run.costs if (row.term, row.stage) == (UNMET, stage))
    h100e = sum(row.h100e or 0.0 for row in run.service if row.stage == stage and not row.site)
    return eur / (h100e * HOURS) if eur > 0 and h100e > 0 else None


def cost(run: Run, stage: str) -> float | None:
    """Return what an hour of one H100e sold costs in a stage, EUR, without the price of demand not met."""
    eur = sum(row.eur_per_year or 0.0 for row in run.costs if row.stage == stage and row.term != UNMET)
    sold = next((count.served_h100e for count in run.summary.counts.by_stage if count.stage == stage), None)
    return eur / (sold * HOURS) if eur > 0 and sold else None


def table(run: Run) -> Table | None:
    """Return cost and price by stage; None unless the run holds both in some stage."""
    found = [(stage, cost(run, stage), price(run, stage)) for stage in run.stages]
    if not any(spent is not None and paid is not None for _, spent, paid in found):
        return None
    rows = tuple(
        (word(stage), number(spent, _figure(spent)), number(paid, _figure(paid))) for stage, spent, paid in found
    )
    head = ("Stage", "Cost of an hour sold, EUR/H100e-h", "Price of demand not met, EUR/H100e-h")
    note = (
        "Cost: all cost of a year of the stage over the hours sold in it, with 8,760 hours a year. Price: that of the "
        "demand not met in this plan. The investor's contract price is taken from the same prices, as a mean over the "
        "workloads."
    )
    return known(Table("What an hour costs and what it is worth, by stage", head, rows, note, wide=False))


def in_words(run: Run) -> str:
    """Return how price and cost fall from the first stage that has both to the last; empty where the run has not."""
    both = [
        (stage, spent, paid)
        for stage in run.stages
        if (spent := cost(run, stage)) is not None and (paid := price(run, stage)) is not None
    ]
    if len(both) < 2:
        return ""
    (first, cost_first, price_first), (last, cost_last, price_last) = both[0], both[-1]
    faster = price_last < price_first and price_last / price_first < cost_last / cost_first
    pace = ": the price falls faster than the cost" if faster else ""
    return (
        f"From {first} to {last} the price of demand not met goes from {_figure(price_first)} to "
        f"{_figure(price_last)} EUR an hour of one H100e, and the cost of an hour sold from {_figure(cost_first)} to "
        f"{_figure(cost_last)} EUR{pace}."
    )


def _figure(value: float | None) -> str:
    return show.lcoc(value).partition(" ")[0]
