"""What the wheel holds, and that it works without the checkout."""

import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

UNSHIPPED = {"inputs.recipe"}
"""Packages that stay in the checkout: how the Europe case was compiled from its sources."""


@pytest.fixture(scope="session")
def project(checkout: Path) -> dict[str, Any]:
    return tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def wheel(checkout: Path, project: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel, unpacked. Built from a copy: a build leaves its traces in the folder it builds."""
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    for top in ("inputs", "models", "placement"):
        shutil.copytree(checkout / top, source / top, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", *project["project"]["license-files"]):
        shutil.copy(checkout / name, source)
    code = f"from setuptools import build_meta; print(build_meta.build_wheel({str(built)!r}))"
    subprocess.run([sys.executable, "-c", code], cwd=source, capture_output=True, text=True, check=True)
    (file,) = built.glob("*.whl")
    with zipfile.ZipFile(file) as archive:
        archive.extractall(built / "unpacked")
    return built / "unpacked"


def test_every_package_is_listed(checkout: Path, project: dict[str, Any]) -> None:
    tops = ("inputs", "models", "placement")
    inits = [f for top in tops for f in (checkout / top).rglob("__init__.py")]
    found = {".".join(f.parent.relative_to(checkout).parts) for f in inits}
    assert sorted(found - UNSHIPPED) == project["tool"]["setuptools"]["packages"]


def test_the_wheel_holds_every_file_of_every_package(checkout: Path, wheel: Path) -> None:
    kinds = {".css", ".csv", ".geojson", ".html", ".j2", ".js", ".json", ".parquet", ".svg", ".toml", ".typed"}
    for top in ("inputs", "models", "placement"):
        files = [f.relative_to(checkout) for f in (checkout / top).rglob("*") if f.suffix in kinds]
        files = [f for f in files if ".".join(f.parent.parts) not in UNSHIPPED]
        assert [f for f in files if not (wheel / f).is_file()] == []


def test_the_wheel_holds_both_cases_and_their_licences(wheel: Path) -> None:
    assert (wheel / "inputs" / "europe" / "case.toml").is_file()
    assert (wheel / "inputs" / "tutorial" / "case.toml").is_file()
    assert {f.name for f in wheel.rglob("licenses/*")} == {"LICENSE", "NOTICE"}


def test_an_unpacked_wheel_checks_its_own_case(wheel: Path, tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(wheel)!r}); from placement.cli import main; main(['check', 'tutorial'])"
    )
    command = [sys.executable, "-P", "-c", code]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert str(wheel) in result.stdout


def test_an_unpacked_wheel_solves_its_own_case(wheel: Path, tmp_path: Path) -> None:
    code = f"import sys; sys.path.insert(0, {str(wheel)!r}); from placement.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-P", "-c", code, "solve", "tutorial", "-o", "run"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "run" / "map.html").is_file()
