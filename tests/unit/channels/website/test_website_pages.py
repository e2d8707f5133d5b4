from __future__ import annotations

import gzip
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bouwstenen.channels.website.pages import Pages, content_security_policy
from bouwstenen.paths import ROOT

HTML = sorted((ROOT / "widget" / "pages").glob("*.html"))


def request(host: str = "chat.nl", scheme: str = "https", **headers: str) -> Any:
    return SimpleNamespace(headers={"host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}, scheme=scheme)


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    for name, content in {
        "pages/index.html": "<p>{{origin}}</p>",
        "pages/pages.css": "body { color: red }",
        "dist/bouwstenen-chat.js": "loader();" * 50,
        "dist/chat-Ab3_-x9Q.js": "chat();",
        "dist/notes.md": "niet voor buiten",
        "dist/.hidden.js": "geheim",
        "secret.js": "geheim",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content)
    (tmp_path / "dist" / "folder.js").mkdir()
    (tmp_path / "dist" / "linked.js").symlink_to(tmp_path / "secret.js")
    return Pages(tmp_path)


def test_files_are_served_with_their_kind_and_how_long_they_hold(pages: Pages) -> None:
    loader, chunk = pages.file("bouwstenen-chat.js", request()), pages.file("chat-Ab3_-x9Q.js", request())
    assert (loader.status, loader.body, loader.content_type) == (200, b"loader();" * 50, "text/javascript; charset=utf-8")
    assert loader.headers["Cache-Control"] == "public, max-age=300"
    assert "immutable" in chunk.headers["Cache-Control"]
    for answer in (loader, chunk):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_files_are_sent_packed_to_who_can_unpack_them(pages: Pages) -> None:
    answer = pages.file("bouwstenen-chat.js", request(accept_encoding="br, gzip"))
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.body) == b"loader();" * 50
    assert len(answer.body) < 100


def test_a_file_that_did_not_change_is_not_sent_again(pages: Pages) -> None:
    tag = pages.file("bouwstenen-chat.js", request()).headers["ETag"]
    again = pages.file("bouwstenen-chat.js", request(if_none_match=tag))
    assert (again.status, again.body) == (304, b"")
    assert pages.file("pages.css", request(if_none_match=tag)).status == 200


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../secret.js", "secret.js", "/etc/passwd", "dist/bouwstenen-chat.js", "notes.md", ".hidden.js", "index.html", "folder.js", "linked.js", "bouwstenen-chat.js\x00", "BOUWSTENEN-CHAT.JS"],
)  # fmt: skip
def test_nothing_else_is_served(pages: Pages, name: str) -> None:
    answer = pages.file(name, request())
    assert answer.status == 404
    assert b"geheim" not in answer.body


def test_a_page_shows_the_address_that_it_was_asked_from(pages: Pages) -> None:
    assert pages.page("index", request()).body == b"<p>https://chat.nl</p>"
    assert pages.page("index", request("127.0.0.1:5005", "http")).body == b"<p>http://127.0.0.1:5005</p>"


@pytest.mark.parametrize("host", ['"><script>alert(1)</script>', "a b", "", "x" * 1000, "chat.nl; script-src *"])
def test_a_strange_address_is_not_repeated(pages: Pages, host: str) -> None:
    answer = pages.page("index", request(host))
    assert answer.body == b"<p></p>"
    assert answer.headers["Content-Security-Policy"] == content_security_policy(None)


def test_the_policy_allows_own_files_and_nothing_inline() -> None:
    policy = dict(part.strip().split(" ", 1) for part in content_security_policy("chat.nl").split(";"))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self' ws://chat.nl wss://chat.nl",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'self'",
    }


def test_pages_have_the_headers_that_keep_them_safe(pages: Pages) -> None:
    headers = pages.page("index", request()).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("path", HTML, ids=lambda path: path.name)
def test_our_pages_keep_to_the_policy(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    assert '<html lang="nl"' in page
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|https?://", page)
    assert all("src=" in script for script in re.findall(r"<script[^>]*>", page))
    for name in re.findall(r'(?:src|href)="/widget/([^"]+)"', page):
        assert name == "bouwstenen-chat.js" or (path.parent / name).is_file()


@pytest.mark.parametrize("path", HTML, ids=lambda path: path.name)
def test_our_pages_are_in_short_plain_sentences(path: Path) -> None:
    page = re.sub(r"<(script|pre|code|th|title)\b.*?</\1>|<!.*?>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", re.sub(r"</(?:p|li|h\d|td|a|caption)>", ". ", page))
    assert not re.search(r"\b(?:u|uw)\b", text)
    for sentence in re.split(r"[.!?:]\s", text):
        assert len(sentence.split()) <= 20, sentence


def test_the_pages_of_the_project_are_served() -> None:
    pages = Pages()
    body = pages.page("index", request()).body.decode()
    assert "automatische assistent" in body
    assert "&lt;script src=&quot;" not in body
    assert '&lt;script src="https://chat.nl/widget/bouwstenen-chat.js" async&gt;&lt;/script&gt;' in body
    assert "{{" not in body
    assert b"full-page" in pages.page("chat", request()).body
    assert pages.file("pages.css", request()).status == 200
