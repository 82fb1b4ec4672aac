"""Letters that look alike: one form for each, and words for what nobody can see."""

import unicodedata
from typing import Any

_CYRILLIC = ("АВЕІЈКМНОРЅСТУХаеосрхуіјѕһԁԛԝ", "ABEIJKMHOPSCTYXaeocpxyijshdqw")  # noqa: RUF001
_GREEK = ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοιν", "ABEZHIKMNOPTYXoiv")  # noqa: RUF001
_DASHES = ("\u2010\u2011\u2012\u2013\u2014\u2212", "------")
_ALIKE = str.maketrans(*map("".join, zip(_CYRILLIC, _GREEK, _DASHES, strict=True)))
"""Cyrillic and Greek letters and dashes beside the Latin letter or hyphen that they are mistaken for."""


def nfc(text: str) -> str:
    """The text in the form in which each letter with its accents is one: two spellings of a word become one."""
    return unicodedata.normalize("NFC", text)


def nfc_throughout(value: Any) -> Any:
    """The same for every text, and every key, of nested values."""
    if isinstance(value, dict):
        return {nfc_throughout(key): nfc_throughout(item) for key, item in value.items()}
    if isinstance(value, list):
        return [nfc_throughout(item) for item in value]
    return nfc(value) if isinstance(value, str) else value


def look(text: str) -> str:
    """What a reader sees: the same for texts that differ by nothing that can be seen."""
    seen = "".join(c for c in unicodedata.normalize("NFKC", text) if not is_invisible(c))
    return " ".join(seen.translate(_ALIKE).split())


def is_invisible(letter: str) -> bool:
    """Whether it takes no room on a page, or is another blank than the plain one."""
    kind = unicodedata.category(letter)
    return kind in ("Cc", "Cf", "Zl", "Zp") or (kind == "Zs" and letter != " ")


def named(letter: str) -> str:
    """``U+200B ZERO WIDTH SPACE``."""
    return f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".strip()


def unseen_difference(one: str, other: str) -> str:
    """Where two texts that look the same differ."""
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    here, there = (named(text[at]) if at < len(text) else "nothing" for text in (one, other))
    return f"The two look the same: letter {at + 1} is {here} here, {there} there."
