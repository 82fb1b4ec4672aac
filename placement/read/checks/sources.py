"""Every column of numbers says where they come from."""

from collections.abc import Iterator

from models.case import Stage
from placement.read.columns import columns
from placement.read.draft import Draft, Rows
from placement.read.findings import Finding, nearest, shown
from placement.read.schema import EXCLUSIONS, HEAD, SECTIONS, TABLE, TABLES, Head

STRUCTURAL = {
    "climate": {"month"},
    "hourly": {"period", "day", "hour", "month", "weight"},
}
"""Numbers that are keys or follow from the choice of hours, not facts."""

SELF_SOURCED = ("rules", "sources")
"""``rules`` has a source in each row."""


def sources_name_columns(draft: Draft) -> Iterator[Finding]:
    """Each row of sources names a table and one of its columns, or case.toml and a key such as policy.max_sites."""
    known = {name: list(columns(schema.row)) for name, schema in TABLE.items()}
    known |= {HEAD: _keys_of_head(), EXCLUSIONS: ["geometry"]}
    file = draft.tables.sources.file
    for line, source in draft.tables.sources:
        if source.table not in known:
            advice = nearest(source.table, known)
            yield Finding(file, line, "table", shown(source.table), f"a table of the case, or {HEAD}", advice)
        elif source.column not in known[source.table]:
            advice = nearest(source.column, known[source.table])
            yield Finding(file, line, "column", shown(source.column), f"a column of {source.table}", advice)


def _keys_of_head() -> list[str]:
    """Keys of case.toml, those of a section with its name: ``policy.max_sites``."""
    sections = {**SECTIONS, "stages": Stage}
    return [*columns(Head), *(f"{section}.{key}" for section, row in sections.items() for key in columns(row))]


def numbers_have_sources(draft: Draft) -> Iterator[Finding]:
    """A column that holds numbers has a row in sources."""
    sources = draft.tables.sources
    if not sources.present:
        return  # required where power is modelled, optional in an abstract case
    given = {(row.table, row.column) for row in sources.rows}
    for schema in TABLES:
        if schema.name in SELF_SOURCED:
            continue
        rows: Rows[object] = getattr(draft.tables, schema.name)
        for name in rows.columns:
            structural = name in STRUCTURAL.get(schema.name, set())
            if columns(schema.row)[name].numeric and not structural and (schema.name, name) not in given:
                found = f"no source for {schema.name}.{name}"
                advice = "Add a row with evidence (observed, derived, estimated or assumed), source, vintage, licence."
                yield Finding(sources.file, None, None, found, "a row for each column of numbers", advice)
