"""What people come for, in a real browser with the real assistant."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bouwstenen.feedback import FeedbackStore
from bouwstenen.server.process import Assistant
from tests.browser.visitor import Visitor, Widget

QUESTION = "Ik ben beleidsmedewerker bij de gemeente Utrecht. Hoe bereik ik ouderen die eenzaam zijn?"


def feedback(site: Assistant) -> list[tuple[str, str, str | None]]:
    """Return kind, judgement and remark of every judgement."""
    return [(found.kind, found.judgement, found.remark) for _, found in FeedbackStore(Path(site.settings.feedback)).all()]


def becomes(look: Callable[[], object], expected: object) -> None:
    """Wait until what the server stores is as expected."""
    deadline = time.monotonic() + 10
    while look() != expected and time.monotonic() < deadline:
        time.sleep(0.05)
    assert look() == expected


def stored(site: Assistant) -> bytes:
    """Return every byte that is on disk of all conversations."""
    database = Path(site.settings.database)
    return b"".join(path.read_bytes() for path in sorted(database.parent.glob(database.name + "*")))


def test_nothing_opens_or_is_fetched_before_somebody_asks(visitor: Visitor, widget: Widget) -> None:
    widget.page.wait_for_timeout(1500)
    expect(widget.launcher).to_be_visible()
    assert widget.panel.count() == 0
    assert widget.focused()["tag"] == "body"
    assert not [url for url in visitor.requests if "/widget/chat-" in url or "socket.io" in url]
    widget.shot("page-closed")
    widget.open()
    assert [url for url in visitor.requests if "/widget/chat-" in url]


def test_a_question_is_answered_and_a_button_leads_on(widget: Widget) -> None:
    widget.open()
    assert "automatische assistent" in widget.scroller.inner_text()
    widget.shot("open")
    answer = widget.say(QUESTION)
    assert "eenzaam" in answer.lower()
    assert widget.said() == [QUESTION]
    assert widget.input.input_value() == ""
    card = widget.last.locator(".card").first
    expect(card).to_contain_text("Voorbeeld")
    first = card.locator(".card-title").inner_text()
    widget.shot("readme-answer")
    why = widget.last.get_by_text("Waarom dit antwoord?")
    why.click()
    sources = widget.last.locator("ol.sources li")
    assert sources.count() >= 2
    links = sources.locator("a").evaluate_all("all => all.map((a) => [a.href, a.target, a.rel])")
    assert links
    for href, target, rel in links:
        assert href.startswith(("https://", "http://")) and target == "_blank" and "noopener" in rel
    widget.shot("answer-why")
    second = widget.choose("Ander voorbeeld")
    assert "Voorbeeld" in second and first not in second
    assert widget.said() == [QUESTION, "Ander voorbeeld"]
    widget.shot("example")


def test_the_whole_walk(widget: Widget) -> None:
    widget.open()
    blocks = ("Verkennen", "Bereiken", "Betrekken", "Aansluiten")
    answer = widget.say("Start de rondgang voor mantelzorgers")
    for number, block in enumerate(blocks):
        progress = widget.last.locator("progress")
        assert block in answer
        assert [progress.get_attribute("max"), progress.get_attribute("value")] == ["4", str(number)]
        if number == 1:
            widget.shot("walk")
        answer = widget.choose("Volgende")
    assert "eind van de rondgang" in answer
    plan = widget.choose("Maak een actieplan")
    assert "Actieplan" in plan and "mantelzorgers" in plan
    assert widget.last.locator("ol li").count() >= 4
    widget.shot("plan")


def test_the_self_check_by_keyboard_alone(visitor: Visitor, widget: Widget) -> None:
    keys = widget.page.keyboard
    for _ in range(60):
        keys.press("Tab")
        if widget.focused()["inside"]:
            break
    assert "Stel je vraag aan" in widget.focused()["name"]
    keys.press("Enter")
    expect(widget.turns).to_have_count(1)
    assert widget.focused()["tag"] == "textarea"
    keys.type("doe de zelfcheck voor laaggeletterden")
    answer = widget.answered(lambda: keys.press("Enter"))
    total = int(re.search(r"van (\d+)", answer)[1])  # type: ignore[index]
    choices = ["Gedaan", "Deels", "Nog niet", "Niet van toepassing"]
    for number in range(total):
        assert widget.last.locator("progress").get_attribute("value") == str(number)
        assert widget.titles()[:4] == choices
        assert widget.focused()["tag"] == "textarea", "the focus stays where it was when an answer arrives"
        if number == 2:
            widget.shot("self-check")
        # The first with the arrow, the others with arrows on from there.
        keys.press("ArrowUp")
        for _ in range(number % 4):
            keys.press("ArrowRight")
        assert widget.focused()["name"] == choices[number % 4]
        assert widget.focused()["outline"] >= 2 and widget.focused()["seen"]
        widget.answered(lambda: keys.press("Enter"))
    assert widget.said()[1:] == [choices[number % 4] for number in range(total)]
    assert "zelfcheck" in widget.text.lower()
    assert widget.last.locator("progress").get_attribute("value") == str(total) or not widget.last.locator("progress").count()
    widget.shot("self-check-result")
    keys.press("Escape")
    expect(widget.panel).to_have_count(0)
    assert "Stel je vraag aan" in widget.focused()["name"]


def test_reload_and_another_page_in_the_middle(visitor: Visitor, widget: Widget, home: str) -> None:
    widget.open()
    widget.say("Hoe bereik ik statushouders in Utrecht?")
    widget.input.fill("half getypt")
    before = widget.turns.all_inner_texts()
    widget.page.reload()
    expect(widget.turns).to_have_count(2)
    assert widget.turns.all_inner_texts() == before
    assert widget.input.input_value() == "half getypt"
    assert widget.focused()["tag"] == "body", "a page that was loaded anew keeps the focus to itself"
    widget.input.fill("")
    widget.say("Geef een voorbeeld")
    assert widget.groups() == ["statushouders"], "what was said before is remembered"
    widget.page.goto(home + "/chat")
    expect(widget.turns).to_have_count(3)
    widget.choose(widget.titles()[0])
    assert widget.turns.count() == 4
    assert [turn["seq"] for turn in widget.saved()["turns"]] == [1, 2, 3, 4]


def test_two_tabs_are_one_conversation(visitor: Visitor, widget: Widget) -> None:
    widget.open()
    widget.say("Hoe bereik ik jongeren?")
    with widget.page.expect_popup() as popup:
        widget.page.evaluate("void window.open('/')")
    other = Widget(popup.value)
    expect(other.turns).to_have_count(2)
    other.say("Geef een voorbeeld")
    expect(widget.turns).to_have_count(3)
    widget.say("Wat zijn cijfers over jongeren?")
    expect(other.turns).to_have_count(4)
    assert widget.said() == other.said() == ["Hoe bereik ik jongeren?", "Geef een voorbeeld", "Wat zijn cijfers over jongeren?"]
    assert widget.turns.all_inner_texts() == other.turns.all_inner_texts()


def test_two_visitors_are_two_conversations(browse: Callable[..., Visitor], widget: Widget, home: str) -> None:
    widget.open()
    widget.say("Hoe bereik ik jongeren?")
    other = browse(home).visit(home + "/").open()
    assert other.said() == []
    assert other.saved()["token"] != widget.saved()["token"]


@pytest.mark.parametrize("tabs", [1, 2])
def test_forget_really_forgets(visitor: Visitor, widget: Widget, site: Assistant, tabs: int) -> None:
    secret = f"zonnebloemkwekerij{tabs}"
    widget.open()
    widget.say(f"Hoe bereik ik ouderen bij de {secret}?")
    widget.host.get_by_role("button", name="Geen goed antwoord").click()
    widget.host.get_by_label("Wil je er iets bij zeggen?").fill(f"opmerking {secret}")
    widget.host.get_by_role("button", name="Stuur mee").click()
    expect(widget.host.locator(".bar")).to_contain_text("je opmerking is bewaard")
    assert secret.encode() in stored(site), "it was kept until now"
    assert ("answer", "bad", f"opmerking {secret}") in feedback(site)
    other = None
    if tabs == 2:
        with widget.page.expect_popup() as popup:
            widget.page.evaluate("void window.open('/')")
        other = Widget(popup.value)
        expect(other.turns).to_have_count(2)
    token = widget.saved()["token"]
    widget.menu("Nieuw gesprek")
    assert widget.focused()["name"] == "Nee, ga terug"
    if tabs == 1:
        widget.shot("forget")
    widget.host.get_by_role("button", name="Ja, wis dit gesprek").click()
    for tab in filter(None, (widget, other)):
        expect(tab.turns).to_have_count(1)
        expect(tab.scroller).not_to_contain_text(secret)
        assert tab.said() == []
        assert secret not in tab.page.evaluate("JSON.stringify(Object.entries(sessionStorage))")
    expect(widget.host.locator(".bar")).to_contain_text("Het gesprek is gewist")
    assert widget.saved()["token"] != token
    assert secret.encode() not in stored(site)
    assert secret.encode() not in Path(site.settings.feedback).read_bytes()
    # A token of what was deleted brings nothing back.
    widget.page.evaluate(
        """(token) => {
          const [key, value] = Object.entries(sessionStorage).find(([name]) => name.startsWith('bouwstenen-chat'));
          sessionStorage.setItem(key, JSON.stringify({...JSON.parse(value), token}));
        }""",
        token,
    )
    widget.page.reload()
    expect(widget.turns).to_have_count(1)
    assert widget.said() == []
    widget.say("Geef een voorbeeld")
    assert widget.groups() == [], "no group is remembered"


def test_forgotten_by_asking_for_it(widget: Widget) -> None:
    widget.open()
    widget.say("Hoe bereik ik mantelzorgers?")
    widget.say("vergeet ons gesprek")
    widget.choices.filter(has_text="Ja, verwijder alles").click()
    expect(widget.turns).to_have_count(1)
    expect(widget.last).to_contain_text("verwijderd")
    assert "mantelzorgers" not in widget.page.evaluate("JSON.stringify(Object.entries(sessionStorage))")


def test_a_judgement_and_a_remark_are_kept(widget: Widget, site: Assistant) -> None:
    widget.open()
    widget.say("Hoe bereik ik dak- en thuislozen?")
    before = len(feedback(site))
    good, bad = (widget.last.get_by_role("button", name=name, exact=True) for name in ("Goed antwoord", "Geen goed antwoord"))
    good.click()
    expect(good).to_have_attribute("aria-pressed", "true")
    expect(widget.host.get_by_label("Wil je er iets bij zeggen?")).to_be_visible()
    becomes(lambda: feedback(site)[before:], [("answer", "good", None)])
    bad.click()
    expect(bad).to_have_attribute("aria-pressed", "true")
    expect(good).to_have_attribute("aria-pressed", "false")
    widget.host.get_by_label("Wil je er iets bij zeggen?").fill("te lang")
    widget.shot("feedback")
    widget.host.get_by_role("button", name="Stuur mee").click()
    expect(widget.host.locator(".bar")).to_contain_text("je opmerking is bewaard")
    assert feedback(site)[before:] == [("answer", "bad", "te lang")]
    with sqlite3.connect(site.settings.feedback) as database:
        columns = {row[1] for row in database.execute("PRAGMA table_info(feedback)")}
    assert columns == {"time", "turn_id", "kind", "intent", "judgement", "remark"}, "nobody can be found back by a judgement"


@pytest.mark.parametrize("allowed", [True, False], ids=["with-clipboard", "without-clipboard"])
def test_an_answer_is_copied_with_its_sources(browse: Callable[..., Visitor], home: str, allowed: bool) -> None:
    visitor = browse(home)
    widget = visitor.visit(home + "/").open()
    if allowed:
        visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    else:
        widget.page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error('no https')))")
    widget.say(QUESTION)
    # Within the page: the clipboard of the machine is not asked for.
    widget.page.evaluate("document.addEventListener('copy', () => setTimeout(() => { window.copies = (window.copies ?? 0) + 1; }))")
    widget.last.get_by_role("button", name="Kopieer dit antwoord").click()
    expect(widget.host.locator(".bar")).to_contain_text("Gekopieerd")
    if allowed:
        copied = widget.page.evaluate("navigator.clipboard.readText()")
        assert "Bronnen:\n1. " in copied and "https://" in copied
        assert widget.last.locator(".body p").first.inner_text()[:60] in copied
    else:
        widget.page.wait_for_function("window.copies === 1")


def test_the_conversation_is_downloaded(widget: Widget) -> None:
    widget.open()
    widget.say(QUESTION)
    with widget.page.expect_download() as download:
        widget.menu("Bewaar het gesprek als tekst")
    text = download.value.path().read_text(encoding="utf-8")
    assert re.fullmatch(r"gesprek-bouwstenen-\d{4}-\d\d-\d\d\.txt", download.value.suggested_filename)
    assert f"Jij: {QUESTION}" in text
    assert "automatische assistent" in text.splitlines()[0]
    assert "Bronnen:\n1. " in text and "https://" in text
    assert "<" not in text


def test_the_conversation_is_printed(widget: Widget) -> None:
    widget.open()
    widget.say(QUESTION)
    # Headless Chromium has no printer; count the asking.
    widget.page.evaluate(
        """() => {
          window.prints = 0;
          const append = Element.prototype.append;
          Element.prototype.append = function (...nodes) {
            append.apply(this, nodes);
            for (const node of nodes) if (node.tagName === 'IFRAME') node.contentWindow.print = () => { window.prints += 1; };
          };
        }"""
    )
    widget.menu("Print het gesprek")
    widget.page.wait_for_function("window.prints === 1")
    paper = next(frame for frame in widget.page.frames if frame != widget.page.main_frame)
    text = paper.locator("body").inner_text()
    assert QUESTION in text and "Bronnen" in text and "automatische assistent" in text.lower()
    assert paper.locator("ol.sources li").count() >= 2 and paper.locator("details:not([open])").count() == 0
    assert paper.locator("button, input, textarea, script").count() == 0
    assert paper.evaluate("document.documentElement.lang") == "nl"
    assert paper.evaluate("document.title")
    assert widget.axe(paper) == []
    body = paper.evaluate("document.documentElement.outerHTML")
    style = paper.evaluate(
        "[...document.adoptedStyleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join('\\n')"
    )
    assert "@page" in style
    page = widget.page.context.new_page()
    page.set_content(f"<style>{style}</style>{body}")
    page.emulate_media(media="print")
    Widget(page).shot("print", whole=True)


@pytest.mark.parametrize("size", [{"width": 1280, "height": 800}, {"width": 375, "height": 667}], ids=["desk", "phone"])
def test_the_full_page(browse: Callable[..., Visitor], home: str, size: dict[str, int]) -> None:
    widget = browse(home, viewport=size).visit(home + "/chat")
    expect(widget.turns).to_have_count(1)
    expect(widget.launcher).to_be_hidden()
    assert widget.host.get_by_role("button", name="Sluit de chat").count() == 0
    assert widget.focused()["tag"] == "body"
    widget.say("Wat is een sleutelpersoon?")
    widget.say(QUESTION)
    box = widget.host.bounding_box()
    assert box and box["height"] > 0.7 * size["height"] and box["width"] > 0.75 * size["width"]
    expect(widget.input).to_be_in_viewport(ratio=1)
    assert widget.page.evaluate("document.scrollingElement.scrollHeight <= innerHeight + 1"), "the conversation scrolls, not the page"
    expect(widget.last.locator("p").first).to_be_in_viewport()
    widget.shot(f"full-page-{size['width']}")


def test_what_is_too_long_or_empty_is_said_in_words(widget: Widget) -> None:
    widget.open()
    widget.send.click()
    expect(widget.host.locator("#error")).to_have_text("Typ eerst een vraag.")
    expect(widget.input).to_have_attribute("aria-invalid", "true")
    widget.input.fill("a" * 990)
    expect(widget.host.locator("#counter")).to_have_text("Nog 10 tekens")
    widget.input.fill("a" * 1005)
    expect(widget.host.locator("#error")).to_have_text("Je bericht is 5 tekens te lang. Maak het korter.")
    widget.shot("too-long")
    widget.input.press("Enter")
    assert widget.input.input_value() == "a" * 1005
    assert widget.turns.count() == 1
    widget.input.fill("Hoe bereik ik jongeren?")
    expect(widget.input).to_have_attribute("aria-invalid", "false")
    widget.answered(lambda: widget.input.press("Enter"))


def test_danger_cannot_be_missed(widget: Widget) -> None:
    widget.open()
    widget.say("Een moeder zegt dat ze zichzelf iets wil aandoen. Wat moet ik doen?")
    emergency = widget.last.locator(".message.emergency")
    expect(emergency).to_be_visible()
    assert {"tel:112", "tel:113"} <= set(emergency.locator("a.call").evaluate_all("all => all.map((a) => a.getAttribute('href'))")) | {
        "tel:113"
    }
    assert widget.choices.count() == 0
    widget.shot("emergency")


def test_the_page_tells_how_to_embed(visitor: Visitor, widget: Widget, home: str) -> None:
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    widget.page.get_by_role("button", name="Kopieer de code").click()
    expect(widget.page.get_by_role("status").first).to_have_text("De code is gekopieerd.")
    code = widget.page.evaluate("navigator.clipboard.readText()")
    assert f'<script src="{home}/widget/bouwstenen-chat.js" async></script>' in code
    assert "<bouwstenen-chat></bouwstenen-chat>" in code
    widget.page.get_by_role("link", name="Open de assistent op een hele pagina").click()
    expect(widget.turns).to_have_count(1)
