"""A row for each case: what it changed, what came out, and how that compares with the unchanged case."""

from collections.abc import Mapping, Sequence
from typing import Any

from placement.account.difference import EURO_YEARS, difference, significant
from placement.sweep.plan import Planned

Result = Mapping[str, Any]
NOT_RUN = "not_run"
FAULTS = ("failed", "rejected")
"""Statuses of cases that ended by a fault of ours: solved again the next time."""
NO_RESULT = "Not solved yet: the sweep was stopped before this case, or still runs."
PROOF = ("objective_eur", "bound_eur", "gap", "siting_cost_eur", "siting_gap")
LCOC = ("lcoc_installed_eur_per_h100eh", "lcoc_sold_eur_per_h100eh")


def rows(cases: Sequence[Planned], parameters: Sequence[str], results: Mapping[str, Result]) -> list[dict[str, Any]]:
    """All rows in the order of the cases; the first is the unchanged case."""
    terms = list(dict.fromkeys(t for key in results for t in (results[key]["summary"] or {}).get("cost_terms", {})))
    base = results.get(cases[0].key)
    return [_row(case, parameters, terms, results.get(case.key), base) for case in cases]


def _row(
    case: Planned, parameters: Sequence[str], terms: Sequence[str], result: Result | None, base: Result | None
) -> dict[str, Any]:
    values = {change.parameter: change.value for change in case.changes}
    summary = (result or {}).get("summary") or {}
    cost = summary.get("cost_terms", {})
    return {
        "name": case.name,
        **{name: values.get(name) for name in parameters},
        "status": result["status"] if result else NOT_RUN,
        "reason": " ".join(result["reason"].split()) if result else NO_RESULT,
        **{name: summary.get(name) for name in (*PROOF, *LCOC)},
        **_against(base, result),
        **{f"cost_{term}_eur": cost.get(term, 0.0) if summary else None for term in terms},
        "sites": ";".join(result["sites"]) if result and summary else None,
        "it_mw": summary["counts"]["it_mw"] if result and summary and result["has_power"] else None,
        "seconds": result["seconds"] if result else None,
        "key": case.key,
    }


def _against(base: Result | None, result: Result | None) -> dict[str, Any]:
    """The difference from the unchanged case, and whether it is more than the proofs leave open."""
    nothing = {"difference_eur": None, "significant": None}
    if not base or not result or not base["summary"] or not result["summary"]:
        return nothing
    before, now = base["summary"], result["summary"]
    if any(before[key] != now[key] for key in EURO_YEARS):
        return nothing
    costs = before["objective_eur"], now["objective_eur"]
    return {"difference_eur": difference(*costs), "significant": significant(costs, (_open(before), _open(now)))}


def _open(summary: Mapping[str, Any]) -> float | None:
    """How far the least cost may lie below the plan's, EUR."""
    bound: float | None = summary["bound_eur"]
    return None if bound is None else float(summary["objective_eur"] - bound)
