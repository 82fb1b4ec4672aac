"""How good the plan is, in words that a reader who was not there understands."""

from placement.map import numbers as show
from placement.map.summary import Screen, Summary
from placement.rounded import gap_percent, up

NOTHING = 1e-9
"""A gap below this share is the rounding of the sums."""

_STOPPED = {
    "time_limit": "The solver stopped at its time limit; this is the best plan it found.",
    "interrupted": "The solver was interrupted; this is the best plan it had found.",
    "unproven": "Numerical trouble ended the solver; this is the best plan it had found.",
}
REJECTED = "This plan was rejected: it does not stand up to its own check, and nothing is proven of it."
"""A fault of ours; verification.json says what differs."""


def proof(summary: Summary) -> str:
    """Return one to three sentences: how the solve ended and what is proven about the plan."""
    if summary.status == "rejected":
        return REJECTED
    parts = [_STOPPED.get(summary.status, ""), _claim(summary), _siting(summary), _note(summary)]
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part)


def short_proof(summary: Summary) -> str:
    """Return the same as a tag of a few words."""
    if summary.status == "rejected":
        return "rejected by its own check"
    if summary.gap is not None and summary.gap < NOTHING:
        return "proven: no plan costs less"
    if summary.gap is not None:
        siting = "" if summary.siting_gap is None else f", {gap_percent(summary.siting_gap)} of the siting cost"
        return f"proven within {gap_percent(summary.gap)} of the least cost{siting}"
    if summary.gap_on_screen is not None:
        return f"within {gap_percent(summary.gap_on_screen)} of the least cost{_of(summary.screen)}; not proven beyond"
    return "no proof of how close to least cost"


def _claim(summary: Summary) -> str:
    if summary.gap is not None and summary.gap < NOTHING:
        return "Proven: no plan of this case costs less."
    if summary.gap is not None:
        return f"Proven: no plan of this case costs less by more than {gap_percent(summary.gap)}{_slack(summary)}."
    if summary.gap_on_screen is not None:
        return (
            f"Only a part of the case was solved{_extent(summary.screen)}. Within it no plan costs less by more than "
            f"{gap_percent(summary.gap_on_screen)}; outside it nothing is proven."
        )
    return "How far this plan is from the least cost is not proven."


def left_open_eur(summary: Summary) -> float | None:
    """Return by how much a plan may cost less, EUR: objective less bound; None where nothing is proven, or all is."""
    if summary.gap is None or summary.gap < NOTHING or summary.status == "rejected":
        return None
    if summary.objective_eur is None or summary.bound_eur is None:
        return None
    return max(0.0, summary.objective_eur - summary.bound_eur)


def _slack(summary: Summary) -> str:
    left = left_open_eur(summary)
    return "" if left is None else f" ({show.euros(left, up)})"


def _extent(screen: Screen) -> str:
    parts = [
        f"{show.count(part)} of {show.count(whole)} {word}"
        for part, whole, word in (
            (screen.sites, screen.of_sites, "candidates"),
            (screen.days, screen.of_days, "typical days"),
        )
        if part is not None and whole is not None and part < whole
    ]
    return f": {' and '.join(parts)}" if parts else ""


def _of(screen: Screen) -> str:
    if screen.sites is None or screen.of_sites is None:
        return " on the part that was solved"
    return f" among {show.count(screen.sites)} of {show.count(screen.of_sites)} candidates"


def _note(summary: Summary) -> str:
    return f"How that part was picked: {summary.screen.note}" if summary.screen.note else ""


def _siting(summary: Summary) -> str:
    if summary.siting_gap is None or summary.gap is None or summary.gap < NOTHING:
        return ""
    return f"Of the siting cost of the whole plan, that is {gap_percent(summary.siting_gap)}."
