"""The website channel on a running server, with real Socket.IO clients."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests
import websocket

from bouwstenen.channels.website.keys import load_key
from bouwstenen.channels.website.tokens import sender_id
from bouwstenen.feedback import FeedbackStore
from bouwstenen.replies import Reply
from bouwstenen.server.process import Assistant
from tests.website_client import Tab, kind_of, text_of, titles_of

SITE = "https://www.voorbeeld.nl"


@pytest.fixture(scope="module")
def assistant(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant that may stand on one other site; tests may kill it and start it again."""
    running = Assistant(tmp_path_factory.mktemp("website"))
    running.settings = replace(running.settings, origins=f"self,{SITE}")
    with running:
        yield running
        tab = Tab(f"http://127.0.0.1:{running.settings.port}")
    assert not tab.is_connected
    assert "was destroyed" not in running.log, "nothing is left running when it stops"


@pytest.fixture
def url(assistant: Assistant) -> str:
    return f"http://127.0.0.1:{assistant.settings.port}"


@pytest.fixture
def open_tab(url: str) -> Iterator[Callable[..., Tab]]:
    """Make tabs that are closed after the test."""
    tabs: list[Tab] = []

    def make(**options: Any) -> Tab:
        tabs.append(Tab(url, **options))
        return tabs[-1]

    yield make
    for tab in tabs:
        tab.close()


def in_database(assistant: Assistant, text: str) -> bool:
    """Look in the database file and in its log of changes."""
    database = Path(assistant.settings.database)
    return any(text.encode() in path.read_bytes() for path in database.parent.glob(f"{database.name}*"))


# The first turn


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_a_conversation_begins_with_who_is_speaking(open_tab: Callable[..., Tab], transport: str) -> None:
    tab = open_tab(transport=transport)
    assert set(tab.session) == {"version", "token", "expires", "resumed", "seq", "max_length"}
    assert (tab.session["resumed"], tab.session["seq"], tab.session["max_length"]) == (False, 0, 1000)
    assert [name for name, _ in tab.events] == ["session", "turn"]
    opening = tab.turns[0]
    assert (opening["seq"], opening["id"], opening["said"], opening["forgotten"]) == (1, None, None, False)
    assert "automatische assistent" in text_of(opening)
    assert len(titles_of(opening)) >= 4


