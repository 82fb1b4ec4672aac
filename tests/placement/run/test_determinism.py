"""The same case solved again, here and in a process with another hash seed, gives the same bytes."""

import json
import os
import subprocess
import sys
from pathlib import Path

from placement.account import Plan
from placement.read import read_case
from placement.run import Manifest, write_run
from placement.solve import solve_case

AGAIN = """
import sys
from pathlib import Path
from placement.read import read_case
from placement.run import Manifest, write_run
from placement.solve import SolveOptions, solve_case

case, folder, note, *overrides = Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:]
options = SolveOptions(gap=0.01, threads=1)
manifest = Manifest(case, tuple(overrides), options, (note,))
write_run(solve_case(read_case(case, manifest.overrides), options), folder, manifest)
"""
TIMED = {"solver.log", "map.html"}
"""They tell seconds."""


def contents(folder: Path) -> dict[str, bytes]:
    """Every file that must not change; the summary without its seconds, the manifest without the digests of seconds."""
    found = {p.name: p.read_bytes() for p in folder.iterdir() if p.name not in TIMED}
    summary, manifest = (json.loads(found[name]) for name in ("summary.json", "manifest.json"))
    assert summary.pop("seconds")
    assert manifest.pop("sha256")
    for name in (*TIMED, "summary.json"):
        assert manifest["files"].pop(name)
    return found | {"summary.json": json.dumps(summary).encode(), "manifest.json": json.dumps(manifest).encode()}


def test_same_bytes_again(plan: Plan, manifest: Manifest, tmp_path: Path, checkout: Path) -> None:
    first = contents(write_run(plan, tmp_path / "first", manifest))
    options = manifest.options
    here = solve_case(read_case(manifest.case_folder, manifest.overrides), options)
    second = contents(write_run(here, tmp_path / "second", manifest))
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "PYTHONPATH": str(checkout)}
    arguments = [str(manifest.case_folder), str(tmp_path / "third"), *manifest.notes, *manifest.overrides]
    subprocess.run([sys.executable, "-c", AGAIN, *arguments], check=True, env=environment, cwd=tmp_path)
    third = contents(tmp_path / "third")
    assert len(first) > 12
    for other in (second, third):
        assert set(other) == set(first)
        assert [name for name in first if first[name] != other[name]] == []
