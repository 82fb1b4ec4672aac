"""The first sheet of the workbook: every figure of the summary with its unit, the manifest, the list of sheets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from placement.export.columns import label, unit
from placement.export.source import Source

_UNITS: Final = {
    "gap": "0 to 1, of the cost",
    "gap_on_screen": "0 to 1, of the cost",
    "siting_gap": "0 to 1, of the siting cost",
    "siting_gap_on_screen": "0 to 1, of the siting cost",
    "sites": "number",
    "states": "number",
    "of_sites": "number",
    "days": "number",
    "of_days": "number",
    "accelerators": "number",
    "project_irr": "a year, 0.05 is 5 %",
    "project_irr_without_grant": "a year, 0.05 is 5 %",
    "dscr_min": "ratio",
}
_UNITS_INSIDE: Final = {
    "cost_terms": "EUR, discounted",
    "siting_cost_terms": "EUR, discounted",
    "funding_eur": "EUR, not discounted",
    "carbon": "t CO\u2082 a year",
    "seconds": "s",
    "siting_cost_share": "0 to 1",
}
_GROUPS: Final = {
    "cost_terms": "Cost",
    "siting_cost_terms": "Siting cost",
    "counts": "Last stage",
    "funding_eur": "Paid by",
    "investor": "Investor",
    "carbon": "Carbon",
    "seconds": "Time to solve",
    "screen": "Screen",
}
"""Said before the name of a figure that stands inside one of these."""


@dataclass(frozen=True)
class Block:
    """Heads and rows of a part of the sheet."""

    head: tuple[str, ...]
    rows: tuple[tuple[str | float, ...], ...]


def about(source: Source) -> tuple[Block, ...]:
    """Return the parts of the sheet."""
    figures = tuple(_figure(path, value) for path, value in leaves(source.summary))
    manifest = tuple((".".join(path), value) for path, value in leaves(source.manifest))
    sheets = tuple((name, float(table.num_rows)) for name, table in source.tables.items())
    return (
        Block(("Figure", "Value", "Unit", "Name in summary.json"), figures),
        Block(("Made from", "Value"), manifest),
        Block(("Table", "Rows"), sheets),
    )


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str | float]]:
    """Return every value inside a JSON document with its path; what is null is left out, stages go by their names."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from leaves(item, (*path, str(key)))
    elif isinstance(value, list):
        for number, item in enumerate(value, start=1):
            named = isinstance(item, Mapping) and "stage" in item
            yield from leaves(item, (*path, str(item["stage"]) if named else str(number)))
    elif isinstance(value, bool | str):
        yield path, str(value)
    elif value is not None:
        yield path, float(value)


def _figure(path: tuple[str, ...], value: str | float) -> tuple[str | float, ...]:
    inside = next((_UNITS_INSIDE[part] for part in reversed(path[:-1]) if part in _UNITS_INSIDE), "")
    measured = inside or _UNITS.get(path[-1]) or unit(path[-1])
    group = next((_GROUPS[part] for part in path[:-1] if part in _GROUPS), "")
    stage = f", {path[-2]}" if "by_stage" in path[:-1] else ""
    words = f"{group}: {label(path[-1])}" if group else label(path[-1])
    return (words + stage, value, measured if isinstance(value, float) else "", ".".join(path))
