"""`python -m benchmarks.solve_speed --row NAME [--row NAME ...]`: measure rows, write results.csv and results.md.

NAME may be a pattern: 'europe-*'. Rows measured before stay in the files until they are measured again.
"""

import argparse
import fnmatch
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.solve_speed.report import report
from benchmarks.solve_speed.result import Result, read_results, write_results
from benchmarks.solve_speed.rows import ROWS, Row
from benchmarks.solve_speed.run_row import run_row

RESULTS = Path(__file__).parents[1] / "results"


def chosen(patterns: Sequence[str]) -> list[Row]:
    """The rows that the patterns name, in the order of the table."""
    idle = [pattern for pattern in patterns if not any(fnmatch.fnmatch(row.name, pattern) for row in ROWS)]
    if idle:
        sys.exit(f"no row {', '.join(idle)}; rows: {', '.join(row.name for row in ROWS)}")
    return [row for row in ROWS if any(fnmatch.fnmatch(row.name, pattern) for pattern in patterns)]


def merged(before: Sequence[Result], new: Result) -> list[Result]:
    """All results in the order of the table, the new one in the place of an older one."""
    order = [row.name for row in ROWS]
    kept = [result for result in before if result.row != new.row and result.row in order]
    return sorted([*kept, new], key=lambda result: order.index(result.row))


def measure_row(row: Row, results: Path, threads: int | None) -> None:
    """Measure and write at once, so that a stop loses one row at most."""
    with tempfile.TemporaryDirectory() as scratch:
        new = run_row(row, Path(scratch), threads)
    found = merged(read_results(results / "results.csv"), new)
    write_results(results / "results.csv", found)
    (results / "results.md").write_text(report(found), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the arguments ask for; print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.solve_speed", description=__doc__)
    parser.add_argument("--row", action="append", required=True, metavar="NAME", dest="rows")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of results.csv and results.md")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--time-limit", type=float, metavar="SECONDS", help="instead of the row's own")
    asked = parser.parse_args(arguments)
    for row in chosen(asked.rows):
        limited = row if asked.time_limit is None else replace(row, limit_s=asked.time_limit)
        sys.stderr.write(f"== {row.name}\n")
        measure_row(limited, asked.results, asked.threads)
    print((asked.results / "results.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
