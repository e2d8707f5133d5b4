"""Somebody with a browser: what they do on a page, and what their browser noticed meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, expect

from bouwstenen.paths import ROOT, VAR

SCREENSHOTS = VAR / "screenshots"
AXE = ROOT / "widget" / "node_modules" / "axe-core" / "axe.min.js"
#: What a machine can check of WCAG 2.2 AA, and what axe advises besides.
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
#: What a browser says when a server or the network is not there; only in tests that take it away.
NO_NETWORK = r"net::ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|FAILED)|WebSocket connection to .* failed"
#: What it says when a page or the widget itself closes a connection that was not made yet: no problem of anybody.
LEFT_EARLY = r"WebSocket is closed before the connection is established"
#: A busy machine takes its time.
PATIENCE = 20_000

expect.set_options(timeout=PATIENCE)


class Visitor:
    """A browser profile of its own, which keeps what went wrong and everything that was fetched.

    Args:
        browser: the running browser.
        origins: of the servers that may be asked for something.
        options: of the browser's context, such as ``viewport`` or ``color_scheme``.
    """

    def __init__(self, browser: Browser, origins: set[str], **options: Any) -> None:
        self.origins = origins
        self.requests: list[str] = []
        self._problems: list[str] = []
        self._tolerated: list[str] = [LEFT_EARLY]
        options.setdefault("viewport", {"width": 1280, "height": 800})
        options.setdefault("locale", "nl-NL")
        self.context: BrowserContext = browser.new_context(**options)
        self.context.set_default_timeout(PATIENCE)
        self.context.on("console", self._console)
        self.context.on("weberror", lambda error: self._problems.append(f"error: {error.error}"))
        self.context.on("request", self._request)
        self.context.on("dialog", self._dialog)
        self.context.on("page", self._page)

    def _console(self, message: ConsoleMessage) -> None:
        # Violations of a Content-Security-Policy come as errors too.
        if message.type in ("error", "warning"):
            self._problems.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _page(self, page: Page) -> None:
        page.on("websocket", lambda socket: self.requests.append(socket.url))

    def _dialog(self, dialog: Any) -> None:
        self._problems.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def tolerate(self, pattern: str) -> None:
        """Expect messages of the browser that match this, because the test causes them."""
        self._tolerated.append(pattern)

    @property
    def problems(self) -> list[str]:
        """What went wrong and was not expected."""
        return [problem for problem in self._problems if not any(re.search(pattern, problem) for pattern in self._tolerated)]

    @property
    def strangers(self) -> list[str]:
        """Addresses that were asked for at another server."""
        known = {urlsplit(origin).netloc for origin in self.origins}
        return [url for url in self.requests if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).netloc not in known]

    def visit(self, url: str) -> Widget:
        """Go to a page in a new tab and return the widget on it."""
        page = self.context.new_page()
        page.goto(url)
        return Widget(page)

    def close(self) -> None:
        self.context.close()


class Widget:
    """The widget on a page, by what a person sees of it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.host = page.locator("bouwstenen-chat")
        self.launcher = self.host.get_by_role("button", name=re.compile("Stel je vraag aan"))
        self.panel = self.host.locator(".panel")
        self.input = self.host.get_by_label("Je vraag of antwoord")
        self.send = self.host.get_by_role("button", name="Verstuur", exact=True)
        self.scroller = self.host.locator(".scroller")
        #: Turns with an answer; what waits to be sent is in the list as well.
        self.turns = self.host.locator("li.turn").filter(has=page.locator(".answer"))
        self.waiting = self.host.locator("li.turn").filter(has_not=page.locator(".answer"))
        self.choices = self.host.locator(".choice")
        self.trouble = self.host.locator(".bar.trouble")

    @property
    def last(self) -> Locator:
        """The newest answer."""
        return self.turns.last.locator(".answer")

    @property
    def text(self) -> str:
        """The text of the newest answer."""
        return self.last.inner_text()

    def try_again_if_offered(self) -> None:
        """Press "Probeer opnieuw", unless the widget reached the assistant by itself just before: then the button is gone."""
        self.host.evaluate("host => host.shadowRoot.querySelector('.trouble button')?.click()")

    def open(self) -> Widget:
        """Open the chat and wait for its opening."""
        self.launcher.click()
        expect(self.turns).not_to_have_count(0)
        return self

    def close(self) -> None:
        self.host.get_by_role("button", name="Sluit de chat").click()

    def say(self, text: str) -> str:
        """Type something, send it, and return the text of the answer."""

        def type_and_send() -> None:
            self.input.fill(text)
            self.input.press("Enter")

        return self.answered(type_and_send)

    def choose(self, title: str) -> str:
        """Choose a button and return the text of the answer."""
        return self.answered(self.choices.filter(has_text=re.compile(rf"^\s*{re.escape(title)}\s*$")).first.click)

    def answered(self, act: Callable[[], Any]) -> str:
        """Do something and return the text of the answer to it."""
        before = self.turns.count()
        act()
        expect(self.turns).to_have_count(before + 1)
        expect(self.waiting).to_have_count(0)
        return self.text

    def titles(self) -> list[str]:
        """Return the titles of what can be chosen now."""
        return [title.strip() for title in self.choices.all_inner_texts()]

    def said(self) -> list[str]:
        """Return what the person said, oldest first."""
        # Without the words that only a screen reader says.
        return [text.strip() for text in self.host.locator("li.turn .said span:not(.sr)").all_inner_texts()]

    def saved(self) -> dict[str, Any]:
        """Return what the tab keeps."""
        found: dict[str, Any] = self.page.evaluate(
            "JSON.parse(Object.entries(sessionStorage).find(([key]) => key.startsWith('bouwstenen-chat'))?.[1] ?? '{}')"
        )
        return found

    def groups(self) -> list[str]:
        """Return the target groups that the newest answer is for."""
        return [group for message in self.saved()["turns"][-1]["messages"] for group in message["reply"]["groups"]]

    def menu(self, title: str) -> None:
        """Choose something from the menu."""
        self.host.get_by_role("button", name="Meer", exact=True).click()
        self.host.locator(".drawer").get_by_role("button", name=title).click()

    def focused(self) -> dict[str, Any]:
        """Return what has the focus, also within the widget."""
        found: dict[str, Any] = self.page.evaluate(
            """() => {
              let at = document.activeElement;
              while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
              const style = getComputedStyle(at);
              // The first line of a link that runs on over two.
              const box = at.getClientRects()[0] ?? at.getBoundingClientRect();
              const root = at.getRootNode();
              const hit = root.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
              return {
                tag: at.tagName.toLowerCase(),
                name: (at.getAttribute('aria-label') || at.innerText || at.id || '').trim().replace(/\\s+/g, ' '),
                inside: root !== document,
                outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
                seen: at === hit || at.contains(hit),
              };
            }"""
        )
        return found

    def shot(self, name: str, whole: bool = False) -> Path:
        """Keep a picture of the page."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        # The mouse would light up what lies under it.
        self.page.mouse.move(0, 0)
        path = SCREENSHOTS / f"{name}.png"
        self.page.screenshot(path=path, full_page=whole, animations="disabled")
        return path

    def axe(self, frame: Any = None) -> list[str]:
        """Return what axe finds wrong on the page, or in a frame of it."""
        where = frame or self.page
        where.evaluate(AXE.read_text(encoding="utf-8"))
        found = where.evaluate(
            "(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})",
            AXE_TAGS,
        )
        assert found["passes"], "axe checked nothing"
        return [f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}" for rule in found["violations"] for node in rule["nodes"]]

    def too_wide(self) -> list[str]:
        """Return what sticks out of the window, and what has to be scrolled sideways to be read."""
        found: list[str] = self.page.evaluate(
            """() => {
              const roots = [document, ...[...document.querySelectorAll('*')].map((e) => e.shadowRoot).filter(Boolean)];
              const all = roots.flatMap((root) => [...root.querySelectorAll('*')]);
              const name = (e) => `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''} "${(e.textContent ?? '').trim().slice(0, 40)}"`;
              const width = document.documentElement.clientWidth;
              const wide = document.scrollingElement.scrollWidth > width ? [`page ${document.scrollingElement.scrollWidth} > ${width}`] : [];
              // A table or a block of code may scroll by itself (WCAG 1.4.10); what is only for screen readers is cut off on purpose.
              const exempt = 'pre, pre *, .table, .table *, .sr, .unseen, .skip';
              for (const e of all) {
                const box = e.getBoundingClientRect();
                if (!box.width || !box.height || e.matches(exempt) || e.closest?.(exempt)) continue;
                if (getComputedStyle(e).clipPath !== 'none') continue;
                if (box.right > width + 1 || box.left < -1) wide.push(`${name(e)} ${Math.round(box.left)}..${Math.round(box.right)}`);
                else if (e.scrollWidth > e.clientWidth + 1 && e.clientWidth && getComputedStyle(e).overflowX !== 'visible') wide.push(`scrolls ${name(e)}`);
              }
              return wide;
            }"""
        )
        return found
