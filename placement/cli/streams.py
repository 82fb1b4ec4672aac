"""Standard output and error that end no command: neither a letter they cannot show does, nor a reader who has left."""

import codecs
import errno
import io
import json
import os
import re
import sys
import unicodedata
from contextlib import suppress
from typing import Any, Final

import click

from placement.utf8 import in_utf8

PLAIN: Final = "placement-plain"
"""Name of how letters are written that the stream's code page does not hold."""
AS_ASCII: Final = {"\u2212": "-", "\u2013": "-", "\u2014": "-", "\u2026": "...", "\u2192": "->", "\u00b7": "-"}
AS_ASCII_QUOTES: Final = {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'}
LETTER: Final = re.compile(r"LATIN (CAPITAL|SMALL) (?:LETTER|LIGATURE) ([A-Z]{1,2})(?: WITH .*)?")
UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What a terminal obeys instead of showing it; a new line and a tab are ours."""
GONE: Final = (errno.EPIPE, errno.EIO, errno.EBADF)
"""Nobody reads any more: the other end of a pipe, or the terminal."""


def say(text: str) -> None:
    """To standard output."""
    _echo(seen(text), err=False)


def tell(text: str) -> None:
    """To standard error; what cannot be told there is no reason to lose a plan."""
    try:
        _echo(seen(text), err=True)
    except OSError:  # a full disk, say, behind 2>
        _forget(sys.stderr)


def say_json(document: Any) -> None:
    """To standard output, in UTF-8 whatever the terminal's code page; other bytes of a path as JSON escapes them."""
    text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)
    _echo(in_utf8(text), err=False)


def prepare_streams() -> None:
    """Let standard output and error show every text somehow."""
    codecs.register_error(PLAIN, _in_plain_letters)
    sys.stdout, sys.stderr = _able(sys.stdout), _able(sys.stderr)


class Lenient:
    """Standard error, for who draws on it again and again: what cannot be drawn is left out."""

    def write(self, text: str) -> int:
        """Write as far as it goes."""
        with suppress(OSError):
            sys.stderr.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush as far as it goes."""
        with suppress(OSError):
            sys.stderr.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(sys.stderr, name)


def open_descriptors() -> None:
    """Where a standard stream was closed, keep its number taken: a file of a run that got it would be written into."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number


def _able(stream: Any) -> Any:
    if stream is None:  # it was closed
        return open(os.devnull, "w", encoding="utf-8")
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors=PLAIN)
    return stream


def _in_plain_letters(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_plain, error.object[error.start : error.end])), error.end


def _plain(letter: str) -> str:
    """The letter in ASCII, as near as can be."""
    if "\ud800" <= letter <= "\udfff":  # a byte of a file name that is no UTF-8
        return in_utf8(letter).decode()
    known = (AS_ASCII | AS_ASCII_QUOTES).get(letter)
    if known is not None:
        return known
    named = LETTER.fullmatch(unicodedata.name(letter, ""))
    if named is not None:
        return named[2] if named[1] == "CAPITAL" else named[2].lower()
    return unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode() or "?"


def seen(text: str) -> str:
    """The text with what a terminal obeys written out by its number."""
    return UNSEEN.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def _echo(text: str | bytes, err: bool) -> None:
    try:
        click.echo(text, err=err)
    except OSError as error:
        if error.errno not in GONE:
            raise
        _forget(sys.stderr if err else sys.stdout)


def _forget(stream: Any) -> None:
    """What is still to come on this stream goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
