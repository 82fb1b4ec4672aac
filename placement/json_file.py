"""JSON files that somebody may have damaged: read strictly, told by name."""

import json
import math
import sys
from pathlib import Path
from typing import Any, NoReturn


class DamagedJson(ValueError):
    """A file that is not the JSON that we write; the message names it."""


class KeyTwice(ValueError):
    """An object gives one of its keys twice: which of the two is meant, nobody knows."""

    def __init__(self, key: str) -> None:
        """Keep the key."""
        super().__init__(f"the key {key!r} twice")
        self.key = key


def read_json(path: Path, paths: bool = False) -> Any:
    """Return its content. Raises DamagedJson; FileNotFoundError where there is none.

    ``paths``: it may name folders whose bytes are no UTF-8.
    """
    try:
        return parsed(path.read_bytes(), paths)
    except FileNotFoundError:
        raise
    except OSError as error:  # a folder in its place, say
        raise DamagedJson(f"{path}: cannot be read ({error.strerror}).") from error
    except json.JSONDecodeError as error:
        raise DamagedJson(f"{path}, line {error.lineno}: not valid JSON ({error.msg}).") from error
    except (ValueError, RecursionError) as error:
        raise DamagedJson(f"{path}: not valid JSON ({error}).") from error


def read_object(path: Path, paths: bool = False) -> dict[str, Any]:
    """Return the one object that it holds. Raises as `read_json`."""
    content = read_json(path, paths)
    if not isinstance(content, dict):
        raise DamagedJson(f"{path}: expected a JSON object, found {type(content).__name__}.")
    return content


def parsed(content: bytes, paths: bool = False) -> Any:
    """JSON in UTF-8, each key once, every number finite, every text one that can be written."""
    text = content.decode("utf-8")
    found = json.loads(
        text, object_pairs_hook=each_key_once, parse_constant=_refuse, parse_float=_finite, parse_int=_whole
    )
    if "\\ud" in text.lower():  # half of a pair of surrogates is no letter, and no page or table can hold it
        json.dumps(found, ensure_ascii=False).encode("utf-8", "surrogateescape" if paths else "strict")
    return found


def each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object, as a hook of `json.loads`. Raises KeyTwice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise KeyTwice(next(key for key in keys if keys.count(key) > 1))
    return found


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refuse(text)


def _whole(text: str) -> int:
    """Python has whole numbers beyond any float: nothing can be computed from them."""
    number = int(text)
    return number if abs(number) <= sys.float_info.max else _refuse(f"{text[:20]}... ({len(text)} characters)")


def _refuse(text: str) -> NoReturn:
    raise ValueError(f"{text} is no finite number")
