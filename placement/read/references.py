"""Every cell that names a row of another table names one that is there.

Works on the text, so that a row with another problem still counts as there.
"""

from collections.abc import Collection, Iterator

from placement.read.findings import SHOWN_PER_COLUMN, Finding, near, shown, some
from placement.read.raw import RawCase, RawTable
from placement.read.schema import TABLE, TABLES, Reference


def dangling_references(raw: RawCase) -> Iterator[Finding]:
    """One finding per cell that names nothing."""
    stages = stage_names(raw)
    for schema in TABLES:
        table = raw.tables.get(schema.name)
        for reference in schema.references if table is not None else ():
            known = stages if reference.table == "stages" else table_keys(raw, reference.table)
            if table is not None and known is not None and reference.column in table.cells:
                yield from _dangling(table, reference, known)


def stage_names(raw: RawCase) -> list[str] | None:
    """Names in ``[[stages]]``, however wrong their other keys; None where one of them is no name."""
    stages = raw.head.values.get("stages")
    if not isinstance(stages, list):
        return None
    names = [stage["stage"] for stage in stages if isinstance(stage, dict) and isinstance(stage.get("stage"), str)]
    return names if len(names) == len(stages) else None


def table_keys(raw: RawCase, name: str) -> list[str] | None:
    """Keys of a table, also of rows that could not be read; None where it is not there to be compared with."""
    table = raw.tables.get(name)
    key = TABLE[name].key[0]
    if table is None or table.cut_off or key not in table.cells:
        return None
    return [*(cell for cell in table.cells[key] if cell), *table.unread_keys]


def _dangling(table: RawTable, reference: Reference, known: Collection[str]) -> Iterator[Finding]:
    cells = table.cells[reference.column]
    accepted = {*known, *reference.besides}
    if accepted.issuperset(cells):
        return
    also = "".join(f" or {name}" for name in reference.besides)
    what = "a stage of case.toml" if reference.table == "stages" else f"a key of the {reference.table} table"
    told, advice = 0, ""
    for index, cell in enumerate(cells):
        if cell and cell not in accepted:  # an empty cell is found missing by its type, or means none
            found = table.words(reference.column, index)
            told += 1
            if told <= SHOWN_PER_COLUMN + 1:  # the others are counted: looking for a name takes a millisecond
                names = [*known, *reference.besides]
                advice = near(cell, names) or _name_another(cell, names)
            yield Finding(table.file, table.lines[index], reference.column, found, what + also, advice)


def _name_another(cell: str, names: Collection[str]) -> str:
    """The advice where no name is near: most often the row stayed when what it names was removed."""
    if not names:
        return f"Remove the row, or add {shown(cell)} there: the table has no rows."
    return f"Remove the row if {shown(cell)} is gone, or give one of {some(names)}."
