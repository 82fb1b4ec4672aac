"""The words that a reader may not know."""

from placement.map.summary import Summary

WORDS = (
    ("Accelerator", "a processor for artificial intelligence, as sold"),
    ("H100e", "compute in equivalents of one Nvidia H100"),
    ("H100e-h", "one of them for an hour"),
    (
        "LCOC",
        "levelised cost of compute: all cost but the price of demand not met, over all hours sold or installed, "
        "discounted alike",
    ),
    (
        "Siting cost",
        "all cost but the accelerators at the cheapest money; part of it is alike at every site",
    ),
    ("IT power", "what the computers draw"),
    ("Facility power", "the same with cooling and losses; PUE is facility over IT energy"),
    ("Firm", "grid power at all hours; non-firm: the operator may curtail it"),
    ("PPA", "power purchase agreement, with a wind, solar or baseload supplier"),
    ("Hourly-matched", "carbon where contracts count only in the hours in which they deliver"),
    ("Round trip", "the time in which a signal goes to the site and back, in ms"),
    ("IRR", "internal rate of return, real, before tax"),
    ("DSCR", "debt service cover: margin over debt service; below 1 the loans cannot be served"),
)


def words(summary: Summary) -> tuple[tuple[str, str], ...]:
    """Return each word with its meaning."""
    base, year = summary.base_year, summary.currency_year
    discounted = "in money of the case's base year" if base is None else f"in money at the start of {base:.0f}"
    real = "of the case's currency year" if year is None else f"of {year:.0f}"
    return (*WORDS, ("Discounted", f"{discounted}{_rate(summary)}; EUR are real, {real}"))


def money(summary: Summary) -> str:
    """Return in a line which euros these are; empty where the run does not tell."""
    if summary.currency_year is None or summary.base_year is None:
        return ""
    return f"Real EUR of {summary.currency_year:.0f}, discounted to {summary.base_year:.0f}{_rate(summary)}."


def _rate(summary: Summary) -> str:
    return "" if summary.discount_rate is None else f" at {100 * summary.discount_rate:.1f} % a year"
