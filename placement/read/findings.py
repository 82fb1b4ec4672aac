"""What is wrong with a case, in words a planner can act on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from placement.read.letters import look, unseen_difference
from placement.read.slips import is_slip

FindingKind = Literal["bad-input", "impossible"]

SHOWN_PER_COLUMN = 10
"""Findings of one column with the same expectation that are listed one by one; the rest are counted."""

LONGEST_COMPARED = 100
"""Letters of a name that are compared with the known ones."""

MOST_COMPARED = 12
"""Known names, the most alike first, that are looked at closely."""


@dataclass(frozen=True)
class Finding:
    """One problem: where it is, what was found, what was expected, and what to do."""

    file: str
    """Path as the user wrote it, or the ``--set`` text."""
    row: int | None
    """Line that a text editor shows, header = 1; in a parquet file the data row plus one, alike."""
    column: str | None
    """Column of a table, or dotted key of ``case.toml``."""
    found: str
    expected: str
    advice: str
    kind: FindingKind = "bad-input"

    def __str__(self) -> str:
        """``file, row 14, column firm_mw: found -40, expected ...`` and the advice on a line of its own."""
        where = visible(self.file)
        if self.row is not None:
            where += f", row {self.row}"
        if self.column is not None:
            where += f", column {visible(self.column)}"
        return f"{where}: found {visible(self.found)}, expected {visible(self.expected)}.\n    {visible(self.advice)}"


class CaseError(Exception):
    """A case that cannot be read or solved, with every finding."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in findings))


def visible(text: str) -> str:
    """A text with what a terminal would act upon, or could not show, written out by its number."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def shown(cell: object) -> str:
    """A cell as it stands in a message: short, on one line, and visible when empty."""
    text = "".join(c if c.isprintable() else "?" for c in plain(cell)[:61])
    if not text:
        return "an empty cell"
    return text if len(text) <= 60 else text[:57] + "..."


def plain(value: object) -> str:
    """A value as text; Python writes out no whole number of thousands of digits, and nobody would read it."""
    if isinstance(value, dict | list):
        return "a section" if isinstance(value, dict) else "a list"
    return "a very large number" if isinstance(value, int) and abs(value) >= 10**4000 else str(value)


def some(names: Iterable[object], most: int = 5) -> str:
    """A list for a message: the first few names, and how many more there are."""
    listed = [shown(name) for name in names]
    head = ", ".join(listed[:most])
    return head if len(listed) <= most else f"{head} and {len(listed) - most} more"


def counted(noun: str, names: Sequence[object]) -> str:
    """``row 8`` or ``rows 8, 9 and 3 more``: as a list, with what they are."""
    return f"{noun if len(names) == 1 else noun + 's'} {some(names)}"


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that may be meant, as the end of an advice; the list of names where none is near."""
    names = list(known)
    return near(name, names) or (f"Known: {some(names, 12)}." if names else "There are none.")


def near(name: str, names: Sequence[str]) -> str | None:
    """The known name that may be meant, as the end of an advice; None where none is really near."""
    from difflib import get_close_matches

    plain_text, seen = name.isascii(), look(name[:LONGEST_COMPARED])
    others = (other for other in names if other != name and not (plain_text and other.isascii()))
    alike = next((other for other in others if look(other[:LONGEST_COMPARED]) == seen), None)
    if alike is not None:
        return f"Did you mean {shown(alike)}? {unseen_difference(name, alike)}"
    close = get_close_matches(name[:LONGEST_COMPARED], names, n=MOST_COMPARED, cutoff=0.5)
    meant = next((other for other in close if is_slip(name[:LONGEST_COMPARED], other)), None)
    return None if meant is None else f"Did you mean {shown(meant)}?"


def collapse(findings: Iterable[Finding]) -> list[Finding]:
    """Count, rather than list, what repeats itself down a column."""
    groups: dict[tuple[str, str | None, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.file, finding.column, finding.expected), []).append(finding)
    kept: list[Finding] = []
    for group in groups.values():
        kept += group[:SHOWN_PER_COLUMN]
        rest = len(group) - SHOWN_PER_COLUMN
        if rest > 0:
            kept.append(replace(group[SHOWN_PER_COLUMN], found=f"{rest:,} more like the one above"))
    return kept
