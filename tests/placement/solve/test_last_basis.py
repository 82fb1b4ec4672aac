"""Programmes that begin where a like one ended: the same answer, in fewer iterations."""

import zlib
from dataclasses import replace
from pathlib import Path

import highspy
import numpy as np
import pytest

from models.case import Case
from models.derive import site_options
from placement.read import read_case
from placement.solve.curve_book import CurveBook
from placement.solve.curve_cache import CurveCache
from placement.solve.curves import Curves
from placement.solve.last_basis import packed, unpacked
from placement.solve.pricers import InProcess
from placement.solve.supply_cut import Ask, Option
from placement.solve.supply_lp import SupplyLp
from placement.solve.zone_bound import zone_prices

ASK = Ask(30.0)


@pytest.fixture
def case(tutorial: Path) -> Case:
    """The tutorial."""
    return read_case(tutorial)


@pytest.fixture
def option(case: Case) -> Option:
    """The first of the case."""
    return site_options(case)[0]


@pytest.fixture
def dearer(case: Case) -> Case:
    """The same case with every wholesale price 5 % higher."""
    hours = {
        key: tuple(replace(hour, price_eur_per_mwh=1.05 * hour.price_eur_per_mwh) for hour in rows)
        for key, rows in case.hours.items()
    }
    return replace(case, hours=hours)


def book_on(case: Case, folder: Path) -> CurveBook:
    """A new book over the cache in the folder."""
    with Curves(case, site_options(case), CurveCache(folder), InProcess) as curves:
        return curves._book


def solved(case: Case, option: Option, start: bytes | None = None) -> tuple[float, int, bytes]:
    """Cost of supply in MEUR a year, iterations of simplex, and where it ended."""
    programme = SupplyLp(case, option[0], option[1], [option[2]])
    programme.begin_at(start)
    priced, ended = programme.price(option[2], ASK), programme.ended_at()
    assert priced is not None
    assert ended is not None
    return priced.cost_meur, programme.problem.highs.getInfo().simplex_iteration_count, ended


def test_a_like_programme_begins_where_this_one_ended(case: Case, dearer: Case, option: Option) -> None:
    _, _, ended = solved(case, option)
    cold, many, _ = solved(dearer, option)
    warm, few, _ = solved(dearer, option, ended)
    assert warm == pytest.approx(cold, rel=1e-9)
    assert few < many / 2


def test_a_basis_goes_through_bytes_unchanged(case: Case, option: Option) -> None:
    programme = SupplyLp(case, option[0], option[1], [option[2]])
    programme.price(option[2], ASK)
    highs = programme.problem.highs
    content = packed(highs)
    assert content is not None
    found = unpacked(content, highs)
    assert found is not None
    assert list(found.col_status) == list(highs.getBasis().col_status)
    assert list(found.row_status) == list(highs.getBasis().row_status)


def test_a_basis_of_another_shape_is_left_aside(case: Case, option: Option) -> None:
    _, _, ended = solved(case, option)
    other = highspy.Highs()
    other.addVars(2, np.zeros(2), np.ones(2))
    assert unpacked(ended, other) is None


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"no zlib",
        zlib.compress(b""),
        zlib.compress(b"123"),
        zlib.compress(bytes(10**6)),
        zlib.compress(np.array([246, 391], dtype="<i4").tobytes() + bytes([77] * 637)),
    ],
)
def test_a_damaged_basis_is_left_aside(case: Case, option: Option, damaged: bytes) -> None:
    assert solved(case, option, damaged)[0] == solved(case, option)[0]


def test_any_basis_ends_at_the_same_optimum(case: Case, option: Option) -> None:
    """Altered ones: all at one status, or every status another."""
    cost, _, ended = solved(case, option)
    content = zlib.decompress(ended)
    for status in range(5):
        altered = content[:8] + bytes([status]) * (len(content) - 8)
        assert solved(case, option, zlib.compress(altered))[0] == pytest.approx(cost, rel=1e-9)
    shuffled = content[:8] + np.random.default_rng(0).permutation(np.frombuffer(content[8:], np.int8)).tobytes()
    assert solved(case, option, zlib.compress(shuffled))[0] == pytest.approx(cost, rel=1e-9)


def test_zone_programmes_give_the_same_prices_from_a_start(case: Case, dearer: Case, option: Option) -> None:
    starts = [prices.basis for prices in zone_prices(case, option) if prices.basis is not None]
    assert starts
    cold, warm = zone_prices(dearer, option), zone_prices(dearer, option, starts)
    assert len(cold) == len(warm)
    for a, b in zip(cold, warm, strict=True):
        # The hourly duals may differ where the optimum has many; what they say of the year does not.
        assert b.lease_limits_meur == pytest.approx(a.lease_limits_meur, abs=1e-6)
        assert b.power_meur_per_mw.sum() == pytest.approx(a.power_meur_per_mw.sum(), rel=1e-3)


def test_the_cache_keeps_the_newest_start_of_each_programme(case: Case, tmp_path: Path) -> None:
    book = book_on(case, tmp_path)
    book.keep_starts({("a", "air", "1"): b"old", ("b", "air", "1"): b"other"})
    book.keep_starts({("a", "air", "1"): b"new"})
    again = book_on(case, tmp_path)
    found = again.starts([("a", "air", "1"), ("b", "air", "1"), ("c", "air", "1")])
    assert found == {("a", "air", "1"): b"new", ("b", "air", "1"): b"other"}
    other = book_on(replace(case, name="another"), tmp_path)
    assert other.starts([("a", "air", "1")]) == {}


def test_a_solve_of_a_like_case_finds_the_starts_of_the_last(
    case: Case, dearer: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[bytes | None] = []
    begin_at = SupplyLp.begin_at

    def watched(programme: SupplyLp, basis: bytes | None) -> None:
        begun.append(basis)
        begin_at(programme, basis)

    monkeypatch.setattr(SupplyLp, "begin_at", watched)
    options = site_options(case)
    for like in (case, dearer):
        with Curves(like, options, CurveCache(tmp_path), InProcess) as curves:
            curves.zone_prices(options[:1], lambda done: None)
            curves.price_all([(options[0], ASK)])
    half = len(begun) // 2
    assert all(basis is None for basis in begun[:half])
    assert all(basis is not None for basis in begun[half:])
