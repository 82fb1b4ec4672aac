"""From TOML values to the typed head, stages and sections of ``case.toml``."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from models.case import Stage
from placement.read.columns import Column, columns
from placement.read.findings import Finding, nearest, shown, some
from placement.read.numbers import LARGEST
from placement.read.raw import RawHead
from placement.read.schema import SECTIONS, Head

Place = tuple[str, ...]
MOST_UNKNOWN = 20
"""Unknown keys listed one by one."""
MOST_STAGES = 100


@cache
def _adapter(row: type, name: str) -> TypeAdapter[Any]:
    return TypeAdapter(columns(row)[name].annotation)


def typed_section(head: RawHead, row: type, values: object, place: Place) -> tuple[dict[str, Any], list[Finding]]:
    """The valid keys of one section, and a finding for each that is unknown, missing or wrong."""
    if not isinstance(values, Mapping):
        advice = f"Write a section [{place[0]}] with keys below it."
        return {}, [_finding(head, place, toml_words(values), "a section", advice)]
    known = columns(row)
    good: dict[str, Any] = {}
    unknown = [name for name in values if name not in known]
    findings = _unknown(head, place, unknown, "key", f"a key of {_title(place)}", known)
    for name, value in values.items():
        if name not in known:
            continue
        if is_accepted(row, known[name], value):
            good[name] = tuple(value) if isinstance(value, list) else value
        else:
            advice = known[name].advice(value) or "Correct the value."
            findings.append(_finding(head, (*place, name), toml_words(value), known[name].expected, advice))
    missing = [column for name, column in known.items() if column.required and name not in values]
    for column in missing:
        advice = f"Add {column.name} = ... with {column.expected}. {column.meaning}".strip()
        findings.append(_finding(head, (*place, column.name), "no such key", "the key", advice))
    return good, findings


def _unknown(
    head: RawHead, place: Place, names: Sequence[str], what: str, expected: str, known: Collection[str]
) -> list[Finding]:
    """The first unknown keys one by one, the others counted."""
    listed = [
        _finding(head, (*place, name), f"an unknown {what}", expected, nearest(name, known))
        for name in names[:MOST_UNKNOWN]
    ]
    if len(names) > MOST_UNKNOWN:
        found = f"{len(names) - MOST_UNKNOWN:,} more unknown {what}s"
        listed.append(Finding(head.file, None, None, found, expected, f"Known: {some(known, 50)}."))
    return listed


def is_accepted(row: type, column: Column, value: object) -> bool:
    """Whether the value, without any conversion, is one that the field accepts."""
    try:
        checked = _adapter(row, column.name).validate_python(
            tuple(value) if isinstance(value, list) else value, strict=True
        )
    except (ValidationError, OverflowError):
        return False
    numbers = checked if isinstance(checked, tuple) else (checked,)
    return all(abs(number) <= LARGEST for number in numbers if isinstance(number, int | float))


def typed_top(head: RawHead) -> tuple[Head | None, list[Finding]]:
    """The keys above the first section."""
    sections = {"stages", *SECTIONS}
    values = {key: value for key, value in head.values.items() if key not in sections}
    strangers = [key for key in values if key not in columns(Head) and isinstance(values[key], dict | list)]
    findings = _unknown(head, (), strangers, "section", "a section of case.toml", sections)
    good, more = typed_section(head, Head, {k: v for k, v in values.items() if k not in strangers}, ())
    complete = all(name in good for name in columns(Head))
    return (Head(**good) if complete else None), findings + more


def typed_stages(head: RawHead) -> tuple[tuple[Stage, ...], list[Finding]]:
    """``[[stages]]``: at least one."""
    values = head.values.get("stages")
    if not isinstance(values, list) or not values:
        advice = 'Add [[stages]] with stage = "2028-30", start_year = 2028, years = 3.'
        found = "no stages" if values in (None, []) else toml_words(values)
        return (), [_finding(head, ("stages",), found, "at least one [[stages]]", advice)]
    if len(values) > MOST_STAGES:
        advice = "Let a stage be several years."
        return (), [_finding(head, ("stages",), f"{len(values):,} stages", f"at most {MOST_STAGES}", advice)]
    stages: list[Stage] = []
    findings: list[Finding] = []
    for index, value in enumerate(values):
        good, more = typed_section(head, Stage, value, ("stages", str(index)))
        findings += more
        if not more:
            stages.append(Stage(**good))
    return tuple(stages), findings


def toml_words(value: object) -> str:
    """A TOML value as the user wrote it, more or less."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and abs(value) >= 10**40:
        return "a very large number"
    return f'"{shown(value)}"' if isinstance(value, str) else shown(value)


def _title(place: Place) -> str:
    return f"[{place[0]}]" if place else "case.toml"


def _finding(head: RawHead, place: Place, found: str, expected: str, advice: str) -> Finding:
    by = head.overridden.get(place)
    found += "" if by is None else f" (from --set {shown(by)})"
    return Finding(head.file, head_line(head.lines, place), shown(".".join(place)) or None, found, expected, advice)


def head_line(lines: Mapping[Place, int], place: Place) -> int | None:
    """Line of a key, else of its section."""
    return lines.get(place) or lines.get(place[:-1])
