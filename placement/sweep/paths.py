"""Paths of a specification: one spelling for each, and which of them change the same thing."""

from itertools import zip_longest

from placement.read.overrides.replace import TABLES
from placement.read.overrides.syntax import Override, parse
from placement.read.overrides.where import column_of
from placement.read.schema import SECTIONS, TABLE
from placement.sweep.change import joined

ANY = "*"


def parts_of(path: str) -> tuple[str, ...] | None:
    """The parts of a path; None where it is none that ``--set`` takes."""
    override = parse(f"{path}=0")
    sound = isinstance(override, Override) and (override.operator, override.value) == ("=", "0")
    return override.path if isinstance(override, Override) and sound and all(override.path) else None


def spelled(path: str) -> str:
    """The same path as every other spelling of it: a blank or a quote too many makes no other parameter."""
    parts = parts_of(path)
    return path if parts is None else joined(parts)


def why_no_path(path: str) -> tuple[str, str] | None:
    """What is expected instead of a path that cannot be swept, and what to do; None where it can be one."""
    parts = parts_of(path)
    if parts is None:
        return "a path such as policy.max_sites", "Put a part with a dot, an equals sign or blanks in quotes."
    if parts == ("name",):
        return "a path that changes the plan", "Leave it out: a name changes nothing."
    if len(parts) == 1 and parts[0] in TABLE:
        name = parts[0]
        key = ".".join([name, *TABLE[name].key])
        return f"what to change in the table {name}", f"Write {key}.<column>, or tables.{name} for all of it."
    if len(parts) == 1 and parts[0] in SECTIONS:
        return f"a key of [{parts[0]}]", f"Write {parts[0]}.<key>."
    return None


def is_whole(path: str) -> bool:
    """Whether a path holds whole numbers."""
    override = parse(f"{path}=0")
    column = column_of(override) if isinstance(override, Override) else None
    return column is not None and column.kind == "whole"


def covers(wide: str, narrow: str) -> bool:
    """Whether setting ``wide`` leaves nothing of what ``narrow`` did before."""
    one, other = parts_of(wide), parts_of(narrow)
    if one is None or other is None:
        return False
    if one[0] == TABLES:
        return len(one) == 2 and len(other) > 2 and other[0] == one[1]
    if len(one) < 3 or len(other) < 3 or (one[0], one[-1]) != (other[0], other[-1]):
        return one == other
    return all(a in (ANY, b) for a, b in zip_longest(one[1:-1], other[1:-1], fillvalue=ANY))
