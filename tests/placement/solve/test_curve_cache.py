"""The cache of curves: exact, shared by many at once, whole after any kill, plain about what it cannot read."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from placement.solve import curve_cache
from placement.solve.curve_cache import CURVE_FORMAT, CurveCache, CurveCacheTrouble, Finding, default_folder
from placement.solve.curve_points import Plane, Point
from placement.solve.supply_cut import Ask
from placement.solve.zone_bound import PowerPrices

THIRD, SMALLEST = 1 / 3, 5e-324
FOUND = Finding(
    "one",
    Ask(THIRD, 0.1, None, 10.0),
    Point(-1e300 * THIRD, SMALLEST, 0.0),
    (("one", Plane(THIRD, -SMALLEST, -0.1, 0.0)), ("two", Plane(1e-17, -1e17, 0.0, -0.3))),
)
WRITER = """
import sys
from pathlib import Path
from placement.solve.curve_cache import CurveCache, Finding
from placement.solve.curve_points import Plane, Point
from placement.solve.supply_cut import Ask

cache = CurveCache(Path(sys.argv[1]))
for i in range(int(sys.argv[3])):
    ask = Ask(float(i))
    cache.write([Finding(sys.argv[2], ask, Point(2.0 * i), ((sys.argv[2], Plane(float(i), 0.0, 0.0, 0.0)),))])
    print(i, flush=True)
"""
UNFINISHED = """
import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN IMMEDIATE")
db.execute("INSERT INTO points VALUES ('unfinished', '[1.0]', '[1.0]')")
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
    CurveCache(tmp_path).write([FOUND, Finding("two", Ask(1.0), Point(None, largest_mw=THIRD), ())])
    known = CurveCache(tmp_path).read(["one", "two", "three"])
    assert known["one"].points == {FOUND.ask: FOUND.point}
    assert list(known["one"].planes) == [FOUND.planes[0][1]]
    assert known["two"].points == {Ask(1.0): Point(None, largest_mw=THIRD)}
    assert list(known["two"].planes) == [FOUND.planes[1][1]]
    assert known["three"].points == {}


def test_power_prices_are_read_to_the_last_bit(tmp_path: Path) -> None:
    prices = [PowerPrices(np.array([THIRD, -0.0, SMALLEST]), THIRD, 0.0, -THIRD), PowerPrices(np.zeros(3), 0, 0, 0)]
    CurveCache(tmp_path).write_prices("zone", prices)
    cache = CurveCache(tmp_path)
    found = cache.read_prices(["zone", "another"])["zone"]
    assert [p.power_meur_per_mw.tobytes() for p in found] == [p.power_meur_per_mw.tobytes() for p in prices]
    assert [(p.clean_meur_per_gwh, p.lease_limits_meur) for p in found] == [(THIRD, -THIRD), (0.0, 0.0)]
    assert list(cache.read_prices(["zone", "another"])) == ["zone"]


def test_what_is_there_stays(tmp_path: Path) -> None:
    """Another solve may have found the same point at the same time, a rounding apart."""
    cache = CurveCache(tmp_path)
    cache.write([Finding("one", Ask(1.0), Point(2.0), ())])
    cache.write([Finding("one", Ask(1.0), Point(2.0000001), ())])
    assert cache.read(["one"])["one"].points == {Ask(1.0): Point(2.0)}


def test_more_curves_than_a_query_takes(tmp_path: Path) -> None:
    cache = CurveCache(tmp_path)
    fill(cache, 2 * curve_cache.AT_ONCE + 1)
    known = cache.read([f"curve {i}" for i in range(2 * curve_cache.AT_ONCE + 1)])
    assert all(len(curve.points) == 1 for curve in known.values())


def test_many_write_at_once(tmp_path: Path, start: Callable[..., subprocess.Popen[str]]) -> None:
    """From the very first: they also create the file at once."""
    folder = tmp_path / "new"
    writers = [start(WRITER, folder, curve, 60) for curve in ("mine", "yours", "both", "both")]
    assert [writer.wait(timeout=120) for writer in writers] == [0] * 4
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
        assert known.points[Ask(float(i))] == Point(2.0 * i)
        assert Plane(float(i), 0.0, 0.0, 0.0) in known.planes
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
    assert cache.read(["one"])["one"].points == {FOUND.ask: FOUND.point}
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


def test_a_damaged_record_is_told(tmp_path: Path) -> None:
    cache = CurveCache(tmp_path)
    cache.write([FOUND])
    with opened(cache) as db:
        db.execute("UPDATE points SET point = '[1.0, 0.0'")
    with pytest.raises(CurveCacheTrouble, match="cannot serve"):
        cache.read(["one"])


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
    monkeypatch.setattr(curve_cache, "__version__", "99.0")
    assert CurveCache(tmp_path).read(["one"])["one"].points == {}
    monkeypatch.undo()
    monkeypatch.setattr(curve_cache, "CURVE_FORMAT", CURVE_FORMAT + 1)
    assert CurveCache(tmp_path).read(["one"])["one"].points == {}
    assert len(list(tmp_path.glob("curves-v*.sqlite"))) == 2
    monkeypatch.undo()
    assert len(CurveCache(tmp_path).read(["one"])["one"].points) == 1


def test_the_shape_of_records_is_the_formats() -> None:
    """Records are read back by position: a change here calls for a higher CURVE_FORMAT (and then for this test)."""
    kinds = (Ask, Point, Plane, PowerPrices)
    shape = {kind.__name__: [f.name for f in fields(kind) if f.name != "basis"] for kind in kinds}  # a start, apart
    assert CURVE_FORMAT == 2
    assert shape == {
        "Ask": ["it_draw_mw", "carbon_kt", "water_thousand_m3", "penalty"],
        "Point": ["cost_meur", "over_carbon_kt", "over_water_thousand_m3", "largest_mw"],
        "Plane": [
            "slope_meur_per_mw",
            "intercept_meur",
            "carbon_slope_meur_per_kt",
            "water_slope_meur_per_thousand_m3",
            "of_cost",
        ],
        "PowerPrices": [
            "power_meur_per_mw",
            "clean_meur_per_gwh",
            "renewable_meur_per_gwh",
            "lease_limits_meur",
        ],
    }


def test_the_default_folder_is_the_systems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_folder().name == "placement"
    if sys.platform == "linux":
        assert default_folder() == tmp_path / "placement"
