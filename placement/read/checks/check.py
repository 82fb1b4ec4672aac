"""What a check is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from placement.read.draft import Draft, Settings
from placement.read.findings import Finding, shown
from placement.read.typed_head import head_line


@dataclass(frozen=True)
class Check:
    """A check runs where everything it adds up is clean: it never repeats another finding."""

    find: Callable[[Draft], Iterable[Finding]]
    needs: frozenset[str]


def setting(settings: Settings, place: tuple[str, ...], found: str, expected: str, advice: str) -> Finding:
    """A finding about a key of ``case.toml``, or about the rule that sets it, where its value stands."""
    row = _row_of_rule(settings, place)
    if row is not None:
        return Finding(settings.rules_file, row, "value", f"{found} for {place[-1]}", expected, advice)
    return Finding(settings.file, head_line(settings.lines, place), ".".join(place), found, expected, advice)


def stands(settings: Settings, *place: str) -> str:
    """Where the value of another key stands, for a message about the one that must fit it."""
    by = settings.overridden.get(place)
    row = _row_of_rule(settings, place)
    file = settings.file if row is None else settings.rules_file
    row = row or settings.lines.get(place)
    if by is not None:
        return f"from --set {shown(by)}"
    return "by default" if row is None else f"{Path(file).name}, row {row}"


def _row_of_rule(settings: Settings, place: tuple[str, ...]) -> int | None:
    return settings.ruled.get(place[1]) if len(place) == 2 and place[0] == "policy" else None
