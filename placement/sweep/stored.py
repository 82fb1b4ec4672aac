"""What a stored result has to be: as it was written, and its figures at one with each other."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

DIGEST = "digest"
"""Field of a stored result: over all others, and over the case that it is of."""
ROUNDING = 1e-6
FIELDS = {"status": str, "reason": str, "sites": list, "has_power": bool}


def sealed(key: str, result: Mapping[str, Any]) -> dict[str, Any]:
    """The result with its digest."""
    return {**result, DIGEST: _digest(key, result)}


def opened(key: str, found: object, asked_gap: float = 1.0) -> dict[str, Any]:
    """The result of that key, without its digest. Raises ValueError with what is wrong."""
    if not isinstance(found, dict):
        raise ValueError(f"found {type(found).__name__}, expected a JSON object")
    result = {name: value for name, value in found.items() if name != DIGEST}
    if found.get(DIGEST) != _digest(key, result):
        raise ValueError("its digest is another one, so somebody has altered it, or an older version wrote it")
    _check(result, asked_gap)
    return result


def _digest(key: str, result: Mapping[str, Any]) -> str:
    text = json.dumps(result, sort_keys=True, allow_nan=False)
    return hashlib.sha256(f"{key} {text}".encode()).hexdigest()


def _check(result: Mapping[str, Any], asked_gap: float) -> None:
    """Of a digest that was made anew. Raises ValueError."""
    for name, kind in FIELDS.items():
        if not isinstance(result.get(name), kind):
            raise ValueError(f"{name}: found {result.get(name)!r}, expected {kind.__name__}")
    if strange := [site for site in result["sites"] if not isinstance(site, str)]:
        raise ValueError(f"sites: found {strange[0]!r}, expected str")
    summary = result.get("summary")
    if summary is None:
        return
    try:
        _check_figures(summary)
        if result["status"] == "optimal":
            _check_proof(summary, asked_gap)
    except (AttributeError, LookupError, TypeError) as error:
        raise ValueError(f"its summary is none ({error})") from error


def _check_figures(summary: Mapping[str, Any]) -> None:
    objective, bound, gap = summary["objective_eur"], summary["bound_eur"], summary["gap"]
    room = ROUNDING * max(1.0, abs(objective))
    if not abs(sum(summary["cost_terms"].values()) - objective) <= room:
        raise ValueError("its cost terms do not add up to its objective")
    if bound is None:
        return
    if bound - objective > room:
        raise ValueError(f"its bound, {bound:.6g} EUR, lies above the cost of its plan, {objective:.6g} EUR")
    if not abs((objective - bound) - gap * abs(objective)) <= room:
        raise ValueError("its gap is not that of its objective and its bound")


def _check_proof(summary: Mapping[str, Any], asked_gap: float) -> None:
    """Of a plan that is proven: on a screen, by the gap there."""
    on_screen = summary.get("gap_on_screen")
    gap = summary["gap"] if on_screen is None else on_screen
    if gap is None or not gap <= asked_gap + ROUNDING:
        raise ValueError(f"its status is optimal and its gap {gap}, expected {asked_gap} at most, as was asked for")
