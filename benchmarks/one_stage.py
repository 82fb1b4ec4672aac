"""The Europe case with one stage, every candidate and all its typical days: `python -m benchmarks.one_stage OUT`."""

import sys
from pathlib import Path

from benchmarks.from_europe import ONE_STAGE, copy_europe, keep_one_stage


def write_case(out: Path) -> None:
    """Write the case folder."""
    comment = [f"Europe with its stage {ONE_STAGE} alone.", "Made by `python -m benchmarks.one_stage`."]
    copy_europe(out, "europe-one-stage", comment)
    keep_one_stage(out)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m benchmarks.one_stage OUT")
    write_case(Path(sys.argv[1]))
