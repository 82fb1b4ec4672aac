"""What every test may use."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.browser.fonts import font_sets

CHECKOUT = Path(__file__).parent.parent
PICTURES = Path(__file__).parent / "browser" / "artefacts"

# a property that fails must fail again: no deadlines on a busy machine, no luck in CI
settings.register_profile("placement", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("placement")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say where the browser tests left their pictures. Here, since with `-n` the process that prints reads no other."""
    passed = [report.nodeid for report in terminalreporter.stats.get("passed", [])]
    if PICTURES.is_dir() and any(name.startswith("tests/browser/") for name in passed):
        terminalreporter.write_line(
            f"pictures of the pages: {PICTURES}, fonts {', '.join(f.told for f in font_sets())}"
        )


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder of pyproject.toml."""
    return CHECKOUT


@pytest.fixture(scope="session")
def tutorial(checkout: Path) -> Path:
    """The smallest whole case."""
    return checkout / "inputs" / "tutorial"


@pytest.fixture(scope="module", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Supply curves that the command line keeps go to a folder of the test file, never to the user's."""
    folder = tmp_path_factory.mktemp("curves")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLACEMENT_CACHE", str(folder))
        yield folder
