"""Keeps count of comparisons and of those that failed. Vectorised: a comparison may be a whole column."""

from collections.abc import Hashable

import numpy as np
import numpy.typing as npt
import pandas as pd

from placement.verify.tolerance import LIMIT_REL, OTHER_FLOOR, SAME_REL, floor
from placement.verify.verdict import Failure, Verdict

Labels = pd.DataFrame | pd.Index | None
Numbers = npt.ArrayLike

SHOWN = 5
"""Failures of one comparison that are listed one by one; the rest are counted."""


class Ledger:
    """Collects the comparisons of one verification."""

    def __init__(self) -> None:
        self.failures: list[Failure] = []
        self.checked = 0
        self._money = np.inf

    def verdict(self) -> Verdict:
        """What was found so far."""
        return Verdict(tuple(self.failures), self.checked)

    def money_of(self, eur: float) -> None:
        """From here on money is arithmetic on tables of the plan that come to ``eur``: a small plan has small cents."""
        self._money = max(SAME_REL * eur, OTHER_FLOOR)

    def _floor(self, unit: str) -> float:
        """Least difference that counts."""
        return min(floor(unit), self._money) if unit in ("EUR", "EUR a year") else floor(unit)

    def fail(self, check: str, where: str, reported: float | str | None, recomputed: float | str | None = None) -> None:
        """Record one failure found elsewhere."""
        self.failures.append(Failure(check, where, reported, recomputed))

    def require(
        self, ok: bool, check: str, where: str, reported: float | str | None, wanted: str | None = None
    ) -> bool:
        """Record one comparison; ``ok`` says whether it held."""
        self.checked += 1
        if not ok:
            self.fail(check, where, reported, wanted)
        return ok

    def equal(
        self,
        check: str,
        where: str,
        reported: Numbers,
        recomputed: Numbers,
        unit: str,
        labels: Labels = None,
        scale: Numbers = 0.0,
        rel: float = SAME_REL,
    ) -> None:
        """The numbers are the same within ``rel`` of the larger, or of ``scale``."""
        a, b = _pair(reported, recomputed)
        room = rel * np.maximum(np.maximum(np.abs(a), np.abs(b)), scale) + self._floor(unit)
        self._record(check, where, a, b, ~(np.abs(a - b) <= room), unit, "expected", labels)

    def at_most(
        self,
        check: str,
        where: str,
        value: Numbers,
        bound: Numbers,
        unit: str,
        labels: Labels = None,
        scale: Numbers = 0.0,
        rel: float = LIMIT_REL,
    ) -> None:
        """The value does not exceed the bound, within the tolerance of limits."""
        a, b = _pair(value, bound)
        self._record(check, where, a, b, ~(a <= b + _room(a, b, scale, rel, unit)), unit, "at most", labels)

    def at_least(
        self,
        check: str,
        where: str,
        value: Numbers,
        bound: Numbers,
        unit: str,
        labels: Labels = None,
        scale: Numbers = 0.0,
        rel: float = LIMIT_REL,
    ) -> None:
        """The value is no less than the bound, within the tolerance of limits."""
        a, b = _pair(value, bound)
        self._record(check, where, a, b, ~(a >= b - _room(a, b, scale, rel, unit)), unit, "at least", labels)

    def same_series(
        self, check: str, where: str, reported: pd.Series, recomputed: pd.Series, unit: str, scale: float = 0.0
    ) -> None:
        """Two keyed columns agree; a key that one of them lacks counts as zero there."""
        both = pd.concat([reported.rename("a"), recomputed.rename("b")], axis=1).fillna(0.0)
        self.equal(check, where, both["a"], both["b"], unit, both.index, scale)

    def same_text(self, check: str, where: str, reported: pd.Series, recomputed: pd.Series, labels: Labels) -> None:
        """Two columns of text agree row by row."""
        a, b = reported.astype(str).to_numpy(), recomputed.astype(str).to_numpy()
        self.checked += len(a)
        for i in np.flatnonzero(a != b)[:SHOWN]:
            self.fail(check, _place(where, labels, int(i)), a[i], b[i])

    def _record(
        self,
        check: str,
        where: str,
        a: npt.NDArray[np.float64],
        b: npt.NDArray[np.float64],
        bad: npt.NDArray[np.bool_],
        unit: str,
        relation: str,
        labels: Labels,
    ) -> None:
        self.checked += a.size
        rows = np.flatnonzero(bad)
        for i in rows[np.argsort(-np.abs(a - b)[rows], kind="stable")][:SHOWN]:
            place = _place(where, labels, int(i))
            self.failures.append(Failure(check, place, float(a[i]), float(b[i]), unit, relation))
        if len(rows) > SHOWN:
            self.fail(check, where, f"{len(rows) - SHOWN} more such differences")


def _pair(a: Numbers, b: Numbers) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    left, right = np.broadcast_arrays(np.asarray(a, dtype=float), np.asarray(b, dtype=float))
    return np.atleast_1d(left), np.atleast_1d(right)


def _room(
    a: npt.NDArray[np.float64], b: npt.NDArray[np.float64], scale: Numbers, rel: float, unit: str
) -> npt.NDArray[np.float64]:
    finite = np.where(np.isfinite(b), np.abs(b), 0.0)
    room: npt.NDArray[np.float64] = rel * np.maximum(np.maximum(np.abs(a), finite), scale) + floor(unit)
    return room


def _place(where: str, labels: Labels, row: int) -> str:
    """``costs.csv, term staff, stage 2028-30, site fi-vaasa``."""
    if labels is None:
        return where
    if isinstance(labels, pd.DataFrame):
        names: list[Hashable] = list(labels.columns)
        values: list[object] = [labels.iloc[row, i] for i in range(len(names))]
    else:
        names = list(labels.names)
        picked = labels[row]
        values = list(picked) if isinstance(labels, pd.MultiIndex) else [picked]
    return ", ".join([where, *(f"{n} {v}" if n else f"{v}" for n, v in zip(names, values, strict=True) if v != "")])
