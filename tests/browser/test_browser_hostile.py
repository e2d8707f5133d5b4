"""Whatever an answer holds, it is shown as text: on a page without a policy that would stop it anyway."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.places import Stub, Website
from tests.browser.visitor import Visitor, Widget

RUN = "window.__ran=1"
PAYLOADS = (
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<iframe src='javascript:parent.{RUN}'></iframe>",
    f"<body onload={RUN}>",
    f"<details open ontoggle={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"<video><source onerror={RUN}></video>",
    f"<math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"<a href='javascript:{RUN}'>klik</a>",
    f"<form action='javascript:{RUN}'><button>stuur</button></form>",
    f"<object data='javascript:{RUN}'></object>",
    f"<embed src='data:text/html,<script>parent.{RUN}</script>'>",
    f"<base href='javascript:{RUN}//'>",
    f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
    f"<link rel=stylesheet href='data:text/css,*{{display:none}}' onload={RUN}>",
    "<style>*{display:none!important}</style>",
    f"<template shadowrootmode=open><script>{RUN}</script></template>",
    f"<bouwstenen-chat logo='javascript:{RUN}'></bouwstenen-chat>",
    f"[klik](javascript:{RUN})",
    f'![plaatje](https://elders.example/x.png"onerror="{RUN})',
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}",
    f"java\tscript:{RUN}",
    f"\x01javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"vbscript:{RUN}",
    f"blob:https://elders.example/{RUN}",
    "file:///etc/passwd",
    f'https://elders.example/"onmouseover="{RUN}',
    f"https://elders.example/'><script>{RUN}</script>",
    f"${{{RUN}}} {{{{{RUN}}}}} <%={RUN}%>",
    f"'\"--><script>{RUN}</script><!--",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#106;avascript:{RUN}",
    "{{constructor.constructor('window.__ran=1')()}}",
    "__proto__",
    "constructor",
    "\u202ekilk\u202c \u0000 \ufeff",
)
#: Everything that the widget makes itself.
TAGS = {
    *("section", "header", "div", "h2", "p", "ol", "ul", "li", "span", "strong", "b", "a", "button", "label", "textarea", "form", "input"),
    *("details", "summary", "progress", "svg", "path", "circle", "rect", "line", "polyline", "polygon", "i", "g"),
}
SCHEMES = {"http:", "https:", "mailto:", "tel:"}
KINDS = ("answer", "step", "self_check", "checklist", "example", "source", "emergency", "action_plan", "tip", "onbekend", "__proto__")


def hostile(payload: str, kind: str) -> dict[str, Any]:
    """Return a message with the same thing in every field."""
    item = {"id": payload, "type": "example", "title": payload, "text": payload, "sources": [payload, "een"], "extra": payload}
    source = {"id": payload, "title": payload, "publisher": payload, "year": payload, "url": payload}
    lines = [
        payload,
        f"- {payload}",
        f"1. {payload}",
        f"Voorbeeld: {payload}, {payload}. {payload}",
        f"Hulp ({payload} of 112): {payload}",
        f"Bronnen: {payload}",
    ]
    return {
        "text": "\n".join(lines),
        "buttons": [{"id": payload or "x", "title": payload}] * 5,
        "reply": {
            "version": 1,
            "kind": kind,
            "building_block": payload,
            "target_groups": [payload],
            "general": payload,
            "role": payload,
            "place": payload,
            "items": [item, {**item, "type": "checklist_point"}, {**item, "type": payload}],
            "sources": [source, {**source, "id": "een"}],
            "progress": {"done": 1, "total": 3, "label": payload},
            "turn_id": payload,
        },
    }


def harmless(widget: Widget) -> None:
    """Nothing ran, nothing was made that the widget does not make, and no link leads where it may not."""
    assert widget.page.evaluate("window.__ran") is None
    tags = set(widget.panel.evaluate("(e) => [...e.querySelectorAll('*')].map((e) => e.tagName.toLowerCase())"))
    assert tags <= TAGS
    # The widget itself sets the height of its input and its panel.
    handlers = widget.panel.evaluate(
        "(e) => [...e.querySelectorAll(':not(textarea)')].flatMap((e) => e.getAttributeNames()).filter((name) => /^on|^srcdoc$|^style$|^action$/.test(name))"
    )
    assert handlers == []
    links = widget.panel.evaluate(
        "(e) => [...e.querySelectorAll('[href], [src]')].map((e) => [e.tagName, e.protocol ?? e.src, e.target, e.rel])"
    )
    assert {protocol for _, protocol, _, _ in links} <= SCHEMES
    assert all("noopener" in rel for _, protocol, target, rel in links if target or protocol.startswith("http"))


def test_every_field_of_every_kind(browse: Callable[..., Visitor]) -> None:
    with Stub() as stub:
        visitor = browse(stub.origin)
        widget = visitor.visit(stub.origin + "/").open()
        for number, payload in enumerate(PAYLOADS):
            # Each in two kinds, so that each kind meets many.
            stub.push([hostile(payload, KINDS[(number + shift) % len(KINDS)]) for shift in (0, 4)], said=payload)
        expect(widget.turns).to_have_count(1 + len(PAYLOADS))
        for summary in widget.host.locator("summary").all():
            summary.evaluate("(e) => { e.parentElement.open = true; }")
        harmless(widget)
        shown = widget.scroller.inner_text()
        assert f"<script>{RUN}</script>" in shown and f"[klik](javascript:{RUN})" in shown, "it is shown as it is"
        widget.page.reload()
        expect(widget.turns).to_have_count(1 + len(PAYLOADS))
        harmless(widget)
        widget.shot("hostile-content")


def test_what_a_hostile_button_sends(browse: Callable[..., Visitor]) -> None:
    with Stub([hostile(PAYLOADS[0], "answer")]) as stub:
        widget = browse(stub.origin).visit(stub.origin + "/").open()
        widget.answered(widget.choices.nth(2).click)
        assert [message["button"] for message in stub.received] == [PAYLOADS[0]]
        harmless(widget)


def test_links_in_an_answer_can_be_clicked_without_harm(browse: Callable[..., Visitor]) -> None:
    with Stub([hostile(payload, "answer") for payload in PAYLOADS if "script:" in payload.lower()]) as stub:
        visitor = browse(stub.origin, "https://elders.example")
        widget = visitor.visit(stub.origin + "/").open()
        for summary in widget.host.locator("summary").all():
            summary.evaluate("(e) => { e.parentElement.open = true; }")
        visitor.context.route("https://elders.example/**", lambda route: route.abort())
        widget.panel.evaluate("(e) => { for (const link of e.querySelectorAll('a')) link.click(); }")
        harmless(widget)


def test_what_is_not_of_the_contract_is_left_out(browse: Callable[..., Visitor]) -> None:
    odd: list[Any] = [
        None,
        3,
        "tekst",
        [],
        {},
        {"text": {"a": 1}},
        {"text": 5, "buttons": 7},
        {"text": "Wel te lezen", "buttons": [None, {"id": 1}], "reply": {"kind": 4}},
    ]
    with Stub() as stub:
        widget = browse(stub.origin).visit(stub.origin + "/").open()
        stub.push(odd)
        expect(widget.last).to_contain_text("Wel te lezen")
        stub.push(
            [
                {
                    "text": "Een soort van later",
                    "buttons": [],
                    "reply": {"kind": "hologram", "items": "geen lijst", "sources": {"a": 1}, "progress": []},
                }
            ]
        )
        expect(widget.last).to_contain_text("Een soort van later")


def test_paper_and_file_are_harmless_too(browse: Callable[..., Visitor]) -> None:
    with Stub([hostile(payload, KINDS[number % len(KINDS)]) for number, payload in enumerate(PAYLOADS)]) as stub:
        widget = browse(stub.origin).visit(stub.origin + "/").open()
        widget.menu("Print het gesprek")
        widget.page.wait_for_function("document.querySelector('bouwstenen-chat').shadowRoot.querySelector('iframe.paper')")
        paper = next(frame for frame in widget.page.frames if frame != widget.page.main_frame)
        tags = set(paper.evaluate("[...document.querySelectorAll('body *')].map((e) => e.tagName.toLowerCase())"))
        assert tags <= TAGS | {"h1", "main"}
        assert set(paper.evaluate("[...document.querySelectorAll('[href]')].map((e) => e.protocol)")) <= SCHEMES
        assert widget.page.evaluate("window.__ran") is None
        with widget.page.expect_download() as download:
            widget.menu("Bewaar het gesprek als tekst")
        assert download.value.suggested_filename.endswith(".txt")


def test_the_words_of_a_refusal(browse: Callable[..., Visitor]) -> None:
    for payload in PAYLOADS[:3]:
        with Stub(refusal={"code": "origin", "text": payload}) as stub:
            widget = browse(stub.origin).visit(stub.origin + "/")
            widget.launcher.click()
            expect(widget.trouble).to_contain_text(payload)
            harmless(widget)
    with Stub() as stub:
        widget = browse(stub.origin).visit(stub.origin + "/").open()
        for payload in PAYLOADS:
            stub.acknowledgement = {"ok": False, "code": "invalid", "text": payload}
            widget.input.fill("x")
            widget.input.press("Enter")
            expect(widget.input).to_have_value("x")
        harmless(widget)


def test_the_attributes_of_the_page(browse: Callable[..., Visitor], home: str, municipality: Website) -> None:
    """They come from the page itself, but may hold what a visitor of it filled in."""
    visitor = browse(home, municipality.origin)
    visitor.tolerate("404|Failed to load resource")
    widget = visitor.visit(
        municipality.page(f'<script src="{home}/widget/bouwstenen-chat.js" async></script><bouwstenen-chat></bouwstenen-chat>')
    )
    for payload in PAYLOADS:
        widget.host.evaluate(
            "(host, value) => { for (const name of ['name', 'color', 'logo', 'greeting', 'position', 'data-topic', 'lang']) host.setAttribute(name, value); }",
            payload.replace("\x00", "").replace("https://elders.example", municipality.origin),
        )
        if widget.panel.count() == 0:
            widget.host.locator(".launcher").click()
        widget.page.wait_for_timeout(20)
        tags = set(widget.panel.evaluate("(e) => [...e.querySelectorAll('*')].map((e) => e.tagName.toLowerCase())"))
        assert tags <= TAGS | {"img"}
        assert widget.page.evaluate("window.__ran") is None
        for source in widget.panel.evaluate("(e) => [...e.querySelectorAll('img')].map((e) => e.src)"):
            assert source.startswith("http")
