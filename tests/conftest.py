"""What every test may use."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

CHECKOUT = Path(__file__).parent.parent

# a property that fails must fail again: no deadlines on a busy machine, no luck in CI
settings.register_profile("placement", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("placement")


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder of pyproject.toml."""
    return CHECKOUT


@pytest.fixture(scope="session")
def tutorial(checkout: Path) -> Path:
    """The smallest whole case."""
    return checkout / "inputs" / "tutorial"
