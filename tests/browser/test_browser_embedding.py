"""The widget on other people's pages: their style, their policy, their subject, and only where it may be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from bouwstenen.server.process import Assistant
from tests.browser.places import WIDGET, Website
from tests.browser.visitor import Visitor

EXAMPLES = sorted(path.name for path in (WIDGET / "examples").glob("*.html") if path.name != "index.html")
HOSTILE_CSS = """
* { display: none !important; font-size: 40px !important; color: red !important; background: lime !important;
    position: static !important; visibility: hidden !important; opacity: 0.1 !important; pointer-events: none !important;
    letter-spacing: 1em !important; text-transform: uppercase !important; transform: rotate(40deg) !important;
    width: 10px !important; height: 10px !important; margin: 50px !important; }
html, body { display: block !important; visibility: visible !important; opacity: 1 !important; transform: none !important;
    width: auto !important; height: auto !important; pointer-events: auto !important; font-size: 3px !important; margin: 0 !important; }
button, textarea, p, li, a { border: 20px solid red !important; line-height: 4 !important; }
"""


def snippet(home: str, attributes: str = "") -> str:
    """Return what a website puts in its pages."""
    return f'<script src="{home}/widget/bouwstenen-chat.js" async></script>\n<bouwstenen-chat {attributes}></bouwstenen-chat>'


def test_on_another_website(browse: Callable[..., Visitor], home: str, municipality: Website) -> None:
    visitor = browse(home, municipality.origin)
    widget = visitor.visit(municipality.page("<main><h1>Gemeente</h1></main>" + snippet(home))).open()
    widget.say("Hoe bereik ik statushouders?")
    widget.page.reload()
    expect(widget.turns).to_have_count(2)
    expect(widget.trouble).to_have_count(0)
    assert visitor.context.cookies() == []
    assert widget.page.evaluate("localStorage.length") == 0


def test_on_a_website_where_it_may_not_be(browse: Callable[..., Visitor], home: str, stranger: Website) -> None:
    visitor = browse(home, stranger.origin)
    widget = visitor.visit(stranger.page("<main><h1>Vreemd</h1></main>" + snippet(home)))
    widget.launcher.click()
    expect(widget.trouble).to_contain_text("website")
    widget.page.wait_for_timeout(1500)
    assert widget.turns.count() == 0
    connections = sum("socket.io" in url for url in visitor.requests)
    widget.page.wait_for_timeout(2000)
    assert sum("socket.io" in url for url in visitor.requests) == connections, "it does not go on trying"
    widget.input.fill("Hoe bereik ik jongeren?")
    widget.input.press("Enter")
    assert widget.input.input_value() == "Hoe bereik ik jongeren?"
    widget.shot("refused")


def test_a_token_of_another_website_is_worth_nothing(browse: Callable[..., Visitor], home: str, municipality: Website) -> None:
    """Somebody who gets hold of a token can't go on with the conversation from another website."""
    victim = browse(home).visit(home + "/").open()
    victim.say("Hoe bereik ik de geheime groep van de sterrenwacht?")
    thief = browse(home, municipality.origin).visit(municipality.page(snippet(home))).open()
    thief.page.evaluate(
        """(token) => {
          const [key, value] = Object.entries(sessionStorage)[0];
          sessionStorage.setItem(key, JSON.stringify({...JSON.parse(value), token, seen: 0, turns: []}));
        }""",
        victim.saved()["token"],
    )
    thief.page.reload()
    expect(thief.turns).to_have_count(1)
    expect(thief.host.locator(".bar")).to_contain_text("Dit is een nieuw gesprek.")
    assert "sterrenwacht" not in thief.scroller.inner_text()


def test_a_script_alone_is_enough(browse: Callable[..., Visitor], home: str, municipality: Website) -> None:
    body = f'<script src="{home}/widget/bouwstenen-chat.js" data-name="Hulp bij bereiken" data-position="left" data-target-group="jongeren"></script>'
    widget = browse(home, municipality.origin).visit(municipality.page(body))
    button = widget.host.get_by_role("button", name="Stel je vraag aan Hulp bij bereiken")
    box = button.bounding_box()
    assert box and box["x"] < 100
    button.click()
    expect(widget.last).to_contain_text("jongeren")


