"""The numbers of an instance file one by one, each with its place for a message."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

END_MARKS = (b"\0", b"\x1a")
"""NUL and Ctrl-Z: files from DOS and from tape end there, and what follows is padding."""
LARGEST_COUNT = 1_000_000
LARGEST = 1e15
"""No number of a case is larger."""


class BadInstance(Exception):
    """A file that is not an instance of its format: file, line, token, found, expected, what to do."""


class Tokens:
    """Blank-separated tokens of a file, read in order; line breaks mean nothing, as in the published formats."""

    def __init__(self, path: Path) -> None:
        """Raises BadInstance where the file cannot be read as text."""
        self.path = path
        try:
            content = path.read_bytes()
        except OSError as refused:
            raise BadInstance(f"{path}: cannot be read ({refused.strerror}).") from refused
        for mark in END_MARKS:
            content = content.split(mark, 1)[0]
        try:
            lines = content.decode("utf-8-sig").splitlines()
        except UnicodeDecodeError as refused:
            raise BadInstance(f"{path}: found bytes that are not text, expected an instance file.") from refused
        self._tokens = [(word, i, j) for i, line in enumerate(lines, 1) for j, word in enumerate(line.split(), 1)]
        self._lines = len(lines)
        self._next = 0

    def count(self, what: str) -> int:
        """A whole number of at least 1."""
        word = self._take(f"{what}, a whole number")
        if not (word.isascii() and word.isdigit() and len(word) <= 9 and 0 < int(word) <= LARGEST_COUNT):
            raise self._wrong(f"{what}, a whole number from 1 to {LARGEST_COUNT:,}")
        return int(word)

    def number(self, what: str) -> float:
        """A number of at least 0."""
        return self._number(self._take(f"{what}, a number"), what)

    def numbers(self, what: str, size: int) -> NDArray[np.float64]:
        """So many numbers of at least 0; ``what`` may say the position with ``{}``."""
        return np.array([self.number(what.format(k + 1)) for k in range(size)])

    def number_or_word(self, what: str, word: str) -> float | None:
        """A number of at least 0; None where the given word stands instead."""
        found = self._take(f"{what}, a number or the word {word}")
        return None if found == word else self._number(found, f"{what} (or the word {word})")

    def end(self) -> None:
        """Nothing may follow."""
        if self._next < len(self._tokens):
            self._next += 1
            raise self._wrong(
                f"the end of the file, as the counts on line {self._tokens[0][1]} ask for",
                "Are warehouses and customers given in this order, and is this the format?",
            )

    def wrong_last(self, expected: str, advice: str) -> BadInstance:
        """What to raise where the token just read is not what it must be."""
        return self._wrong(expected, advice)

    def _number(self, word: str, what: str) -> float:
        try:
            found = float(word)
        except ValueError:
            found = float("nan")
        if not 0 <= found <= LARGEST or "_" in word or not word.isascii():
            raise self._wrong(f"{what}, a number from 0 to {LARGEST:g}, its decimal point a point")
        return found

    def _take(self, expected: str) -> str:
        if self._next == len(self._tokens):
            raise BadInstance(
                f"{self.path}, line {self._lines}: found the end of the file, expected {expected}.\n"
                "    The file is cut short, or has another format than the one asked for (--format)."
            )
        self._next += 1
        return self._tokens[self._next - 1][0]

    def _wrong(self, expected: str, advice: str = "Is the file of the format asked for (--format)?") -> BadInstance:
        word, line, place = self._tokens[self._next - 1]
        shown = "".join(c if c.isprintable() else "?" for c in word[:40])
        return BadInstance(
            f"{self.path}, line {line}, token {place}: found {shown}, expected {expected}.\n    {advice}"
        )
