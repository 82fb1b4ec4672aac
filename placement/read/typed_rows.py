"""From text cells to typed rows, against the annotations of `models.case`."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from placement.read.columns import Column, columns
from placement.read.draft import Rows
from placement.read.findings import Finding
from placement.read.numbers import is_number, number_advice, without_sign_of_zero
from placement.read.raw import Cell, RawTable

BadCell = tuple[int, str]
"""Row index and column."""

ADVICE = {
    ("headroom", "firm_mw"): "Give the firm capacity in MW that the grid operator has offered: 0 if none, "
    "empty to use the stated estimate.",
    ("accelerators", "supply_per_stage"): "Give the number of accelerators that the world can supply to the programme "
    "in a stage, or leave the cell empty for no limit.",
}
"""Advice where the general words would not do."""


@cache
def _adapter(row: type) -> TypeAdapter[Any]:
    return TypeAdapter(list[row])  # type: ignore[valid-type]


def typed_rows(table: RawTable, row: type) -> tuple[Rows[Any], list[Finding]]:
    """The valid rows, and a finding for every cell that is not what its column accepts."""
    known = columns(row)
    complete = all(name in table.cells for name, column in known.items() if column.required)
    records, bad = _records(table, known)
    rows, more = _validated(records, row)
    bad |= {cell for cell in more if cell[1] in table.cells}
    bad_rows = {index for index, _ in bad}
    if not complete:
        rows = []
    elif bad_rows:
        rows = _adapter(row).validate_python([record for i, record in enumerate(records) if i not in bad_rows])
    kept = [line for i, line in enumerate(table.lines) if i not in bad_rows] if complete else []
    findings = [_finding(table, index, known[name]) for index, name in sorted(bad)]
    clean = complete and not bad and not table.damaged
    return Rows(table.file, tuple(rows), tuple(kept), True, clean, _filled(table), table), findings


def _filled(table: RawTable) -> tuple[str, ...]:
    return tuple(name for name, cells in table.cells.items() if any(cells))


def _records(table: RawTable, known: dict[str, Column]) -> tuple[list[dict[str, Any]], set[BadCell]]:
    """One dict per row; a bad cell is None in it."""
    bad: set[BadCell] = set()
    whole: dict[str, list[Any]] = {}
    partial: dict[str, list[Any]] = {}
    for name, cells in table.cells.items():
        values, wrong = _numbers(cells, known[name]) if known[name].numeric else _texts(cells, known[name])
        bad |= {(index, name) for index in wrong}
        (partial if None in cells else whole)[name] = values
    names = tuple(whole)
    records = [dict(zip(names, row, strict=True)) for row in zip(*whole.values(), strict=True)]
    records = records or [{} for _ in table.lines]
    for name, values in partial.items():
        for index, value in enumerate(values):
            if table.cells[name][index] is not None:
                records[index][name] = value
    return records, bad


def _numbers(cells: Sequence[Cell], column: Column) -> tuple[list[Any], list[int]]:
    """Each text is looked at once: a full year of hours has millions of cells and few different ones."""
    read = {cell: without_sign_of_zero(cell) if cell and is_number(cell) else None for cell in set(cells)}
    fine = {cell for cell, value in read.items() if value is not None or cell is None}
    fine |= {""} if column.optional else set()
    wrong = [] if fine >= read.keys() else [index for index, cell in enumerate(cells) if cell not in fine]
    return [read[cell] for cell in cells], wrong


def _texts(cells: Iterable[Cell], column: Column) -> tuple[list[Any], list[int]]:
    if column.kind == "text" and column.default == "":
        return list(cells), []
    values = [cell or None for cell in cells]
    return values, [] if column.optional else [index for index, cell in enumerate(cells) if cell == ""]


def _validated(records: list[dict[str, Any]], row: type) -> tuple[list[Any], set[BadCell]]:
    try:
        return _adapter(row).validate_python(records), set()
    except ValidationError as error:
        errors = error.errors(include_url=False, include_context=False, include_input=False)
        return [], {(int(e["loc"][0]), str(e["loc"][1])) for e in errors}


def _finding(table: RawTable, index: int, column: Column) -> Finding:
    text = table.cell(column.name, index)
    found = table.words(column.name, index)
    return Finding(table.file, table.lines[index], column.name, found, column.expected, _advice(table, column, text))


def _advice(table: RawTable, column: Column, text: str) -> str:
    if column.numeric and not is_number(text):
        return number_advice(text, column)
    special = ADVICE.get((table.name, column.name))
    number = float(text) if is_number(text) else None
    if special is not None:
        return f"{special} {column.reason if number and number > 0 else ''}".strip()
    if column.advice(number):
        return column.advice(number)
    if text == "":
        instead = "" if column.required else f", or remove the column to use {column.default} everywhere"
        return f"Fill the cell{instead}."
    return "Correct the cell" + (", or leave it empty for none." if column.optional else ".")
