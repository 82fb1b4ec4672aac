"""Columns and rows of a master by name, to find them again in the master of a like case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from placement.solve.last_basis import STATUSES
from placement.solve.master import Master, Name
from placement.solve.part import AT_LOWER, IN_BASIS, Basis

Statuses: TypeAlias = tuple[tuple[Name, int], ...]
"""HiGHS's basis status, by name."""


class Names:
    """Of one master: a variable or rule of the model is named by it and its index, a cut by its own name."""

    def __init__(self, master: Master) -> None:
        """Cuts added later have no name here."""
        self._master = master
        self._column_of = master.form.column_of()
        self._row_of = {id(row): i for i, row in enumerate(master.form.rows)}
        self._first_cut = len(master.form.rows)
        self._cut_of = {row.name: self._first_cut + i for i, row in enumerate(master.rows) if row.name}

    def statuses(self, basis: Basis) -> tuple[Statuses, Statuses]:
        """Those of columns off their lower bound, and of rows outside the basis: the few that need to be kept."""
        off, out = np.flatnonzero(basis.columns != AT_LOWER), np.flatnonzero(basis.rows != IN_BASIS)
        columns = ((_name(self._master.form.columns[j]), int(basis.columns[j])) for j in off.tolist())
        rows = ((self._row_name(i), int(basis.rows[i])) for i in out.tolist())
        return tuple(columns), tuple((name, status) for name, status in rows if name)

    def basis(self, columns: Statuses, rows: Statuses) -> Basis:
        """What this master has of a basis; HiGHS mends the rest."""
        return Basis(
            _filled(len(self._master.form.columns), AT_LOWER, self._found(columns, self._column_of, {})),
            _filled(self._first_cut + len(self._master.rows), IN_BASIS, self._found(rows, self._row_of, self._cut_of)),
        )

    def _found(
        self, statuses: Statuses, of_model: Mapping[int, int], others: Mapping[Name, int]
    ) -> Iterable[tuple[int, int]]:
        for name, status in statuses:
            place = others.get(name)
            if place is None:
                place = of_model.get(id(self._data(name)))
            if place is not None:
                yield place, status

    def _data(self, name: Name) -> object:
        """The variable or row of the model; None where it has none of that name."""
        component = self._master.model.component(name[0])
        index = None if len(name) == 1 else name[1] if len(name) == 2 else name[1:]
        return component[index] if component is not None and index in component else None

    def _row_name(self, row: int) -> Name:
        form = self._master.form
        return _name(form.rows[row]) if row < len(form.rows) else self._master.rows[row - len(form.rows)].name


def _name(data: Any) -> Name:
    index = data.index()
    parts = () if index is None else index if isinstance(index, tuple) else (index,)
    return (data.parent_component().local_name, *parts)


def _filled(size: int, usual: int, found: Iterable[tuple[int, int]]) -> NDArray[np.int8]:
    statuses = np.full(size, usual, dtype=np.int8)
    for place, status in found:
        statuses[place] = status
    return statuses


def names_from(found: Sequence[tuple[Sequence[Any], int]]) -> Statuses:
    """Statuses as JSON gives them back. Raises ValueError for what is none."""
    known = tuple((tuple(name), status) for name, status in found)
    parts = (part for name, _ in known for part in name)
    if not all(isinstance(part, str | int | float | None) for part in parts):
        raise ValueError("a name has other parts than texts and numbers")
    if not all(name and isinstance(name[0], str) and status in STATUSES for name, status in known):
        raise ValueError("what is no name and status of a basis")
    return known
