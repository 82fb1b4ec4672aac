"""Who solves supply programmes: what the search asks, whoever answers, and this process as the first to answer."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

from models.case import Case
from placement.solve.programmes import Key, Programmes
from placement.solve.supply_cut import Option

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Job(Generic[Found]):
    """Work on one programme."""

    key: Key | None
    """The programme: it stays with one worker, whom its last basis and its compiled form serve. None: any may."""
    work: Callable[..., Found]
    """A method of `Programmes`."""
    asked: tuple[Any, ...]
    """What the method is asked: first the (site, cooling, stage)."""

    def __str__(self) -> str:
        """Which programme, in words."""
        return "the supply of site {}, cooling {}, stage {}".format(*self.asked[0])

    def do(self, programmes: Programmes) -> Found:
        """The answer, from the programmes of this process."""
        return self.work(programmes, *self.asked)


class Pricers(Protocol):
    """Whoever solves the programmes of one case."""

    def answers(self, jobs: Sequence[Job[Found]], look_s: float) -> Generator[tuple[int, Found] | None, None, None]:
        """Yield (place of the job, its answer) as they come; None where nothing has come for ``look_s`` seconds.

        Jobs of one key are done in their order. Who stops asking closes the iterator: what is left is then dropped.
        """

    def end(self) -> None:
        """Leave nothing behind."""


Hire: TypeAlias = Callable[[Case, Sequence[Option]], Pricers]
"""Finds pricers for a case and its options."""


class InProcess:
    """This process, one programme after another."""

    def __init__(self, case: Case, options: Sequence[Option]) -> None:
        self.programmes = Programmes(case, options)

    def answers(self, jobs: Sequence[Job[Found]], look_s: float) -> Generator[tuple[int, Found] | None, None, None]:
        """In the order given; between two answers nobody could look up."""
        yield from ((i, job.do(self.programmes)) for i, job in enumerate(jobs))

    def end(self) -> None:
        """Free the programmes."""
        self.programmes.forget(self.programmes.kept)
