"""The fonts that pages are looked at in, whatever the machine's own are: a wide sans and a narrow one.

A fontconfig file made for the test gives the browser one installed family for every name that a page may ask for. A
machine with one family alone, or without fontconfig, has that family with its letters set apart or drawn together.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WIDE = ("DejaVu Sans", "Verdana", "Noto Sans", "Open Sans", "Ubuntu")
NARROW = ("Liberation Sans Narrow", "Arial Narrow", "Liberation Sans", "Arial", "Nimbus Sans", "FreeSans")
ASKED = ("sans-serif", "system-ui", "Helvetica", "Arial", "Segoe UI", "Helvetica Neue")
"""Names that a page may ask for, before and after fontconfig's own rules have had their say."""
_SPACED = {"wide": "0.07em", "narrow": "-0.06em"}


@dataclass(frozen=True)
class Fonts:
    """A set: an installed family, or none and how far apart the letters of the machine's own stand."""

    name: str
    family: str | None

    @property
    def told(self) -> str:
        """What the report of the tests says."""
        return f"{self.name}: {self.family or f'the own sans, its letters {_SPACED[self.name]} apart'}"

    @property
    def style(self) -> str:
        """What a page gets beside its own style."""
        return "" if self.family else f":root {{ letter-spacing: {_SPACED[self.name]} !important; }}"

    def environment(self, folder: Path) -> dict[str, str | float | bool]:
        """Write a configuration into a folder; return what the browser is started with."""
        if self.family is None:
            return dict(os.environ)
        for file in _files(self.family) | _files(WIDE[0]):  # the second for signs that the first has not
            (folder / file.name).symlink_to(file)
        path = folder / "fonts.conf"
        path.write_text(_CONFIGURATION.format(folder=folder, aliases=_aliases(self.family)), encoding="utf-8")
        return {**os.environ, "FONTCONFIG_FILE": str(path)}


@cache
def font_sets() -> tuple[Fonts, Fonts]:
    """Return the wide set and the narrow one, of the families that are installed."""
    installed = _installed()
    wide, narrow = (next((one for one in names if one in installed), None) for names in (WIDE, NARROW))
    return Fonts("wide", wide), Fonts("narrow", narrow)


def _installed() -> frozenset[str]:
    return frozenset(name.strip() for line in _listed(":", "family") for name in line.split(","))


def _files(family: str) -> set[Path]:
    """Return the files of a family, not those of its narrower or lighter cuts."""
    found = [line.split(":")[0] for line in _listed(f":family={family}", "file")]
    return {Path(file) for file in found if file and "Condensed" not in file and "Light" not in file}


def _listed(pattern: str, field: str) -> list[str]:
    if shutil.which("fc-list") is None:
        return []
    told = subprocess.run(["fc-list", pattern, field], capture_output=True, text=True, check=True)
    return told.stdout.splitlines()


def _aliases(family: str) -> str:
    return "".join(_ALIAS.format(asked=asked, family=family) for asked in ASKED)


_CONFIGURATION = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>{folder}</dir><cachedir>{folder}/cache</cachedir>
<include ignore_missing="yes">/etc/fonts/conf.d</include>
{aliases}</fontconfig>
"""
_ALIAS = """<match target="pattern"><test qual="any" name="family"><string>{asked}</string></test>
<edit name="family" mode="prepend" binding="strong"><string>{family}</string></edit></match>
"""
