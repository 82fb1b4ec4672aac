"""What the siting cost rests on: shares by class of evidence, and the inputs by their weight."""

from placement.charts import theme
from placement.charts.bars import Piece, stacked
from placement.map import numbers as show
from placement.report import units, words
from placement.report.blocks import Block, Chart, Section, Table, known, number, word
from placement.report.run import Run

CLASSES = {
    "observed": "read in a public source",
    "derived": "computed from observed figures",
    "estimated": "fitted or carried over from a like case",
    "assumed": "a judgement: nobody has measured it",
}


def section(run: Run) -> Section | None:
    """Return shares and inputs; None where the run tells of neither."""
    shares = {name: getattr(run.summary.evidence.siting_cost_share, name) for name in CLASSES}
    blocks = tuple(block for block in (_chart(shares), _classes(shares), _table(run)) if block is not None)
    lead = (
        "Each term of the siting cost is weighed by the one input column that prices it, so the weights are crude: "
        "they know prices, not quantities.",
    )
    return Section("evidence", "What the siting cost rests on", lead, blocks) if blocks else None


def _classes(shares: dict[str, float | None]) -> Table | None:
    rows = tuple(
        (word(words.upper(name)), word(CLASSES[name]), number(share, show.plain(100 * (share or 0.0), "", 1)))
        for name, share in shares.items()
        if share is not None
    )
    head = ("Class", "Meaning", "Share of the siting cost, %")
    return known(Table("Classes of evidence", head, rows, words=(0, 1), wide=False), first=2)


def _chart(shares: dict[str, float | None]) -> Block | None:
    known_shares = {name: share for name, share in shares.items() if share is not None}
    if not any(known_shares.values()):
        return None
    pieces = [
        Piece(words.upper(name), name, 100 * share, f"{name}: {show.share(share)}")
        for name, share in known_shares.items()
    ]
    totals = {words.upper(name): show.share(share) for name, share in known_shares.items()}
    chart = stacked(pieces, theme.EVIDENCE, "% of the siting cost", "Evidence of the siting cost, %", totals=totals)
    return Chart("evidence-shares", "Siting cost by class of evidence", chart)


def _table(run: Run) -> Table | None:
    shown = sorted(run.evidence, key=lambda row: -abs(row.share_of_siting_cost or 0.0))
    unit = units.money([row.eur for row in shown])
    rows = tuple(
        (
            word(words.upper(words.TABLES.get(row.table, words.plain(row.table)))),
            word(words.upper(words.column(row.column.rpartition(".")[2]))),
            word(row.evidence),
            number(row.share_of_siting_cost, show.plain(100 * (row.share_of_siting_cost or 0.0), "", 1)),
            number(row.eur, unit.text(row.eur)),
            word(", ".join(words.term(term) for term in row.terms.split())),
            word(", ".join(part for part in (row.source, row.vintage) if part)),
        )
        for row in shown
    )
    head = (
        *("Table", "Input", "Evidence", "Weight, % of the siting cost", f"Cost it prices, {unit.name}"),
        *("Terms of the cost", "Source and year"),
    )
    note = "The heaviest first. A weight is the size of a term over the sizes of all terms."
    return known(Table("Inputs by their weight", head, rows, note, words=(0, 1, 2, 5, 6)), first=2)
