"""Overrides of ``case.toml``: its head, its sections, its stages."""

from typing import Any

from models.case import EU_POOL, Stage
from placement.read.columns import Column, columns
from placement.read.effect import Effect
from placement.read.findings import Finding, plain, shown
from placement.read.overrides.syntax import Override, refused
from placement.read.overrides.table import set_cells
from placement.read.raw import RawCase, RawHead, RawTable
from placement.read.schema import SECTIONS, TABLE, Head
from placement.read.toml_text import toml_values


def set_head(head: RawHead, override: Override) -> Effect | list[Finding]:
    """A key at the top of ``case.toml``."""
    known = columns(Head)
    name = override.path[0]
    if name not in known:
        return [refused(override.text, name, "a path such as policy.max_sites", [*known, *SECTIONS, "stages", *TABLE])]
    return _set(head, head.values, (name,), known[name], override)


def set_section(raw: RawCase, override: Override) -> Effect | list[Finding]:
    """A key of a section; a policy field that an applied rule gives is set in that rule's row."""
    section, name = override.path
    known = columns(SECTIONS[section])
    if name not in known:
        return [refused(override.text, name, f"a key of [{section}]", known)]
    values = raw.head.values.setdefault(section, {})
    if not isinstance(values, dict):
        return []
    if section == "policy" and name not in values and "rules" in raw.tables:
        rows = applied_rows(raw.tables["rules"], name)
        if rows:
            return _set_rule(raw.tables["rules"], rows, values, known[name], override)
    return _set(raw.head, values, (section, name), known[name], override)


def set_stage(head: RawHead, override: Override) -> Effect | list[Finding]:
    """``stages.<stage>.<key>``; ``*`` for every stage."""
    stages = head.values.get("stages")
    if not isinstance(stages, list) or not all(isinstance(stage, dict) for stage in stages):
        return []
    if len(override.path) != 3:
        return [refused(override.text, ".".join(override.path), "stages.<stage>.<key>", columns(Stage))]
    _, key, name = override.path
    known = columns(Stage)
    if name not in known:
        return [refused(override.text, name, "a key of [[stages]]", known)]
    meant = [(i, stage) for i, stage in enumerate(stages) if key in ("*", plain(stage.get("stage")))]
    if not meant:
        return [refused(override.text, key, "a stage", [plain(stage.get("stage")) for stage in stages])]
    done = [_set(head, stage, ("stages", str(i), name), known[name], override) for i, stage in meant]
    if wrong := [one for one in done if isinstance(one, list)]:
        return wrong[0]
    return Effect(override.text, len(done), sum(one.same for one in done if isinstance(one, Effect)))


def applied_rows(rules: RawTable, name: str) -> list[int]:
    """Applied rows of ``rules`` that set the policy field."""
    off = ("false", "0", "no", "off", "f", "n")
    return [
        row
        for row in range(len(rules.lines))
        if rules.cell("rule", row) == name
        and rules.cell("scope", row) == EU_POOL
        and rules.cell("applied", row).lower() not in off
    ]


def _set_rule(
    rules: RawTable, rows: list[int], values: dict[str, Any], column: Column, override: Override
) -> Effect | list[Finding]:
    """Replace the rule's value; a value that no rule can hold (off, text) unapplies the rule instead."""
    flag = {"true": "1", "false": "0"}.get(override.value.lower()) if column.kind == "flag" else None
    if not override.off and (column.numeric or flag is not None):
        meant = override if flag is None else Override(override.text, override.path, "=", flag)
        return set_cells(rules, columns(TABLE["rules"].row)["value"], rows, meant)
    applied = rules.cells.setdefault("applied", [None] * len(rules.lines))
    for row in rows:
        applied[row] = "false"
        rules.overridden["applied", row] = override.text
    values[column.name] = None if override.off else _parsed(column, override.value)
    return Effect(override.text, len(rows))


def _set(
    head: RawHead, values: dict[str, Any], place: tuple[str, ...], column: Column, override: Override
) -> Effect | list[Finding]:
    head.overridden[place] = override.text
    current = values.get(column.name, column.default)
    if override.operator == "=":
        values[column.name] = None if override.off and column.kind != "text" else _parsed(column, override.value)
        return Effect(override.text, 1, same=_is_same(current, values[column.name]))
    if isinstance(current, bool) or not isinstance(current, int | float):
        found = f"no number in {'.'.join(place)}"
        advice = f"Use = to set it: it takes {column.expected}."
        return [Finding(f"--set {shown(override.text)}", None, None, found, "a number to change", advice)]
    number = override.change(current)
    values[column.name] = int(number) if column.kind == "whole" and number.is_integer() else number
    return Effect(override.text, 1, same=int(number == current))


def _is_same(before: object, after: object) -> int:
    """1 where the value was that already; true is not 1, and a list is as good as a tuple."""
    if isinstance(before, list | tuple) and isinstance(after, list | tuple):
        return int(list(before) == list(after))
    return int(before == after and isinstance(before, bool) == isinstance(after, bool))


def _parsed(column: Column, text: str) -> Any:
    """A value as ``case.toml`` would give it; texts need no quotes."""
    if column.kind in ("text", "choice"):
        return text
    try:
        values = toml_values(f"value = {text}")
    except (ValueError, RecursionError):
        return text
    return values["value"] if len(values) == 1 else text
