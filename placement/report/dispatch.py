"""The hours of the last stage, site by site: the tightest days and the mean day."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Series = npt.NDArray[np.float64]

SOURCES: Mapping[str, tuple[str, ...]] = {
    "grid": ("grid_mw",),
    "baseload": ("baseload_mw",),
    "wind": ("wind_mw",),
    "solar": ("solar_mw",),
    "battery": ("clean_discharge_mw", "grid_discharge_mw"),
    "backup": ("backup_mw",),
}
"""What a source adds up from, in the order in which it is drawn."""
CONNECTION = ("grid", "baseload", "wind", "solar")
"""What comes through the grid connection."""
LOAD = ("headroom_mw", "facility_mw", "moved_mw", "lost_mw", "weight", "period", "day", "hour", "month")
WEEK = 168
LEAST = 1e-6
"""MW; less is nothing."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of one site in their order; power in MW."""

    sources: Mapping[str, Series]
    load: Series
    headroom: Series
    label: str


@dataclass(frozen=True, slots=True)
class Dispatch:
    """The last stage of dispatch.parquet: columns by site."""

    sites: Mapping[str, Mapping[str, Series]]

    def __len__(self) -> int:
        """Hours over all sites."""
        return sum(len(columns["weight"]) for columns in self.sites.values())


def read_dispatch(path: Path, stage: str) -> Dispatch | None:
    """Read the hours of `stage`; None where the run has none."""
    if not path.is_file():
        return None
    import pyarrow as pa
    import pyarrow.parquet as pq

    wanted = ["stage", "site", *LOAD, *(column for columns in SOURCES.values() for column in columns)]
    try:
        with path.open("rb") as stream:  # Arrow itself opens no path that is not UTF-8
            file = pq.ParquetFile(stream, read_dictionary=["stage", "site"])
            if not file.metadata.num_rows:
                return None
            table = file.read(columns=wanted).combine_chunks()
        columns = {name: _plain(table.column(name).chunk(0), name) for name in wanted[2:]}
        stages, sites = (_codes(table.column(name).chunk(0), name) for name in ("stage", "site"))
    except (pa.ArrowException, OSError, KeyError, ValueError) as error:
        raise ValueError(f"{path}: cannot be read ({error}). Solve the case again.") from error
    last = _is(stages, stage)
    parts = {site: last & _is(sites, site) for site in sites[0]}
    return Dispatch({s: {c: v[part] for c, v in columns.items()} for s, part in parts.items() if part.any()})


Codes = tuple[list[str], npt.NDArray[np.int32]]
"""Names, and the number of the name in each row."""


def _codes(array: Any, name: str) -> Codes:
    return [str(array.dictionary[i]) for i in range(len(array.dictionary))], _values(array.indices, np.int32, name)


def _is(codes: Codes, name: str) -> npt.NDArray[np.bool_]:
    names, rows = codes
    return np.isin(rows, [number for number, other in enumerate(names) if other == name])


def _plain(array: Any, name: str) -> Series:
    return _values(array, np.int64 if str(array.type) == "int64" else np.float64, name).astype(np.float64)


def _values(array: Any, kind: type[Any], name: str) -> npt.NDArray[Any]:
    """Return the numbers of an Arrow array. Its own way to numpy would import pandas (0.3 s)."""
    if array.null_count:
        raise ValueError(f"column {name} has empty cells")
    return np.frombuffer(array.buffers()[1], dtype=kind)[array.offset : array.offset + len(array)]


def tightest(columns: Mapping[str, Series]) -> Hours:
    """Return the day, or where whole years are known the week, in which the connection is used most."""
    sources = _sources(columns)
    flow = np.sum([sources[source] for source in CONNECTION], axis=0)
    headroom = columns["headroom_mw"]
    use = np.where(headroom > 0, flow / np.where(headroom > 0, headroom, 1.0), flow)
    worst = int(np.argmax(use if use.max() > 0 else columns["facility_mw"]))
    period = columns["period"] == columns["period"][worst]
    first, last = _window(period, worst)
    part = slice(first, last)
    month = int(columns["month"][worst])
    return Hours(
        sources={source: values[part] for source, values in sources.items() if values[part].max() > LEAST},
        load=columns["facility_mw"][part],
        headroom=headroom[part],
        label=f"{'week' if last - first > 24 else 'day'} in {_MONTHS[month - 1]}",
    )


def _window(period: npt.NDArray[np.bool_], worst: int) -> tuple[int, int]:
    """Return the hours of the worst one's period; of a long period a week around it, from midnight to midnight."""
    hours = np.flatnonzero(period)
    first, last = int(hours[0]), int(hours[-1]) + 1
    if last - first <= WEEK:
        return first, last
    start = first + ((worst - first) // 24 - 3) * 24
    start = min(max(start, first), last - WEEK)
    return start, start + WEEK


def mean_day(columns: Mapping[str, Series]) -> Hours:
    """Return the mean of each hour of the day over the year, by the weight of the hours."""
    hour, weights = columns["hour"].astype(int) % 24, columns["weight"]
    weight = np.bincount(hour, weights)
    kept = weight > 0  # hours of the day that the case has

    def mean(values: Series) -> Series:
        return np.asarray(np.bincount(hour, values * weights)[kept] / weight[kept])

    means = {source: mean(values) for source, values in _sources(columns).items()}
    used = {source: values for source, values in means.items() if values.max() > LEAST}
    return Hours(used, mean(columns["facility_mw"]), mean(columns["headroom_mw"]), "mean day of the year")


def _sources(columns: Mapping[str, Series]) -> dict[str, Series]:
    return {source: np.sum([columns[c] for c in parts], axis=0) for source, parts in SOURCES.items()}


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
