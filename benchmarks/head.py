"""case.toml of a case that is made from another: keys changed in its text, so that the comments stay."""

import re
import tomllib
from collections.abc import Mapping

STAGE = re.compile(r"\[\[stages\]\]\n(?:[^\[\n][^\n]*\n)+\n?")


def with_keys(text: str, values: Mapping[str, str]) -> str:
    """The head with these keys set, each of which stands in it exactly once."""
    for key, value in values.items():
        text, changed = re.subn(rf"^{key} = [^#\n]*", f"{key} = {value} ", text, flags=re.MULTILINE)
        if changed != 1:
            raise ValueError(f"case.toml has {key} {changed} times, not once")
    return re.sub(r" +$", "", text, flags=re.MULTILINE)


def without_key(text: str, key: str) -> str:
    """The head without a key, if it has it."""
    return re.sub(rf"^{key} = .*\n", "", text, flags=re.MULTILINE)


def with_stage(text: str, stage: str) -> str:
    """The head with one of its stages alone."""
    blocks = [match.group() for match in STAGE.finditer(text)]
    kept = [block for block in blocks if tomllib.loads(block)["stages"][0]["stage"] == stage]
    if len(kept) != 1:
        raise ValueError(f"case.toml has {len(kept)} stages {stage}, not one")
    for block in blocks:
        text = text if block in kept else text.replace(block, "")
    return text


def with_comment(text: str, lines: list[str]) -> str:
    """The head under another comment: what the case is, and how it was made."""
    rest = text.splitlines()
    while rest[0].startswith("#"):
        rest.pop(0)
    return "\n".join([*(f"# {line}" for line in lines), *rest, ""])
