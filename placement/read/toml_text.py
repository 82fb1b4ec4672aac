"""TOML as values, with a limit on what takes tomllib minutes and gigabytes."""

import re
import tomllib
from typing import Any

LONGEST = 1_000_000
"""Letters of settings: the longest that ships has some thousands."""
MOST_PARTS = 50
"""Parts of a dotted key: tomllib's work grows with their square, 50,000 take 8 GB."""
_PART = r"(?:[A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*')"
_DEEP = re.compile(rf"(?<![A-Za-z0-9_.\"'-]){_PART}(?:[ \t]*\.[ \t]*{_PART}){{{MOST_PARTS}}}")


def toml_values(text: str, longest: int = LONGEST) -> dict[str, Any]:
    """Parse it. Raises ValueError, as tomllib does, for what is no TOML, and for what is too long or too deep."""
    if len(text) > longest:
        raise ValueError(f"{len(text):,} letters, where {longest:,} are the most")
    deep = _DEEP.search(text)
    if deep is not None:
        line = text.count("\n", 0, deep.start()) + 1
        raise ValueError(f"A key of more than {MOST_PARTS} parts (at line {line})")
    return tomllib.loads(text)
