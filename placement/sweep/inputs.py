"""The inputs of a case after its overrides: what is wrong with them, and the digest that names them."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from models.case import Rule
from placement.read.collector import without_collector
from placement.read.draft import Rows
from placement.read.effect import Effect
from placement.read.files import read_files
from placement.read.findings import Finding
from placement.read.folders import digests
from placement.read.overrides import apply_overrides
from placement.read.overrides.replace import TABLES
from placement.read.overrides.syntax import Override, parse
from placement.read.raw import RawCase, RawTable
from placement.read.references import table_keys
from placement.read.schema import EXCLUSIONS, TABLE
from placement.read.settings import read_settings
from placement.read.typed_rows import typed_rows


@dataclass(frozen=True)
class Inputs:
    """A case as text, read once for all cases of a sweep."""

    raw: RawCase
    files: dict[str, str]
    """SHA-256 of every input file, by name."""
    tables: dict[str, str]
    """SHA-256 of every table's content."""


@without_collector()
def read_inputs(folder: Path) -> Inputs:
    """Read a case folder that has been checked."""
    files = digests(folder)
    raw, _ = read_files(folder)
    if raw is None:
        raise FileNotFoundError(f"{folder} is no case folder any more.")
    return Inputs(raw, files, {name: _digest_of_table(table) for name, table in raw.tables.items()})


def changed(inputs: Inputs, overrides: Sequence[str]) -> tuple[RawCase, list[Finding]]:
    """A copy of the case with the overrides applied, and what could not be; untouched tables are shared."""
    raw = inputs.raw
    touched = tables_touched(overrides)
    tables = {name: _copy(table) if name in touched else table for name, table in raw.tables.items()}
    # the head is small: a round trip through JSON would lose dates, which check refuses anyway
    head = replace(raw.head, values=_deep(raw.head.values), overridden={})
    case = replace(raw, head=head, tables=tables, effects=[])
    return case, apply_overrides(case, overrides)


def tables_touched(overrides: Iterable[str]) -> set[str]:
    """Tables that the overrides may change; a policy field may stand in the rules."""
    parsed = [override for text in overrides if isinstance(override := parse(text), Override)]
    named = {o.path[1] if o.path[0] == TABLES and len(o.path) > 1 else o.path[0] for o in parsed}
    return (named & TABLE.keys()) | ({"rules"} if "policy" in named else set())


def wrong_values(inputs: Inputs, overrides: Sequence[str]) -> tuple[list[Finding], Effect | None]:
    """What cannot be applied, and cells that their columns do not accept; on a case that is itself sound.

    And what the last override did, where each could be applied.
    """
    case, findings = changed(inputs, overrides)
    if findings:
        return findings, None
    touched = tables_touched(overrides)
    rules: Rows[Rule] = Rows("", (), (), False, True)
    for name in sorted(touched | {"rules"}):
        if (table := case.tables.get(name)) is not None:
            rows, more = typed_rows(table, TABLE[name].row)
            findings += more
            rules = rows if name == "rules" else rules
    _, more, _ = read_settings(case.head, rules, table_keys(case, "states"))
    return findings + more, case.effects[-1]


def digest(inputs: Inputs, case: RawCase, asked: dict[str, Any]) -> str:
    """Name of a result: SHA-256 of the inputs after all overrides, and of what else was asked."""
    tables = {
        name: inputs.tables[name] if table is inputs.raw.tables.get(name) else _digest_of_table(table)
        for name, table in case.tables.items()
    }
    document = {"head": case.head.values, "tables": tables, "exclusions": inputs.files.get(EXCLUSIONS), **asked}
    return hashlib.sha256(json.dumps(document, sort_keys=True, default=str).encode()).hexdigest()


def _digest_of_table(table: RawTable) -> str:
    return hashlib.sha256(json.dumps(table.cells, sort_keys=True).encode()).hexdigest()


def _copy(table: RawTable) -> RawTable:
    return replace(table, cells={name: copy(cells) for name, cells in table.cells.items()}, overridden={})


def _deep(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _deep(item) for key, item in value.items()}
    return [_deep(item) for item in value] if isinstance(value, list) else value
