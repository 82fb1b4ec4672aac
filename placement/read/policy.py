"""The policy: ``[policy]`` of case.toml, and the applied rows of ``rules``, each field from one of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from models.case import EU_POOL, Rule
from models.settings import Policy, StateRules
from placement.read.columns import Column, columns
from placement.read.draft import Rows
from placement.read.findings import Finding, nearest, shown
from placement.read.typed_head import is_accepted


@dataclass(frozen=True)
class Ruled:
    """What the applied rules set."""

    policy: dict[str, Any]
    state_rules: dict[str, StateRules]
    rows: dict[str, int]
    """Policy field -> row of the rule that sets it."""
    overridden: dict[str, str]
    """Policy field -> the ``--set`` text that changed the rule's value."""


def apply_rules(
    rules: Rows[Rule], given: Mapping[str, Any], states: Collection[str] | None, head_file: str
) -> tuple[Ruled, list[Finding]]:
    """Read the applied rows into policy fields and state rules; ``given`` are the keys of ``[policy]``."""
    findings: list[Finding] = []
    first: dict[tuple[str, str], int] = {}
    values: dict[str, dict[str, Any]] = {}
    for line, rule in rules:
        if not rule.applied:
            continue
        finding = _rule_finding(rules.file, line, rule, given, states, head_file)
        key = (rule.scope, rule.rule)
        if key in first:
            found = f"{shown(rule.rule)} applied a second time (first in row {first[key]})"
            advice = "Set applied to false in all but one of the rows."
            finding = Finding(rules.file, line, "applied", found, "one applied row per field", advice)
        first.setdefault(key, line)
        if finding is None:
            values.setdefault(rule.scope, {})[rule.rule] = _value(_field(rule), rule.value)
        else:
            findings.append(finding)
    policy = values.pop(EU_POOL, {})
    rows = {field: first[EU_POOL, field] for field in policy}
    by_set = {field: text for field, row in rows.items() if (text := rules.from_set("value", row)) is not None}
    of_states = {state: StateRules(**fields) for state, fields in values.items()}
    return Ruled(policy, of_states, rows, by_set), findings


def _rule_finding(
    file: str, line: int, rule: Rule, given: Mapping[str, Any], states: Collection[str] | None, head_file: str
) -> Finding | None:
    if rule.scope != EU_POOL and states is not None and rule.scope not in states:
        advice = nearest(rule.scope, [EU_POOL, *states])
        return Finding(file, line, "scope", shown(rule.scope), f"{EU_POOL} or a state of the states table", advice)
    known = columns(_owner(rule))
    if rule.rule not in known:
        advice = f"{nearest(rule.rule, known)} Set applied to false for a fact that limits nothing here."
        scope = "policy" if rule.scope == EU_POOL else "state"
        return Finding(file, line, "rule", shown(rule.rule), f"a {scope} rule that the model knows", advice)
    if rule.scope == EU_POOL and rule.rule in given:
        advice = f"Remove it from [policy] of {head_file}, or set applied to false here."
        found = f"{rule.rule}, which [policy] gives too"
        return Finding(file, line, "rule", found, "each policy field in one place", advice)
    field = known[rule.rule]
    if field.kind in ("text", "choice", "list"):
        advice = f"Give it in [policy] of {head_file}: it takes {field.expected}."
        return Finding(file, line, "rule", rule.rule, "a rule whose value is a number", advice)
    if not is_accepted(_owner(rule), field, _value(field, rule.value)):
        advice = field.advice(rule.value) or f"The policy field {rule.rule} takes {field.expected}."
        return Finding(file, line, "value", f"{rule.value:g} for {rule.rule}", field.expected, advice)
    return None


def _owner(rule: Rule) -> type:
    return Policy if rule.scope == EU_POOL else StateRules


def _field(rule: Rule) -> Column:
    return columns(_owner(rule))[rule.rule]


def _value(field: Column, value: float) -> float | bool:
    """A rule's number as the field wants it: 1 and 0 for true and false, 5.0 as 5."""
    if field.kind == "flag" and value in (0.0, 1.0):
        return bool(value)
    return int(value) if field.kind == "whole" and value.is_integer() else value
