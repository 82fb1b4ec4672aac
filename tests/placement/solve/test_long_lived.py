"""The garbage collector: left as it was, and nothing kept from it for ever."""

import gc
import weakref

import pytest

from placement.solve.long_lived import freed, long_lived


class Thing:
    """Refers to itself: only the collector frees it."""

    def __init__(self) -> None:
        self.own = self


def test_what_a_solve_built_is_collected_after_it() -> None:
    with freed():
        with long_lived():
            thing = Thing()
        found = weakref.ref(thing)
        del thing
        gc.collect()
        assert found() is not None, "left aside while the solve runs"
    gc.collect()
    assert found() is None


def test_without_a_solve_around_it_nothing_is_left_aside() -> None:
    with long_lived():
        thing = Thing()
    found = weakref.ref(thing)
    del thing
    gc.collect()
    assert found() is None


def test_the_collector_is_on_again_and_nothing_frozen_after_a_fault() -> None:
    @freed()
    def fault() -> None:
        with long_lived():
            assert not gc.isenabled()
        assert gc.get_freeze_count() > 0
        raise ValueError("a fault")

    with pytest.raises(ValueError, match="a fault"):
        fault()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
