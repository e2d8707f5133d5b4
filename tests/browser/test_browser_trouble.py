"""Networks and servers that go away: it is said, and nothing is lost or doubled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, WebSocketRoute, expect

from bouwstenen.server.process import Assistant
from tests.browser.places import Stub
from tests.browser.visitor import NO_NETWORK, Visitor, Widget

LOST = "De verbinding is weg. We proberen het opnieuw. Wat je typt blijft bewaard."
RESTORED = "De verbinding is er weer."


@pytest.fixture
def stub() -> Iterator[Stub]:
    with Stub() as running:
        yield running


@pytest.fixture
def near(browse: Callable[..., Visitor], stub: Stub) -> Widget:
    """The widget on a page of the stub."""
    visitor = browse(stub.origin)
    visitor.tolerate(NO_NETWORK)
    return visitor.visit(stub.origin + "/")


def numbers(widget: Widget) -> list[int]:
    return [turn["seq"] for turn in widget.saved()["turns"]]


def test_the_network_goes_away_and_comes_back(visitor: Visitor, widget: Widget) -> None:
    visitor.tolerate(NO_NETWORK)
    widget.open()
    widget.say("Hoe bereik ik mantelzorgers?")
    visitor.context.set_offline(True)
    expect(widget.trouble).to_contain_text(LOST)
    widget.input.fill("Geef een voorbeeld")
    widget.input.press("Enter")
    widget.input.fill("en nog iets")
    expect(widget.waiting).to_have_count(1)
    expect(widget.waiting).to_contain_text("Wacht op verbinding")
    widget.shot("offline")
    widget.page.wait_for_timeout(1000)
    assert widget.turns.count() == 2
    visitor.context.set_offline(False)
    expect(widget.turns).to_have_count(3)
    expect(widget.trouble).to_have_count(0)
    expect(widget.waiting).to_have_count(0)
    assert widget.said() == ["Hoe bereik ik mantelzorgers?", "Geef een voorbeeld"]
    assert widget.input.input_value() == "en nog iets"
    assert numbers(widget) == [1, 2, 3]
    assert widget.groups() == ["mantelzorgers"], "what was said before is remembered"


def test_offline_while_the_page_is_loaded_anew(near: Widget, stub: Stub) -> None:
    near.open()
    stub.stop()
    expect(near.trouble).to_contain_text(LOST)
    near.input.fill("Blijft dit bewaard?")
    near.input.press("Enter")
    expect(near.waiting).to_have_count(1)
    stub.start()
    near.page.reload()
    expect(near.turns).to_have_count(2)
    expect(near.waiting).to_have_count(0)
    assert [message["text"] for message in stub.received] == ["Blijft dit bewaard?"]


@pytest.mark.parametrize("cut", [True, False], ids=["connection-cut", "silence"])
def test_an_answer_that_was_lost_on_the_way_comes_once(visitor: Visitor, home: str, cut: bool) -> None:
    """The server handled the message, but neither answer nor acknowledgement arrived."""
    visitor.tolerate(NO_NETWORK)
    lost: list[str | bytes] = []
    sent: list[str | bytes] = []
    page = visitor.context.new_page()
    page.clock.install()

    def connect(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def from_page(message: str | bytes) -> None:
            if '"message"' in str(message):
                sent.append(message)
            server.send(message)

        def from_server(message: str | bytes) -> None:
            answer = str(message).startswith('42["turn"') and "jongeren" in str(message)
            if cut and answer and not lost:
                lost.append(message)
                socket.close()
                server.close()
            elif not cut and len(sent) == 1 and (answer or str(message).startswith("43")):
                lost.append(message)
            else:
                socket.send(message)

        socket.on_message(from_page)
        server.on_message(from_server)

    def say_and_wait() -> None:
        widget.input.fill("Hoe bereik ik jongeren?")
        widget.input.press("Enter")
        if not cut:
            # Answer and acknowledgement; the widget waits for them until it sends the message again.
            while len(lost) < 2:
                page.wait_for_timeout(50)
            page.clock.fast_forward(21_000)

    page.route_web_socket("**/website/socket.io/**", connect)
    page.goto(home + "/")
    widget = Widget(page).open()
    widget.answered(say_and_wait)
    assert lost
    ids = re.findall(r'"id":"([^"]+)"', " ".join(map(str, sent)))
    assert len(ids) == 2 and len(set(ids)) == 1, "it was sent twice as the same message"
    assert widget.said() == ["Hoe bereik ik jongeren?"]
    assert numbers(widget) == [1, 2]
    widget.say("Geef een voorbeeld")
    assert numbers(widget) == [1, 2, 3]
    page.reload()
    expect(widget.turns).to_have_count(3)


def test_the_server_is_killed_and_started_again(visitor: Visitor, widget: Widget, site: Assistant) -> None:
    visitor.tolerate(NO_NETWORK)
    widget.open()
    widget.say("Hoe bereik ik statushouders?")
    widget.input.fill("Geef een voorbeeld")
    widget.input.press("Enter")
    site.kill_assistant()
    try:
        expect(widget.trouble).to_contain_text(LOST)
        widget.input.fill("Wat zijn cijfers over deze groep?")
        widget.input.press("Enter")
        expect(widget.waiting.last).to_contain_text("Wacht op verbinding")
        widget.shot("server-gone")
    finally:
        site.start_assistant()
    expect(widget.trouble).to_have_count(0, timeout=40_000)
    expect(widget.turns).to_have_count(4)
    expect(widget.waiting).to_have_count(0)
    assert widget.said() == ["Hoe bereik ik statushouders?", "Geef een voorbeeld", "Wat zijn cijfers over deze groep?"]
    assert numbers(widget) == [1, 2, 3, 4]
    widget.say("Geef een voorbeeld")
    assert widget.groups() == ["statushouders"], "what was said before is remembered"
    before = widget.turns.all_inner_texts()
    widget.page.reload()
    expect(widget.turns).to_have_count(5)
    assert widget.turns.all_inner_texts() == before


def test_no_server_when_the_page_is_opened(visitor: Visitor, widget: Widget) -> None:
    """Not even the chat itself can be fetched."""
    visitor.tolerate(NO_NETWORK)
    expect(widget.launcher).to_be_visible()
    visitor.context.set_offline(True)
    widget.launcher.click()
    expect(widget.host.get_by_role("alert")).to_have_text("De chat kan nu niet laden. Probeer het opnieuw.")
    expect(widget.launcher).to_be_visible()
    widget.shot("not-loaded")
    visitor.context.set_offline(False)
    widget.open()
    expect(widget.host.locator(".failed")).to_have_text("")
    widget.say("Hoe bereik ik jongeren?")


def test_no_assistant_when_the_chat_is_opened(browse: Callable[..., Visitor], home: str, stub: Stub, municipality: object) -> None:
    """The chat is there, the assistant is not: a message, a retry, and what was typed is kept and sent."""
    visitor = browse(stub.origin, home)
    visitor.tolerate(NO_NETWORK)
    page = visitor.context.new_page()
    page.goto(stub.origin + "/")
    widget = Widget(page)
    page.evaluate("import(document.querySelector('script').src)")
    # The files come from one server, the assistant would be on the other.
    other = Stub()
    visitor.origins.add(other.origin)
    widget.host.evaluate("(host, server) => host.setAttribute('server', server)", other.origin)
    widget.launcher.click()
    expect(widget.trouble).to_contain_text("De assistent is nu niet bereikbaar. We blijven het proberen. Wat je typt blijft bewaard.")
    widget.shot("unreachable")
    widget.input.fill("Is daar iemand?")
    widget.input.press("Enter")
    expect(widget.waiting).to_contain_text("Is daar iemand?")
    widget.host.get_by_role("button", name="Probeer opnieuw").click()
    expect(widget.trouble).to_be_visible()
    with other:
        widget.try_again_if_offered()
        expect(widget.turns).to_have_count(2)
        expect(widget.trouble).to_have_count(0)
        assert [message["text"] for message in other.received] == ["Is daar iemand?"]


def test_it_shows_that_the_assistant_is_typing(near: Widget, stub: Stub) -> None:
    stub.delay = 3.2
    near.open()
    near.input.fill("Duurt dit even?")
    near.input.press("Enter")
    expect(near.host.locator(".status")).to_contain_text("De assistent typt…")
    assert near.focused()["tag"] == "textarea"
    near.shot("typing")
    expect(near.host.locator("[aria-live]")).to_contain_text("De assistent typt…")
    expect(near.turns).to_have_count(2)
    expect(near.host.locator(".status")).to_have_count(0)


@pytest.mark.parametrize(
    ("code", "kept"),
    [("too_long", True), ("invalid", True), ("unknown_button", True), ("failed", False)],
)
def test_a_message_that_is_refused_is_not_lost(near: Widget, stub: Stub, code: str, kept: bool) -> None:
    near.open()
    stub.acknowledgement = {"ok": False, "code": code, "text": f"Dit kan niet ({code})."}
    near.input.fill("Mijn vraag")
    near.input.press("Enter")
    if kept:
        expect(near.host.locator(".bar")).to_contain_text(f"Dit kan niet ({code}).")
        expect(near.input).to_have_value("Mijn vraag")
        expect(near.waiting).to_have_count(0)
    else:
        expect(near.trouble).to_contain_text("Dit bericht is niet aangekomen.")
        near.shot("not-sent")
        stub.acknowledgement = None
        near.host.get_by_role("button", name="Verstuur opnieuw").click()
        expect(near.turns).to_have_count(2)


def test_too_fast_waits_and_goes_on(near: Widget, stub: Stub) -> None:
    near.open()
    stub.acknowledgement = {"ok": False, "code": "rate", "text": "Dat gaat wat snel. Wacht even.", "retry_after": 1}
    near.input.fill("Vlug vlug")
    near.input.press("Enter")
    expect(near.host.locator(".bar")).to_contain_text("Dat gaat wat snel.")
    stub.acknowledgement = None
    expect(near.turns).to_have_count(2)
    assert len(stub.received) == 1


def test_forgetting_that_fails_is_said(near: Widget, stub: Stub) -> None:
    near.open()
    stub.stop()
    expect(near.trouble).to_be_visible()
    near.menu("Nieuw gesprek")
    near.host.get_by_role("button", name="Ja, wis dit gesprek").click()
    expect(near.host.locator(".bar").filter(has_text="Het wissen is niet gelukt.")).to_be_visible()
    assert near.turns.count() == 1, "what was not deleted is not hidden"


def test_long_polling_where_websockets_are_stopped(chromium: Browser, browse: Callable[..., Visitor], home: str) -> None:
    visitor = browse(home)
    visitor.tolerate(NO_NETWORK)
    page = visitor.context.new_page()
    page.add_init_script(
        "window.WebSocket = class { constructor() { setTimeout(() => { this.onerror?.(new Event('error')); this.onclose?.({}); }); } send() {} close() {} };"
    )
    page.goto(home + "/")
    widget = Widget(page).open()
    widget.say("Hoe bereik ik jongeren?")
    assert any("transport=polling" in url for url in visitor.requests)
