"""The plan in a few sentences that stay true for any case: where, how much, at what cost, who pays, how sure."""

from placement.map import numbers as show
from placement.map.proof import proof
from placement.map.records import Site
from placement.report import words
from placement.report.parts.cost_by_site import cheapest, differing
from placement.report.parts.funding import paid
from placement.report.parts.funding_stages import in_words as by_stage
from placement.report.parts.limits import OF_SITES, binding, of_the_plan
from placement.report.parts.reasons import in_words, only_served
from placement.report.run import Run

NAMED = 8
"""So many sites are named one by one."""


def brief(run: Run) -> tuple[tuple[str, str], ...]:
    """Return (question, answer) pairs; a question without an answer is left out."""
    pairs = (
        ("Where", _where(run)),
        ("Why there", _why(run)),
        ("How much", _how_much(run)),
        ("At what cost", _cost(run)),
        ("Who pays", _who_pays(run)),
        ("For investors", _investors(run)),
        ("What is not served", _unmet(run)),
        ("How close to the best", proof(run.summary)),
        ("What it rests on", _evidence(run)),
        ("What limits it", _limits(run)),
    )
    return tuple((question, answer) for question, answer in pairs if answer)


def _where(run: Run) -> str:
    if not run.sites:
        return "No site is open in the last stage."
    states = {site.state for site in run.sites}
    count = f"{_count(len(run.sites), 'site')} in {_count(len(states), 'state')}"
    ranked = sorted(run.sites, key=lambda s: (-(s.it_mw or 0.0), -(s.h100e or 0.0)))
    rest = len(ranked) - NAMED
    more = [f"{show.count(rest)} more"] if rest > 0 else []
    sizes = " (IT power in brackets)" if run.powered else ""
    return f"{words.upper(count)}{sizes}: {words.listed([*(_named(run, s) for s in ranked[:NAMED]), *more])}."


def _named(run: Run, site: Site) -> str:
    size = show.megawatts(site.it_mw or None) or show.compute(site.h100e or None)
    where = words.isolated(run.state(site.state))
    return f"{words.isolated(site.label)}{f' in {where}' if where else ''}{f' ({size})' if size else ''}"


def _why(run: Run) -> str:
    """Say what only each site serves, in the last stage; of few sites, for a list of many tells nothing."""
    only = only_served(run)
    told = [
        f"{words.isolated(site.label)} {shares}"
        for site in run.sites[:NAMED]
        if (shares := in_words(only.get(site.site, {})).replace(", ", " and "))
    ]
    if not told:
        return ""
    return (
        "Price is not all. In the last stage each of these serves regions alone, as a share of a workload's demand: "
        f"{'; '.join(told)}."
    )


def _how_much(run: Run) -> str:
    counts = run.summary.counts
    parts = [
        f"{show.count(counts.accelerators)} accelerators" if counts.accelerators else "",
        f"{show.compute(counts.h100e)} of compute" if counts.h100e else "",
        f"{show.megawatts(counts.it_mw)} of IT power" if counts.it_mw else "",
        f"{show.megawatts(counts.facility_peak_mw)} of facility power at peak" if counts.facility_peak_mw else "",
    ]
    known = [part for part in parts if part]
    if not known:
        return ""
    when = f" in the last stage, {run.last}" if len(run.stages) > 1 else ""
    return f"{words.upper(words.listed(known))}{when}. H100e is compute in equivalents of one Nvidia H100."


def _cost(run: Run) -> str:
    s = run.summary
    if s.objective_eur is None:
        return ""
    stages = "all stages, " if len(run.stages) > 1 else ""
    first = f"{show.euros(s.objective_eur)}, {stages}discounted."
    second = ""
    if s.siting_cost_eur and s.objective_eur:
        part = s.siting_cost_eur / s.objective_eur
        amount = f"{show.euros(s.siting_cost_eur)} of it ({show.share(part)})" if part < 1 else "All of it"
        second = f" {amount} is siting cost: all cost above the accelerators at the cheapest money.{_differs(run)}"
    third = (
        f" An hour of one H100e costs {show.lcoc(s.lcoc_sold_eur_per_h100eh).replace('/H100e-h', '')} sold, all cost "
        f"over all hours{_without_unmet(run)}."
        if s.lcoc_sold_eur_per_h100eh
        else ""
    )
    return first + second + third


def _differs(run: Run) -> str:
    """Say how much of the siting cost tells the chosen sites apart."""
    apart, least = differing(run), cheapest(run.sites)
    if apart is None or least is None:
        return ""
    return (
        f" Of it {show.euros(apart)} differs between the chosen sites: what they cost above the cheapest of them "
        f"({words.isolated(least.label)}), per hour sold times their hours."
    )


def _without_unmet(run: Run) -> str:
    return ", without the price of demand not met" if run.summary.cost_terms.get("unmet_demand") else ""


def _who_pays(run: Run) -> str:
    parts = paid(run)
    whole = sum(eur for _, eur in parts)
    if whole <= 0:
        return ""
    shares = [f"{words.funder(kind)} {show.euros(eur)} ({show.share(eur / whole)})" for kind, eur in parts if eur > 0]
    return f"Capital of {show.euros(whole)} over all stages, not discounted: {words.listed(shares)}.{by_stage(run)}"


def _investors(run: Run) -> str:
    test = run.summary.investor
    rate, bare = test.project_irr, test.project_irr_without_grant
    if rate is None:
        return ""
    without = f", {show.share(bare)} without it" if bare is not None else ""
    if rate < 0:
        return (
            f"The project loses money at the case's price of compute: its real return is {show.share(rate)} a year "
            f"with the EU grant{without}."
        )
    return f"The project returns {show.share(rate)} a year in real terms with the EU grant{without}."


def _unmet(run: Run) -> str:
    share = run.summary.unmet_share
    if not share:
        return ""
    price = run.summary.cost_terms.get("unmet_demand")
    inside = f" A price for it, {show.euros(price)}, is in the cost." if price else ""
    return f"{show.share(share)} of the demand of all stages is not met.{inside}"


def _evidence(run: Run) -> str:
    shares = run.summary.evidence.siting_cost_share
    if shares.assumed is None:
        return ""
    firm = (shares.observed or 0.0) + (shares.derived or 0.0)
    return (
        f"{show.share(shares.assumed)} of the siting cost is priced by assumed inputs, {show.share(firm)} by observed "
        "or derived ones."
    )


def _limits(run: Run) -> str:
    bound = binding(run.limits)
    if not run.limits:
        return ""
    if not bound:
        return "None of the limits in force binds."
    whole = of_the_plan(run, bound)
    of_sites = sum(row.limit in OF_SITES for row in bound)
    named = f"No room is left in: {'; '.join(whole)}. " if whole else ""
    return f"{named}Of the {show.count(len(run.limits))} limits in force {show.count(len(bound))} bind" + (
        f", {show.count(of_sites)} of them at single sites." if of_sites else "."
    )


def _count(number: int, thing: str) -> str:
    return f"one {thing}" if number == 1 else f"{show.count(number)} {thing}s"
