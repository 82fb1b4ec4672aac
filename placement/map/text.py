"""Text from a case is material, not markup: clean it and embed it so that it can do nothing."""

import json
import unicodedata
from typing import Any

from markupsafe import Markup

_BIDI = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Marks that turn the direction of the text that follows them."""
_SHORT_UNIT = 5
"""Letters of a unit that stays on the line of its figure."""


def clean(text: object) -> str:
    """Return `text` in one line, without control characters, direction marks and broken surrogates."""
    marked = str(text).translate(_BIDI)
    kept = (" " if _breaks_line(char) else char for char in marked if unicodedata.category(char) != "Cs")
    return " ".join("".join(kept).split())


def _breaks_line(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Zl", "Zp"}


def isolated(name: str) -> str:
    """Return a name for use within a sentence: one written from the right must not turn what stands around it."""
    turns = any(unicodedata.bidirectional(char) in {"R", "AL", "AN"} for char in name)
    return f"\u2068{name}\u2069" if turns else name


def figure_and_unit(text: str) -> Markup:
    """Return a figure that may go on in a second line before a long unit, and nowhere else while there is room.

    "1.180 EUR/H100e-h" is two pieces, "EUR 1.47 bn" is one.
    """
    pieces: list[str] = []
    for word in text.split(" "):
        together = pieces and (len(word) <= _SHORT_UNIT or pieces[-1] == "EUR")
        pieces[-1:] = [f"{pieces[-1]} {word}"] if together else [*pieces[-1:], word]
    return Markup(" ").join(Markup('<span class="piece">{}</span>').format(piece) for piece in pieces)


def script_json(value: Any) -> str:
    """Return `value` as JSON that is safe inside a script element, whatever its strings hold."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text
