"""The tables of what went in: files, settings, overrides, options and versions that differ."""

from placement.compare.comparison import Pair
from placement.compare.inputs import File, Setting
from placement.compare.tables import NONE, Cell, Table


def changed_files(pair: Pair) -> Table | None:
    """Return the input files that are not the same in both runs; None where all are."""
    order = ("differs", "base", "other")
    ranked = sorted(pair.inputs.changed, key=lambda file: (order.index(file.state), file.name))
    rows = tuple((Cell(file.name), Cell(_state(pair, file))) for file in ranked)
    return Table(("Input file", "Compared"), rows, 2) if rows else None


def _state(pair: Pair, file: File) -> str:
    if file.state != "differs":
        return f"only in {(pair.base if file.state == 'base' else pair.other).label}"
    if file.rows is None:
        return "differs"
    before, now = file.rows
    if not before and not now:
        return "differs in the order of its rows alone"
    return f"differs: {before:,} rows only in {pair.base.label}, {now:,} only in {pair.other.label}"


def settings(pair: Pair, found: tuple[Setting, ...] | None, what: str) -> Table | None:
    """Return named values that differ."""
    if not found:
        return None
    rows = tuple((Cell(item.name), Cell(_value(item.base)), Cell(_value(item.other))) for item in found)
    return Table((what, pair.base.label, pair.other.label), rows, 3)


def _value(text: str | None) -> str:
    return NONE if text is None else text or "empty"


def overrides(pair: Pair) -> Table | None:
    """Return what each run changed by --set; None where neither changed anything."""
    before, now = pair.inputs.overrides
    if not before and not now:
        return None
    said = {
        (True, True): "in both",
        (True, False): f"only in {pair.base.label}",
        (False, True): f"only in {pair.other.label}",
    }
    rows = tuple((Cell(text), Cell(said[text in before, text in now])) for text in dict.fromkeys([*before, *now]))
    return Table(("Override (--set)", "Given"), rows, 2)
