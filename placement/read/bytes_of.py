"""The bytes and text of an input file, with a finding instead of an exception."""

from dataclasses import dataclass
from pathlib import Path
from unicodedata import is_normalized

from placement.read.findings import Finding, counted
from placement.read.folders import display
from placement.read.letters import nfc
from placement.read.notes import Note

LARGEST_BYTES = 1_000_000_000
"""Beyond this a file is a mistake, not a case: 8784 hours of 40 zones and 5 stages are 150 MB."""


def file_bytes(path: Path) -> bytes | Finding:
    """The content of a regular file."""
    name = display(path)
    try:
        if not path.is_file():
            found = "a folder" if path.is_dir() else "no file" if not path.exists() else "something that is not a file"
            return Finding(name, None, None, found, "a file", "Put the file there, or restore it from its source.")
        if path.stat().st_size > LARGEST_BYTES:
            size = f"{path.stat().st_size / 1e9:.1f} GB"
            advice = "Reduce the table, for example to typical days, before giving it here."
            return Finding(name, None, None, size, f"at most {LARGEST_BYTES / 1e9:.0f} GB", advice)
        return path.read_bytes()
    except OSError as error:
        advice = "Check that you may read the file."
        return Finding(name, None, None, f"an error ({error.strerror})", "a readable file", advice)


@dataclass(frozen=True)
class Text:
    """A text, each of its letters in one form, and whether some had another."""

    text: str
    notes: tuple[Note, ...] = ()


def file_text(path: Path, most_rows: int | None = None) -> Text | Finding:
    """The content of a UTF-8 text file; a byte order mark is fine."""
    content = file_bytes(path)
    if isinstance(content, Finding):
        return content
    name = display(path)
    if most_rows is not None and (count := content.count(b"\n") - 1) > most_rows:
        return too_many_rows(name, count, most_rows)
    advice = 'Save the file as UTF-8 text; in a spreadsheet choose "CSV UTF-8".'
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        return Finding(name, row, None, f"the byte 0x{content[error.start]:02x}", "UTF-8 text", advice)
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        return Finding(name, row, None, "a NUL byte", "UTF-8 text", advice)
    if is_normalized("NFC", text):
        return Text(text)
    rows = [row for row, line in enumerate(text.split("\n"), start=1) if not is_normalized("NFC", line)]
    return Text(nfc(text), (letters_joined(name, counted("row", rows)),))


def too_many_rows(file: str, rows: int, most: int) -> Finding:
    """The finding on a table that is too long to be meant, told before it is read."""
    advice = "Nothing was read of it. Give one row for each thing, and typical days where a table has hours."
    return Finding(file, None, None, f"{rows:,} rows", f"at most {most:,}", advice)


def letters_joined(file: str, where: str) -> Note:
    """The note on letters that have another form than they are read in."""
    return Note(file, f"letters in two parts, such as an a with its dots apart, were read as one ({where})")
