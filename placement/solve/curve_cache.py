"""Supply curves kept on disk: shared by all solves of a machine, at once, and whole after any kill.

One SQLite file in WAL mode. A record's name is made of all that it depends on, so nothing is ever changed: a record
is there or not. (Where programmes begin is no knowledge but a start, and the newest replaces the one before.)
A connection lives for one short transaction, so none is open when workers are forked.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from platformdirs import user_cache_path

from placement import __version__
from placement.solve.curve_points import KnownCurve, Plane, Point
from placement.solve.supply_cut import Ask
from placement.solve.zone_bound import PowerPrices

CURVE_FORMAT = 2
"""Raise it when a record's shape or the meaning of its numbers changes: older files are then left alone."""
APPLICATION = 0x706C6163
"""Marks the file as ours ("plac")."""
BUSY_S = 60.0
"""How long a transaction waits for others, which take milliseconds each."""
AT_ONCE = 500
TABLES = (
    "CREATE TABLE IF NOT EXISTS points (curve TEXT, ask TEXT, point TEXT, PRIMARY KEY (curve, ask)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS planes (curve TEXT, plane TEXT, PRIMARY KEY (curve, plane)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS prices (zone TEXT, place INTEGER, power BLOB, sums TEXT, PRIMARY KEY (zone, place))",
    "CREATE TABLE IF NOT EXISTS starts (programme TEXT PRIMARY KEY, basis BLOB) WITHOUT ROWID",
)


def default_folder() -> Path:
    """Where the user's system keeps caches, under our name."""
    return user_cache_path("placement", appauthor=False)


class CurveCacheTrouble(Exception):
    """The cache cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one solve found: a point of one curve, and planes of that curve or of others, each under its digest."""

    curve: str
    ask: Ask
    point: Point
    planes: tuple[tuple[str, Plane], ...]


class CurveCache:
    """Records in one file of a folder."""

    def __init__(self, folder: Path) -> None:
        """Open or create. Raises CurveCacheTrouble where the folder or the file in it cannot serve."""
        self.file = folder / f"curves-v{CURVE_FORMAT}.sqlite"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CurveCacheTrouble(
                f"{folder} cannot hold the cache of supply curves: {error.strerror}.\n"
                "    Name another folder by --cache, or go without by --no-cache."
            ) from error
        with self._transaction() as db:
            _lay_out(db)
        with self._connection() as db:
            db.execute("PRAGMA journal_mode = WAL")

    def read(self, curves: Iterable[str]) -> dict[str, KnownCurve]:
        """What is known of each curve, by digest; a curve of which nothing is known is there too."""
        found = {curve: KnownCurve() for curve in curves}
        names = {_name(curve): curve for curve in found}
        with self._connection() as db:
            for name, ask, point in _select(db, "points", list(names)):
                found[names[name]].points[Ask(*json.loads(ask))] = Point(*json.loads(point))
            for name, plane in _select(db, "planes", list(names)):
                found[names[name]].planes[Plane(*json.loads(plane))] = None
        return found

    def write(self, findings: Sequence[Finding]) -> None:
        """Keep what was found; what another solve has kept meanwhile stays as it is."""
        points = [(_name(f.curve), _text(f.ask), _text(f.point)) for f in findings]
        planes = [(_name(curve), _text(plane)) for f in findings for curve, plane in f.planes]
        with self._transaction() as db:
            db.executemany("INSERT OR IGNORE INTO points VALUES (?, ?, ?)", points)
            db.executemany("INSERT OR IGNORE INTO planes VALUES (?, ?)", planes)

    def read_prices(self, zones: Iterable[str]) -> dict[str, list[PowerPrices]]:
        """Power prices of those zone programmes that are known, by digest."""
        found: dict[str, list[PowerPrices]] = {}
        with self._connection() as db:
            for zone in zones:
                rows = db.execute("SELECT power, sums FROM prices WHERE zone = ? ORDER BY place", [_name(zone)])
                prices = [PowerPrices(np.frombuffer(power, "<f8"), *json.loads(sums)) for power, sums in rows]
                found |= {zone: prices} if prices else {}
        return found

    def write_prices(self, zone: str, prices: Sequence[PowerPrices]) -> None:
        """Keep the power prices of a zone's programme."""
        rows = [(_name(zone), i, *_price_record(p)) for i, p in enumerate(prices)]
        with self._transaction() as db:
            db.executemany("INSERT OR IGNORE INTO prices VALUES (?, ?, ?, ?)", rows)

    def read_starts(self, programmes: Iterable[str]) -> dict[str, bytes]:
        """Where those programmes ended the last time, by name, whatever their prices and limits were."""
        with self._connection() as db:
            found = _select(db, "starts", [_name(programme) for programme in programmes], "programme")
            return {name.removeprefix(_name("")): basis for name, basis in found}

    def write_starts(self, bases: Mapping[str, bytes]) -> None:
        """Keep where programmes ended, instead of what was kept before."""
        with self._transaction() as db:
            db.executemany("INSERT OR REPLACE INTO starts VALUES (?, ?)", [(_name(n), b) for n, b in bases.items()])

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing: what is not committed when the connection closes is undone."""
        with self._connection() as db:
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """What SQLite or a damaged record says becomes CurveCacheTrouble."""
        try:
            with closing(sqlite3.connect(self.file, timeout=BUSY_S, isolation_level=None)) as db:
                db.execute("PRAGMA synchronous = NORMAL")
                yield db
        except (sqlite3.Error, TypeError, ValueError) as error:
            raise CurveCacheTrouble(
                f"{self.file} cannot serve as the cache of supply curves: {error}.\n"
                "    Move it away, name another folder by --cache, or go without by --no-cache."
            ) from error


def _lay_out(db: sqlite3.Connection) -> None:
    """Tables of a new file; a file of another program is refused."""
    ((application,),) = db.execute("PRAGMA application_id")
    ((tables,),) = db.execute("SELECT count(*) FROM sqlite_schema")
    if application != APPLICATION and tables:
        raise ValueError("it is the database of another program")
    for table in TABLES:
        db.execute(table)
    db.execute(f"PRAGMA application_id = {APPLICATION}")


def _select(
    db: sqlite3.Connection, table: str, names: Sequence[str], column: str = "curve"
) -> Iterator[tuple[Any, ...]]:
    for start in range(0, len(names), AT_ONCE):
        few = names[start : start + AT_ONCE]
        marks = ", ".join("?" * len(few))
        yield from db.execute(f"SELECT * FROM {table} WHERE {column} IN ({marks})", few)


def _name(digest: str) -> str:
    """A digest, for this version of the code that made the record."""
    return f"{__version__} {digest}"


def _text(record: Ask | Point | Plane) -> str:
    """The fields in order; Python writes a float so that the very same one is read."""
    return json.dumps(astuple(record))


def _price_record(prices: PowerPrices) -> tuple[bytes, str]:
    sums = (prices.clean_meur_per_gwh, prices.renewable_meur_per_gwh, prices.lease_limits_meur)
    return np.asarray(prices.power_meur_per_mw, dtype="<f8").tobytes(), json.dumps(sums)
