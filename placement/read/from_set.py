"""Findings about values that stand in no file, since ``--set`` gave them: each says so."""

from collections.abc import Iterable
from dataclasses import replace

from placement.read.findings import Finding, shown
from placement.read.raw import RawCase

Place = tuple[str, int | None, str]
"""File, row and column of a cell; of ``case.toml`` no row, and the dotted key."""
MARK = "(from --set "


def name_overrides(findings: Iterable[Finding], raw: RawCase) -> list[Finding]:
    """The findings, those about a value of ``--set`` with its text."""
    given = list(findings)
    written = _written(raw) if given else {}
    return [_named(finding, raw.head.file, written) for finding in given] if written else given


def _written(raw: RawCase) -> dict[Place, str]:
    tables = {
        (table.file, table.lines[row], column): text
        for table in raw.tables.values()
        for (column, row), text in table.overridden.items()
    }
    return tables | {(raw.head.file, None, ".".join(place)): text for place, text in raw.head.overridden.items()}


def _named(finding: Finding, head: str, written: dict[Place, str]) -> Finding:
    if finding.column is None or MARK in finding.found:
        return finding
    row = None if finding.file == head else finding.row
    texts = (written.get((finding.file, row, column)) for column in finding.column.split(", "))
    text = next((text for text in texts if text is not None), None)
    return finding if text is None else replace(finding, found=f"{finding.found} {MARK}{shown(text)})")
