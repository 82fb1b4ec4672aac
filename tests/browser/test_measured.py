"""The benchmark of the pages measures them; no test asserts a time."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.pages import seconds_to_answer

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext


@pytest.mark.parametrize("name", ["tutorial_map", "report"])
def test_a_page_answers(name: str, chromium: "BrowserContext", request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue(name)
    assert chromium.browser
    assert 0 < seconds_to_answer(chromium.browser, path) < 60
