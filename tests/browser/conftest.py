"""A real Chromium, the real assistant, and the websites that it is embedded in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from bouwstenen.server.process import Assistant
from scripts.setup_environment import find_chromium
from tests.browser.places import Website
from tests.browser.visitor import Visitor, Widget

#: The browser does nothing by itself that a test did not ask for.
QUIET = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of this machine, or else Playwright's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def municipality() -> Iterator[Website]:
    """A website on which the assistant may be."""
    website = Website()
    yield website
    website.close()


@pytest.fixture(scope="session")
def stranger() -> Iterator[Website]:
    """A website on which the assistant may not be."""
    website = Website()
    yield website
    website.close()


@pytest.fixture(scope="session")
def site(trained_model: Path, tmp_path_factory: pytest.TempPathFactory, municipality: Website) -> Iterator[Assistant]:
    """The real assistant, allowed on that one other website. A test that kills it starts it again."""
    assistant = Assistant(tmp_path_factory.mktemp("site"))
    assistant.settings = replace(assistant.settings, origins=municipality.origin)
    with assistant as running:
        yield running


@pytest.fixture
def home(site: Assistant) -> str:
    """The address of the assistant's own page."""
    return f"http://127.0.0.1:{site.settings.port}"


@pytest.fixture
def browse(chromium: Browser) -> Iterator[Callable[..., Visitor]]:
    """Make visitors; afterwards nothing may have gone wrong in their browsers, and nothing have been fetched elsewhere."""
    made: list[Visitor] = []

    def make(*origins: str, **options: Any) -> Visitor:
        made.append(Visitor(chromium, set(origins), **options))
        return made[-1]

    yield make
    for visitor in made:
        visitor.close()
    assert [problem for visitor in made for problem in visitor.problems] == []
    assert [url for visitor in made for url in visitor.strangers] == []


@pytest.fixture
def visitor(browse: Callable[..., Visitor], home: str) -> Visitor:
    """Somebody who only goes to the assistant's own pages."""
    return browse(home)


@pytest.fixture
def widget(visitor: Visitor, home: str) -> Widget:
    """The widget on the assistant's own page, still closed."""
    return visitor.visit(home + "/")
