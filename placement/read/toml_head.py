"""``case.toml`` as values, with the line of each key."""

import re
from pathlib import Path

from placement.read.bytes_of import file_text
from placement.read.findings import Finding
from placement.read.folders import display
from placement.read.letters import nfc_throughout
from placement.read.raw import RawHead
from placement.read.toml_text import toml_values

ADVICE = "Correct the TOML at this place: texts in quotes, decimals with a point, each key once."


def read_head(path: Path) -> tuple[RawHead, list[Finding]]:
    """Read ``case.toml``; the head is marked unreadable where it is no TOML at all."""
    file = display(path)
    broken = RawHead(file, {}, {}, readable=False)
    content = file_text(path)
    if isinstance(content, Finding):
        return broken, [content]
    try:
        values = nfc_throughout(toml_values(content.text))
    except (ValueError, RecursionError) as error:
        place = re.search(r"line (\d+)", str(error))
        row = int(place.group(1)) if place else None
        reason = re.sub(r" \(at .*\)$", "", str(error)).splitlines()[0][:80]
        return broken, [Finding(file, row, None, f"broken TOML ({reason})", "valid TOML", ADVICE)]
    return RawHead(file, values, key_lines(content.text), notes=list(content.notes)), []


def key_lines(text: str) -> dict[tuple[str, ...], int]:
    """Line of each ``key =`` under its ``[section]`` or ``[[section]]``; inline tables and dotted keys have none."""
    lines: dict[tuple[str, ...], int] = {}
    section: tuple[str, ...] = ()
    count: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        header = re.match(r"\s*(\[\[?)\s*([\w-]+)\s*\]", line)
        key = re.match(r"\s*[\"']?([\w-]+)[\"']?\s*=", line)
        if header:
            section = (header.group(2),)
            if header.group(1) == "[[":
                index = count.get(header.group(2), 0)
                count[header.group(2)] = index + 1
                section = (header.group(2), str(index))
            lines.setdefault(section, number)
        elif key:
            lines.setdefault((*section, key.group(1)), number)
    return lines
