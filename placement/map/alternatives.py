"""How sure the choice is: sites chosen in every plan near the least cost, in some or none; what forcing one costs."""

from collections.abc import Sequence
from typing import Annotated

from placement.map import numbers as show
from placement.map import scales
from placement.map.cards import Cards, Line, cards
from placement.map.colourings import Colouring, Quantity, known
from placement.map.fields import AsList, Number, Record, Text
from placement.map.records import Candidate, Site

_CLASSES = ("always", "sometimes", "never")


class Verdict(Record):
    """What the plans within some percentage of the least cost say of one site."""

    site: Text = ""
    chosen: Text = ""
    forced_in_eur: Number = None


class Within(Record):
    """The verdicts within `percent` of the least cost."""

    percent: Number = None
    sites: Annotated[tuple[Verdict, ...], AsList] = ()


class Alternatives(Record):
    """alternatives.json."""

    within: Annotated[tuple[Within, ...], AsList] = ()

    def forced_in_eur(self) -> dict[str, float]:
        """Return what it costs more to have a site in the plan, by site, where the run says it."""
        verdicts = (verdict for within in self.within for verdict in within.sites)
        return {v.site: v.forced_in_eur for v in verdicts if v.forced_in_eur is not None}


class Explanation(Record):
    """Why a site was chosen, or not, in sentences."""

    site: Text = ""
    text: Annotated[tuple[Text, ...], AsList] = ()


class Explanations(Record):
    """explanations.json."""

    sites: Annotated[tuple[Explanation, ...], AsList] = ()

    def by_site(self) -> dict[str, tuple[str, ...]]:
        """Return the sentences by site."""
        return {entry.site: tuple(filter(None, entry.text)) for entry in self.sites}


def verdict_colourings(
    alternatives: Alternatives, places: Sequence[Site] | Sequence[Candidate]
) -> tuple[Colouring, ...]:
    """Return one colouring per percentage, and the cost of forcing a site in; none without alternatives."""
    verdicts = (_verdicts(within, places) for within in alternatives.within)
    forced = alternatives.forced_in_eur()
    costs: Quantity[Site | Candidate] = Quantity(
        "forced",
        "Cost of forcing the site in",
        "Cost of forcing the site in",
        "EUR M",
        lambda place: forced.get(place.site),
        lambda eur: f"{show.euros(eur)} more" if eur is not None else "",
        scales.CANDIDATES,
        when="",
        size=1e6,
        note="By how much the best plan with this site costs more than the best of all, discounted.",
    )
    return known((*verdicts, costs.colouring(places)))


def within_words(percent: float | None) -> str:
    """Return the percentage in words."""
    return "near the least cost" if percent is None else f"within {percent:g} % of the least cost"


def _verdicts(within: Within, places: Sequence[Site] | Sequence[Candidate]) -> Colouring | None:
    said = {verdict.site: verdict.chosen for verdict in within.sites if verdict.chosen in _CLASSES}
    values = tuple(_CLASSES.index(said[place.site]) if place.site in said else None for place in places)
    if all(value is None for value in values):
        return None
    words = within_words(within.percent)
    short = words.removesuffix(" of the least cost")
    return Colouring(
        f"chosen-{within.percent:g}" if within.percent is not None else "chosen",
        f"How sure: plans {short}",
        "",
        values,
        texts=tuple(said.get(place.site, "") for place in places),
        label=f"Plans {words}",
        scale=scales.verdicts(f"Chosen in plans {words}", _CLASSES),
        note="Always: no plan so cheap does without it. Never: no plan so cheap has it.",
    )


def verdict_cards(alternatives: Alternatives, ids: Sequence[str]) -> Cards:
    """Return what the cards of these places say of it."""
    forced = alternatives.forced_in_eur()
    lines = [_chosen_line(within) for within in alternatives.within]
    if forced:
        lines.append(Line(_HOW_SURE, "Cost of forcing it in", lambda name: show.euros(forced.get(name))))
    return cards(tuple(lines), ids)


_HOW_SURE = "How sure the choice is"


def _chosen_line(within: Within) -> Line[str]:
    said = {verdict.site: verdict.chosen for verdict in within.sites}
    return Line(_HOW_SURE, f"Plans {within_words(within.percent)}", lambda name: _chosen_words(said.get(name, "")))


def _chosen_words(chosen: str) -> str:
    return f"{chosen} chosen" if chosen in _CLASSES else ""
