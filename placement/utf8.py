"""Texts as UTF-8, also those that name a path whose bytes are none."""


def in_utf8(text: str) -> bytes:
    r"""Return the bytes of a text; every byte of a path that is no UTF-8 as ``\udcff``, which JSON gives back."""
    return text.encode("utf-8", "backslashreplace")
