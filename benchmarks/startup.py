"""How long the command line takes to say anything: `python -m benchmarks.startup`."""

import sys

from benchmarks.measure import PLACEMENT, measure, show

RUNS = 7


def main() -> None:
    """Measure an empty Python, the import, the help."""
    commands = {
        "python -c pass": (sys.executable, "-c", "pass"),
        "import placement.cli": (sys.executable, "-c", "import placement.cli"),
        "placement --help": (*PLACEMENT, "--help"),
        "placement solve --help": (*PLACEMENT, "solve", "--help"),
    }
    show("start of the command line", [(n, [measure(c) for _ in range(RUNS)]) for n, c in commands.items()])


if __name__ == "__main__":
    main()
