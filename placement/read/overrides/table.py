"""Overrides of table cells."""

from collections.abc import Sequence

from placement.read.columns import Column, columns
from placement.read.effect import Effect
from placement.read.findings import Finding, shown
from placement.read.numbers import is_number
from placement.read.overrides.syntax import Override, refused
from placement.read.raw import Cell, RawCase, RawTable
from placement.read.schema import TABLE

ANY = "*"


def set_table(raw: RawCase, override: Override) -> Effect | list[Finding]:
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
        return [Finding(f"--set {shown(override.text)}", None, None, shown(".".join(override.path)), path, advice)]
    rows = matching_rows(table, schema.key, keys)
    if isinstance(rows, tuple):
        if table.cut_off or rows[0] in table.unread_keys:  # the row may be there, and its own problem is told
            return []
        return [refused(override.text, rows[0], f"a {rows[1]} of {name}", rows[2])]
    if override.operator != "=" and (name, column_name) == ("headroom", "firm_mw"):
        _take_estimates(table, rows, raw.tables.get("sites"))
    return set_cells(table, known[column_name], rows, override)


def _take_estimates(headroom: RawTable, rows: Sequence[int], sites: RawTable | None) -> None:
    """Write the site's estimate into empty cells, as the case reads them: a change then finds what it is to change."""
    if sites is None:
        return
    estimates = {sites.cell("site", i): sites.cell("estimated_firm_mw", i) for i in range(len(sites.lines))}
    firm = headroom.cells.setdefault("firm_mw", [None] * len(headroom.lines))
    for row in rows:
        firm[row] = firm[row] or estimates.get(headroom.cell("site", row))


def matching_rows(table: RawTable, key: Sequence[str], parts: Sequence[str]) -> list[int] | tuple[str, str, list[str]]:
    """Rows under the key; else the part that has none, its column, and what stands there instead."""
    rows = list(range(len(table.lines)))
    for column, part in zip(key, parts, strict=False):
        held = sorted({table.cell(column, row) for row in rows})
        rows = [row for row in rows if part in (ANY, table.cell(column, row))]
        if not rows:
            return part, column, held
    return rows


def set_cells(table: RawTable, column: Column, rows: Sequence[int], override: Override) -> Effect | list[Finding]:
    """Write the cells; a column that the file does not have appears, its other cells keeping their default."""
    if override.operator != "=" and not column.numeric:
        advice = f"It holds {column.expected}: only numbers can be multiplied or added to."
        found = f"{column.name} {override.operator}"
        return [Finding(f"--set {shown(override.text)}", None, None, found, f"{column.name}=value", advice)]
    cells = table.cells.setdefault(column.name, [None] * len(table.lines))
    same = empty = 0
    for row in rows:
        before = _text(cells[row], column)
        if override.operator != "=" and not is_number(before):
            empty += 1
            continue
        cells[row] = after = _new(before, column, override)
        same += _is_same(before, after)
        table.overridden[column.name, row] = override.text
    return Effect(override.text, len(rows), same, empty)


def _text(cell: Cell, column: Column) -> str:
    """What stands in a cell: the default where the file has no such column."""
    if cell is not None:
        return cell
    return "" if column.default is None else str(column.default)


def _is_same(before: str, after: str) -> bool:
    if is_number(before) and is_number(after):
        return float(before) == float(after)
    return before.casefold() == after.casefold()


def _new(before: str, column: Column, override: Override) -> str:
    if override.operator == "=":
        return "" if override.off else override.value
    number = override.change(float(before))
    return str(int(number)) if column.kind == "whole" and number.is_integer() else repr(number)
