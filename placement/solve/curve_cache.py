"""Supply curves kept on disk: shared by all solves of a machine, at once, and whole after any kill.

One SQLite file in WAL mode. A record's name is made of all that it depends on, and it is signed: one that was altered
is left out, priced anew and written over. (Where programmes begin is no knowledge but a start, and the newest replaces
the one before.) A connection lives for one short transaction, so none is open when workers are forked.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from placement.solve.cache_key import Field, key_beside
from placement.solve.curve_points import Plane
from placement.solve.curve_records import (
    CURVE_FORMAT,
    Finding,
    Kept,
    KeptPlane,
    is_sealed,
    is_shaped,
    name_of,
    name_of_duals,
    plane_of,
    point_of,
    sealed,
    text,
)

APPLICATION = 0x706C6163
"""Marks the file as ours ("plac")."""
BUSY_S = 60.0
"""How long a transaction waits for others, which take milliseconds each."""
AT_ONCE = 500
COLUMNS = {
    "points": ("curve", "ask", "point", "duals"),
    "planes": ("curve", "plane", "duals"),
    "duals": ("name", "content"),
    "prices": ("zone", "duals"),
    "starts": ("programme", "basis"),
}
"""By table; what ends here is a record's name, the rest its content. Every row ends with its seal."""
NAMED_BY = {"points": 2, "planes": 2, "duals": 1, "prices": 1, "starts": 1}
"""How many of the columns name a record."""


def default_folder() -> Path:
    """Where the user's system keeps caches, under our name."""
    return user_cache_path("placement", appauthor=False)


class CurveCacheTrouble(Exception):
    """The cache cannot be used; the message says what to do."""


