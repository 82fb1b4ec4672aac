"""A card says what the proof leaves open in EUR and as a share of that site, not of the whole plan."""

import pytest

from placement.map.extras import Extras
from placement.map.payload import Payload
from placement.map.plan import read_plan
from placement.map.summary import read_summary

SITES = {"North": 6.14e9, "South": 3e9}


@pytest.mark.parametrize(
    ("open_eur", "said"),
    [
        (122.6e6, ["EUR 123 M, 2.0 % of this site's", "EUR 123 M, 4.1 % of this site's"]),
        (0.0, ["", ""]),
    ],
)
def test_what_the_proof_leaves_open_is_a_share_of_each_site(open_eur: float, said: list[str]) -> None:
    """Of the siting cost of the whole plan it is 0.44 %."""
    summary = {"objective_eur": 90e9, "bound_eur": 90e9 - open_eur, "gap": open_eur / 90e9, "siting_cost_eur": 27.9e9}
    features = [
        {"geometry": None, "properties": {"layer": "site", "site": name, "name": name, "siting_cost_eur": eur}}
        for name, eur in SITES.items()
    ]
    data = Payload(read_plan({"features": features}), read_summary(summary), Extras()).as_json()["sites"]
    by_label = [dict(zip((label for _, label in data["lines"]), item["values"], strict=True)) for item in data["items"]]
    assert [values.get("Left open by the proof", "") for values in by_label] == said
