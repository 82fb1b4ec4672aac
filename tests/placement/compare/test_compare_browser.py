"""The comparison in a browser of its own: no complaint, and nothing is asked for below the page either.

What a reader does with it is tried in tests/browser, by one Chromium for all pages.
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from placement.compare import compare_runs, draw_comparison

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no chromium on PATH: the comparison is not tested in a browser"
)
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-logging=stderr",
    "--virtual-time-budget=3000",
    "--window-size=1400,900",
)


def opened(path: Path, folder: Path, *more: str) -> tuple[str, str]:
    """Return the page after its script has run, and what the console said."""
    command = [CHROMIUM or "", *OPTIONS, f"--user-data-dir={folder}", *more, path.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout, "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)


def test_it_draws_in_silence_and_asks_for_nothing(first: Path, second: Path, tmp_path: Path) -> None:
    path, log = draw_comparison(compare_runs([first, second]), tmp_path / "compare.html"), tmp_path / "net.json"
    dom, console = opened(path, tmp_path / "profile", "--dump-dom", f"--log-net-log={log}")
    assert console == ""
    assert dom.count("<svg") >= 4
    assert "Coimbra" in dom
    asked = set(re.findall(r'"initiator":"([^"]*)"', log.read_text(encoding="utf-8", errors="replace")))
    assert asked - {"not an origin"} == set()