class CurveCache:
    """Records in one file of a folder."""

    def __init__(self, folder: Path) -> None:
        """Open or create. Raises CurveCacheTrouble where the folder or the file in it cannot serve."""
        self.file = folder / f"curves-v{CURVE_FORMAT}.sqlite"
        self.altered = 0
        """Records left out so far: not as they were written."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CurveCacheTrouble(
                f"{folder} cannot hold the cache of supply curves: {error.strerror}.\n"
                "    Name another folder by --cache, or go without by --no-cache."
            ) from error
        with self._transaction() as db:
            _lay_out(db)
            self._key = key_beside(self.file)
        with self._connection() as db:
            db.execute("PRAGMA journal_mode = WAL")

    def read(self, curves: Iterable[str]) -> dict[str, Kept]:
        """What is kept of each curve, by digest; a curve of which nothing is kept is there too."""
        found = {curve: Kept() for curve in curves}
        names = {name_of(curve): curve for curve in found}
        points, planes = self._select("points", list(names)), self._select("planes", list(names))
        duals = dict(self._select("duals", list(dict.fromkeys(row[-1] for row in (*points, *planes) if row[-1]))))
        for name, ask, point, proof in points:
            where, known = point_of(ask, point)
            found[names[name]].points[where] = known, duals.get(proof, b"")
        for name, plane, proof in planes:
            found[names[name]].planes.append(KeptPlane(plane_of(plane), duals.get(proof, b"")))
        return found

    def write(self, findings: Sequence[Finding]) -> None:
        """Keep what was found."""
        proofs = {k.duals for f in findings for _, k in f.planes} | {f.duals for f in findings if f.duals}
        points = [
            (name_of(f.curve), text(f.ask), text(f.point), name_of_duals(f.duals) if f.duals else "")
            for f in findings
            if f.point is not None
        ]
        planes = [
            (name_of(curve), text(kept.plane), name_of_duals(kept.duals)) for f in findings for curve, kept in f.planes
        ]
        with self._transaction() as db:
            self._insert(db, "points", points)
            self._insert(db, "planes", planes)
            self._insert(db, "duals", [(name_of_duals(content), content) for content in proofs])

    def read_prices(self, zones: Iterable[str]) -> dict[str, bytes]:
        """The duals of those zone programmes that are kept, by digest."""
        names = {name_of(zone): zone for zone in zones}
        return {names[name]: duals for name, duals in self._select("prices", list(names))}

    def write_prices(self, zone: str, duals: bytes) -> None:
        """Keep the duals of a zone's programme."""
        with self._transaction() as db:
            self._insert(db, "prices", [(name_of(zone), duals)])

    def read_starts(self, programmes: Iterable[str]) -> dict[str, bytes]:
        """Where those programmes ended the last time, by name, whatever their prices and limits were."""
        names = {name_of(programme): programme for programme in programmes}
        return {names[name]: basis for name, basis in self._select("starts", list(names))}

    def write_starts(self, bases: Mapping[str, bytes]) -> None:
        """Keep where programmes ended, instead of what was kept before."""
        with self._transaction() as db:
            self._insert(db, "starts", [(name_of(n), b) for n, b in bases.items()])

    def discard(self, curves: Mapping[str, Sequence[Plane] | None]) -> None:
        """Let go of these planes of curves, or (None) of all that is kept of a curve."""
        planes = [(name_of(c), text(plane)) for c, given in curves.items() if given is not None for plane in given]
        with self._transaction() as db:
            db.executemany("DELETE FROM planes WHERE curve IS ? AND plane IS ?", planes)
            for table in ("planes", "points"):
                whole = [(name_of(curve),) for curve, given in curves.items() if given is None]
                db.executemany(f"DELETE FROM {table} WHERE curve IS ?", whole)

    def discard_prices(self, zones: Iterable[str]) -> None:
        """Let go of these zones' duals."""
        with self._transaction() as db:
            db.executemany("DELETE FROM prices WHERE zone IS ?", [(name_of(zone),) for zone in zones])

    def _insert(self, db: sqlite3.Connection, table: str, rows: Sequence[tuple[Field, ...]]) -> None:
        marks = ", ".join("?" * (len(COLUMNS[table]) + 1))
        signed = [sealed(self._key, table, row) for row in rows]
        db.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", signed)

    def _select(self, table: str, names: Sequence[str]) -> list[tuple[Any, ...]]:
        """The rows with these names that are as they were written; the others are let go of."""
        rows: list[tuple[Any, ...]] = []
        with self._connection() as db:
            for start in range(0, len(names), AT_ONCE):
                few = names[start : start + AT_ONCE]
                marks = ", ".join("?" * len(few))
                rows += db.execute(f"SELECT * FROM {table} WHERE {COLUMNS[table][0]} IN ({marks})", few)
        sound = [is_sealed(self._key, table, row) and is_shaped(table, row[:-1]) for row in rows]
        altered = [row for row, is_sound in zip(rows, sound, strict=True) if not is_sound]
        if altered:
            self._remove(table, altered)
        return [row[:-1] for row, is_sound in zip(rows, sound, strict=True) if is_sound]

    def _remove(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        self.altered += len(rows)
        named = COLUMNS[table][: NAMED_BY[table]]
        which = " AND ".join(f"{column} IS ?" for column in named)
        with self._transaction() as db:
            db.executemany(f"DELETE FROM {table} WHERE {which}", [row[: len(named)] for row in rows])

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing: what is not committed when the connection closes is undone."""
        with self._connection() as db:
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """What SQLite says, or the system of the key beside it, becomes CurveCacheTrouble."""
        try:
            with closing(sqlite3.connect(self.file, timeout=BUSY_S, isolation_level=None)) as db:
                db.text_factory = _as_text
                db.execute("PRAGMA synchronous = NORMAL")
                yield db
        except (sqlite3.Error, OSError, TypeError, ValueError) as error:
            raise CurveCacheTrouble(
                f"{self.file} cannot serve as the cache of supply curves: {error}.\n"
                "    Move it away, name another folder by --cache, or go without by --no-cache."
            ) from error


def _as_text(content: bytes) -> str:
    """Of bytes that are no text, one that no seal fits."""
    return content.decode(errors="surrogateescape")


def _lay_out(db: sqlite3.Connection) -> None:
    """Tables of a new file; a file of another program, or with other tables of these names, is refused."""
    ((application,),) = db.execute("PRAGMA application_id")
    ((tables,),) = db.execute("SELECT count(*) FROM sqlite_schema")
    if application != APPLICATION and tables:
        raise ValueError("it is the database of another program")
    for table, columns in COLUMNS.items():
        named = ", ".join(columns[: NAMED_BY[table]])
        db.execute(f"CREATE TABLE IF NOT EXISTS {table} ({', '.join(columns)}, seal, PRIMARY KEY ({named}))")
        found = [name for _, name, *_ in db.execute(f"PRAGMA table_info({table})")]
        if found != [*columns, "seal"]:
            raise ValueError(f"its table {table} has other columns than ours")
    db.execute(f"PRAGMA application_id = {APPLICATION}")
