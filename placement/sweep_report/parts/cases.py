"""The table of all cases: columns of figures and of numbered words, so that ten thousand rows stay small."""

from collections.abc import Sequence
from typing import Any

from placement.sweep_report import wording
from placement.sweep_report.blocks import Cases, Section
from placement.sweep_report.criteria import TOTAL, criteria, fine
from placement.sweep_report.effects import against
from placement.sweep_report.parts.bars import certainty
from placement.sweep_report.parts.endings import reason_of
from placement.sweep_report.swept import Parameter, Swept, figure, figures

SEPARATOR = ", "
DIGITS = 7
"""Significant ones of a figure in the page; results.csv has all."""


AT_SCREEN = {"screen": True}
"""Columns for which paper has no room."""


def section(swept: Swept) -> Section:
    """Return the place of the table; the script of the page fills it."""
    return Section("cases", "All cases", (), (Cases(),))


def payload(swept: Swept) -> dict[str, Any]:
    """Return heads and columns, for the script of the page."""
    rows = swept.rows
    found = [against(swept, TOTAL, row) if row is not swept.reference else None for row in rows]
    columns = [
        _words("Case", [row.name for row in rows], "name"),
        _words("How it ended", [wording.STATUS[row.status] for row in rows], "status"),
        *_criteria(swept),
        _money("Difference in total cost", [None if d is None else d.change for d in found], signed=True),
        _words("Significant", [certainty(d) for d in found]),
        *({**_parameter(parameter, swept), **AT_SCREEN} for parameter in swept.parameters),
        _words("Sites", [SEPARATOR.join(swept.places.name(site) for site in row.sites) for row in rows], "sites"),
        {**_words("Reason", [reason_of(swept, row) for row in rows], "reason"), **AT_SCREEN},
        {**_figures("Time, s", [row.seconds for row in rows], 1), **AT_SCREEN},
    ]
    return {"rows": len(rows), "columns": [column for column in columns if column.get("words") != [""]]}


def _criteria(swept: Swept) -> list[dict[str, Any]]:
    made = []
    for criterion in criteria(swept):
        values = [criterion.of(row) for row in swept.rows]
        unit = fine(values) if criterion.proof != "none" else criterion.unit(values)
        label = f"{criterion.label}, {unit.name}"
        made.append(_figures(label, [None if v is None else unit.of(v) for v in values], max(unit.decimals, 1)))
    return made


def _money(label: str, values: Sequence[float | None], *, signed: bool) -> dict[str, Any]:
    unit = fine(values)
    column = _figures(
        f"{label}, {unit.name}", [None if v is None else unit.of(v) for v in values], max(unit.decimals, 1)
    )
    return {**column, "signed": signed}


def _figures(label: str, values: Sequence[float | None], decimals: int) -> dict[str, Any]:
    return {
        "label": label,
        "kind": "number",
        "decimals": decimals,
        "values": [None if v is None else float(f"{v:.{DIGITS}g}") for v in values],
    }


def _parameter(parameter: Parameter, swept: Swept) -> dict[str, Any]:
    """Return a parameter: as numbers where it has no other values, else as words."""
    values = [row.values[parameter.number] for row in swept.rows]
    if figures([value for value in values if value is not None]) is not None:
        column = _figures(wording.parameter(parameter), [figure(value) for value in values], 0)
        return {**column, "plain": True, "hint": parameter.path}
    texts = ["" if v is None else wording.value(parameter, v) for v in values]
    return {**_words(wording.parameter(parameter), texts), "hint": parameter.path}


def _words(label: str, texts: Sequence[str], role: str = "") -> dict[str, Any]:
    known = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    column = {"label": label, "kind": "words", "words": list(known), "values": [known[text] for text in texts]}
    return {**column, "role": role} if role else column
