"""Overrides of table cells."""

from collections.abc import Sequence

from placement.read.columns import Column, columns
from placement.read.findings import Finding, shown
from placement.read.numbers import is_number
from placement.read.overrides.syntax import Override, refused
from placement.read.raw import Cell, RawCase, RawTable
from placement.read.schema import TABLE

ANY = "*"


def set_table(raw: RawCase, override: Override) -> list[Finding]:
    """Apply ``table.key.column``: every row whose key starts with the given parts."""
    name, keys, column_name = override.path[0], override.path[1:-1], override.path[-1]
    schema = TABLE[name]
    known = columns(schema.row)
    table = raw.tables.get(name)
    if table is None:
        return [refused(override.text, name, "a table of the case", raw.tables)]
    if column_name not in known:
        return [refused(override.text, column_name, f"a column of {name}", known)]
    if not keys or len(keys) > len(schema.key):
        path = ".".join([name, *schema.key, "column"])
        advice = f"Write {name}.*.{column_name} for every row."
        return [Finding(f"--set {shown(override.text)}", None, None, ".".join(override.path), path, advice)]
    rows = matching_rows(table, schema.key, keys)
    if isinstance(rows, tuple):
        return [refused(override.text, rows[0], f"a {rows[1]} of {name}", rows[2])]
    return set_cells(table, known[column_name], rows, override)


def matching_rows(table: RawTable, key: Sequence[str], parts: Sequence[str]) -> list[int] | tuple[str, str, list[str]]:
    """Rows under the key; else the part that has none, its column, and what stands there instead."""
    rows = list(range(len(table.lines)))
    for column, part in zip(key, parts, strict=False):
        held = sorted({table.cell(column, row) for row in rows})
        rows = [row for row in rows if part in (ANY, table.cell(column, row))]
        if not rows:
            return part, column, held
    return rows


def set_cells(table: RawTable, column: Column, rows: Sequence[int], override: Override) -> list[Finding]:
    """Write the cells; a column that the file does not have appears, its other cells keeping their default."""
    if override.operator != "=" and not column.numeric:
        advice = f"It holds {column.expected}: only numbers can be multiplied or added to."
        found = f"{column.name} {override.operator}"
        return [Finding(f"--set {shown(override.text)}", None, None, found, f"{column.name}=value", advice)]
    cells = table.cells.setdefault(column.name, [None] * len(table.lines))
    for row in rows:
        cells[row] = _new(cells[row], column, override)
        table.overridden[column.name, row] = override.text
    return []


def _new(cell: Cell, column: Column, override: Override) -> Cell:
    if override.operator == "=":
        return "" if override.off else override.value
    text = ("" if column.default is None else repr(column.default)) if cell is None else cell
    if not is_number(text):
        return cell
    number = override.change(float(text))
    return str(int(number)) if column.kind == "whole" and number.is_integer() else repr(number)
