"""Wholes and their parts on a site's card: LCOC by term, power by source, delivered price, who pays."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

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
    alike: float = 0.0
    """The part of the bar, in percent of its whole length, that every chosen site pays at least."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A whole under a heading of the card. Stacked: one bar of all parts; else one bar per part."""

    heading: str
    title: str
    stacked: bool
    parts: tuple[Part, ...]

    def as_json(self) -> list[object]:
        """Return what the page reads."""
        parts = [[part.label, part.value, part.percent, part.key, part.alike] for part in self.parts]
        return [self.heading, self.title, self.stacked, parts]


def least_terms(sites: tuple[Site, ...]) -> dict[str, float]:
    """Return, by siting term, the least that a chosen site pays per hour sold in EUR; empty for fewer than two."""
    rates = [_per_hour(site) for site in sites]
    if len(rates) < 2 or not all(rates):
        return {}
    return {name: max(0.0, min(rate.get(name, 0.0) for rate in rates)) for name in set().union(*rates)}


def bars(site: Site, least: Mapping[str, float] = MappingProxyType({})) -> list[list[object]]:
    """Return the wholes of a site, each only where the run holds its parts; `least` as by `least_terms`."""
    wholes = (_lcoc_terms(site, least), _price(site), _sources(site), _payers(site))
    return [whole.as_json() for whole in wholes if whole.parts]


def _per_hour(site: Site) -> dict[str, float]:
    """Return the siting terms in EUR per hour sold."""
    lcoc, cost = site.lcoc_sold_eur_per_h100eh, site.cost_eur
    if not lcoc or not cost or site.siting_cost_eur is None:
        return {}
    return {name: value * lcoc / cost for name, value in site.siting_terms_eur.items() if value}


def _lcoc_terms(site: Site, least: Mapping[str, float]) -> Bars:
    """LCOC by term: siting terms and, greyed, what every chosen site pays at least. They add up to the LCOC sold."""
    title = "LCOC sold by term, EUR/H100e-h" + ("; grey: paid at every chosen site" if least else "")
    lcoc, per_hour = site.lcoc_sold_eur_per_h100eh, _per_hour(site)
    if not per_hour or not lcoc:
        return Bars("Cost", title, False, ())
    alike = lcoc * (1 - (site.siting_cost_eur or 0.0) / (site.cost_eur or 1.0))
    large = {name: value for name, value in per_hour.items() if abs(value) >= SMALL * lcoc}
    small = [name for name in per_hour if name not in large]
    ranked = sorted(large.items(), key=lambda term: -term[1])
    rows = [("accelerators, at the cheapest money", alike, alike)] if alike >= SMALL * lcoc else []
    rows += [(_siting_words(name), value, least.get(name, 0.0)) for name, value in ranked]
    rows += [("other terms", sum(per_hour[n] for n in small), sum(least.get(n, 0.0) for n in small))] if small else []
    top, decimals = max(abs(value) for _, value, _ in rows), show.lcoc_decimals(lcoc)
    parts = (
        Part(words, show.plain(value, "", decimals), _percent(value, top), "siting", _percent(min(value, common), top))
        for words, value, common in rows
    )
    return Bars("Cost", title, False, tuple(parts))


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
