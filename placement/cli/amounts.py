"""Numbers as people read them."""

from typing import Final

from placement.rounded import Rounding

_STEPS: Final = ((1e9, "bn"), (1e6, "m"), (1e3, "k"))


def money(eur: float, rounding: Rounding = round) -> str:
    """Return an amount of EUR with three or more significant digits: 41.2 bn EUR."""
    for step, unit in _STEPS:
        if abs(eur) >= step:
            return f"{_digits(eur / step, rounding)} {unit} EUR"
    return f"{rounding(eur, 0):.0f} EUR"


def percent(share: float) -> str:
    """Return a share in percent; small ones keep two digits after the point: 0.03 %."""
    return f"{share:.2%}".replace("%", " %") if abs(share) < 0.1 else f"{share:.0%}".replace("%", " %")


def seconds(elapsed_s: float) -> str:
    """Return a duration: 12.3 s, 4 min 05 s."""
    if elapsed_s < 60:
        return f"{elapsed_s:.1f} s"
    minutes, rest = divmod(round(elapsed_s), 60)
    return f"{minutes} min {rest:02d} s"


def _digits(number: float, rounding: Rounding) -> str:
    decimals = 2 if abs(number) < 10 else 1 if abs(number) < 100 else 0
    return f"{rounding(number, decimals):.{decimals}f}"
