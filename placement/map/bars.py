"""Wholes and their parts on a site's card: LCOC by term, power by source, delivered price, who pays."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from placement.map import numbers as show
from placement.map.records import Site
from placement.map.sources import by_source_mwh, label
from placement.map.terms import term_words

SMALL = 0.01
"""Terms below this share of the LCOC stand together."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part: its words, its figure with unit, its share of the bar in percent, its colour's key."""

    label: str
    value: str
    percent: float
    key: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A whole under a heading of the card. Stacked: one bar of all parts; else one bar per part."""

    heading: str
    title: str
    stacked: bool
    parts: tuple[Part, ...]

    def as_json(self) -> list[object]:
        """Return what the page reads."""
        parts = [[part.label, part.value, part.percent, part.key] for part in self.parts]
        return [self.heading, self.title, self.stacked, parts]


def bars(site: Site) -> list[list[object]]:
    """Return the wholes of a site, each only where the run holds its parts."""
    wholes = (_lcoc_terms(site), _price(site), _sources(site), _payers(site))
    return [whole.as_json() for whole in wholes if whole.parts]


def _lcoc_terms(site: Site) -> Bars:
    """LCOC by term: siting terms and, greyed, the accelerators at the cheapest money. They add up to the LCOC sold."""
    title = "LCOC sold by term, EUR/H100e-h"
    lcoc, cost, siting = site.lcoc_sold_eur_per_h100eh, site.cost_eur, site.siting_cost_eur
    terms = {name: value for name, value in site.siting_terms_eur.items() if value}
    if not lcoc or not cost or siting is None or not terms:
        return Bars("Cost", title, False, ())
    per_hour = {name: value * lcoc / cost for name, value in terms.items()}
    alike = (cost - siting) * lcoc / cost
    large = {name: value for name, value in per_hour.items() if abs(value) >= SMALL * lcoc}
    rest = sum(value for name, value in per_hour.items() if name not in large)
    ranked = sorted(large.items(), key=lambda term: -term[1])
    rows = [("accelerators, alike at every site", alike, "alike")] if alike >= SMALL * lcoc else []
    rows += [(_siting_words(name), value, "siting") for name, value in ranked]
    rows += [("other terms", rest, "siting")] if len(large) < len(per_hour) else []
    top, decimals = max(abs(value) for _, value, _ in rows), show.lcoc_decimals(lcoc)
    return Bars(
        "Cost",
        title,
        False,
        tuple(Part(words, show.plain(value, "", decimals), _percent(value, top), key) for words, value, key in rows),
    )


def _siting_words(term: str) -> str:
    return "accelerators, dearer money here" if term == "accelerators_capital" else term_words(term)


def _price(site: Site) -> Bars:
    """The delivered price of grid power as a stack, in EUR/MWh."""
    return _stack(
        "Power",
        "Delivered price of grid power, EUR/MWh",
        (
            ("energy", site.energy_price_eur_per_mwh, "energy"),
            ("network", site.network_eur_per_mwh, "network"),
            ("levies", site.levies_eur_per_mwh, "levies"),
            ("electricity tax", site.electricity_tax_eur_per_mwh, "tax"),
        ),
        lambda value, _: show.plain(value, "", 1),
    )


def _sources(site: Site) -> Bars:
    """Energy by source, last stage."""
    parts = tuple((label(name), mwh, name) for name, mwh in by_source_mwh(site).items())
    return _stack("Power", "Power by source, a year, last stage", parts, _with_share(_energy))


def _payers(site: Site) -> Bars:
    """Capital by kind of funder, not discounted."""
    return _stack(
        "Capital, not discounted",
        "Who pays",
        (
            ("European Union", site.eu_eur, "eu"),
            ("Member state", site.state_eur, "state"),
            ("Private equity", site.equity_eur, "equity"),
            ("Loans", site.loan_eur, "loan"),
        ),
        _with_share(show.euros),
    )


def _energy(mwh: float | None) -> str:
    return show.energy(mwh).removesuffix(" a year")


def _with_share(figure: Callable[[float | None], str]) -> Callable[[float, float], str]:
    return lambda value, whole: f"{figure(value)}, {show.share(value / whole)}"


def _stack(
    heading: str,
    title: str,
    pieces: Iterable[tuple[str, float | None, str]],
    words: Callable[[float, float], str],
) -> Bars:
    known = [(text, value, key) for text, value, key in pieces if value is not None]
    whole = sum(max(0.0, value) for _, value, _ in known)
    if whole <= 0:
        return Bars(heading, title, True, ())
    parts = (Part(text, words(value, whole), _percent(value, whole), key) for text, value, key in known)
    return Bars(heading, title, True, tuple(parts))


def _percent(value: float, whole: float) -> float:
    return round(100 * max(0.0, value) / whole, 1) if whole else 0.0
