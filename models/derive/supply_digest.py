"""A name for a supply curve, made of all that the curve depends on: equal inputs, equal name.

Whatever a later field of `SupplyRules` or `SupplyData` holds enters by itself; only what the supply problem
never reads is left out, by name.
"""

import struct
from collections.abc import Mapping
from dataclasses import fields
from hashlib import sha256
from typing import Protocol
from weakref import WeakKeyDictionary

import numpy as np

from models.derive.supply_data import SupplyData
from models.derive.supply_rules import SupplyRules
from models.derive.zone_series import ZoneSeries

UNREAD = {
    "SupplyData": {"temperature_c", "mean_pue"},  # seen through PUE, WUE and heat demand
    "ZoneSeries": {"hour", "month", "temperature_anomaly_c"},
    "Supply": {"zone"},
    "StateRules": {"max_pue", "connection_deposit_eur_per_mw"},
}
"""Fields that no rule of `models.supply` reads."""
_series: WeakKeyDictionary[ZoneSeries, bytes] = WeakKeyDictionary()
"""Sites of a zone share its hours: hashed once."""


class Hash(Protocol):
    """What `hashlib` gives."""

    def update(self, data: bytes, /) -> None:
        """Take in more."""


def supply_digest(rules: SupplyRules, data: SupplyData) -> str:
    """SHA-256 over the supply problem of one (site, cooling, stage), in hexadecimal.

    Names of sites and zones are no part of it: sites with equal numbers share a curve.
    """
    found = sha256()
    for part in (rules, data):
        _feed(found, part)
    return found.hexdigest()


def _feed(found: Hash, value: object) -> None:
    """Take in a value with its kind and length, so that no two values read alike."""
    match value:
        case None:
            found.update(b"none;")
        case str():
            found.update(b"text %d;" % len(value.encode()) + value.encode())
        case float() | int():
            # -0.0 and 0.0 are one number, as are 2 and 2.0.
            found.update(b"number;" + struct.pack("<d", value + 0.0))
        case np.ndarray():
            found.update(b"array %d;" % len(value) + np.asarray(value + 0.0, dtype="<f8").tobytes())
        case Mapping():
            found.update(b"mapping %d;" % len(value))
            for key in sorted(value):
                _feed(found, key)
                _feed(found, value[key])
        case ZoneSeries():
            found.update(_series_digest(value))
        case _:
            _feed_fields(found, value)


def _series_digest(series: ZoneSeries) -> bytes:
    if series not in _series:
        own = sha256()
        _feed_fields(own, series)
        _series[series] = own.digest()
    return _series[series]


def _feed_fields(found: Hash, value: object) -> None:
    kind = type(value).__name__
    read = [f.name for f in fields(value) if f.name not in UNREAD.get(kind, ())]  # type: ignore[arg-type]
    found.update(f"{kind} {len(read)};".encode())
    for name in read:
        _feed(found, name)
        _feed(found, getattr(value, name))
