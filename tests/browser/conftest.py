"""One Chromium for all tests of this folder; the pages that they open, each drawn once."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import long_names, runs
from tests.browser.fonts import Fonts, font_sets
from tests.browser.visit import Visit

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Playwright

Open = Callable[..., Visit]
"""Opens a page: `open_page(path, width=1400, dark=False, fonts="")`; fonts are the machine's, or a set of fonts.py."""

ARTEFACTS = Path(__file__).parent / "artefacts"
PROBES = Path(__file__).with_name("probes.js")
NAMES = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Windows:
    """Chromium without a window and off the network, started for each set of fonts when it is first asked for.

    Tabs that are free stay: a new one costs three times what the next page in an old one does.
    """

    playwright: "Playwright"
    program: str
    folder: Callable[[str], Path]
    started: "dict[str, BrowserContext]" = field(default_factory=dict)
    tabs: "dict[str, list[Page]]" = field(default_factory=dict)

    def tab(self, fonts: str) -> "Page":
        """Return a free tab in these fonts."""
        if not self.tabs.setdefault(fonts, []):
            tab = self.browser(fonts).new_page()
            tab.set_default_timeout(20_000)
            return tab
        return self.tabs[fonts].pop()

    def browser(self, fonts: str) -> "BrowserContext":
        """Return the browser in these fonts."""
        if fonts not in self.started:
            chosen = next((one for one in font_sets() if one.name == fonts), Fonts("", None))
            browser = self.playwright.chromium.launch(
                executable_path=self.program,
                headless=True,
                args=["--no-sandbox"],
                env=chosen.environment(self.folder(f"fonts-{fonts}")) if fonts else None,
            )
            self.started[fonts] = browser.new_context(offline=True)
            self.started[fonts].add_init_script(path=PROBES)
        return self.started[fonts]

    def close(self) -> None:
        """End every one."""
        for context in self.started.values():
            if context.browser:
                context.browser.close()


# For this folder, not the session: while it is alive no other test of the same process could use asyncio.
@pytest.fixture(scope="package", autouse=True)
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """The system's Chromium. Where it or Playwright is missing, every test of this folder is skipped."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="no Playwright (pip install -e '.[test]'): no page is tested in a browser"
    )
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("no chromium on PATH: no page is tested in a browser")
    with playwright.sync_playwright() as started:
        made = Windows(started, program, tmp_path_factory.mktemp)
        yield made
        made.close()


@pytest.fixture(scope="package")
def chromium(windows: Windows) -> "BrowserContext":
    """A browser in the machine's own fonts."""
    return windows.browser("")


@pytest.fixture
def open_page(windows: Windows) -> Iterator[Open]:
    """Open pages as a reader would, off the network. At the end every one of them must have kept silent."""
    visits: list[Visit] = []

    def opened(path: Path, width: int = 1400, dark: bool = False, fonts: str = "") -> Visit:
        visits.append(Visit(windows.tab(fonts), path, width, dark, fonts))
        return visits[-1]

    yield opened
    for visit in visits:
        visit.close()
        windows.tabs[visit.fonts].append(visit.page)
    for visit in visits:
        visit.assert_silent()


@pytest.fixture(scope="session")
def artefacts() -> Path:
    """Where pictures of the pages are kept for a look; git ignores it."""
    ARTEFACTS.mkdir(exist_ok=True)
    return ARTEFACTS


@pytest.fixture(scope="session")
def tutorial_run(tutorial: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped tutorial, solved."""
    return runs.solved(tutorial, tmp_path_factory.mktemp("tutorial") / "first")


@pytest.fixture(scope="session")
def abstract_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published case without power, places and funding, solved."""
    return runs.abstract(tmp_path_factory.mktemp("abstract"))


@pytest.fixture(scope="session")
def told_run(tutorial_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tutorial's run with invented alternatives and explanations."""
    return runs.told(tutorial_run, tmp_path_factory.mktemp("told") / "told")


@pytest.fixture(scope="session")
def whole_map(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The map of an invented European run that holds everything a map can show."""
    return runs.whole_map(tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="session")
def tutorial_map(tutorial_run: Path) -> Path:
    """The map of the tutorial's run, as `placement solve` leaves it."""
    return runs.drawn_map(tutorial_run)


@pytest.fixture(scope="session")
def abstract_map(abstract_run: Path) -> Path:
    """The map page of the abstract run: it has no map."""
    return runs.drawn_map(abstract_run)


@pytest.fixture(scope="session")
def report(told_run: Path) -> Path:
    """The decision paper of the tutorial's run with invented alternatives and explanations."""
    return runs.drawn_report(told_run)


@pytest.fixture(scope="session")
def stretched_run(told_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same run with very long names and very large figures."""
    return long_names.stretched(told_run, tmp_path_factory.mktemp("stretched") / "run")


@pytest.fixture(scope="session")
def stretched_map(stretched_run: Path) -> Path:
    """Its map."""
    return runs.drawn_map(stretched_run)


@pytest.fixture(scope="session")
def stretched_report(stretched_run: Path) -> Path:
    """Its decision paper."""
    return runs.drawn_report(stretched_run)


@pytest.fixture(scope="session")
def abstract_report(abstract_run: Path) -> Path:
    """The decision paper of the abstract run."""
    return runs.drawn_report(abstract_run)


@pytest.fixture(scope="session")
def comparison(tutorial: Path, tutorial_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tutorial's run against one with less demand and one site a state."""
    folder = tmp_path_factory.mktemp("small") / "small-demand"
    small = runs.solved(tutorial, folder, "demand.scale=0.8", "policy.max_sites_per_state=1")
    return runs.drawn_comparison(tutorial_run, small, into=tmp_path_factory.mktemp("comparison"))


@pytest.fixture(scope="session")
def abstract_comparison(abstract_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The abstract run against itself: nothing moved, and there is no map."""
    return runs.drawn_comparison(abstract_run, abstract_run, into=tmp_path_factory.mktemp("comparison"))