def test_a_question_is_answered_in_one_envelope(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    number = str(uuid.uuid4())
    turn = tab.say("Hoe bereik ik statushouders in mijn wijk?", number)
    assert (turn["seq"], turn["id"], turn["said"]) == (2, number, "Hoe bereik ik statushouders in mijn wijk?")
    reply = Reply(**turn["messages"][-1]["reply"])
    assert (reply.kind, reply.building_block, reply.target_groups) == ("answer", "bereiken", ["statushouders"])
    assert ("typing", {"id": number}) in tab.events
    names = [name for name, _ in tab.events]
    assert names.index("typing") < len(names) - 1 - names[::-1].index("turn")


def test_the_opening_fits_the_page(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(context={"topic": "roken", "target_group": "Statushouders", "role": "gemeente", "url": "https://x"})
    opening = tab.turns[0]
    assert "statushouders en roken" in text_of(opening)
    assert titles_of(opening)[:2] == ["Hoe bereik ik statushouders?", "Voorbeeld voor statushouders"]
    reply = Reply(**tab.choose("Hoe bereik ik statushouders?")["messages"][-1]["reply"])
    assert (reply.kind, reply.building_block, reply.role) == ("answer", "bereiken", "gemeente")


@pytest.mark.parametrize(
    "context", ["roken", ["roken"], {"topic": {"a": 1}, "role": "koning", "target_group": "<script>"}, {"topic": "x" * 5000}]
)
def test_a_page_that_says_something_else_gets_the_general_opening(open_tab: Callable[..., Tab], context: Any) -> None:
    opening = open_tab(context=context).turns[0]
    assert "Zo te zien" not in text_of(opening)
    assert opening["messages"][-1]["reply"]["role"] is None


# Buttons


def test_a_button_is_an_id_that_the_server_knows_what_to_do_with(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    answer = tab.say("Hoe bereik ik jongeren?")
    assert '"/' not in json.dumps(tab.turns)
    assert "payload" not in json.dumps(tab.turns)
    assert "Ander voorbeeld" in titles_of(answer)
    turn = tab.choose("Ander voorbeeld")
    assert (turn["said"], kind_of(turn)) == ("Ander voorbeeld", "example")


def test_a_button_works_only_in_its_own_conversation(open_tab: Callable[..., Tab]) -> None:
    mine, other = open_tab(), open_tab()
    mine.say("Hoe bereik ik jongeren?")
    other.say("Hoe bereik ik jongeren?")
    button = mine.button("Ander voorbeeld")
    assert button != other.button("Ander voorbeeld")
    answer = other.send("message", {"id": "b1", "button": button})
    assert (answer["ok"], answer["code"]) == (False, "unknown_button")
    assert len(other.turns) == 2


@pytest.mark.parametrize("typed", ["/ask_contact", '/give_role{"role": "zorg"}', " /ask_help", "//ask_tip"])
def test_a_typed_payload_is_text(open_tab: Callable[..., Tab], typed: str) -> None:
    tab = open_tab()
    tab.say("Hoe bereik ik statushouders?")
    turn = tab.say(typed)
    assert turn["said"] == typed
    assert kind_of(tab.say("en hoe betrek ik ze?")) == "answer"
    reply = tab.turns[-1]["messages"][-1]["reply"]
    assert (reply["target_groups"], reply["role"]) == (["statushouders"], None)


# Who may talk, and in which conversation


def test_a_site_that_is_allowed_may_and_another_may_not(open_tab: Callable[..., Tab], url: str) -> None:
    assert open_tab(origin=SITE).turns
    assert open_tab(origin=url).turns
    for origin in ("https://elders.nl", "http://www.voorbeeld.nl", f"{SITE}.elders.nl", "null"):
        for transport in ("websocket", "polling"):
            refused = open_tab(origin=origin, transport=transport)
            assert refused.refused is not None
            assert refused.refused["code"] == "origin"
            assert refused.refused["text"].endswith(".")
            assert refused.events == []


@pytest.mark.parametrize("auth", [{"version": 2}, {}, {"version": "1"}, [1], "1", {"token": None}])
def test_another_version_is_refused(open_tab: Callable[..., Tab], auth: Any) -> None:
    refused = open_tab(auth=auth)
    assert refused.refused is not None
    assert refused.refused["code"] == "version"


def test_a_token_goes_on_with_its_conversation(open_tab: Callable[..., Tab]) -> None:
    first = open_tab()
    first.say("Hoe bereik ik statushouders?")
    first.close()
    second = open_tab(token=first.token, seen=2)
    assert (second.session["resumed"], second.session["seq"], second.turns) == (True, 2, [])
    assert second.token
    turn = second.say("en hoe betrek ik ze?")
    assert (turn["seq"], turn["messages"][-1]["reply"]["target_groups"]) == (3, ["statushouders"])


def test_a_token_that_is_not_right_gives_a_new_conversation(open_tab: Callable[..., Tab], assistant: Assistant) -> None:
    first = open_tab()
    first.say("Hoe bereik ik statushouders?")
    head, claims, signature = first.token.split(".")
    other = open_tab()
    for token in (f"{head}.{claims}.{signature[::-1]}", f"{head}.{other.token.split('.')[1]}.{signature}", "x", 5, None, {"a": 1}):
        tab = open_tab(token=token)
        assert (tab.session["resumed"], tab.numbers) == (False, [1])
    elsewhere = open_tab(token=first.token, origin=SITE)
    assert (elsewhere.session["resumed"], elsewhere.numbers) == (False, [1])
    assert open_tab(token=elsewhere.token, origin=SITE).session["resumed"] is True
    assert open_tab(token=elsewhere.token).session["resumed"] is False


def test_the_id_within_rasa_is_not_that_of_the_token(open_tab: Callable[..., Tab], assistant: Assistant, url: str) -> None:
    tab = open_tab()
    tab.say("Hoe bereik ik mantelzorgers?")
    import jwt

    number = jwt.decode(tab.token, options={"verify_signature": False})["sub"]
    assert not in_database(assistant, number)
    assert in_database(assistant, sender_id(load_key(assistant.settings.secret, Path()), number))
    requests.post(f"{url}/webhooks/rest/webhook", json={"sender": number, "message": "hallo"}, timeout=30)
    tab.say("en hoe betrek ik ze?")
    assert tab.numbers == [1, 2, 3]


def test_after_a_gap_everything_that_was_missed_comes_in_order(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    for text in ("Hoe bereik ik ouderen?", "geef een tip", "nog een tip"):
        tab.say(text)
    again = open_tab(token=tab.token, seen=2)
    again.wait(lambda: len(again.turns) == 2)
    assert again.turns == tab.turns[2:]
    for seen in (0, None, -1, "x", 2.5, True):
        whole = open_tab(token=tab.token, seen=seen)
        whole.wait(lambda whole=whole: len(whole.turns) == 4)  # type: ignore[misc]
        assert whole.turns == tab.turns
    assert open_tab(token=tab.token, seen=99).turns == []


def test_two_tabs_share_a_conversation(open_tab: Callable[..., Tab]) -> None:
    one = open_tab()
    two = open_tab(token=one.token, seen=1)
    turn = one.say("Hoe bereik ik ouderen?")
    two.wait(lambda: two.turns)
    assert two.turns == [turn]
    two.say("geef een voorbeeld")
    one.wait(lambda: len(one.turns) == 3)
    assert one.turns[-1] == two.turns[-1]


def test_what_both_tabs_say_at_once_is_handled_one_after_another(open_tab: Callable[..., Tab]) -> None:
    one = open_tab()
    two = open_tab(token=one.token, seen=1)
    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(tab.say, f"geef een tip {number}") for number in range(4) for tab in (one, two)]
        numbers = sorted(job.result()["seq"] for job in jobs)
    assert numbers == list(range(2, 10))
    one.wait(lambda: len(one.turns) == 9)
    assert one.numbers == list(range(1, 10))
    assert two.numbers == list(range(2, 10))


def test_the_same_message_twice_is_one_turn(open_tab: Callable[..., Tab], assistant: Assistant) -> None:
    tab, number = open_tab(), str(uuid.uuid4())
    first = tab.say("geef een tip", number)
    assert tab.say("geef een tip", number) == first
    assert tab.say("iets heel anders", number) == first
    with ThreadPoolExecutor(4) as pool:
        number = str(uuid.uuid4())
        jobs = [pool.submit(tab.send, "message", {"id": number, "text": "nog een tip"}) for _ in range(4)]
        assert [job.result() for job in jobs] == [{"ok": True, "seq": 3}] * 4
    with sqlite3.connect(assistant.settings.database) as database:
        rows = database.execute("select count(*) from events where type_name = 'user' and data like ?", (f'%"message_id": "{number}"%',))
        assert rows.fetchone() == (1,)


# Limits


def test_who_goes_too_fast_has_to_wait(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    answers = [tab.send("message", {"id": f"m{number}", "text": "👍"}) for number in range(40)]
    refused = [answer for answer in answers if not answer["ok"]]
    assert all(answer["ok"] for answer in answers[:20])
    assert refused
    assert {answer["code"] for answer in refused} == {"rate"}
    assert refused[0]["retry_after"] in (1, 2)
    assert tab.send("message", {"id": "m0", "text": "👍"})["ok"], "what was handled may be asked again"
    time.sleep(2.1)
    assert tab.send("message", {"id": "later", "text": "👍"})["ok"]


def test_a_text_that_is_too_long_is_not_handled(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    for text in ("a" * 1001, "woord " * 4000):
        answer = tab.send("message", {"id": "long", "text": text})
        assert (answer["ok"], answer["code"]) == (False, "too_long")
    assert tab.say("b" * 1000)["seq"] == 2


def test_a_packet_that_is_too_large_closes_only_that_connection(open_tab: Callable[..., Tab]) -> None:
    tab, other = open_tab(), open_tab()
    tab.emit("message", {"id": "huge", "text": "a" * 40_000})
    tab.wait(lambda: not tab.is_connected)
    assert other.say("hallo")["seq"] == 2


def test_one_address_has_a_limited_number_of_connections(open_tab: Callable[..., Tab], url: str) -> None:
    token = open_tab().token
    with ThreadPoolExecutor(8) as pool:
        tabs = list(pool.map(lambda _: open_tab(token=token, seen=1), range(52)))
    refused = [tab for tab in tabs if tab.refused]
    assert 2 <= len(refused) <= 20
    assert {tab.refused["code"] for tab in refused if tab.refused} == {"full"}
    for tab in tabs:
        tab.close()
    deadline = time.monotonic() + 15
    while open_tab(token=token, seen=1).refused:
        assert time.monotonic() < deadline, "places come free again"
        time.sleep(0.2)


# Whatever is sent


class Raw:
    """A WebSocket on which anything can be sent."""

    def __init__(self, url: str) -> None:
        self._socket = websocket.create_connection(f"{url.replace('http', 'ws')}/website/socket.io/?EIO=4&transport=websocket", timeout=15)
        assert self._socket.recv().startswith("0")

    def send(self, frame: str | bytes) -> None:
        self._socket.send(frame, opcode=websocket.ABNF.OPCODE_BINARY if isinstance(frame, bytes) else websocket.ABNF.OPCODE_TEXT)

    def send_broken_text(self) -> None:
        """Send a text frame that is no UTF-8."""
        frame = websocket.ABNF.create_frame("42", websocket.ABNF.OPCODE_TEXT)
        frame.data = b'42["message","\xff\xfe"]'
        self._socket.sock.sendall(frame.format())

    def until(self, start: str) -> str:
        while True:
            frame = str(self._socket.recv())
            assert frame, "the connection was closed"
            self.send("3")
            if frame == "2":
                continue
            if frame.startswith(start):
                return frame

    def close(self) -> None:
        self._socket.close()


NONSENSE = [
    "", "x", "0", "3", "4", "5", "6", "2probe", "9", "4x", "49", "4{}", "4[1", "42", "42[", "42[]", "42[1]", "42[null]", '42{"a":1}', '42"message"',
    '42[["message"],1]', '42[{"a":1}]', '42["connect",{"version":1},{}]', '42["disconnect"]', '42["nope",1]', '420["message"]', "43[1]", "4399[]", "44{}",
    '451-["message",{"_placeholder":true,"num":0}]', '459999999999-["message"]', '452-["message",{"_placeholder":true,"num":7}]', "461-[]", b"\xff\xfe", b"",
    "b4aGFsbG8=", "bx", "40/admin,", '42/admin,["message",{}]', "41/admin,", "42" + "[" * 20_000, "42" + "9" * 500 + '["message"]',
    '42["message",' + "9" * 20_000 + "]", '42["message",NaN]', '42["message",{"id":"a","text":"\\ud800\\u0000"},{},[],1]', "4" + "\N{GRINNING FACE}",
]  # fmt: skip


def test_nonsense_neither_closes_a_connection_nor_reaches_the_log(url: str, assistant: Assistant) -> None:
    before = assistant.log
    raw = Raw(url)
    for frame in NONSENSE:
        raw.send(frame)
    raw.send('40{"version":1}')
    raw.until('42["turn"')
    for frame in NONSENSE:
        raw.send(frame)
    raw.send_broken_text()
    raw.send('427["message",{"id":"after","text":"hallo"}]')
    assert '"ok":true' in raw.until("437")
    raw.close()
    assert assistant.log == before


@pytest.mark.parametrize(
    "data", [None, 1, "x", [], {}, {"id": "a"}, {"text": "x"}, {"id": 5, "text": "x"}, {"id": "a", "text": 5}, {"id": "a", "button": ["x"]}, {"id": "a" * 37, "text": "x"}]
)  # fmt: skip
def test_a_message_of_another_shape_is_refused(open_tab: Callable[..., Tab], data: Any) -> None:
    tab = open_tab()
    answer = tab.send("message", data)
    assert (answer["ok"], answer["code"]) == (False, "invalid")
    assert tab.say("hallo")["seq"] == 2


def test_nonsense_over_polling_is_refused(url: str, assistant: Assistant) -> None:
    before = assistant.log
    address = f"{url}/website/socket.io/?EIO=4&transport=polling"
    sid = json.loads(requests.get(address, timeout=10).text[1:])["sid"]
    for body in (b"", b"\xff\xfe", b"x", b"4\x1ex", b"d=4", b"4" * 40_000, b"\x1e".join([b"3"] * 17)):
        assert requests.post(f"{address}&sid={sid}", data=body, timeout=10).status_code == 400
    assert requests.post(f"{address}&sid={sid}", data=b"40", timeout=10).status_code == 200
    for query in ("", "?EIO=3&transport=polling", "?EIO=4&transport=x", "?EIO=4&transport=websocket", "?EIO=4&transport=polling&sid=nope"):
        assert requests.get(f"{url}/website/socket.io/{query}", timeout=10).status_code == 400
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket"}
    assert requests.get(f"{url}/website/socket.io/?EIO=4&transport=websocket", headers=upgrade, timeout=10).status_code == 400
    assert assistant.log == before


@pytest.mark.parametrize("first", ["", '40{"version":9}'])
def test_who_may_not_come_in_is_put_outside_also_when_he_keeps_talking(url: str, first: str) -> None:
    raw = Raw(url)
    raw.send(first)
    if first:
        assert '"code":"version"' in raw.until("44")
    with pytest.raises((AssertionError, websocket.WebSocketConnectionClosedException), match=r"clos|lost"):
        raw.until("never")


def test_nothing_that_people_type_is_logged(open_tab: Callable[..., Tab], assistant: Assistant) -> None:
    tab, secret = open_tab(), "piet.jansen@voorbeeld.nl"
    tab.say(f"Mijn cliënt {secret}, hoe bereik ik haar?")
    tab.send("message", {"id": secret, "text": secret})
    tab.send("feedback", {"turn_id": secret, "judgement": "bad", "remark": secret})
    open_tab(token=secret, context={"topic": secret})
    assert secret not in assistant.log


# Judgements


def judged(assistant: Assistant) -> list[tuple[str, str, str, str | None]]:
    return [(j.kind, j.intent, j.judgement, j.remark) for _, j in FeedbackStore(Path(assistant.settings.feedback)).all()]


def test_an_answer_is_judged_and_the_last_word_counts(open_tab: Callable[..., Tab], assistant: Assistant) -> None:
    tab = open_tab()
    turn_id = tab.say("Hoe bereik ik laaggeletterden?")["messages"][-1]["reply"]["turn_id"]
    assert tab.send("feedback", {"turn_id": turn_id, "judgement": "bad", "remark": "klopt niet\x00"}) == {"ok": True}
    assert ("answer", "ask_bereiken", "bad", "klopt niet") in judged(assistant)
    assert tab.send("feedback", {"turn_id": turn_id, "judgement": "good"}) == {"ok": True}
    assert ("answer", "ask_bereiken", "good", None) in judged(assistant)
    assert ("answer", "ask_bereiken", "bad", "klopt niet") not in judged(assistant)


def test_only_answers_of_this_conversation_are_judged(open_tab: Callable[..., Tab], assistant: Assistant) -> None:
    mine, other = open_tab(), open_tab()
    turn_id = mine.say("Hoe bereik ik laaggeletterden?")["messages"][-1]["reply"]["turn_id"]
    before = judged(assistant)
    assert other.send("feedback", {"turn_id": turn_id, "judgement": "bad"})["code"] == "unknown_answer"
    assert mine.send("feedback", {"turn_id": turn_id, "judgement": "meh"})["code"] == "invalid"
    assert mine.send("feedback", {"turn_id": turn_id, "judgement": "bad", "remark": "a" * 301})["code"] == "remark_too_long"
    assert judged(assistant) == before


# Forgetting


def test_forgetting_deletes_everything_and_begins_anew(open_tab: Callable[..., Tab], assistant: Assistant) -> None:
    tab = open_tab(context={"target_group": "ouderen"})
    other = open_tab(token=tab.token, seen=1)
    turn = tab.say("Mijn unieke zin over zebrapaden en ouderen")
    turn_id = turn["messages"][-1]["reply"]["turn_id"]
    tab.send("feedback", {"turn_id": turn_id, "judgement": "bad", "remark": "unieke opmerking over zebrapaden"})
    assert in_database(assistant, "zebrapaden")
    old = tab.token
    answer = tab.send("forget", {})
    assert set(answer) == {"ok", "token", "expires"}
    tab.wait(lambda: len(tab.turns) == 3)
    opening = tab.turns[-1]
    assert (opening["seq"], opening["id"], answer["token"] != old) == (1, None, True)
    assert "ouderen" in text_of(opening), "the page is still about them"
    assert len(tab.sessions) == 1
    assert not in_database(assistant, "zebrapaden")
    assert b"zebrapaden" not in Path(assistant.settings.feedback).read_bytes()
    other.wait(lambda: other.turns and other.turns[-1]["seq"] == 1)
    assert (len(other.sessions), other.session["resumed"]) == (2, False)
    assert tab.say("hallo")["seq"] == 2
    other.wait(lambda: other.turns[-1]["seq"] == 2)
    assert open_tab(token=old).session["resumed"] is False
    again = open_tab(token=answer["token"], seen=2)
    assert (again.session["resumed"], again.session["seq"]) == (True, 2)


def test_the_assistant_forgets_when_asked_and_the_conversation_goes_on(open_tab: Callable[..., Tab], assistant: Assistant) -> None:
    tab = open_tab()
    other = open_tab(token=tab.token, seen=1)
    tab.say("Een unieke vraag over kangoeroes en mantelzorgers")
    assert in_database(assistant, "kangoeroes")
    tab.say("verwijder al mijn gegevens")
    number = str(uuid.uuid4())
    goodbye = tab.say("ja", number)
    assert (goodbye["seq"], goodbye["forgotten"], goodbye["said"]) == (4, True, "ja")
    assert "verwijderd" in text_of(goodbye)
    other.wait(lambda: other.turns[-1]["forgotten"])
    assert not in_database(assistant, "kangoeroes")
    assert not in_database(assistant, "verwijder al mijn")
    assert tab.say("ja", number)["forgotten"] is True
    missed = open_tab(token=tab.token, seen=3)
    missed.wait(lambda: missed.turns)
    assert (missed.session["resumed"], missed.turns[0]["forgotten"], missed.turns[0]["said"]) == (True, True, None)
    assert "verwijderd" in text_of(missed.turns[0])
    later = tab.say("Hoe bereik ik ouderen?")
    assert (later["seq"], later["forgotten"], kind_of(later)) == (5, False, "answer")


# Pages and files


@pytest.mark.parametrize("path", ["/", "/chat"])
def test_pages_are_served_with_a_strict_policy(url: str, path: str) -> None:
    answer = requests.get(f"{url}{path}", timeout=10)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert {"X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"} <= set(answer.headers)
    assert "<bouwstenen-chat" in answer.text
    assert requests.head(f"{url}{path}", timeout=10).status_code == 200
    for source in [part.split('"')[0] for part in answer.text.split('src="')[1:] + answer.text.split('href="')[1:]]:
        assert source.startswith(("/", "#", url)), "nothing from another host"


def test_the_page_shows_the_address_where_it_is(url: str) -> None:
    assert f'&lt;script src="{url}/widget/bouwstenen-chat.js"' in requests.get(url, timeout=10).text
    odd = requests.get(url, headers={"Host": 'x"><script>alert(1)</script>'}, timeout=10)
    assert "alert(1)" not in odd.text + str(odd.headers)


def test_files_are_for_every_site_and_only_those_that_are_meant(url: str) -> None:
    answer = requests.get(f"{url}/widget/pages.css", headers={"Origin": "https://elders.nl"}, timeout=10)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize(
    "path",
    ["/widget/", "/widget/../README.md", "/widget/..%2f..%2fREADME.md", "/widget/%2e%2e/%2e%2e/README.md", "/widget//etc/passwd", "/widget/pages/pages.css", "/widget/index.html", "/widget/%00", "/widget/pages.css%00", "/chat/x"],
)  # fmt: skip
def test_there_is_no_way_to_other_files(url: str, path: str) -> None:
    request = requests.Request("GET", f"{url}/").prepare()
    request.url = f"{url}{path}"  # requests would tidy it up
    assert requests.Session().send(request, timeout=10).status_code == 404


# When parts fail


def test_without_action_server_there_is_an_apology_and_afterwards_it_works_again(
    open_tab: Callable[..., Tab], assistant: Assistant
) -> None:
    tab = open_tab()
    tab.say("Hoe bereik ik laaggeletterden?")
    assistant.kill_actions()
    turn = tab.say("En hoe betrek ik ze?")
    assert kind_of(turn) == "fallback"
    assert "ging iets mis" in text_of(turn)
    assert titles_of(turn)
    begun_in_outage = open_tab()
    assert begun_in_outage.turns[0]["seq"] == 1
    assistant.start_actions()
    assert kind_of(tab.say("En hoe betrek ik ze?")) == "answer"
    assert kind_of(begun_in_outage.say("Hoe bereik ik ouderen?")) == "answer"
    again = open_tab(token=tab.token)
    again.wait(lambda: len(again.turns) == 4)
    assert again.turns == tab.turns


def test_a_kill_in_the_middle_of_a_turn_loses_and_doubles_nothing(open_tab: Callable[..., Tab], assistant: Assistant) -> None:
    tab = open_tab()
    tab.say("Hoe bereik ik statushouders?")
    tab.choose("Ander voorbeeld")
    number = str(uuid.uuid4())
    tab.emit("message", {"id": number, "text": "En hoe betrek ik ze?"})
    threading.Event().wait(0.03)
    assistant.kill_assistant()
    tab.wait(lambda: not tab.is_connected)
    shown = len(tab.turns)
    assistant.start_assistant()
    back = open_tab(token=tab.token, seen=tab.numbers[-1])
    assert back.session["resumed"] is True
    turn = back.say("En hoe betrek ik ze?", number)
    assert (turn["seq"], turn["id"], kind_of(turn)) == (4, number, "answer")
    assert turn["messages"][-1]["reply"]["target_groups"] == ["statushouders"]
    if shown == 4:
        assert tab.turns[-1] == turn
    whole = open_tab(token=tab.token)
    whole.wait(lambda: len(whole.turns) == 4)
    assert whole.turns[: len(tab.turns)] == tab.turns
    assert whole.numbers == [1, 2, 3, 4]
    old = tab.button("Ander voorbeeld")
    answer = back.send("message", {"id": str(uuid.uuid4()), "button": old})
    assert answer["ok"], "buttons from before the crash still work"


def test_switched_off_nobody_comes_in_and_without_rest_there_is_no_rest(trained_model: Path, tmp_path: Path) -> None:
    closed = Assistant(tmp_path)
    closed.settings = replace(closed.settings, rest="off", website="off")
    with closed:
        url = f"http://127.0.0.1:{closed.settings.port}"
        assert requests.post(f"{url}/webhooks/rest/webhook", json={"sender": "x", "message": "hallo"}, timeout=10).status_code == 404
        assert requests.get(f"{url}/webhooks/website/", timeout=10).json() == {"status": "ok"}
        assert requests.get(f"{url}/", timeout=10).status_code == 200
        with Tab(url) as tab:
            assert tab.refused is not None
            assert tab.refused["code"] == "closed"