@pytest.mark.parametrize(
    ("attributes", "words"),
    [
        ('data-topic="roken"', ["roken"]),
        ('data-target-group="statushouders"', ["statushouders"]),
        ('data-target-group="mantelzorgers" data-role="gemeente"', ["mantelzorgers"]),
    ],
)
def test_the_opening_fits_the_page(
    browse: Callable[..., Visitor], home: str, municipality: Website, attributes: str, words: list[str]
) -> None:
    visitor = browse(home, municipality.origin)
    plain = visitor.visit(municipality.page(snippet(home))).open()
    widget = visitor.visit(municipality.page(snippet(home, attributes))).open()
    opening = " ".join([widget.text, *widget.titles()]).lower()
    assert [word for word in words if word not in opening] == []
    assert (widget.text, widget.titles()) != (plain.text, plain.titles())
    assert "automatische assistent" in widget.scroller.inner_text()


def test_nonsense_in_the_attributes_changes_nothing(browse: Callable[..., Visitor], home: str, municipality: Website) -> None:
    visitor = browse(home, municipality.origin)
    plain = visitor.visit(municipality.page(snippet(home))).open()
    odd = 'data-topic="&lt;b&gt;hallo" data-target-group="/restart" data-role="koning"'
    widget = visitor.visit(municipality.page(snippet(home, odd))).open()
    assert (widget.text, widget.titles()) == (plain.text, plain.titles())


def test_a_page_that_styles_everything_away(browse: Callable[..., Visitor], home: str, municipality: Website) -> None:
    visitor = browse(home, municipality.origin)
    plain = visitor.visit(municipality.page("<h1>Gewoon</h1>" + snippet(home)))
    widget = visitor.visit(municipality.page("<h1>Vijandig</h1>" + snippet(home), head=f"<style>{HOSTILE_CSS}</style>"))
    looks = "(e) => { const s = getComputedStyle(e); const b = e.getBoundingClientRect(); return [s.fontSize, s.color, s.backgroundColor, s.letterSpacing, s.textTransform, s.lineHeight, s.border, s.margin, Math.round(b.width), Math.round(b.height), Math.round(b.x), Math.round(b.y)]; }"
    assert widget.launcher.evaluate(looks) == plain.launcher.evaluate(looks)
    for each in (plain, widget):
        each.open()
        each.say("Hoe bereik ik ouderen?")
    for part in (".panel", ".header h2", "textarea", ".send", ".scroller", ".choice >> nth=0", ".said", ".message >> nth=1"):
        assert widget.host.locator(part).evaluate(looks)[:-2] == plain.host.locator(part).evaluate(looks)[:-2], part
    widget.shot("hostile-style")


@pytest.mark.parametrize("styles", ["'none'", "'self'"])
def test_a_strict_policy_of_the_page(browse: Callable[..., Visitor], home: str, municipality: Website, styles: str) -> None:
    """Only what the snippet says is allowed; not one inline style, image or frame."""
    socket = home.replace("http", "ws")
    policy = (
        f"default-src 'none'; script-src {home}; style-src {styles}; connect-src {home} {socket}; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'"
    )
    visitor = browse(home, municipality.origin)
    widget = visitor.visit(municipality.page("<main><h1>Streng</h1></main>" + snippet(home), policy=policy)).open()
    widget.say("Hoe bereik ik statushouders?")
    widget.last.get_by_text("Waarom dit antwoord?").click()
    widget.last.get_by_role("button", name="Goed antwoord", exact=True).click()
    expect(widget.host.get_by_label("Wil je er iets bij zeggen?")).to_be_visible()
    box = widget.panel.bounding_box()
    assert box and 380 < box["width"] < 500, "it has its style"
    with widget.page.expect_download():
        widget.menu("Bewaar het gesprek als tekst")
    widget.menu("Print het gesprek")
    assert widget.host.locator("iframe.paper").count() == 1
    # Nothing may have been stopped by the policy: the browser tells each as an error, and `browse` looks at those.


def test_the_policy_is_really_in_force(browse: Callable[..., Visitor], municipality: Website) -> None:
    """What the tests rely on: a violation is noticed."""
    visitor = browse(municipality.origin)
    visitor.visit(municipality.page("<script>window.ran = true</script>", policy="default-src 'none'"))
    assert any("Content Security Policy" in problem for problem in visitor.problems)
    visitor.tolerate("Content Security Policy")


