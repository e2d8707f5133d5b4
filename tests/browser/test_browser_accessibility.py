"""WCAG 2.2 AA as far as a machine can see: axe in every state, and what axe does not look at.

``docs/accessibility.md`` says how each success criterion is met and what people have to check.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.places import WIDGET, Stub
from tests.browser.visitor import NO_NETWORK, Visitor, Widget

#: One real answer of each kind, as the server sends it.
TURNS: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((WIDGET / "tests" / "fixtures").glob("*.json"))
}
KINDS = sorted(TURNS)
QUESTION = "Hoe bereik ik statushouders in Utrecht?"
PHONE = {"width": 320, "height": 640}
#: A window of 1280 by 1024 at 400 %.
ZOOMED = {"width": 320, "height": 256}
SCREENS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "forced-colours": {"forced_colors": "active"},
    "320": {"viewport": PHONE},
    "zoomed": {"viewport": ZOOMED},
}
each_screen = pytest.mark.parametrize("screen", SCREENS)


def kind(name: str) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = TURNS[name]["messages"]
    return messages


def tell(message: dict[str, Any]) -> list[dict[str, Any]]:
    """Answer with the kind that is asked for."""
    return kind(message.get("text") if message.get("text") in TURNS else "answer")


@pytest.fixture(scope="module")
def teller() -> Iterator[Stub]:
    """Says what it is asked for: one turn of each kind. Each test has a conversation of its own."""
    with Stub(kind("help"), tell) as stub:
        yield stub


@pytest.fixture
def told(browse: Callable[..., Visitor], teller: Stub) -> Callable[..., Widget]:
    """Open the widget with the options of a context."""
    del teller.turns[1:]
    teller.delay = 0.0
    teller.acknowledgement = None

    def opened(**options: Any) -> Widget:
        return browse(teller.origin, **options).visit(teller.origin + "/").open()

    return opened


def controls(widget: Widget) -> list[dict[str, Any]]:
    """Return every control that can be seen, with its place and size."""
    found: list[dict[str, Any]] = widget.host.evaluate(
        """(host) => [...host.shadowRoot.querySelectorAll('a[href], button, input, textarea, summary, [tabindex="0"]')]
          .filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.disabled && getComputedStyle(e).clipPath === 'none')
          .map((e) => {
            const box = e.getBoundingClientRect();
            const inline = e.tagName === 'A' && getComputedStyle(e).display === 'inline';
            const name = (e.getAttribute('aria-label') || e.innerText || e.id || '').trim().replace(/\\s+/g, ' ');
            return {tag: e.tagName.toLowerCase(), name, inline, width: box.width, height: box.height};
          })"""
    )
    return found


# axe.


def test_axe_would_find_something(told: Callable[..., Widget]) -> None:
    """What the tests below rely on: it looks inside the widget."""
    widget = told()
    assert widget.axe() == []
    widget.send.evaluate("(e) => { e.textContent = ''; }")
    widget.last.evaluate("(e) => { e.style.color = '#ccc'; for (const p of e.querySelectorAll('p')) p.style.color = '#ccc'; }")
    found = " ".join(widget.axe())
    assert "button-name" in found and "color-contrast" in found


@each_screen
def test_axe_on_the_page_with_the_chat_closed_and_open(browse: Callable[..., Visitor], home: str, screen: str) -> None:
    widget = browse(home, **SCREENS[screen]).visit(home + "/")
    expect(widget.launcher).to_be_visible()
    assert widget.axe() == []
    widget.open()
    assert widget.axe() == []
    widget.say(QUESTION)
    widget.last.get_by_text("Waarom dit antwoord?").click()
    assert widget.axe() == []
    widget.shot(f"axe-{screen}")


@each_screen
def test_axe_on_every_kind_of_answer(told: Callable[..., Widget], screen: str) -> None:
    widget = told(**SCREENS[screen])
    for name in KINDS:
        widget.say(name)
        for summary in widget.last.locator("summary").all():
            summary.click()
        # Of a few kinds the picture is worth looking at; all of them in the light.
        if screen == "light" or name in ("answer", "emergency", "self_check", "step", "action_plan"):
            widget.last.evaluate("(e) => e.scrollIntoView({block: 'start'})")
            widget.shot(f"kind-{name}-{screen}")
    assert widget.axe() == []
    for name in ("self_check", "step", "emergency"):
        # The choices below the last answer differ.
        widget.say(name)
        assert widget.axe() == []


@each_screen
def test_axe_when_something_is_wrong_or_asked(told: Callable[..., Widget], teller: Stub, screen: str) -> None:
    widget = told(**SCREENS[screen])
    widget.say("answer")
    widget.input.fill("a" * 1010)
    expect(widget.host.locator("#error")).not_to_be_empty()
    assert widget.axe() == []
    widget.input.fill("")
    widget.last.get_by_role("button", name="Geen goed antwoord").click()
    expect(widget.host.get_by_label("Wil je er iets bij zeggen?")).to_be_visible()
    assert widget.axe() == []
    widget.host.get_by_role("button", name="Meer", exact=True).click()
    assert widget.axe() == []
    widget.host.get_by_role("button", name="Nieuw gesprek").click()
    assert widget.axe() == []
    widget.shot(f"forget-{screen}")
    widget.host.get_by_role("button", name="Nee, ga terug").click()
    teller.acknowledgement = {"ok": False, "code": "failed", "text": "Dat lukte niet."}
    widget.input.fill("Lukt dit?")
    widget.input.press("Enter")
    expect(widget.trouble).to_contain_text("Dit bericht is niet aangekomen.")
    assert widget.axe() == []
    widget.shot(f"stuck-{screen}")


@each_screen
def test_axe_while_typing_and_offline(browse: Callable[..., Visitor], screen: str) -> None:
    with Stub() as stub:
        visitor = browse(stub.origin, **SCREENS[screen])
        visitor.tolerate(NO_NETWORK)
        widget = visitor.visit(stub.origin + "/").open()
        stub.delay = 30
        widget.input.fill("Hallo")
        widget.input.press("Enter")
        expect(widget.host.locator(".status")).to_be_visible()
        assert widget.axe() == []
        stub.stop()
        expect(widget.trouble).to_be_visible()
        expect(widget.waiting).to_contain_text("Wacht op verbinding")
        assert widget.axe() == []
        widget.shot(f"offline-{screen}")


@each_screen
def test_axe_on_the_full_page(browse: Callable[..., Visitor], home: str, screen: str) -> None:
    widget = browse(home, **SCREENS[screen]).visit(home + "/chat")
    expect(widget.turns).to_have_count(1)
    widget.say("Een moeder zegt dat ze zichzelf iets wil aandoen. Wat moet ik doen?")
    assert widget.axe() == []
    widget.shot(f"full-page-{screen}")
    widget.page.emulate_media(media="print")
    assert widget.axe() == []
    if screen == "light":
        widget.shot("full-page-print", whole=True)


# Keyboard and focus.


def tabbed(page: Page, widget: Widget, key: str = "Tab", most: int = 80) -> list[dict[str, Any]]:
    """Press a key until the focus leaves the widget, and return what had it."""
    passed = []
    for _ in range(most):
        page.keyboard.press(key)
        now = widget.focused()
        if not now["inside"]:
            return passed
        passed.append(now)
    raise AssertionError(f"no way out: {[each['name'] for each in passed[-10:]]}")


def test_the_keyboard_reaches_every_control_and_leaves(told: Callable[..., Widget]) -> None:
    widget = told()
    widget.say("answer")
    widget.last.get_by_role("button", name="Goed antwoord", exact=True).click()
    widget.last.get_by_text("Waarom dit antwoord?").click()
    expect(widget.host.get_by_label("Wil je er iets bij zeggen?")).to_be_visible()
    expected = controls(widget)
    assert len(expected) > 20
    # From the page into the widget, and out of it.
    widget.page.evaluate("document.querySelector('h1').tabIndex = -1; document.querySelector('h1').focus()")
    passed = tabbed(widget.page, widget)
    missed = {(control["tag"], control["name"]) for control in expected} - {(now["tag"], now["name"]) for now in passed}
    assert missed == set()
    for now in passed:
        assert now["name"] or now["tag"] in ("div", "textarea", "input"), now
        assert now["outline"] >= 2, f"no visible focus: {now}"
        assert now["seen"], f"the focus is hidden: {now}"
    # From the header through the conversation to the choices, and the input with its button at the end.
    names = [now["name"] for now in passed]
    assert names.index("Meer") < names.index("Waarom dit antwoord?") < names.index("Verkennen") < names.index("Verstuur")
    assert passed[-2]["tag"] == "textarea" and names[-1] == "Verstuur"


def test_backwards_as_well(told: Callable[..., Widget]) -> None:
    widget = told()
    widget.say("step")
    widget.send.focus()
    names = [now["name"] for now in tabbed(widget.page, widget, "Shift+Tab")]
    assert "Sluit de chat" in names and "Volgende" in names


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_every_button_works_by_key(told: Callable[..., Widget], key: str) -> None:
    widget = told()
    widget.say("answer")
    press = widget.page.keyboard.press
    widget.last.get_by_role("button", name="Goed antwoord", exact=True).focus()
    press(key)
    expect(widget.last.get_by_role("button", name="Goed antwoord", exact=True)).to_have_attribute("aria-pressed", "true")
    widget.last.locator("summary").focus()
    press(key)
    expect(widget.last.locator("ol.sources")).to_be_visible()
    widget.choices.first.focus()
    widget.answered(lambda: press(key))
    assert widget.focused()["tag"] == "textarea"
    menu = widget.host.get_by_role("button", name="Meer", exact=True)
    menu.focus()
    press(key)
    expect(menu).to_have_attribute("aria-expanded", "true")
    widget.host.get_by_role("button", name="Nieuw gesprek").focus()
    press(key)
    assert widget.focused()["name"] == "Nee, ga terug"
    press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    assert widget.focused()["name"] == "Meer"
    expect(widget.panel).to_be_visible()
    widget.host.get_by_role("button", name="Sluit de chat").focus()
    press(key)
    expect(widget.panel).to_have_count(0)
    assert "Stel je vraag aan" in widget.focused()["name"]
    press(key)
    expect(widget.panel).to_be_visible()
    assert widget.focused()["tag"] == "textarea"
    press("Escape")
    assert "Stel je vraag aan" in widget.focused()["name"]


def test_a_small_screen_keeps_the_focus_inside(told: Callable[..., Widget]) -> None:
    """There is nothing beside the chat to go to; Escape leads out."""
    widget = told(viewport=PHONE)
    assert widget.panel.get_attribute("role") == "dialog" and widget.panel.get_attribute("aria-modal") == "true"
    widget.say("tip")
    seen = set()
    for _ in range(40):
        widget.page.keyboard.press("Tab")
        now = widget.focused()
        assert now["inside"]
        assert now["outline"] >= 2 and now["seen"], now
        seen.add(now["name"])
    assert {"Meer", "Sluit de chat"} <= seen
    widget.page.keyboard.press("Escape")
    expect(widget.panel).to_have_count(0)
    assert "Stel je vraag aan" in widget.focused()["name"]


def test_a_large_screen_does_not(told: Callable[..., Widget]) -> None:
    widget = told()
    assert widget.panel.get_attribute("role") == "complementary"
    assert widget.panel.get_attribute("aria-modal") is None


# What is said aloud.


def listen(widget: Widget) -> None:
    """Keep every change of every live region, within the widget and outside it."""
    widget.page.evaluate(
        """() => {
          window.heard = [];
          const live = '[aria-live]:not([aria-live=off]), [role=alert], [role=status], [role=log], [role=timer], [role=marquee], output';
          const root = document.querySelector('bouwstenen-chat').shadowRoot;
          window.regions = () => [...root.querySelectorAll(live), ...document.querySelectorAll(live)];
          const watch = (records) => {
            for (const record of records) {
              const at = record.target.nodeType === 1 ? record.target : record.target.parentElement;
              const region = at?.closest(live);
              if (!region) continue;
              for (const node of record.addedNodes) {
                window.heard.push({text: node.textContent, tags: node.querySelectorAll?.('*').length ?? 0, where: region.className});
              }
              if (record.type === 'characterData') window.heard.push({text: at.textContent, tags: 0, where: region.className});
            }
          };
          new MutationObserver(watch).observe(root, {subtree: true, childList: true, characterData: true});
          new MutationObserver(watch).observe(document, {subtree: true, childList: true, characterData: true});
        }"""
    )


def heard(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("window.heard")
    return found


def test_each_answer_is_announced_once_and_as_text(told: Callable[..., Widget]) -> None:
    widget = told()
    widget.page.wait_for_timeout(2300)
    listen(widget)
    for number, name in enumerate(("answer", "self_check", "emergency", "example"), 1):
        widget.say(name)
        answers = [each for each in heard(widget.page) if each["text"].startswith("Bouwstenen-assistent zegt:")]
        assert len(answers) == number, "each answer once"
        said = answers[-1]
        assert said["tags"] == 0, "text only: no button is read aloud"
        first = TURNS[name]["messages"][0]["text"].splitlines()[0][:60]
        assert first in said["text"]
        buttons = len(TURNS[name]["messages"][0]["buttons"])
        assert (f"Er zijn {buttons} keuzes." in said["text"]) == (buttons > 1)
        assert "Bronnen:" not in said["text"]
    assert {each["where"] for each in heard(widget.page)} == {"sr"}, "one live region"
    # A region that is not polite would break in on what is being read.
    assert widget.host.locator("[aria-live]").count() == 1
    assert widget.host.locator("[aria-live]").get_attribute("aria-live") == "polite"
    assert widget.scroller.evaluate(
        "(e) => !e.closest('[aria-live], [role=log]') && !e.querySelector('[aria-live], [role=log], [role=status], [role=alert]')"
    )
    widget.page.wait_for_timeout(2300)
    assert widget.host.locator("[aria-live]").inner_text() == "", "nobody walks into what was said before"


def test_the_live_region_is_there_before_something_is_said(told: Callable[..., Widget]) -> None:
    widget = told()
    same = widget.host.locator("[aria-live]").element_handle()
    widget.say("answer")
    assert widget.host.locator("[aria-live]").evaluate("(now, before) => now === before", same)


def test_the_first_thing_said_is_who_is_speaking(told: Callable[..., Widget], browse: Callable[..., Visitor], teller: Stub) -> None:
    page = browse(teller.origin).visit(teller.origin + "/")
    page.page.wait_for_function("!!customElements.get('bouwstenen-chat')")
    listen(page)
    page.open()
    page.page.wait_for_function("window.heard.length > 0")
    assert heard(page.page)[0]["text"].startswith("Bouwstenen-assistent zegt:")
    expect(page.panel).to_contain_text("Automatische assistent")
    expect(page.panel).to_contain_text("Je praat met een automatische assistent, niet met een mens.")


def test_trouble_and_thanks_are_said_too(told: Callable[..., Widget]) -> None:
    widget = told()
    listen(widget)
    widget.say("answer")
    widget.send.click()
    widget.last.get_by_role("button", name="Goed antwoord", exact=True).click()
    widget.page.wait_for_function("window.heard.some(({text}) => text.startsWith('Dank je'))")
    widget.page.wait_for_function("window.heard.some(({text}) => text === 'Typ eerst een vraag.')")


# Sizes, reflow, spacing, motion, language.


@each_screen
def test_everything_is_large_enough_to_hit(told: Callable[..., Widget], screen: str) -> None:
    widget = told(**SCREENS[screen])
    for name in ("answer", "self_check", "emergency", "action_plan"):
        widget.say(name)
        for summary in widget.last.locator("summary").all():
            summary.click()
        small = [
            each for each in controls(widget) if not each["inline"] and each["tag"] != "div" and min(each["width"], each["height"]) < 43.5
        ]
        assert small == []
    widget.host.get_by_role("button", name="Meer", exact=True).click()
    assert [each for each in controls(widget) if not each["inline"] and min(each["width"], each["height"]) < 24] == []
    widget.page.keyboard.press("Escape")
    widget.page.keyboard.press("Escape")
    box = widget.launcher.bounding_box()
    assert box and min(box["width"], box["height"]) >= 44


@pytest.mark.parametrize("size", [PHONE, ZOOMED], ids=["phone", "400-percent"])
def test_nothing_is_scrolled_sideways(told: Callable[..., Widget], size: dict[str, int]) -> None:
    widget = told(viewport=size)
    for name in KINDS:
        widget.say(name)
        for summary in widget.last.locator("summary").all():
            summary.click()
        assert widget.too_wide() == [], name
    widget.host.get_by_role("button", name="Meer", exact=True).click()
    assert widget.too_wide() == []
    widget.page.keyboard.press("Escape")
    # Everything can be got at: the input too, with a conversation above it.
    widget.input.scroll_into_view_if_needed()
    expect(widget.input).to_be_in_viewport()
    widget.input.fill("een lange vraag " * 20)
    widget.send.scroll_into_view_if_needed()
    expect(widget.send).to_be_in_viewport()
    assert widget.too_wide() == []
    widget.shot(f"reflow-{size['height']}")


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 800}], ids=["phone", "desk"])
def test_the_panel_itself_is_never_scrolled(told: Callable[..., Widget], size: dict[str, int]) -> None:
    """Only the conversation in it: the header with the way out stays where it is."""
    widget = told(viewport=size)
    widget.say("answer")
    widget.say("emergency")
    for part in (".answer >> nth=0", ".send", "li.turn >> nth=1", ".composer", ".answer >> nth=-1"):
        widget.host.locator(part).evaluate("(e) => e.scrollIntoView({block: 'start'})")
        assert widget.panel.evaluate("(e) => e.scrollTop") == 0, part
        expect(widget.host.get_by_role("button", name="Sluit de chat")).to_be_in_viewport(ratio=1)
    assert widget.panel.evaluate("(e) => e.scrollHeight - e.clientHeight") <= 1, "nothing sticks out below"


@pytest.mark.parametrize("size", [PHONE, ZOOMED], ids=["phone", "400-percent"])
@pytest.mark.parametrize("path", ["/", "/chat"])
def test_the_pages_are_not_scrolled_sideways(browse: Callable[..., Visitor], home: str, size: dict[str, int], path: str) -> None:
    widget = browse(home, viewport=size).visit(home + path)
    expect(widget.host).to_be_attached()
    widget.page.wait_for_timeout(300)
    assert widget.too_wide() == []
    widget.shot(f"page-{path.strip('/') or 'home'}-{size['height']}", whole=True)


def test_a_sensible_place_for_the_answer_on_a_phone(told: Callable[..., Widget]) -> None:
    """The answer is shown from its beginning."""
    widget = told(viewport={"width": 375, "height": 667}, has_touch=True, is_mobile=True)
    widget.say("answer")
    expect(widget.host.locator("li.turn").last.locator(".said")).to_be_in_viewport()
    expect(widget.last.locator("p").first).to_be_in_viewport()
    box = widget.panel.bounding_box()
    assert box and (box["x"], box["width"], box["height"]) == (0, 375, 667)
    widget.shot("phone")


def test_letters_twice_as_large(told: Callable[..., Widget]) -> None:
    widget = told()
    before = widget.last.evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)")
    session = widget.page.context.new_cdp_session(widget.page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    widget.say("answer")
    assert widget.last.evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)") == 2 * before
    assert widget.too_wide() == []
    assert cut_off(widget) == []
    expect(widget.input).to_be_in_viewport()
    widget.shot("large-letters")


def test_more_space_between_letters_lines_and_words(told: Callable[..., Widget]) -> None:
    widget = told(viewport={"width": 1280, "height": 900})
    for name in ("answer", "self_check", "emergency"):
        widget.say(name)
    widget.host.evaluate(
        """(host) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync('* {line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important} p {margin-bottom: 2em !important}');
          host.shadowRoot.adoptedStyleSheets.push(sheet);
        }"""
    )
    assert cut_off(widget) == []
    assert widget.too_wide() == []
    widget.shot("text-spacing")


def cut_off(widget: Widget) -> list[str]:
    """Return what holds more text than it shows."""
    found: list[str] = widget.host.evaluate(
        """(host) => [...host.shadowRoot.querySelectorAll('button, p, h2, li, label, summary, .bar, .said, header')]
          .filter((e) => e.checkVisibility() && getComputedStyle(e).clipPath === 'none')
          .filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth || e.scrollHeight > e.clientHeight + 2 && e.clientHeight)
          .filter((e) => getComputedStyle(e).overflow !== 'visible' || e.matches('button'))
          .map((e) => `${e.tagName} ${e.className} ${e.innerText.slice(0, 40)} ${e.scrollWidth}>${e.clientWidth} ${e.scrollHeight}>${e.clientHeight}`)"""
    )
    return found


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_for_who_does_not_want_it(told: Callable[..., Widget], teller: Stub, motion: str) -> None:
    widget = told(reduced_motion=motion)
    teller.delay = 2.0
    widget.input.fill("answer")
    widget.input.press("Enter")
    expect(widget.host.locator(".dots")).to_be_visible()
    moving = widget.host.evaluate("(host) => host.shadowRoot.getAnimations?.().length ?? document.getAnimations().length")
    assert (moving > 0) == (motion == "no-preference")
    behaviour = widget.scroller.evaluate("(e) => getComputedStyle(e).scrollBehavior")
    assert behaviour == "auto" or motion == "no-preference"
    expect(widget.turns).to_have_count(2)


def test_forced_colours_show_what_is_chosen(told: Callable[..., Widget]) -> None:
    """Where colours are the system's, a border has to tell buttons and messages apart."""
    widget = told(forced_colors="active")
    widget.say("answer")
    for part in (".choice", ".send", ".message", ".said", "textarea"):
        width, style = widget.host.locator(part).last.evaluate(
            "(e) => [parseFloat(getComputedStyle(e).borderTopWidth), getComputedStyle(e).borderTopStyle]"
        )
        assert width >= 1 and style == "solid", part


