"""What the proof leaves open, in EUR: what it says of plans, and of two sites."""

from placement.map import numbers as show
from placement.map.proof import left_open_eur
from placement.report import words
from placement.report.parts.cost_by_site import above_cheapest, cheapest
from placement.report.run import Run
from placement.rounded import gap_percent, up

NAMED = 4
"""So many sites are named; more are counted."""


def in_words(run: Run) -> str:
    """Say what is open, and which sites lie closer to the cheapest than that; empty where nothing is open."""
    left = left_open_eur(run.summary)
    if not left:
        return ""
    return (
        f"The proof leaves {show.euros(left, up)} open{_shares(run, left)}. Plans whose costs differ by less are equal "
        f"as far as this run can tell.{_sites(run, left)}"
    )


def _shares(run: Run, left: float) -> str:
    """Say how much larger a share that is of the siting cost of one site than of all siting cost."""
    whole, site = run.summary.siting_cost_eur, cheapest(run.sites)
    if not whole or whole <= 0 or site is None or not site.siting_cost_eur or site.siting_cost_eur <= 0:
        return ""
    own = gap_percent(left / site.siting_cost_eur)
    return f": {gap_percent(left / whole)} of all siting cost, {own} of that of {words.isolated(site.label)} alone"


def _sites(run: Run, left: float) -> str:
    """Say which of the dearer sites cost less than that above the cheapest."""
    dearer = above_cheapest(run.sites)
    if not dearer:
        return ""
    close = [words.isolated(site.label) for site, eur in dearer if eur < left]
    who = words.listed(close) if len(close) <= NAMED else f"{len(close)} of the {len(dearer)} dearer sites"
    found = f"{who} {'costs' if len(close) == 1 else 'cost'}" if close else "no other site costs"
    return (
        f" Two sites compare with it in EUR, not in per cent of the whole: {found} less than that above the cheapest, "
        "per hour sold times hours."
    )
