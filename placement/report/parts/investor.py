"""The investor's view: return with and without the grant, cover of debt, grant per hour, and what they mean."""

from placement.map import numbers as show
from placement.report.blocks import Fact, Facts, Section, Text
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
    return Section("investor", "The investor's view", (), (Facts(facts), Text(_words(run))))


def _rate(rate: float | None) -> str:
    return f"{show.share(rate)} a year" if rate is not None else ""


def _words(run: Run) -> tuple[str, ...]:
    test = run.summary.investor
    found = (_return(test.project_irr), _cover(test.dscr_min))
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
            "cost of compute. At such prices private money would not come by itself: it needs a higher price, an "
            "assured buyer or more aid."
        )
    return (
        f"{basis}The return is what the whole project earns a year on its capital in real terms, whoever paid it. "
        "Private money comes where that is above what it can earn elsewhere at the same risk."
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
