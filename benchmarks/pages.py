"""How long a run's pages take to draw and to open: `python -m benchmarks.pages RUN [--times N]`."""

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from benchmarks.measure import PLACEMENT, Measured, measure

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = ("map", "report")
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
NOTE_THE_TIME = """
  window.answered = new Promise((done) => addEventListener("load", () =>
    requestAnimationFrame(() => setTimeout(() => done(performance.now())))));
"""
"""Milliseconds since the page was asked for: loaded, every script run, the first frame drawn, free to answer."""


def main() -> None:
    """Draw both pages of a run, open each several times, and print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path, help="run folder")
    parser.add_argument("--times", type=int, default=5, help="so often is each page drawn and opened (default: 5)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        rows = [(page, *measured(page, given.run, Path(scratch), given.times, browser)) for page in PAGES]
    show(rows)


@contextmanager
def chromium() -> "Iterator[Browser]":
    """The system's Chromium, without a window."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        raise SystemExit("no chromium on PATH: install it, for example by `apt-get install chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=["--no-sandbox"])
        yield browser
        browser.close()


def measured(
    page: str, run: Path, scratch: Path, times: int, browser: "Browser"
) -> tuple[list[Measured], list[float], float]:
    """Draw a page and open it, so often; return the processes, seconds to the first answer, and its size in MB."""
    path = scratch / f"{page}.html"
    drawn = [measure((*PLACEMENT, page, str(run), "-o", str(path))) for _ in range(times)]
    if any(process.exit_code for process in drawn):
        raise SystemExit(f"placement {page} {run} failed: see above")
    return drawn, [seconds_to_answer(browser, path) for _ in range(times)], path.stat().st_size / 1e6


def seconds_to_answer(browser: "Browser", path: Path) -> float:
    """Open the page anew, with nothing kept from before; return the seconds until it answers."""
    context = browser.new_context(offline=True, viewport={"width": 1400, "height": 900})
    context.add_init_script(NOTE_THE_TIME)
    page = context.new_page()
    page.goto(path.as_uri())
    milliseconds = float(page.evaluate("() => answered"))
    context.close()
    return milliseconds / 1e3


def show(rows: Sequence[tuple[str, list[Measured], list[float], float]]) -> None:
    """Print the table: median and largest of each time, and how busy the machine was."""
    table = Table(title="pages of a run")
    for heading in ("page", "MB", "draw s", "largest", "peak MB", "open s", "largest"):
        table.add_column(heading, justify="left" if heading == "page" else "right", no_wrap=True)
    for name, drawn, opened, size in rows:
        seconds = [process.seconds for process in drawn]
        peak = max(process.peak_mb for process in drawn)
        times = [f"{median(seconds):.2f}", f"{max(seconds):.2f}", f"{peak:.0f}"]
        table.add_row(name, f"{size:.2f}", *times, f"{median(opened):.2f}", f"{max(opened):.2f}")
    Console(width=110).print(table)
    print(f"{len(rows[0][1])} times each; load of the last minute {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
