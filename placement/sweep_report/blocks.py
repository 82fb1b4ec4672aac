"""What this page has beside the blocks of the decision paper: blocks that a choice of measure swaps."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from placement.report.blocks import Chart, Facts, Table, Text
from placement.sweep_report.measures import Measure

Plain = Facts | Text | Chart | Table


@dataclass(frozen=True, slots=True)
class ByMeasure:
    """The same thing for each measure; the page shows that of the chosen one."""

    items: tuple[tuple[str, tuple[Plain, ...]], ...]
    small: bool = False
    """Many small charts, more than two side by side."""
    kind: str = "by_measure"


@dataclass(frozen=True, slots=True)
class Cases:
    """The place of the table of all cases."""

    kind: str = "cases"


Block = Plain | ByMeasure | Cases


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
            inside = [one for _, few in block.items for one in few] if isinstance(block, ByMeasure) else [block]
            yield from (one for one in inside if isinstance(one, Chart))


def by_measure(
    measures: Sequence[Measure], make: Callable[[Measure], Iterable[Plain]], *, small: bool = False
) -> Iterator[ByMeasure]:
    """Yield what `make` returns for each measure; nothing where it returns nothing for any."""
    items = tuple((measure.key, found) for measure in measures if (found := tuple(make(measure))))
    if items:
        yield ByMeasure(items, small)
