"""Overrides of a whole table: ``tables.headroom=variants/dry.csv``."""

from placement.read.csv_table import read_csv
from placement.read.effect import Effect
from placement.read.files import check_columns
from placement.read.findings import Finding, shown
from placement.read.overrides.syntax import Override, refused
from placement.read.parquet_table import read_parquet
from placement.read.raw import RawCase
from placement.read.schema import TABLE

TABLES = "tables"
READERS = {".csv": read_csv, ".parquet": read_parquet}


def replace_table(raw: RawCase, override: Override) -> Effect | list[Finding]:
    """Put another file in the place of a table; a relative name is looked up from the case folder."""
    if len(override.path) != 2 or override.path[1] not in TABLE:
        found = ".".join(override.path[1:])
        return [refused(override.text, found, f"{TABLES}.<table>=<file>", TABLE)]
    name = override.path[1]
    file = raw.folder / override.value
    reader = READERS.get(file.suffix)
    if override.operator != "=" or reader is None:
        advice = f"Write for example {TABLES}.{name}=variants/{name}.csv."
        expected = "a CSV or parquet file"
        return [Finding(f"--set {shown(override.text)}", None, None, shown(override.value), expected, advice)]
    table, findings = reader(file, name)
    if table is not None:
        before = raw.tables.get(name)
        raw.tables[name] = table
        findings = [*findings, *check_columns(table, TABLE[name])]
        if not findings:
            return Effect(override.text, 1, same=int(before is not None and before.cells == table.cells))
    return findings
