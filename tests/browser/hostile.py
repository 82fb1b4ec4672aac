"""A run whose every text is an attack: markup, script, templates, addresses, marks that turn the text around."""

import csv
import json
import shutil
from collections.abc import Set
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

BAD = (
    "</script><script>console.log('ran')</script><img src=x onerror=console.log('ran')>"
    "\"' onmouseover=\"console.log('ran')\" {{ 7*7 }} {% raw %} ${7*7} javascript:console.log('ran') "
    "\u202e\u2067txt.exe\u2028 & &lt;b&gt; "
)
SEEN = "</script><script>console.log('ran')</script><img src=x onerror=console.log('ran')>"
"""The part of it that a reader must see as it is written."""

NAMES = {
    *("case", "site", "name", "state", "zone", "region", "workload", "stage", "opened_stage", "site_type", "cooling"),
    *("accelerator", "supply", "scope", "source", "vintage", "case_folder", "note", "table", "column", "placement"),
}
"""Fields whose texts the case chooses, and those of an input file; all others are words of the program."""
LISTS = {"text", "overrides"}
KEYS = {"supply_mwh_per_year", "siting_terms_eur", "cost_terms", "siting_cost_terms", "packages", "options", "inputs"}
"""Objects whose keys are names: one more, and its text is bad."""


def spoiled(run: Path, folder: Path, spare: str = "") -> Path:
    """Copy a run folder with every name in it spoiled, but for one field; what belonged together still does."""
    fields = NAMES - {spare}
    shutil.copytree(run, folder)
    for path in folder.iterdir():
        if path.suffix in {".json", ".geojson"}:
            content = _spoiled(json.loads(path.read_text(encoding="utf-8")), fields)
            path.write_text(json.dumps(content), encoding="utf-8")
        elif path.suffix == ".csv":
            _spoil_table(path, fields)
    if (folder / "dispatch.parquet").is_file():
        _spoil_dispatch(folder / "dispatch.parquet", fields)
    return folder


def _spoiled(content: Any, fields: Set[str]) -> Any:
    if isinstance(content, list):
        return [_spoiled(item, fields) for item in content]
    if not isinstance(content, dict):
        return content
    return {key: _field(key, value, fields) for key, value in content.items()}


def _field(key: str, value: Any, fields: Set[str]) -> Any:
    if key in fields and isinstance(value, str):
        return BAD + value
    if key in LISTS:
        return [BAD + text for text in value]
    if key in KEYS and isinstance(value, dict):
        more = "bad" if key in {"packages", "options", "inputs"} else 1.0
        return {**value, BAD: more}
    return _spoiled(value, fields)


def _spoil_table(path: Path, fields: Set[str]) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, list(rows[0]))
        table.writeheader()
        table.writerows(
            {key: BAD + text if key in fields and text else text for key, text in row.items()} for row in rows
        )


def _spoil_dispatch(path: Path, fields: Set[str]) -> None:
    table = pq.read_table(path)
    for name in fields & set(table.column_names):
        bad = pc.binary_join_element_wise(BAD, table[name].cast("string"), "")
        table = table.set_column(table.column_names.index(name), name, bad)
    pq.write_table(table, path)
