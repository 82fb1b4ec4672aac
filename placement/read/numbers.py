"""What counts as a number in a cell: plain ASCII digits with a point, finite."""

import re

from placement.read.columns import Column

LARGEST = 1e15
"""No quantity of a case is larger, in its unit; an absent limit is an empty cell, not a huge number."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(?:[ ,'_\u00a0\u202f][0-9]{3})+(?:\.[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9][0-9. ]*,[0-9]+")


def is_number(text: str) -> bool:
    """Whether the text is a number in plain notation, and of a size that something in a case may have."""
    return _NUMBER.fullmatch(text) is not None and abs(float(text)) <= LARGEST


def without_sign_of_zero(text: str) -> str:
    """Negative zero as zero: nobody means the sign."""
    return "0" if text[0] == "-" and float(text) == 0 else text


def number_advice(text: str, column: Column) -> str:
    """What to do about a cell that is no number."""
    if _NUMBER.fullmatch(text):
        return f"No quantity is above {LARGEST:g}." + (" Leave the cell empty for no limit." if column.optional else "")
    if _THOUSANDS.fullmatch(text):
        return "Remove the thousands separators."
    if _DECIMAL_COMMA.fullmatch(text):
        return "Write the decimal point as a point, not as a comma."
    if text == "":
        return "Missing is never taken as zero: give the number" + (
            "." if column.required else f", or remove the column to use {column.default} everywhere."
        )
    if text.lower().lstrip("+-") in ("nan", "na", "n/a", "inf", "infinity", "null", "none", "-"):
        return "Leave the cell empty for none." if column.optional else "Give a finite number."
    return "Write a plain number: digits, a point for decimals, no unit."
