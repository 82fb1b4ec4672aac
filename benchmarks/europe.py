"""How long the Europe case takes: `python -m benchmarks.europe [options of placement solve]`."""

import json
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import PLACEMENT, Measured, measure, show


def main(options: list[str]) -> None:
    """Solve once into a scratch folder, then verify and draw the run; print times and what was reached."""
    with tempfile.TemporaryDirectory() as scratch:
        run = str(Path(scratch) / "run")
        solved = measure((*PLACEMENT, "solve", "europe", "-o", run, "--json", *options))
        rows = [(" ".join(["solve europe", *options]), [solved])]
        if solved.exit_code in (0, 4):
            rows += [(f"{verb} europe", [measure((*PLACEMENT, verb, run))]) for verb in ("verify", "map")]
    show("the Europe case", rows)
    if solved.stdout:
        print(reached(solved))


def reached(solved: Measured) -> str:
    """Return status, gaps and the seconds of each phase."""
    summary = json.loads(solved.stdout)
    figures = {
        name: summary[name] for name in ("status", "method", "objective_eur", "gap", "gap_on_screen", "siting_gap")
    }
    return "\n".join(f"{name}: {value}" for name, value in {**figures, "seconds": summary["seconds"]}.items())


if __name__ == "__main__":
    main(sys.argv[1:])
