"""A page opened in Chromium: what it says, what it asks for, and what can be measured on it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.browser.fonts import font_sets

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Locator, Page

HEIGHT = 900
"""Pixels of the window."""
PAUSE_MS, PATIENCE = 50, 100
"""Between two looks at what a page comes to, and how many looks."""


class Visit:
    """One page, off the network, with everything that it says written down."""

    def __init__(self, page: "Page", path: Path, width: int, dark: bool, fonts: str = "") -> None:
        self.page = page
        self.path = path
        self.fonts = fonts
        self.said: list[str] = []
        self.asked: list[str] = []
        self._heard: dict[Any, Any] = {
            "console": lambda message: self.said.append(f"console: {message.text}"),
            "pageerror": lambda error: self.said.append(f"error: {error}"),
            "dialog": self._dismiss,
            "request": lambda request: self.asked.append(request.url),
        }
        for event, told in self._heard.items():
            page.on(event, told)
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(media="null")  # the last page in this tab may have been on paper
        self.darken(dark)
        page.goto(path.as_uri())
        style = next((one.style for one in font_sets() if one.name == fonts), "")
        if style:
            page.add_style_tag(content=style)

    def _dismiss(self, dialog: "Dialog") -> None:
        self.said.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def darken(self, dark: bool) -> None:
        """Let the reader prefer dark pages, or light ones."""
        self.page.emulate_media(color_scheme="dark" if dark else "light")

    def close(self) -> None:
        """Leave the page; the tab stays for the next one."""
        for event, told in self._heard.items():
            self.page.remove_listener(event, told)
        self.page.goto("about:blank")

    def assert_silent(self) -> None:
        """The page said nothing, and asked for nothing but itself."""
        assert self.said == []
        assert set(self.asked) == {self.path.as_uri()}

    def probe(self, name: str, argument: Any = None) -> Any:
        """Return what a probe of probes.js measures."""
        return self.page.evaluate(f"(argument) => probes.{name}(argument)", argument)

    def families(self, css: str) -> set[str]:
        """Return the families of fonts that the text of the first such element is really drawn in."""
        asked = self.page.context.new_cdp_session(self.page)
        asked.send("DOM.enable")
        asked.send("CSS.enable")
        root = asked.send("DOM.getDocument")["root"]["nodeId"]
        node = asked.send("DOM.querySelector", {"nodeId": root, "selector": css})["nodeId"]
        drawn = asked.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        asked.detach()
        return {font["familyName"] for font in drawn}

    def text(self, css: str) -> str:
        """Return the text of the first such element in one line, as the reader sees it."""
        return " ".join(self.page.locator(css).first.inner_text().split())

    def texts(self, css: str) -> list[str]:
        """Return the texts of all such elements."""
        return [" ".join(text.split()) for text in self.page.locator(css).all_inner_texts()]

    def count(self, css: str) -> int:
        """Return how many such elements there are."""
        return self.page.locator(css).count()

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def focused(self, css: str) -> bool:
        """Whether the focus is on the first such element."""
        return bool(self.page.locator(css).first.evaluate("(element) => element === document.activeElement"))

    def point_at(self, marks: "Locator") -> None:
        """Put the pointer on the first mark where it can be seen: not under another one."""
        place = marks.evaluate_all("(marks) => probes.pointOf(marks)")
        assert place, "no such mark can be pointed at"
        self.page.mouse.move(*place)

    def click_on(self, marks: "Locator") -> None:
        """Click the first mark that can be seen."""
        self.point_at(marks)
        self.page.mouse.down()
        self.page.mouse.up()

    def eventually(self, holds: Callable[[], bool]) -> bool:
        """Whether that holds within some seconds: the browser moves and scrolls when it next draws."""
        for _ in range(PATIENCE):
            if holds():
                return True
            self.page.wait_for_timeout(PAUSE_MS)
        return holds()
