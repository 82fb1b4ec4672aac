"""Names of rows that a reader cannot tell apart, or cannot see whole."""

from collections.abc import Iterable, Iterator

from placement.read.findings import Finding, shown
from placement.read.letters import is_invisible, look, named, unseen_difference
from placement.read.raw import RawCase
from placement.read.schema import TABLES
from placement.read.typed_head import head_line

Where = tuple[str, int | None, str]
"""File, row and column."""


def unclear_names(raw: RawCase) -> Iterator[Finding]:
    """Keys of the tables that others refer to, and names of stages."""
    for schema in TABLES:
        table = raw.tables.get(schema.name)
        if table is not None and len(schema.key) == 1 and schema.key[0] in table.cells:
            key = schema.key[0]
            yield from _unclear(((table.file, n, key), c) for n, c in zip(table.lines, table.cells[key], strict=True))
    stages = raw.head.values.get("stages")
    names = [s.get("stage") if isinstance(s, dict) else None for s in stages] if isinstance(stages, list) else []
    places = [("stages", str(i), "stage") for i in range(len(names))]
    yield from _unclear(
        ((raw.head.file, head_line(raw.head.lines, place), ".".join(place)), name)
        for place, name in zip(places, names, strict=True)
        if isinstance(name, str)
    )


def _unclear(names: Iterable[tuple[Where, str | None]]) -> Iterator[Finding]:
    """Names with letters that nobody sees, and names that look like an earlier one."""
    seen: dict[str, tuple[str, int | None]] = {}
    for (file, line, column), name in names:
        if not name:
            continue
        unseen = next((letter for letter in name if is_invisible(letter)), None)
        if unseen is not None:
            found = f"{shown(name)}, with the letter {named(unseen)}"
            advice = "Type the name anew, here and where others refer to it: nobody sees this letter."
            yield Finding(file, line, column, found, "a name of letters that can be seen", advice)
            continue
        first, row = seen.setdefault(look(name), (name, line))
        if first != name:
            found = f"{shown(name)}, which looks like {shown(first)} in row {row}"
            yield Finding(file, line, column, found, "names that can be told apart", unseen_difference(name, first))
