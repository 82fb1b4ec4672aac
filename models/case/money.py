"""Money and evidence: funders, rules of law and programmes, sources of the numbers."""

from dataclasses import dataclass

from models.bounds import Anything, Budget, Evidence, FunderKind, Rate, Share


@dataclass(frozen=True, slots=True)
class Funder:
    """Who pays."""

    funder: str
    kind: FunderKind
    return_rate: Rate
    max_share: Share = 1.0
    """Largest share of a site's capital, cumulative over stages."""
    budget_eur: Budget | None = None
    """All sites and stages together (private equity: appetite); None means no limit."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A fact of law or programme. ``applied`` rows set the policy field of the same name.

    Scope ``EU`` names a field of `Policy`; scope of a state names a field of `StateRules`.
    """

    rule: str
    scope: str
    value: Anything
    unit: str
    status: str
    effective: str
    source: str
    applied: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the numbers of a column come from."""

    table: str
    column: str
    evidence: Evidence
    source: str
    vintage: str
    licence: str
