"""Where a page is written: nothing is replaced but a page."""

from pathlib import Path

from placement.cli.exits import ExitCode, Refusal

BEGINS = (b"<!doctype html", b"<html")
"""What a page begins with, in any case of letters."""


def page_file(path: Path) -> Path:
    """Return the path; refuse, before anything is drawn, a file there that is no page: it may be an input."""
    if path.is_file():
        try:
            with path.open("rb") as stream:
                begin = stream.read(256).removeprefix(b"\xef\xbb\xbf").lstrip().lower()
        except OSError as error:
            why = f"{path} is there, and cannot be read ({error.strerror}): name another file by -o."
            raise Refusal(ExitCode.BAD_INPUT, why) from error
        if not begin.startswith(BEGINS):
            raise Refusal(ExitCode.BAD_INPUT, f"{path} is there, and is no HTML page: name another file by -o.")
    return path
