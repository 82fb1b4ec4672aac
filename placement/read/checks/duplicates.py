"""Every key stands once."""

from collections.abc import Iterator
from operator import attrgetter

from models.case import EVERY_STAGE
from placement.read.draft import Draft, Rows
from placement.read.findings import Finding, shown
from placement.read.schema import TABLES

ADVICE = "Remove one of the rows, or correct its key."


def repeated_keys(draft: Draft) -> Iterator[Finding]:
    """Rows with the key of an earlier row."""
    for schema in TABLES:
        if schema.unique:
            rows: Rows[object] = getattr(draft.tables, schema.name)
            yield from _repeated(rows, schema.key)


def _repeated(rows: Rows[object], key: tuple[str, ...]) -> Iterator[Finding]:
    values = list(map(attrgetter(*key), rows.rows))
    if len(set(values)) == len(values):
        return
    first: dict[object, int] = {}
    for line, value in zip(rows.lines, values, strict=True):
        if first.setdefault(value, line) != line:
            words = value if isinstance(value, str) else " ".join(str(part) for part in value)
            found = f"{shown(words)} a second time (first in row {first[value]})"
            yield Finding(rows.file, line, ", ".join(key), found, "each key once", ADVICE)


def repeated_headroom(draft: Draft) -> Iterator[Finding]:
    """Tranches add up, so two rows for one year are fine; two equal rows are a slip of copying."""
    first: dict[object, int] = {}
    for line, row in draft.tables.headroom:
        if first.setdefault(row, line) != line:
            found = f"the same tranche of {shown(row.site)} as in row {first[row]}"
            advice = "Remove one of the rows; where the site really has two such tranches, give their sum."
            yield Finding(draft.tables.headroom.file, line, None, found, "different tranches", advice)


def every_stage_and_one(draft: Draft) -> Iterator[Finding]:
    """Rows for every stage leave no room for rows of one stage with the same key."""
    t = draft.tables
    demand = [(line, row.stage, (row.region, row.workload)) for line, row in t.demand]
    hourly = [(line, row.stage, (row.zone,)) for line, row in t.hourly]
    for file, rows in ((t.demand.file, demand), (t.hourly.file, hourly)):
        always = {key for _, stage, key in rows if stage == EVERY_STAGE}
        for line, stage, key in rows if always else ():
            if stage != EVERY_STAGE and key in always:
                found = f"{shown(stage)} for {shown(' '.join(key))}, which has rows for every stage"
                advice = f'Use stage "{EVERY_STAGE}" or the stages one by one, not both.'
                yield Finding(file, line, "stage", found, "each stage once", advice)
