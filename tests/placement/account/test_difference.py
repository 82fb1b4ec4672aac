"""When two costs differ for sure."""

import pytest

from placement.account.difference import significant


@pytest.mark.parametrize(
    ("costs", "open_eur", "expected"),
    [
        ((100.0, 110.0), (50.0, 9.0), True),  # the dearer is at least 101
        ((100.0, 110.0), (0.0, 10.0), False),  # at least 100: the ranges touch
        ((110.0, 100.0), (9.0, 50.0), True),
        ((110.0, 100.0), (11.0, 0.0), False),
        ((-110.0, -100.0), (0.0, 9.0), True),
        ((100.0, 110.0), (None, 9.0), True),  # what the cheaper leaves open only widens the difference
        ((100.0, 110.0), (0.0, None), None),
        ((100.0, 100.0), (None, None), False),
        ((1e9, 1e9 + 0.5), (0.0, 0.0), False),  # rounding
    ],
)
def test_ranges_that_do_not_meet(
    costs: tuple[float, float], open_eur: tuple[float | None, float | None], expected: bool | None
) -> None:
    assert significant(costs, open_eur) is expected
