"""Tables of what later commands add to a run folder as JSON: alternatives and explanations, row by row."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

Row = dict[str, Any]


def alternatives(document: Mapping[str, Any]) -> pa.Table:
    """Return for each percentage above the least cost whether a site is in every, some or no such plan.

    ``forced_in_eur`` is what the plan costs more if the site must stand; null where that was not asked.
    """
    rows: Iterator[Row] = (
        {"percent": float(within["percent"]), **entry}
        for within in document.get("within") or ()
        for entry in within.get("sites") or ()
    )
    schema = {"percent": pa.float64(), "site": pa.string(), "chosen": pa.string(), "forced_in_eur": pa.float64()}
    return _table(rows, schema)


def explanations(document: Mapping[str, Any]) -> pa.Table:
    """Return each sentence that explains a site."""
    rows: Iterator[Row] = (
        {"site": entry["site"], "text": text}
        for entry in document.get("sites") or ()
        for text in entry.get("text") or ()
    )
    return _table(rows, {"site": pa.string(), "text": pa.string()})


def _table(rows: Iterator[Row], types: dict[str, pa.DataType]) -> pa.Table:
    """Return the rows under the columns that are known."""
    known = [{name: row.get(name) for name in types} for row in rows]
    return pa.Table.from_pylist(known, schema=pa.schema(list(types.items())))