@pytest.mark.parametrize("screen", ["light", "dark"])
def test_danger_stands_out(told: Callable[..., Widget], screen: str) -> None:
    widget = told(**SCREENS[screen])
    widget.say("emergency")
    message = widget.last.locator(".message")
    looks = "(e) => [getComputedStyle(e).backgroundColor, parseFloat(getComputedStyle(e).borderTopWidth)]"
    background, border = message.evaluate(looks)
    usual, _ = widget.turns.first.locator(".message").evaluate(looks)
    assert background != usual and border >= 2
    expect(message.locator(".kind")).to_contain_text("Hulp bij nood")
    numbers = message.locator("a.call")
    expect(numbers.first).to_be_in_viewport()
    assert all(href.startswith("tel:") for href in numbers.evaluate_all("all => all.map((a) => a.getAttribute('href'))"))


def test_the_language_is_told(told: Callable[..., Widget]) -> None:
    widget = told()
    widget.say("answer")
    assert widget.panel.get_attribute("lang") == "nl"
    assert widget.last.locator(".body").get_attribute("lang") == "nl"
    assert widget.page.evaluate("document.documentElement.lang") == "nl"


def test_headings_lists_and_names(told: Callable[..., Widget]) -> None:
    """What a screen reader makes of it: the tree of the browser, not our own idea."""
    widget = told()
    widget.say("self_check")
    tree = widget.panel.aria_snapshot()
    assert 'heading "Bouwstenen-assistent"' in tree
    assert 'textbox "Je vraag of antwoord"' in tree
    assert 'region "Gesprek"' in tree
    assert "progressbar" in tree
    assert tree.index('region "Gesprek"') < tree.index('button "Gedaan"') < tree.index('textbox "Je vraag of antwoord"')
