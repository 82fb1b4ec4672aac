"""``case.toml`` and the applied rules, put together."""

from collections.abc import Collection

from models.case import Rule
from models.settings import Operation, Policy, SolveSettings
from placement.read.draft import Rows, Settings
from placement.read.findings import Finding
from placement.read.policy import apply_rules
from placement.read.raw import RawHead
from placement.read.schema import SECTIONS, DemandScenario, Head
from placement.read.typed_head import typed_section, typed_stages, typed_top

PLACEHOLDER = Head("", "EUR", 2000, 2000, 0.0, 0.0, 8760.0)
"""Stands where the head is wrong; no check reads it then, because ``case`` is not clean."""


def read_settings(
    head: RawHead, rules: Rows[Rule], states: Collection[str] | None
) -> tuple[Settings, list[Finding], frozenset[str]]:
    """Settings, findings, and the names of the sections that are clean."""
    if not head.readable:
        defaults = DemandScenario(), Policy(), Operation(), SolveSettings()
        return Settings(head.file, {}, PLACEHOLDER, (), *defaults, {}, rules.file, {}, {}), [], frozenset()
    top, findings = typed_top(head)
    clean = set() if findings else {"case"}
    stages, more = typed_stages(head)
    findings += more
    clean |= set() if more else {"stages"}
    sections = {}
    for name, row in SECTIONS.items():
        sections[name], more = typed_section(head, row, head.values.get(name, {}), (name,))
        findings += more
        clean |= set() if more else {f"[{name}]"}
    ruled, more = apply_rules(rules, sections["policy"], states, head.file)
    findings += more
    if more or not rules.clean:
        clean.discard("[policy]")
    settings = Settings(
        file=head.file,
        lines=head.lines,
        head=top or PLACEHOLDER,
        stages=stages,
        demand=DemandScenario(**sections["demand"]),
        policy=Policy(**{**sections["policy"], **ruled.policy}),
        operation=Operation(**sections["operation"]),
        solve=SolveSettings(**sections["solve"]),
        state_rules=ruled.state_rules,
        rules_file=rules.file,
        ruled=ruled.rows,
        overridden=head.overridden | {("policy", field): text for field, text in ruled.overridden.items()},
    )
    return settings, findings, frozenset(clean)
