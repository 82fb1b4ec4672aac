"""The first sheet of the workbook: every figure of the summary with its unit, the manifest, the list of sheets."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from placement.export.columns import label, unit
from placement.export.source import Source
from placement.report.words import funder, term

_UNITS: Final = {
    "currency_year": "year, of real EUR",
    "base_year": "year, discounted to its start",
    "discount_rate": "a year, 0.05 is 5 %",
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
_LABELS: Final = {
    "objective_eur": "Cost, all stages, discounted",
    "bound_eur": "Lower bound: no plan costs less",
    "gap": "Gap",
    "siting_gap": "Gap, of the siting cost",
    "resource_cost_eur": "Resource cost: all money at the social rate",
    "project_irr": "Project return (IRR, real)",
    "project_irr_without_grant": "Project return without the EU grant",
    "dscr_min": "Least debt service cover (DSCR)",
    "unmet_share": "Demand not met, of all stages",
    "location": "location-based",
    "market": "market-based",
    "hourly": "hourly-matched",
    **{kind: kind for kind in ("observed", "derived", "estimated", "assumed")},
}
_INSIDE: Final[dict[str, Callable[[str], str]]] = {"cost_terms": term, "siting_cost_terms": term, "funding_eur": funder}
_GROUPS: Final = {
    "cost_terms": "Cost",
    "siting_cost_terms": "Siting cost",
    "counts": "Last stage",
    "funding_eur": "Paid by",
    "investor": "Investor",
    "carbon": "Carbon",
    "seconds": "Time to solve",
    "screen": "Screen",
    "siting_cost_share": "Share of the siting cost that rests on figures",
}
"""Said before the name of a figure that stands inside one of these."""


@dataclass(frozen=True)
class Block:
    """Heads and rows of a part of the sheet."""

    head: tuple[str, ...]
    rows: tuple[tuple[str | float, ...], ...]


def about(source: Source) -> tuple[Block, ...]:
    """Return the parts of the sheet."""
    figures = tuple(_figure(path, value) for path, value in leaves(source.summary) if path[-1] != "stage")
    manifest = tuple((".".join(path), value) for path, value in leaves(_sent(source.manifest)))
    sheets = tuple((name, float(table.num_rows)) for name, table in source.tables.items())
    return (
        Block(("Figure", "Value", "Unit", "Name in summary.json"), figures),
        Block(("Made from", "Value"), manifest),
        Block(("Table", "Rows"), sheets),
    )


def _sent(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return the manifest without the folders of the machine that made the run: a workbook is sent by mail."""
    kept = dict(manifest)
    if isinstance(kept.get("case_folder"), str):
        kept["case_folder"] = re.split(r"[/\\]", kept["case_folder"])[-1]
    if isinstance(kept.get("options"), Mapping):
        kept["options"] = {name: value for name, value in kept["options"].items() if name != "cache"}
    return kept


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
    return (_words(path), value, measured if isinstance(value, float) else "", ".".join(path))


def _words(path: tuple[str, ...]) -> str:
    """Return a figure's name in words, with what it is a part of before it."""
    named = next((_INSIDE[part] for part in path[:-1] if part in _INSIDE), None)
    words = named(path[-1]) if named else _LABELS.get(path[-1]) or label(path[-1])
    if "by_stage" in path[:-1]:
        return f"Stage {path[-2]}: {words}"
    group = next((_GROUPS[part] for part in path[:-1] if part in _GROUPS), "")
    return f"{group}: {words}" if group else words
