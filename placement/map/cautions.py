"""What a reader must know before believing the plan: short sentences, each only where the run says so."""

from placement.map import numbers as show
from placement.map.plan import Plan
from placement.map.records import Site
from placement.map.summary import Summary
from placement.map.text import isolated

MOSTLY_ASSUMED = 0.25
"""From this share of the siting cost on, assumed prices are named first."""


def cautions(plan: Plan, summary: Summary) -> tuple[str, ...]:
    """Return the sentences, the gravest first."""
    parts = (_assumed(summary), _screen(summary), _return(summary), _unmet(summary), _non_firm(plan), _headroom(plan))
    return tuple(part for part in parts if part)


def _assumed(summary: Summary) -> str:
    share = summary.evidence.siting_cost_share.assumed
    if share is None or share < MOSTLY_ASSUMED:
        return ""
    return f"{show.share(share)} of the siting cost rests on assumed prices."


def _screen(summary: Summary) -> str:
    solved, whole = summary.screen.sites, summary.screen.of_sites
    if summary.gap is not None or solved is None or whole is None or solved >= whole:
        return ""
    out = f"{show.count(whole - solved)} of {show.count(whole)} candidates"
    return f"{out} were screened out before the siting model; a better plan may use them."


def _return(summary: Summary) -> str:
    rate = summary.investor.project_irr
    if rate is None or rate >= 0:
        return ""
    return (
        "The project loses money: at the contract price of the case, its sales do not pay back its cost "
        f"(real return {show.share(rate)} a year, with the EU grant). "
        "Private money would need a higher price or more aid."
    )


def loses_money(summary: Summary) -> str:
    """Return in plain words what a negative return means; nothing where it is not negative or not known."""
    rate = summary.investor.project_irr
    if rate is None or rate >= 0:
        return ""
    return (
        f"A return of {show.share(rate)} a year means: over its life the project earns back less than was paid in. "
        "All compute is sold at the contract price of the case. Where that price falls from year to year faster than "
        "the cost of compute (by 15 % a year in the Europe case), the later years earn too little, and at such prices "
        "private money would not come by itself."
    )


def _unmet(summary: Summary) -> str:
    if not summary.unmet_share:
        return ""
    price = summary.cost_terms.get("unmet_demand")
    inside = f"; a price for it, {show.euros(price)}, is in the cost" if price else ""
    return f"{show.share(summary.unmet_share)} of demand is not met{inside}."


def non_firm_mw(site: Site) -> float:
    """Return by how much the peak of the facility passes the firm headroom, in MW; 0 where either is unknown."""
    if site.facility_peak_mw is None or site.headroom_firm_mw is None:
        return 0.0
    return max(0.0, site.facility_peak_mw - site.headroom_firm_mw)


def _non_firm(plan: Plan) -> str:
    names = [
        f"{isolated(site.name or site.site)} ({show.megawatts(non_firm_mw(site))})"
        for site in plan.sites
        if _passes(site)
    ]
    if not names:
        return ""
    return f"At its peak the facility passes the firm grid connection: {', '.join(names)}."


def _passes(site: Site) -> bool:
    return non_firm_mw(site) >= 0.5  # less is the rounding of a block


def _headroom(plan: Plan) -> str:
    known = any(site.headroom_firm_mw is not None for site in plan.sites)
    return "Headroom is an input of the case, not an answer from a grid operator." if known else ""
