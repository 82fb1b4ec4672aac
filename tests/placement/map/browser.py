"""Chromium without a window: open a page, act on it, hear what it says."""

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on PATH: the map is not tested in a browser")

OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-logging=stderr",
    "--virtual-time-budget=4000",
    "--window-size=1400,900",
)

_START = re.compile(r"PlanMap\.start(?:WithoutMap)?\((?:map_plan)?\);(?=\s*</script>)")
_HELPERS = """
  const byId = (id) => document.getElementById(id);
  const texts = (id) => byId(id).textContent;
  const count = (css) => document.querySelectorAll(css).length;
  const choose = (id, words) => {
    const box = byId(id);
    box.value = words === "" || words === "hidden" || box.type === "range" ? words
      : [...box.options].find((option) => option.textContent.startsWith(words)).value;
    box.dispatchEvent(new Event(box.type === "range" ? "input" : "change", { bubbles: true }));
  };
  const say = (name, value) => { document.body.dataset[name] = value; };
"""


def opened(path: Path, folder: Path, *more: str) -> tuple[str, str]:
    """Return the page after its script has run, and what the console said."""
    command = [CHROMIUM or "", *OPTIONS, f"--user-data-dir={folder}", *more, path.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout, "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)


def acting(html: str, steps: str) -> str:
    """Return the page with `steps` run once it has started.

    The page's policy, which allows no script but its own, is left out for that; other tests hold it.
    """
    free = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    page, found = _START.subn(lambda start: start.group() + _HELPERS + steps, free)
    assert found == 1
    return page


def acted(html: str, steps: str, folder: Path) -> dict[str, str]:
    """Run `steps` once the page has started; return what they `say(name, value)`. The console must stay silent."""
    path = folder / "steps.html"
    path.write_text(acting(html, steps), encoding="utf-8")
    dom, console = opened(path, folder / "profile", "--dump-dom")
    assert console == ""
    body = re.search(r"<body[^>]*>", dom)
    assert body
    return {name: unescape(value) for name, value in re.findall(r'data-(\w+)="([^"]*)"', body.group())}


def asked_by_a_page(log: Path) -> set[str]:
    """Return who asked the network for something, apart from the browser itself (it looks for updates)."""
    return set(re.findall(r'"initiator":"([^"]*)"', log.read_text(encoding="utf-8", errors="replace"))) - {
        "not an origin"
    }


def text_of(dom: str, part: str) -> str:
    """Return the text of the element with that id, up to the end of its section."""
    inner = re.split(r"</section>|</article>|</fieldset>", dom.split(f'id="{part}"', 1)[1])[0]
    return " ".join(re.sub(r"<[^>]*>", " ", inner.split(">", 1)[1]).split())


def pages_of(pdf: Path) -> int:
    """Return how many pages a PDF has."""
    counts = re.findall(rb"/Type\s*/Pages.*?/Count (\d+)", pdf.read_bytes(), flags=re.DOTALL)
    assert len(counts) == 1
    return int(counts[0])
