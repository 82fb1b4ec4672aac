"""The limits of a case, each with its value and bound recomputed: they must hold, and limits.csv must list them."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from placement.verify.ledger import Ledger
from placement.verify.rows import records

KEY = ["limit", "scope", "stage"]


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit of the case in one place."""

    limit: str
    scope: str
    stage: str
    value: float
    bound: float
    unit: str
    side: Literal["upper", "lower"] = "upper"
    listed: bool = True
    """Whether limits.csv must list it; otherwise it may."""
    scale: float = 0.0
    """Size of the quantities whose difference the limit is, for the tolerance."""

    @property
    def slack(self) -> float:
        """Room left: not negative when met."""
        return self.bound - self.value if self.side == "upper" else self.value - self.bound


def check_limits(limits: list[Limit], table: pd.DataFrame, ledger: Ledger) -> None:
    """Every limit holds, and the table says so with the right numbers."""
    for limit in limits:
        where = ", ".join(x for x in (limit.scope, f"stage {limit.stage}" if limit.stage else "") if x) or "the plan"
        compare = ledger.at_most if limit.side == "upper" else ledger.at_least
        compare(limit.limit, where, limit.value, limit.bound, limit.unit, scale=limit.scale)
    expected = {(x.limit, x.scope, x.stage): x for x in limits}
    found = {(r.limit, r.scope, r.stage): r for r in records(table)}
    for key, limit in expected.items():
        if key in found:
            _compare(limit, found[key], ledger)
        elif limit.listed:
            ledger.fail("limits", "limits.csv", "no row", " / ".join(key))
    for key in found:
        if key not in expected:
            ledger.fail("limits", "limits.csv", " / ".join(key), "no such limit in this case")


def _compare(limit: Limit, row: object, ledger: Ledger) -> None:
    where = f"limits.csv, {limit.limit} {limit.scope} {limit.stage}".rstrip()
    value, bound, slack, unit = (getattr(row, n) for n in ("value", "bound", "slack", "unit"))
    scale = max(limit.scale, abs(limit.value), abs(limit.bound))
    ledger.require(unit == limit.unit, "limits", f"{where}, unit", unit, limit.unit)
    ledger.equal("limits", f"{where}, value", value, limit.value, limit.unit, scale=scale)
    ledger.equal("limits", f"{where}, bound", bound, limit.bound, limit.unit, scale=scale)
    ledger.equal("limits", f"{where}, slack", slack, limit.slack, limit.unit, scale=scale)
    ledger.at_least("limits", f"{where}, slack", slack, 0.0, limit.unit, scale=scale)
