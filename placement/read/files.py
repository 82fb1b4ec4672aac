"""All files of a case folder, read as text; every file that is missing, doubled or unknown is a finding."""

from pathlib import Path

from placement.read.as_table import INDEX_ADVICE, is_index
from placement.read.columns import columns
from placement.read.csv_table import read_csv
from placement.read.findings import Finding, nearest, shown, some
from placement.read.folders import SUFFIXES, display
from placement.read.parquet_table import read_parquet
from placement.read.raw import RawCase, RawTable
from placement.read.schema import HEAD, POWER_TABLES, TABLE, TABLES, TableSchema
from placement.read.strangers import strangers
from placement.read.toml_head import read_head

MOST_UNKNOWN = 20
"""Unknown columns listed one by one."""


def read_files(folder: Path) -> tuple[RawCase | None, list[Finding]]:
    """Read every file of the folder; None where there is no folder."""
    try:
        entries = sorted(entry.name for entry in folder.iterdir())
    except (OSError, ValueError) as error:
        advice = f"Give a folder that holds {HEAD} and its tables."
        reason = getattr(error, "strerror", None) or "a name that no folder can have"
        return None, [Finding(shown(display(folder)), None, None, reason.lower(), "a case folder", advice)]
    below = [] if HEAD in entries else [name for name in entries if (folder / name / HEAD).is_file()]
    if below:
        found = f"no {HEAD}, but a case in {some(below)}"
        advice = f"Name the folder of the case: {display(folder / below[0])}."
        return None, [Finding(shown(display(folder)), None, None, found, "a case folder", advice)]
    head, findings = read_head(folder / HEAD)
    tables: dict[str, RawTable] = {}
    unread: set[str] = set()
    for schema in TABLES:
        table, more = _read_table(folder, schema, entries)
        findings += more
        if table is not None:
            tables[schema.name] = table
        elif more:
            unread.add(schema.name)
    raw = RawCase(folder, display(folder), head, tables, frozenset(unread))
    return raw, [*findings, *strangers(folder, entries), *_missing_files(folder, raw)]


def _read_table(folder: Path, schema: TableSchema, entries: list[str]) -> tuple[RawTable | None, list[Finding]]:
    paths = [folder / (schema.name + suffix) for suffix in SUFFIXES if schema.name + suffix in entries]
    if not paths:
        return None, []
    if len(paths) > 1:
        advice = "Remove one of the two: nobody could tell which holds."
        found = f"{schema.name}.csv and {schema.name}.parquet"
        return None, [Finding(display(paths[0]), None, None, found, "one file", advice)]
    reader = read_csv if paths[0].suffix == ".csv" else read_parquet
    table, findings = reader(paths[0], schema.name)
    return table, findings + ([] if table is None else check_columns(table, schema))


def check_columns(table: RawTable, schema: TableSchema) -> list[Finding]:
    """Unknown columns (with the nearest known name) and missing ones; unknown columns leave the table."""
    known = columns(schema.row)
    unknown = [column for column in table.cells if column not in known]
    missing = [column for column in known if column not in table.cells]
    findings: list[Finding] = []
    meant: set[str] = set()
    for column in unknown[:MOST_UNKNOWN]:
        advice = INDEX_ADVICE if is_index(column) else nearest(column, missing or known)
        meant |= {name for name in missing if advice == f"Did you mean {name}?"}
        findings.append(Finding(table.file, 1, shown(column), "an unknown column", f"a column of {table.name}", advice))
    if len(unknown) > MOST_UNKNOWN:
        advice = f"Known: {some(known, 50)}."
        found = f"{len(unknown) - MOST_UNKNOWN} more unknown columns"
        findings.append(Finding(table.file, 1, None, found, f"columns of {table.name}", advice))
    for column in unknown:
        del table.cells[column]
    for column in missing:
        if known[column].required and column not in meant:
            advice = f"Add the column, with {known[column].expected} in each row. {known[column].meaning}".strip()
            findings.append(Finding(table.file, 1, column, "no such column", "the column", advice))
    return findings


def _missing_files(folder: Path, raw: RawCase) -> list[Finding]:
    """Files that the case needs; tables of power, cooling, accelerators and money go together."""
    present = [table for table in POWER_TABLES if raw.has(table)]
    findings: list[Finding] = []
    for schema in TABLES:
        if raw.has(schema.name) or schema.need == "optional" or (schema.need == "powered" and not present):
            continue
        header = ",".join(c.name for c in columns(TABLE[schema.name].row).values() if c.required)
        advice = f"Add the table; its columns are at least {header}."
        if schema.need == "powered":
            advice += f" It goes with {some(present, 3)}: tables of power are all there, or (abstract case) none."
        findings.append(Finding(display(folder / f"{schema.name}.csv"), None, None, "no file", "the table", advice))
    return findings
