"""The text of one override, taken apart."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite
from typing import Literal

from placement.read.findings import Finding, nearest, shown
from placement.read.letters import nfc

PART = r'(?:"[^"]*"|[^."=]+)'
OFF = ("", "null", "none")
"""Values that switch an optional field off."""


@dataclass(frozen=True)
class Override:
    """``path`` then ``=``, ``*`` or ``+`` then ``value``."""

    text: str
    path: tuple[str, ...]
    operator: Literal["=", "*", "+"]
    value: str
    """Text after the operator, without quotes around it."""

    @property
    def off(self) -> bool:
        """Whether it switches the value off."""
        return self.operator == "=" and self.value.lower() in OFF

    def change(self, current: float) -> float:
        """The new number of ``*`` and ``+``."""
        by = float(self.value)
        return current * by if self.operator == "*" else current + by


def parse(text: str) -> Override | Finding:
    """Take an override apart: path, operator, value."""
    text = nfc(text)
    change = re.fullmatch(rf"\s*({PART}(?:\.{PART})*)\s*([*+])\s*([^*=]+)", text)
    setting = re.fullmatch(rf"\s*({PART}(?:\.{PART})*)\s*(=)\s*(.*)", text, re.DOTALL)
    match = setting or change
    if match is None:
        advice = "Write for example policy.max_sites=5 or hourly.*.price_eur_per_mwh*1.2."
        expected = "path=value, path*factor or path+amount"
        return Finding(f"--set {shown(text)}", None, None, shown(text), expected, advice)
    path = tuple(part.strip().strip('"') for part in re.findall(PART, match.group(1)))
    if match is change and not _is_number(match.group(3)):
        advice = "Use = to set a value that is not a number."
        return Finding(f"--set {shown(text)}", None, None, shown(match.group(3)), "a number to change by", advice)
    operator: Literal["=", "*", "+"] = "=" if match is setting else "*" if match.group(2) == "*" else "+"
    return Override(text, path, operator, match.group(3).strip().strip('"'))


def refused(text: str, found: str, expected: str, known: Iterable[str]) -> Finding:
    """An override that names something unknown."""
    return Finding(f"--set {shown(text)}", None, None, shown(found), expected, nearest(found, known))


def _is_number(text: str) -> bool:
    try:
        return isfinite(float(text))
    except ValueError:
        return False
