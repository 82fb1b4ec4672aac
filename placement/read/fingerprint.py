"""The digest of a case as it was read: of what its tables and its overrides say together, whatever file says it."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from hashlib import sha256
from operator import attrgetter
from typing import Any

from models.case import Case, Hour

UNSOLVED = ("notes", "exclusions")
"""Words of the reader, and areas that it compared with the sites: their digits may hang on the version of PROJ."""


def digest(case: Case) -> str:
    """SHA-256 of every value that is not its default: a field that a later version adds changes no digest."""
    found = sha256()
    hours: dict[int, str] = {}  # stages that share rows share the tuple itself
    for rows in case.hours.values():
        if id(rows) not in hours:
            hours[id(rows)] = sha256(repr(list(map(_HOUR, rows))).encode()).hexdigest()
    for name, default in _fields(Case):
        value = getattr(case, name)
        if value != default and name not in UNSOLVED:
            told = {key: hours[id(rows)] for key, rows in value.items()} if name == "hours" else value
            found.update(f"{name}={''.join(_told(told))}\n".encode())
    return found.hexdigest()


def _told(value: Any) -> Iterator[str]:
    """The value as text: records by their fields, tables in their order, numbers by all their digits."""
    kind: Any = type(value)
    if is_dataclass(value):
        yield f"{kind.__name__}("
        for name, default in _fields(kind):
            if (own := getattr(value, name)) != default:
                yield f"{name}="
                yield from _told(own)
        yield ")"
    elif isinstance(value, Mapping):
        yield "{"
        for key, own in value.items():
            yield f"{key!r}:"
            yield from _told(own)
        yield "}"
    elif isinstance(value, (tuple, list)):
        yield "["
        for own in value:
            yield from _told(own)
        yield "]"
    else:
        yield f"{value!r},"


@cache
def _fields(record: Any) -> tuple[tuple[str, object], ...]:
    """Names and defaults of a record's fields; a field without one is always told."""
    return tuple((f.name, _NONE if f.default is MISSING else f.default) for f in fields(record))


_NONE = object()
"""Equal to no value."""
_HOUR = attrgetter(*(f.name for f in fields(Hour)))
"""All of an hour at once: a full year has hundreds of thousands."""
