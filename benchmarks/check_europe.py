"""How long it takes to read and check the Europe case: `python -m benchmarks.check_europe`."""

from benchmarks.measure import PLACEMENT, measure, show

RUNS = 3


def main() -> None:
    """Measure the check of both cases that ship."""
    cases = ("tutorial", "europe")
    show("placement check", [(f"check {c}", [measure((*PLACEMENT, "check", c)) for _ in range(RUNS)]) for c in cases])


if __name__ == "__main__":
    main()
