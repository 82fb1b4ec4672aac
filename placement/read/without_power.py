"""Settings that count for nothing in a case without power: whoever gives one should know."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Final

from models.settings import Operation, Policy, SolveSettings
from placement.read.draft import Draft
from placement.read.notes import Note

OF_LINKS: Final = ("rtt_intercept_ms", "rtt_slope_ms_per_km", "transit_eur_per_gbps_year")
"""Keys of ``[operation]`` that are about the way to a site, not about the site."""
POWER: Final[Mapping[str, tuple[str, ...]]] = {
    "policy": (
        *("block_it_mw", "min_it_mw", "max_state_share", "max_share_of_state_peak", "carbon_cap_t_per_year"),
        *("carbon_price_eur_per_t", "water_cap_m3_per_year", "capital_cap_eur", "carbon_free_share"),
        *("moved_load_share", "lost_compute_eur_per_mwh", "price_slope_eur_per_mwh_per_gw", "state_match_ratio"),
        *("private_min_share", "max_leverage", "programme_budget_eur", "access_levels"),
    ),
    "operation": tuple(field.name for field in fields(Operation) if field.name not in OF_LINKS),
    "solve": ("screen_sites",),
}
"""By section of ``case.toml``: power, accelerators, their money, and what follows from them."""
DEFAULTS: Final = {"policy": Policy(), "operation": Operation(), "solve": SolveSettings()}


def settings_of_power(draft: Draft) -> list[Note]:
    """A note for each file that gives such a setting another value than its default."""
    settings = draft.settings
    given = {"policy": settings.policy, "operation": settings.operation, "solve": settings.solve}
    found: dict[str, list[str]] = {}
    for section, names in () if draft.powered else POWER.items():
        for name in names:
            if getattr(given[section], name) != getattr(DEFAULTS[section], name):
                ruled = section == "policy" and name in settings.ruled
                found.setdefault(settings.rules_file if ruled else settings.file, []).append(f"{section}.{name}")
    return [Note(file, _what(names)) for file, names in found.items()]


def _what(names: list[str]) -> str:
    return f"{', '.join(names)} {'counts' if len(names) == 1 else 'count'} for nothing in a case without power"