def test_the_page_behind_can_still_be_used(browse: Callable[..., Visitor], home: str, municipality: Website) -> None:
    """The widget takes no focus, catches no clicks beside it, and does not hide what has the focus."""
    body = (
        "<main><h1>Formulier</h1><p><button onclick=\"document.title='geklikt'\">Knop</button></p>"
        "<div style='height:1600px'></div><p style='text-align:right'><a href='#onder' id='laatste'>Laatste koppeling op de pagina</a></p><div style='height:600px'></div></main>"
    )
    widget = browse(home, municipality.origin).visit(municipality.page(body + snippet(home))).open()
    widget.page.get_by_role("button", name="Knop").click()
    assert widget.page.title() == "geklikt"
    last = widget.page.locator("#laatste")
    last.evaluate("(e) => { e.scrollIntoView({block: 'center'}); e.focus({preventScroll: true}); }")
    assert float(widget.panel.evaluate("(e) => getComputedStyle(e).opacity")) < 0.5, "what has the focus shows through"
    widget.shot("steps-aside")
    widget.input.focus()
    assert widget.panel.evaluate("(e) => getComputedStyle(e).opacity") == "1"


def test_there_are_three_house_styles() -> None:
    assert len(EXAMPLES) >= 3


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_house_style(browse: Callable[..., Visitor], site: Assistant, home: str, municipality: Website, name: str) -> None:
    html = (WIDGET / "examples" / name).read_text(encoding="utf-8")
    assert "http://localhost:5005" in html, "the example names the assistant as it is after `make run`"
    visitor = browse(home, municipality.origin)
    widget = visitor.visit(municipality.publish(html.replace("http://localhost:5005", home)))
    expect(widget.host.locator(".launcher")).to_be_visible()
    widget.shot(f"style-{name.removesuffix('.html')}-closed")
    assert widget.axe() == []
    widget.host.locator(".launcher").click()
    expect(widget.turns).to_have_count(1)
    widget.say("Hoe bereik ik statushouders in Utrecht?")
    widget.shot(f"style-{name.removesuffix('.html')}")
    assert widget.axe() == []


def test_two_house_styles_look_different(browse: Callable[..., Visitor], home: str, municipality: Website) -> None:
    visitor = browse(home, municipality.origin)
    colours = set()
    for name in EXAMPLES:
        html = (WIDGET / "examples" / name).read_text(encoding="utf-8").replace("http://localhost:5005", home)
        widget = visitor.visit(municipality.publish(html))
        colours.add(widget.host.locator(".launcher").evaluate("(e) => getComputedStyle(e).backgroundColor"))
    assert len(colours) == len(EXAMPLES)


def test_a_page_in_english_gets_english_controls(browse: Callable[..., Visitor], home: str, municipality: Website) -> None:
    widget = browse(home, municipality.origin).visit(municipality.page("<main><h1>Zeist</h1></main>" + snippet(home, 'lang="en"')))
    widget.host.locator(".launcher").click()
    expect(widget.turns).to_have_count(1)
    assert widget.panel.get_attribute("lang") == "en"
    assert widget.last.locator(".body").first.get_attribute("lang") == "nl", "the assistant's own words are Dutch"
    assert "automatic assistant" in widget.scroller.inner_text().lower()
    assert widget.axe() == []


def test_another_name_colour_and_greeting(browse: Callable[..., Visitor], home: str, municipality: Website) -> None:
    attributes = 'name="Wijkhulp" color="#ffdd00" greeting="Welkom in Zeist" position="left"'
    widget = browse(home, municipality.origin).visit(municipality.page("<main><h1>Zeist</h1></main>" + snippet(home, attributes)))
    launcher = widget.host.locator(".launcher")
    assert launcher.evaluate("(e) => getComputedStyle(e).backgroundColor") == "rgb(255, 221, 0)"
    assert launcher.evaluate("(e) => getComputedStyle(e).color") == "rgb(0, 0, 0)", "white on yellow can't be read"
    launcher.click()
    expect(widget.host.locator("h2").first).to_have_text("Wijkhulp")
    expect(widget.scroller).to_contain_text("Welkom in Zeist")
    box = widget.panel.bounding_box()
    assert box and box["x"] < 100
    assert widget.axe() == []
    widget.shot("other-colour")
