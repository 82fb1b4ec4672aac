"""Numbers for humans: thousands separators, sensible digits, a unit always. Missing gives an empty string."""

import math

from placement.rounded import Rounding


def _digits(value: float, rounding: Rounding = round, figures: int = 3) -> str:
    """Return `value` to about `figures` significant figures, never fewer than its whole digits."""
    nearest = float(f"{value:.{figures}g}")
    whole = math.floor(math.log10(abs(nearest))) + 1 if nearest else figures
    return _fixed(value, figures - min(figures, max(0, whole)), rounding)


def _fixed(value: float, decimals: int, rounding: Rounding) -> str:
    rounded = rounding(value, decimals)
    return _signed(rounded, f"{abs(rounded):,.{decimals}f}")


def _signed(value: float, text: str) -> str:
    return f"\u2212{text}" if value < 0 else text


def plain(value: float | None, unit: str = "", decimals: int = 0, rounding: Rounding = round) -> str:
    """Return 12,345 `unit`."""
    return "" if value is None else _fixed(value, decimals, rounding) + (f" {unit}" if unit else "")


def count(value: float | None) -> str:
    """Return a whole number with separators."""
    return plain(value)


def megawatts(value: float | None) -> str:
    """Return a power in MW; a decimal only below 10 MW."""
    if value is None:
        return ""
    return plain(value, "MW", 1 if 0 < abs(value) < 10 else 0)


def euros(value: float | None, rounding: Rounding = round) -> str:
    """Return money as EUR bn, M or whole EUR."""
    if value is None:
        return ""
    for size, word in ((1e9, "bn"), (1e6, "M")):
        if abs(value) >= size * 0.9995:
            return f"EUR {_digits(value / size, rounding)} {word}"
    return f"EUR {plain(value, rounding=rounding)}"


def per_unit(value: float | None, unit: str) -> str:
    """Return a rate, three significant figures."""
    return "" if value is None else f"{_digits(value)} {unit}"


def compute(value: float | None) -> str:
    """Return compute in H100e, millions with three figures."""
    if value is None:
        return ""
    return f"{_digits(value / 1e6)} M H100e" if abs(value) >= 1e6 else plain(value, "H100e")


def lcoc(value: float | None) -> str:
    """Return a cost per H100e-hour."""
    return "" if value is None else plain(value, "EUR/H100e-h", lcoc_decimals(value))


def lcoc_decimals(value: float) -> int:
    """Return three decimals, for less than 0.1 EUR as many as three figures need."""
    return max(3, 2 - math.floor(math.log10(abs(value)))) if value else 3


def yearly_per_mw(value: float | None) -> str:
    """Return a yearly cost per MW of IT power."""
    return "" if value is None else f"{euros(value)}/MW a year"


def above(share_above: float | None, base: str) -> str:
    """Return how far something is above its yardstick, such as "2.3 % above the cheapest"."""
    if share_above is None:
        return ""
    if abs(share_above) < 5e-5:
        return f"equal to {base}"
    return f"{share(abs(share_above))} {'above' if share_above > 0 else 'below'} {base}"


def share(value: float | None) -> str:
    """Return a share as a percentage; small ones keep two digits so that a gap is not shown as 0 %."""
    if value is None:
        return ""
    percent = value * 100
    if percent == 0 or abs(percent) >= 9.95:
        return plain(percent, "%")
    if abs(percent) < 0.01:
        return "less than 0.01 %" if percent > 0 else "0 %"
    return plain(percent, "%", 1 if abs(percent) >= 0.95 else 2)


def tonnes(value: float | None) -> str:
    """Return yearly emissions."""
    if value is None:
        return ""
    if abs(value) >= 1e6:
        return f"{_digits(value / 1e6)} Mt CO\u2082 a year"
    return f"{_digits(value / 1e3)} kt CO\u2082 a year" if abs(value) >= 1e4 else plain(value, "t CO\u2082 a year")


def energy(value: float | None) -> str:
    """Return yearly energy from MWh."""
    if value is None:
        return ""
    if abs(value) >= 1e6:
        return f"{_digits(value / 1e6)} TWh a year"
    return f"{_digits(value / 1e3)} GWh a year" if abs(value) >= 1e3 else plain(value, "MWh a year")


def volume(value: float | None) -> str:
    """Return yearly water from cubic metres."""
    return plain(value, "m\u00b3 a year")


def milliseconds(value: float | None) -> str:
    """Return a round trip."""
    return plain(value, "ms", 1)
