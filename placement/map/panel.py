"""The panel beside the map: the plan's key figures, each with its unit, as plain text for the template."""

from dataclasses import dataclass

from placement.map import numbers as show
from placement.map import tables
from placement.map.bars import Part
from placement.map.brief import Brief, brief
from placement.map.cautions import cautions, loses_money
from placement.map.plan import Plan
from placement.map.siting import siting_apart_eur
from placement.map.summary import Summary
from placement.map.tables import Table
from placement.map.terms import Term, terms


@dataclass(frozen=True, slots=True)
class Figure:
    """A label, its value with unit, and a word of explanation. Shown only with a value."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """All that the panel shows, in its order."""

    headline: tuple[Figure, ...]
    cautions: tuple[str, ...]
    brief: Brief
    power: Table | None
    cost: tuple[Figure, ...]
    stages: Table | None
    funding: tuple[Part, ...]
    capital: str
    money: Table | None
    investor: tuple[Figure, ...]
    investor_words: str
    carbon: tuple[Figure, ...]
    service: tuple[Figure, ...]
    evidence: tuple[Part, ...]
    terms: tuple[Term, ...]


def panel(plan: Plan, summary: Summary) -> Panel:
    """Return the panel of a run."""
    return Panel(
        headline=_known(_headline(summary)),
        cautions=cautions(plan, summary),
        brief=brief(summary),
        power=tables.power(plan),
        cost=_known(_cost(plan, summary)),
        stages=tables.stages(summary),
        funding=_funding(summary),
        capital=_capital(summary),
        money=tables.money(plan),
        investor=_known(_investor(summary)),
        investor_words=loses_money(summary),
        carbon=_known(_carbon(summary)),
        service=_known((Figure("Demand not met", show.share(summary.unmet_share), "of all stages, in H100e"),)),
        evidence=_evidence(summary),
        terms=terms(summary),
    )


def _known(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    return tuple(figure for figure in figures if figure.value)


def _headline(summary: Summary) -> tuple[Figure, ...]:
    counts = summary.counts
    states = (
        "" if counts.states is None else f"in {show.count(counts.states)} {'state' if counts.states == 1 else 'states'}"
    )
    return (
        Figure("Sites", show.count(counts.sites), states),
        Figure("Cost", show.euros(summary.objective_eur), "all stages, discounted"),
        Figure("Cost of compute", show.lcoc(summary.lcoc_sold_eur_per_h100eh), "per hour sold (LCOC)"),
        Figure("IT power", show.megawatts(counts.it_mw), "the computers"),
        Figure("Facility power", show.megawatts(counts.facility_peak_mw), "whole sites, at peak"),
        Figure("Accelerators", show.count(counts.accelerators), "physical devices"),
        Figure("Compute", show.compute(counts.h100e), "H100 equivalents"),
        Figure("Assumed", show.share(summary.evidence.siting_cost_share.assumed), "of the siting cost"),
    )


def _cost(plan: Plan, summary: Summary) -> tuple[Figure, ...]:
    whole, siting = summary.objective_eur, summary.siting_cost_eur
    part = f"{show.share(siting / whole)} of the cost" if siting and whole else ""
    return (
        Figure(
            "Siting cost",
            show.euros(siting),
            f"{part}{', ' if part else ''}all cost above the accelerators at the cheapest money",
        ),
        Figure(
            "of it differs between sites",
            show.euros(siting_apart_eur(plan.sites)),
            "what the chosen sites cost above the cheapest of them, per hour sold, times their hours",
        ),
        Figure(
            "LCOC sold",
            show.lcoc(summary.lcoc_sold_eur_per_h100eh),
            "levelised cost of compute, per hour sold, without the price of demand not met",
        ),
        Figure("LCOC installed", show.lcoc(summary.lcoc_installed_eur_per_h100eh), "the same per hour installed"),
        Figure("Resource cost", show.euros(summary.resource_cost_eur), "the same plan, all money at the social rate"),
    )


def _funding(summary: Summary) -> tuple[Part, ...]:
    money = summary.funding_eur
    return _parts(
        (
            ("European Union", money.eu, "eu"),
            ("Member states", money.state, "state"),
            ("Private equity", money.equity, "equity"),
            ("Loans", money.loan, "loan"),
        ),
        in_euros=True,
    )


def _capital(summary: Summary) -> str:
    """Return the sum of all payments: not the cost, which is discounted and holds energy and upkeep too."""
    paid = show.euros(summary.funding_eur.whole())
    return f"{paid} over all stages, not discounted; accelerators bought anew count again." if paid else ""


def _parts(pieces: tuple[tuple[str, float | None, str], ...], *, in_euros: bool) -> tuple[Part, ...]:
    """Return the known pieces; bars are shares of their sum."""
    whole = sum(max(0.0, value) for _, value, _ in pieces if value is not None)
    if whole <= 0:
        return ()
    return tuple(
        Part(
            label,
            f"{show.euros(value)}, {show.share(value / whole)}" if in_euros else show.share(value),
            round(100 * max(0.0, value) / whole, 2),
            key,
        )
        for label, value, key in pieces
        if value is not None
    )


def _investor(summary: Summary) -> tuple[Figure, ...]:
    test = summary.investor
    if test.project_irr is None and test.dscr_min is None and not test.grant_eur_per_h100eh:
        return ()  # nobody invests: a grant of 0 is no figure then
    without = show.share(test.project_irr_without_grant)
    return (
        Figure(
            "Project IRR, real",
            show.share(test.project_irr),
            f"a year; {without} without the EU grant" if without else "a year",
        ),
        Figure(
            "Least debt service cover", show.plain(test.dscr_min, "", 2), "DSCR, worst stage: margin over debt service"
        ),
        Figure("EU grant", show.per_unit(test.grant_eur_per_h100eh, "EUR/H100e-h"), "per hour sold"),
    )


def _carbon(summary: Summary) -> tuple[Figure, ...]:
    carbon = summary.carbon
    return (
        Figure("Location-based", show.tonnes(carbon.location), "the grid's mix"),
        Figure("Market-based", show.tonnes(carbon.market), "contracts, netted over the year"),
        Figure("Hourly-matched", show.tonnes(carbon.hourly), "contracts, hour by hour"),
    )


def _evidence(summary: Summary) -> tuple[Part, ...]:
    shares = summary.evidence.siting_cost_share
    return _parts(
        (
            ("Observed", shares.observed, "observed"),
            ("Derived", shares.derived, "derived"),
            ("Estimated", shares.estimated, "estimated"),
            ("Assumed", shares.assumed, "assumed"),
        ),
        in_euros=False,
    )
