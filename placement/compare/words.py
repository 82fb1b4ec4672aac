"""Lists in words, short enough for a sentence."""

from placement.report.words import listed as listed_all


def listed(words: list[str], most: int = 6) -> str:
    """Return "a, b and c"; of a long list the first ones and how many more."""
    return listed_all(words if len(words) <= most else [*words[: most - 1], f"{len(words) - most + 1} more"])
