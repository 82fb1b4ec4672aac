"""What a check is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from placement.read.draft import Draft, Settings
from placement.read.findings import Finding
from placement.read.typed_head import head_line


@dataclass(frozen=True)
class Check:
    """A check runs where everything it adds up is clean: it never repeats another finding."""

    find: Callable[[Draft], Iterable[Finding]]
    needs: frozenset[str]


def setting(settings: Settings, place: tuple[str, ...], found: str, expected: str, advice: str) -> Finding:
    """A finding about a key of ``case.toml``."""
    return Finding(settings.file, head_line(settings.lines, place), ".".join(place), found, expected, advice)
