"""The investor's view: return with and without the grant, cover of debt, grant per hour, and what they mean."""

from placement.map import numbers as show
from placement.report.blocks import Fact, Facts, Section, Text
from placement.report.parts import price_path
from placement.report.run import Run


def section(run: Run) -> Section | None:
    """Return the investor's figures with their meaning; None where the case names no price of compute."""
    test = run.summary.investor
    facts = tuple(
        fact
        for fact in (
            Fact("Return with the grant", _rate(test.project_irr), "project IRR, real, before tax"),
            Fact("Return without the grant", _rate(test.project_irr_without_grant), "the same, EU money as capital"),
            Fact("Least cover of debt", show.plain(test.dscr_min, "times", 2), "DSCR of the worst stage"),
            Fact("EU grant", show.per_unit(test.grant_eur_per_h100eh or None, "EUR/H100e-h"), "per hour sold"),
        )
        if fact.value
    )
    if not facts:
        return None
    return Section(
        "investor",
        "The investor's view",
        (),
        tuple(block for block in (Facts(facts), Text(_words(run)), price_path.table(run)) if block is not None),
    )


def _rate(rate: float | None) -> str:
    return f"{show.share(rate)} a year" if rate is not None else ""


def _words(run: Run) -> tuple[str, ...]:
    test = run.summary.investor
    found = (_return(test.project_irr), _price(run), _cover(test.dscr_min), _owners(test.project_irr, test.dscr_min))
    return tuple(sentence for sentence in found if sentence)


def _return(rate: float | None) -> str:
    if rate is None:
        return ""
    basis = (
        "All compute is taken as sold at the contract price that demand would pay elsewhere, year by year as the case "
        "has it. "
    )
    if rate < 0:
        return (
            f"{basis}The return is negative: over the years, sales less operation, with what the assets are worth at "
            "the end, bring back less than the capital. That happens where the contract price falls faster than the "
            "cost of compute or lies below it. At such prices private money would not come by itself: it needs "
            "a higher price, an assured buyer or more aid."
        )
    return (
        f"{basis}The return is what the whole project earns a year on its capital in real terms, whoever paid it. "
        "Private money comes where that is above what it can earn elsewhere at the same risk."
    )


def _price(run: Run) -> str:
    cost = run.summary.lcoc_sold_eur_per_h100eh
    if run.summary.investor.project_irr is None or not cost:
        return ""
    path = price_path.in_words(run)
    if path:
        return path
    return (
        f"To compare: an hour of one H100e costs {show.lcoc(cost).replace('/H100e-h', '')} sold, on average over all "
        "stages (LCOC). The contract price by stage stands in the case, not in the run."
    )


def _owners(rate: float | None, cover: float | None) -> str:
    if rate is None or cover is None or rate >= 0 or cover < 1:
        return ""
    return (
        "Both hold at once because lenders come first: the sales of each year pay interest and loans, but what is left "
        "does not pay the capital back. Lenders are paid, owners are not."
    )


def _cover(cover: float | None) -> str:
    if cover is None:
        return ""
    meaning = (
        "below 1, so in that stage sales do not pay for the loans"
        if cover < 1
        else "above 1, so sales pay for the loans in every stage"
    )
    return f"In the worst stage, sales less operation are {show.plain(cover, '', 2)} times the debt service: {meaning}."
