"""The key that signs what a cache keeps: made with the first record, readable by its owner alone."""

import hmac
import os
import secrets
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

Field: TypeAlias = str | bytes | int | float | None
"""What SQLite keeps."""
SIZE = 32


def key_beside(file: Path) -> bytes:
    """The key of a file; made where there is none. Whoever calls holds the file's lock, so that two make one key.

    A key of another size is damaged and makes place for a new one: what it signed is then priced anew.
    """
    place = file.with_suffix(".key")
    with suppress(FileNotFoundError):
        known = place.read_bytes()
        if len(known) == SIZE:
            return known
    handle, aside = tempfile.mkstemp(prefix=f".{place.name}-", dir=place.parent)  # for the owner alone
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(secrets.token_bytes(SIZE))
        Path(aside).replace(place)
    finally:
        Path(aside).unlink(missing_ok=True)
    return place.read_bytes()


def signed(key: bytes, fields: Sequence[Field]) -> str:
    """A checksum of the fields, their kinds and their order, that takes the key to make."""
    seal = hmac.new(key, digestmod=sha256)
    for field in fields:
        content = field if isinstance(field, bytes) else repr(field).encode(errors="surrogatepass")
        seal.update(f"{type(field).__name__} {len(content)} ".encode() + content)
    return seal.hexdigest()


def is_signed(key: bytes, fields: Sequence[Field], seal: object) -> bool:
    """Whether it is the checksum of these fields."""
    return isinstance(seal, str) and hmac.compare_digest(signed(key, fields).encode(), seal.encode(errors="replace"))
