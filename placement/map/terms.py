"""The cost, term by term: the siting cost and, greyed, the accelerators at the cheapest money."""

from dataclasses import dataclass

from placement.map import numbers as show
from placement.map.summary import Summary

_WORDS = {
    "accelerators_capital": "accelerators",
    "facility_capital": "buildings and plant",
    "connection_capital": "grid connection",
    "grid_energy": "energy from the grid",
    "ppa": "power purchase agreements (PPA)",
    "fixed_site": "fixed cost of a site",
    "network_and_levies": "network charges and levies",
    "network_and_fibre": "data network and fibre",
    "residency_surcharge": "surcharge for data residency",
    "assignment": "cost of serving",
    "unmet_demand": "price put on demand not met",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A cost term, discounted; the bars are percentages of the largest term."""

    label: str
    value: str
    siting: float
    alike: float


def term_words(name: str) -> str:
    """Return a cost term in words."""
    return _WORDS.get(name, name.replace("_", " "))


def terms(summary: Summary) -> tuple[Term, ...]:
    """Return the terms, the largest first. Without siting terms the whole bar counts as siting."""
    known = {name: value for name, value in summary.cost_terms.items() if value is not None}
    largest = max((abs(value) for value in known.values()), default=0.0)
    ranked = sorted(known.items(), key=lambda term: -abs(term[1]))
    return tuple(_term(name, value, summary.siting_cost_terms.get(name), largest) for name, value in ranked)


def _term(name: str, value: float, siting: float | None, largest: float) -> Term:
    part = value if siting is None else siting
    size = 100 / largest if largest else 0.0
    return Term(
        label=term_words(name),
        value=show.euros(value),
        siting=round(max(0.0, part) * size, 2),
        alike=round(max(0.0, value - max(0.0, part)) * size, 2),
    )
