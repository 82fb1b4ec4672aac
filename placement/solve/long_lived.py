"""What lives as long as a solve is kept out of the garbage collector's way.

A master holds millions of objects, none of which is garbage before the end; going through them again and again took a
quarter of the time of a solve that began near its end.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_solves: list[None] = []
"""One for each `freed` block that is under way."""


@contextmanager
def long_lived() -> Iterator[None]:
    """Build inside: what is there at the end of the block is not looked through until the solve is `freed`."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        if _solves:
            gc.freeze()
    finally:
        if was_on:
            gc.enable()


@contextmanager
def freed() -> Iterator[None]:
    """A solve: at the end of the block all is looked through again.

    What a solve around it had left aside is, too: that takes longer, and loses nothing.
    """
    _solves.append(None)
    try:
        yield
    finally:
        _solves.pop()
        gc.unfreeze()
