"""How large the whole model would be, told before it is built, and refused where the memory does not hold it."""

from dataclasses import dataclass, replace

from models.case import Case
from models.derive import site_options
from placement import memory
from placement.solve.answers import DoesNotFit
from placement.solve.formulate import build_supply
from placement.solve.standard_form import compile_model
from placement.solve.supply_cut import Option

BYTES_EACH = 3800.0
"""Memory for each row and column, to build and to begin to solve.

Measured over 240 and 960 hours: 2270 to build, in all 3790 and 3910.
"""
SAMPLE = 12
"""Options whose programmes are counted, spread over all."""
DAYS = (1, 3)
"""Days of hours that are built of each: a programme grows evenly by the day."""


@dataclass(frozen=True, slots=True)
class Size:
    """Of the whole model, supply alone: that is nearly all of it."""

    rows: float
    columns: float

    @property
    def bytes(self) -> float:
        """Memory, about."""
        return BYTES_EACH * (self.rows + self.columns)

    def __str__(self) -> str:
        """In words."""
        return f"about {self.rows:,.0f} rows, {self.columns:,.0f} columns and {memory.shown(self.bytes)} of memory"


def whole_size(case: Case) -> Size:
    """Counted on a few options, over a few days, and multiplied."""
    options = site_options(case)
    if not options:
        return Size(0.0, 0.0)
    sample = [options[(2 * i + 1) * len(options) // (2 * SAMPLE)] for i in range(SAMPLE)]
    found = [_size_of(case, option) for option in sample]
    times = len(options) / SAMPLE
    return Size(times * sum(s.rows for s in found), times * sum(s.columns for s in found))


def refuse_what_does_not_fit(size: Size, limit: float | None) -> None:
    """Raise DoesNotFit where the memory that is left, or the user's limit, is less than the model takes."""
    left = [most for most in (memory.available(), limit) if most is not None]
    if left and size.bytes > min(left):
        raise DoesNotFit(
            f"The monolithic method would build one model of {size}; {memory.shown(min(left))} are there.\n"
            "    Use --method decomposed: it finds the same optimum, site by site."
        )


def _size_of(case: Case, option: Option) -> Size:
    site, _, stage = option
    hours = case.hours[stage, str(case.sites[site].zone)]
    days = list(dict.fromkeys((h.period, h.day) for h in hours))
    few, more = (_counted(case, option, set(days[:count])) for count in DAYS)
    built = min(DAYS[1], len(days))
    if built <= DAYS[0]:
        return few
    rows, columns = ((m - f) / (built - DAYS[0]) for f, m in ((few.rows, more.rows), (few.columns, more.columns)))
    left = len(days) - built
    return Size(more.rows + rows * left, more.columns + columns * left)


def _counted(case: Case, option: Option, days: set[tuple[float, float]]) -> Size:
    """The programme of the option over these days alone."""
    hours = {key: tuple(h for h in rows if (h.period, h.day) in days) or rows[:24] for key, rows in case.hours.items()}
    rows, columns = compile_model(build_supply(replace(case, hours=hours), *option, directed=True)).matrix.shape
    return Size(rows, columns)
