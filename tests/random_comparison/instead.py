"""Other values of names in modules, for a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any


@contextmanager
def instead(*others: tuple[ModuleType, str, Any]) -> Iterator[None]:
    before = [(module, name, getattr(module, name)) for module, name, _ in others]
    try:
        for module, name, value in others:
            setattr(module, name, value)
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)
