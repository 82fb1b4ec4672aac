"""The cache of curves: exact, shared by many at once, whole after any kill, plain about what it cannot read."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

import pytest

from placement.solve import curve_cache, curve_records
from placement.solve.cache_key import SIZE
from placement.solve.curve_cache import CurveCache, CurveCacheTrouble, default_folder
from placement.solve.curve_points import Plane, Point
from placement.solve.curve_records import CURVE_FORMAT, Finding, KeptPlane
from placement.solve.supply_cut import Ask
from tests.placement.clusters import FRESH
from tests.placement.solve.cache_writer import write

THIRD, SMALLEST = 1 / 3, 5e-324
POINT = Point(-1e300 * THIRD, SMALLEST, 0.0)
FOUND = Finding(
    "one",
    Ask(THIRD, 0.1, None, 10.0),
    POINT,
    (
        ("one", KeptPlane(Plane(THIRD, -SMALLEST, -0.1, 0.0), b"duals")),
        ("two", KeptPlane(Plane(1e-17, -1e17, 0.0, -0.3), b"duals")),
    ),
)
WRITER = """
import sys
from pathlib import Path
from tests.placement.solve.cache_writer import write

write(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
"""
UNFINISHED = """
import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN IMMEDIATE")
db.execute("INSERT INTO points VALUES ('unfinished', '[1.0]', '[1.0]', '', '')")
print("inside", flush=True)
time.sleep(60)
"""


@pytest.fixture
def start(checkout: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start a script in a process of its own; none outlives the test."""
    started: list[subprocess.Popen[str]] = []

    def run(script: str, *arguments: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", script, *map(str, arguments)], cwd=checkout, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


@contextmanager
def opened(cache: CurveCache) -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(cache.file)
    try:
        with db:
            yield db
    finally:
        db.close()


def fill(cache: CurveCache, count: int) -> None:
    cache.write([Finding(f"curve {i}", Ask(float(i)), Point(1.0), ()) for i in range(count)])


def test_what_is_kept_is_read_to_the_last_bit(tmp_path: Path) -> None:
    most = Point(None, largest_mw=THIRD)
    CurveCache(tmp_path).write([FOUND, Finding("two", Ask(1.0), most, (), b"proof"), Finding("two", Ask(2), None, ())])
    known = CurveCache(tmp_path).read(["one", "two", "three"])
    assert known["one"].points == {FOUND.ask: (POINT, b"")}
    assert known["one"].planes == [FOUND.planes[0][1]]
    assert known["two"].points == {Ask(1.0): (most, b"proof")}
    assert known["two"].planes == [FOUND.planes[1][1]]
    assert known["three"].points == {}


def test_power_prices_are_read_as_written(tmp_path: Path) -> None:
    CurveCache(tmp_path).write_prices("zone", b"duals")
    assert CurveCache(tmp_path).read_prices(["zone", "another"]) == {"zone": b"duals"}


def test_the_key_is_its_owners_and_made_once(tmp_path: Path) -> None:
    cache = CurveCache(tmp_path)
    key = cache.file.with_suffix(".key")
    made = key.read_bytes()
    assert len(made) == SIZE
    assert key.stat().st_mode & 0o777 == 0o600
    CurveCache(tmp_path)
    assert key.read_bytes() == made


@pytest.mark.parametrize("damage", [None, b"", b"short"])
def test_without_its_key_a_record_is_none(tmp_path: Path, damage: bytes | None) -> None:
    cache = CurveCache(tmp_path)
    cache.write([FOUND])
    key = cache.file.with_suffix(".key")
    if damage is None:
        key.unlink()
    else:
        key.write_bytes(damage)
    again = CurveCache(tmp_path)
    assert again.read(["one"])["one"].points == {}
    assert again.altered == 2  # the point and its plane; a proof is only looked for where something rests on it
    again.write([FOUND])
    assert CurveCache(tmp_path).read(["one"])["one"].points == {FOUND.ask: (POINT, b"")}


ALTERED = {
    "another number": "UPDATE points SET point = '[1.0, 0.0, 0.0, null]'",
    "no JSON": "UPDATE points SET point = '[1.0, 0.0'",
    "deep JSON": f"UPDATE points SET point = '{'[' * 100_000}'",
    "a number where a text was": "UPDATE points SET point = 1.0",
    "bytes where a text was": "UPDATE points SET point = x'ff00'",
    "a text that is none": "UPDATE points SET point = CAST(x'ff' AS TEXT)",
    "nothing": "UPDATE points SET point = NULL",
    "of another ask": "UPDATE points SET ask = '[9.0, null, null, 1.0, false]'",
    "of another curve": "UPDATE points SET curve = replace(curve, 'two', 'one')",
    "no seal": "UPDATE points SET seal = NULL",
    "another seal": "UPDATE points SET seal = x'00'",
}


@pytest.mark.parametrize("how", ALTERED)
def test_an_altered_record_is_left_out_and_goes(tmp_path: Path, how: str) -> None:
    cache = CurveCache(tmp_path)
    cache.write([Finding("two", Ask(1.0), Point(2.0), ()), FOUND])
    with opened(cache) as db:
        db.execute(f"{ALTERED[how]} WHERE curve LIKE '% two'")
    known = cache.read(["one", "two"])
    assert known["two"].points == {}
    assert known["one"].points == {FOUND.ask: (POINT, b"")}
    assert cache.altered == 1
    cache.read(["one", "two"])
    assert cache.altered == 1, "it is gone"


@pytest.mark.parametrize("written", ["[]", "[1.0, 2.0]", '["1", 0.0, 0.0, null]', "[true, 0.0, 0.0, null]", "{}", "[["])
def test_what_is_sealed_but_no_record_is_left_out(tmp_path: Path, written: str) -> None:
    """As a script with the key would write it."""
    cache = CurveCache(tmp_path)
    with cache._transaction() as db:
        cache._insert(db, "points", [(curve_records.name_of("one"), "[1.0, null, null, 1.0, false]", written, "")])
        cache._insert(db, "planes", [(curve_records.name_of("one"), written, "")])
    known = cache.read(["one"])["one"]
    assert (known.points, known.planes, cache.altered) == ({}, [], 2)


def test_more_curves_than_a_query_takes(tmp_path: Path) -> None:
    cache = CurveCache(tmp_path)
    fill(cache, 2 * curve_cache.AT_ONCE + 1)
    known = cache.read([f"curve {i}" for i in range(2 * curve_cache.AT_ONCE + 1)])
    assert all(len(curve.points) == 1 for curve in known.values())


def test_many_write_at_once(tmp_path: Path) -> None:
    """From the very first: they also create the file at once."""
    folder = tmp_path / "new"
    writers = [FRESH.Process(target=write, args=(folder, curve, 60)) for curve in ("mine", "yours", "both", "both")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert [writer.exitcode for writer in writers] == [0] * 4
    known = CurveCache(folder).read(["mine", "yours", "both"])
    assert {name: len(curve.points) for name, curve in known.items()} == {"mine": 60, "yours": 60, "both": 60}


def test_a_killed_writer_leaves_what_it_said(tmp_path: Path, start: Callable[..., subprocess.Popen[str]]) -> None:
    writer = start(WRITER, tmp_path, "killed", 10**9)
    assert writer.stdout is not None
    said = [int(writer.stdout.readline()) for _ in range(50)]
    writer.kill()  # SIGKILL: it hears nothing of it
    said += [int(line) for line in writer.stdout.read().splitlines() if line]
    cache = CurveCache(tmp_path)
    known = cache.read(["killed"])["killed"]
    for i in said:
        assert known.points[Ask(float(i))] == (Point(2.0 * i), b"")
        assert KeptPlane(Plane(float(i), 0.0, 0.0, 0.0), b"duals") in known.planes
    assert len(known.points) == len(known.planes) <= len(said) + 1
    with opened(cache) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    cache.write([FOUND])


def test_a_writer_killed_half_way_leaves_nothing(
    tmp_path: Path, start: Callable[..., subprocess.Popen[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = CurveCache(tmp_path)
    writer = start(UNFINISHED, cache.file)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "inside\n"
    monkeypatch.setattr(curve_cache, "BUSY_S", 0.1)
    with pytest.raises(CurveCacheTrouble, match="locked"):
        cache.write([FOUND])
    assert cache.read(["one"])["one"].points == {}, "readers wait for nobody"
    writer.kill()
    writer.wait()
    cache.write([FOUND])
    assert cache.read(["one"])["one"].points == {FOUND.ask: (POINT, b"")}
    with opened(cache) as db:
        assert db.execute("SELECT count(*) FROM points WHERE curve = 'unfinished'").fetchall() == [(0,)]


@pytest.mark.parametrize("share", [0.5, 0.02])
def test_a_truncated_file_is_named(tmp_path: Path, share: float) -> None:
    cache = CurveCache(tmp_path)
    fill(cache, 2_000)
    whole = cache.file.read_bytes()
    cache.file.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(CurveCacheTrouble) as trouble:
        CurveCache(tmp_path).read([f"curve {i}" for i in range(2_000)])
    assert str(cache.file) in str(trouble.value)
    assert "--no-cache" in str(trouble.value)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / f"curves-v{CURVE_FORMAT}.sqlite"
    file.write_text("a shopping list, long enough to be no header of a database " * 20)
    with pytest.raises(CurveCacheTrouble, match="not a database"):
        CurveCache(tmp_path)
    assert file.read_text().startswith("a shopping list")


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / f"curves-v{CURVE_FORMAT}.sqlite"
    db = sqlite3.connect(file)
    db.execute("CREATE TABLE shopping (item TEXT)")
    db.close()
    before = file.read_bytes()
    with pytest.raises(CurveCacheTrouble, match="another program"):
        CurveCache(tmp_path)
    assert file.read_bytes() == before


@pytest.mark.parametrize("script", ["DROP TABLE planes; CREATE TABLE planes (a, b)", "ALTER TABLE points ADD one"])
def test_other_tables_of_the_same_names_are_named(tmp_path: Path, script: str) -> None:
    cache = CurveCache(tmp_path)
    with opened(cache) as db:
        db.executescript(script)
    with pytest.raises(CurveCacheTrouble, match="other columns"):
        CurveCache(tmp_path)


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path: Path) -> None:
    for place in ("sqlite", "key"):
        folder = tmp_path / place / f"curves-v{CURVE_FORMAT}.{place}"
        folder.mkdir(parents=True)
        with pytest.raises(CurveCacheTrouble, match="Move it away"):
            CurveCache(folder.parent)


def test_an_empty_file_is_a_cache_killed_at_birth(tmp_path: Path) -> None:
    (tmp_path / f"curves-v{CURVE_FORMAT}.sqlite").touch()
    CurveCache(tmp_path).write([FOUND])


def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(CurveCacheTrouble, match="Name another folder"):
            CurveCache(folder)


def test_another_version_reads_nothing_of_this_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    CurveCache(tmp_path).write([FOUND])
    monkeypatch.setattr(curve_records, "__version__", "99.0")
    assert CurveCache(tmp_path).read(["one"])["one"].points == {}
    monkeypatch.undo()
    monkeypatch.setattr(curve_cache, "CURVE_FORMAT", CURVE_FORMAT + 1)
    assert CurveCache(tmp_path).read(["one"])["one"].points == {}
    assert len(list(tmp_path.glob("curves-v*.sqlite"))) == 2
    monkeypatch.undo()
    assert len(CurveCache(tmp_path).read(["one"])["one"].points) == 1


def test_the_shape_of_records_is_the_formats() -> None:
    """Records are read back by position: a change here calls for a higher CURVE_FORMAT (and then for this test)."""
    assert CURVE_FORMAT == 3
    assert {kind.__name__: [f.name for f in fields(kind)] for kind in (Ask, Point, Plane)} == {
        "Ask": ["it_draw_mw", "carbon_kt", "water_thousand_m3", "penalty", "one_way"],
        "Point": ["cost_meur", "over_carbon_kt", "over_water_thousand_m3", "largest_mw"],
        "Plane": [
            "slope_meur_per_mw",
            "intercept_meur",
            "carbon_slope_meur_per_kt",
            "water_slope_meur_per_thousand_m3",
            "of_cost",
        ],
    }
    assert curve_cache.COLUMNS == {
        "points": ("curve", "ask", "point", "duals"),
        "planes": ("curve", "plane", "duals"),
        "duals": ("name", "content"),
        "prices": ("zone", "duals"),
        "starts": ("programme", "basis"),
    }


def test_the_default_folder_is_the_systems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_folder().name == "placement"
    if sys.platform == "linux":
        assert default_folder() == tmp_path / "placement"
