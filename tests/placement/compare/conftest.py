"""Two runs of one case: Arnhem grows, Boden goes, Coimbra comes."""

from pathlib import Path

import pytest

from tests.placement.compare.made_runs import A, B, C, site, write_case, write_run


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return write_case(tmp_path / "case")


@pytest.fixture
def first(tmp_path: Path, case: Path) -> Path:
    return write_run(tmp_path / "first", case, [site(A, 100, 4e8), site(B, 50, 2e8)], unmet_eur=1e8)


@pytest.fixture
def second(tmp_path: Path, case: Path) -> Path:
    sites = [site(A, 120, 5e8), site(C, 80, 3.2e8)]
    return write_run(tmp_path / "second", case, sites, unmet_eur=5e7, overrides=("policy.max_sites=3",))
