"""The card of a site, candidate, region or state: headings, labels and values with units, as plain text."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Line(Generic[Thing]):
    """One line of a card; an empty value is not shown."""

    heading: str
    label: str
    value: Callable[[Thing], str]


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards of a layer: the lines' headings and labels once, the values per thing."""

    lines: tuple[tuple[str, str], ...]
    values: tuple[tuple[str, ...], ...]


def cards(lines: tuple[Line[Thing], ...], things: Iterable[Thing]) -> Cards:
    """Return the cards of `things`."""
    return Cards(
        lines=tuple((line.heading, line.label) for line in lines),
        values=tuple(tuple(line.value(thing) for line in lines) for thing in things),
    )


def joined(first: Cards, second: Cards) -> Cards:
    """Return the lines of both, for the same things."""
    values = zip(first.values, second.values, strict=True)
    return Cards(first.lines + second.lines, tuple(a + b for a, b in values))


def place(state: str, names: Mapping[str, str], zone: str = "", site_type: str = "") -> str:
    """Return the line under a card's title, such as "city area in Finland, bidding zone FI"."""
    name = names.get(state) or state
    kind = re.sub(r"\bai\b", "AI", site_type.replace("-", " ").replace("_", " "))
    where = f"{kind} in {name}" if kind and name else kind or name
    return ", ".join(part for part in (where[:1].upper() + where[1:], f"bidding zone {zone}" if zone else "") if part)
