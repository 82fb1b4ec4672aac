"""``--set path=value``: changes to a case before it is checked, so that every check covers them.

``policy.max_sites=5``, ``demand.scale=1.3``, ``stages.2028-30.years=4``, ``discount_rate=0.05`` set a key of
``case.toml``; ``zones.FI.network_eur_per_mwh=5`` a cell: table, key of the row, column. A key may be shorter than
the table's (``headroom.arnhem.firm_mw``: all tranches) and ``*`` stands for any part. ``*1.3`` or ``+10`` instead
of ``=`` multiply or add; an empty cell (no limit) stays empty then, but one that takes an estimate (``firm_mw`` of
``headroom``) is that estimate changed. ``null``, ``none`` or nothing after ``=`` switch
an optional value off. A part with a point in it goes in double quotes. Where a policy field comes from an applied
row of ``rules`` the override replaces that row's value, so it wins. ``tables.headroom=other.csv`` takes a whole table
from another file; its name counts from the case folder.
"""

from collections.abc import Sequence

from placement.read.effect import Effect
from placement.read.findings import Finding
from placement.read.overrides.head import set_head, set_section, set_stage
from placement.read.overrides.replace import TABLES, replace_table
from placement.read.overrides.syntax import Override, parse, refused
from placement.read.overrides.table import set_table
from placement.read.raw import RawCase
from placement.read.schema import SECTIONS, TABLE

__all__ = ["apply_overrides"]


def apply_overrides(raw: RawCase, overrides: Sequence[str]) -> list[Finding]:
    """Edit the raw case, one override after the other; what cannot be applied is a finding.

    What each of the others did goes into ``raw.effects``.
    """
    findings: list[Finding] = []
    for text in overrides:
        override = parse(text)
        done = [override] if isinstance(override, Finding) else _apply(raw, override)
        if isinstance(done, Effect):
            raw.effects.append(done)
        else:
            findings += done
    return findings


def _apply(raw: RawCase, override: Override) -> Effect | list[Finding]:
    first, parts = override.path[0], len(override.path)
    if parts == 1:
        return set_head(raw.head, override)
    if first in SECTIONS and parts == 2:
        return set_section(raw, override)
    if first == TABLES:
        return replace_table(raw, override)
    if first == "stages":
        return set_stage(raw.head, override)
    if first in TABLE:
        return set_table(raw, override)
    return [refused(override.text, first, "a table, or a section of case.toml", [*SECTIONS, "stages", TABLES, *TABLE])]
