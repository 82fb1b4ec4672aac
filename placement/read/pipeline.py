"""Reading and checking a case, step by step."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from placement.read.assemble import assemble
from placement.read.checks import CHECKS
from placement.read.checks.sites import sites_without_coordinates
from placement.read.collector import without_collector
from placement.read.draft import Draft, Rows, Tables
from placement.read.exclusions import read_exclusions
from placement.read.files import read_files
from placement.read.findings import Finding, collapse
from placement.read.folders import display
from placement.read.from_set import name_overrides
from placement.read.identifiers import unclear_names
from placement.read.impossible import impossibilities
from placement.read.overrides import apply_overrides
from placement.read.raw import RawCase
from placement.read.reading import Reading
from placement.read.references import dangling_references, table_keys
from placement.read.schema import EXCLUSIONS, HEAD, TABLES
from placement.read.settings import read_settings
from placement.read.sizes import beyond_solving
from placement.read.typed_rows import typed_rows
from placement.read.without_power import settings_of_power


@without_collector()
def load(folder: Path, overrides: Sequence[str]) -> Reading:
    """The case, and every finding in the order of the files; no case where there is a finding of bad input."""
    raw, findings = read_files(folder)
    if raw is None:
        return Reading(None, tuple(findings))
    findings += apply_overrides(raw, overrides)
    draft, more = _draft(raw)
    findings += [*more, *unclear_names(raw), *dangling_references(raw)]
    for check in CHECKS:
        if check.needs <= draft.clean:
            findings += check.find(draft)
    done = [effect.note for effect in raw.effects if effect.note is not None]
    notes = (*done, *raw.head.notes, *(note for table in raw.tables.values() for note in table.notes), *draft.notes)
    notes += (*sites_without_coordinates(draft), *settings_of_power(draft))
    if findings:
        return Reading(None, _in_order(name_overrides(findings, raw)), notes)
    case = replace(assemble(draft), notes=tuple(note.by_name for note in notes))
    if beyond := beyond_solving(draft, case):
        return Reading(None, _in_order(beyond), notes)
    return Reading(case, _in_order(impossibilities(case, display(folder))), notes)


def _draft(raw: RawCase) -> tuple[Draft, list[Finding]]:
    tables, findings = _tables(raw)
    settings, more, clean_sections = read_settings(raw.head, tables.rules, table_keys(raw, "states"))
    areas = read_exclusions(raw.folder / EXCLUSIONS)
    present = {schema.name for schema in TABLES if getattr(tables, schema.name).clean}
    return Draft(
        settings=settings,
        tables=tables,
        exclusions=areas.exclusions,
        exclusions_file=display(raw.folder / EXCLUSIONS),
        notes=areas.notes,
        powered=raw.powered,
        clean=frozenset(present | clean_sections),
    ), [*findings, *more, *areas.findings]


def _tables(raw: RawCase) -> tuple[Tables, list[Finding]]:
    findings: list[Finding] = []
    found: dict[str, Rows[object]] = {}
    for schema in TABLES:
        table = raw.tables.get(schema.name)
        if table is None:
            absent_is_fine = schema.name not in raw.unread and (
                schema.need == "optional" or (schema.need == "powered" and not raw.powered)
            )
            file = display(raw.folder / f"{schema.name}.csv")
            found[schema.name] = Rows(file, (), (), False, absent_is_fine)
        else:
            found[schema.name], more = typed_rows(table, schema.row)
            findings += more
    return Tables(**found), findings  # type: ignore[arg-type]


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Overrides and the folder first, then by file in the order of the schema, then by row."""
    names = [HEAD, *(schema.name for schema in TABLES), EXCLUSIONS]
    rank = {name: i for i, name in enumerate(names, start=1)}

    def place(finding: Finding) -> tuple[int, int]:
        path = Path(finding.file)
        return rank.get(path.name, rank.get(path.stem, 0)), finding.row or 0

    return tuple(collapse(sorted(dict.fromkeys(findings), key=place)))
