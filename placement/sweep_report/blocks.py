"""What this page has beside the blocks of the decision paper: blocks that a choice of criterion swaps."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from placement.report.blocks import Chart, Facts, Table, Text
from placement.sweep_report.criteria import Criterion

Plain = Facts | Text | Chart | Table


@dataclass(frozen=True, slots=True)
class ByCriterion:
    """The same thing for each criterion; the page shows that of the chosen one."""

    items: tuple[tuple[str, tuple[Plain, ...]], ...]
    small: bool = False
    """Many small charts, more than two side by side."""
    kind: str = "by_criterion"


@dataclass(frozen=True, slots=True)
class Cases:
    """The place of the table of all cases."""

    kind: str = "cases"


Block = Plain | ByCriterion | Cases


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the page."""

    key: str
    title: str
    lead: tuple[str, ...]
    blocks: tuple[Block, ...]

    def charts(self) -> Iterator[Chart]:
        """Yield every chart."""
        for block in self.blocks:
            inside = [one for _, few in block.items for one in few] if isinstance(block, ByCriterion) else [block]
            yield from (one for one in inside if isinstance(one, Chart))


def by_criterion(
    criteria: Sequence[Criterion], make: Callable[[Criterion], Iterable[Plain]], *, small: bool = False
) -> Iterator[ByCriterion]:
    """Yield what `make` returns for each criterion; nothing where it returns nothing for any."""
    items = tuple((criterion.key, found) for criterion in criteria if (found := tuple(make(criterion))))
    if items:
        yield ByCriterion(items, small)
