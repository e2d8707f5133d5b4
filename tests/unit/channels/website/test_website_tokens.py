"""Keys and session tokens: nobody makes one, and one works only where and when it may."""

from __future__ import annotations

import base64
import json
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path

import jwt
import pytest

from bouwstenen.channels.website.keys import derive, load_key
from bouwstenen.channels.website.tokens import issue, new_number, read, sender_id

KEY = load_key("a secret of the test, long enough", Path("nowhere"))
OTHER = load_key("another secret of the test, long enough", Path("nowhere"))
ORIGIN = "https://www.voorbeeld.nl"
HOURS = timedelta(hours=12)


def test_a_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    file = tmp_path / "var" / "secret"
    key = load_key("", file)
    assert len(key) == 32
    assert load_key("", file) == key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret"]
    assert load_key("", tmp_path / "other") != key


def test_processes_that_start_at_once_get_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(lambda _: load_key("", tmp_path / "secret"), range(64)))) == 1


def test_a_key_from_the_settings_makes_no_file(tmp_path: Path) -> None:
    assert load_key("x" * 30, tmp_path / "secret") == load_key("x" * 30, tmp_path / "elsewhere")
    assert list(tmp_path.iterdir()) == []


def test_what_is_derived_differs_by_key_purpose_and_parts() -> None:
    ids = [
        derive(KEY, "button", "a", "b"),
        derive(OTHER, "button", "a", "b"),
        derive(KEY, "sender", "a", "b"),
        derive(KEY, "button", "b", "a"),
        derive(KEY, "button", "ab", ""),
        derive(KEY, "button", "a\ud800", "b"),
    ]
    assert len(set(ids)) == len(ids)
    assert derive(KEY, "button", "a", "b") == ids[0]


def test_a_token_gives_its_conversation_back() -> None:
    number = new_number()
    token = issue(KEY, number, ORIGIN, HOURS)
    assert read(KEY, token.text, ORIGIN) == number
    assert abs(token.expires - datetime.now(timezone.utc) - HOURS) < timedelta(seconds=5)


def test_a_token_is_worth_nothing_elsewhere_later_or_with_another_key() -> None:
    token = issue(KEY, "n", ORIGIN, HOURS).text
    assert read(KEY, token, "https://elders.nl") is None
    assert read(KEY, token, "//www.voorbeeld.nl") is None
    assert read(OTHER, token, ORIGIN) is None
    assert read(KEY, issue(KEY, "n", ORIGIN, HOURS, datetime.now(timezone.utc) - HOURS - timedelta(seconds=2)).text, ORIGIN) is None


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


EXP = int((datetime.now(timezone.utc) + HOURS).timestamp())
CLAIMS = {"sub": "n", "aud": ORIGIN, "exp": EXP}


@pytest.mark.parametrize(
    "token",
    [
        None,
        1,
        "",
        "x",
        "a.b.c",
        "\ud800.\ud800.\ud800",
        ["eyJ"],
        {"token": 1},
        "e" * 100_000,
        f"{_part({'alg': 'none'})}.{_part(CLAIMS)}.",
        jwt.encode(CLAIMS, OTHER, algorithm="HS256"),
        jwt.encode({"sub": "n", "aud": ORIGIN}, KEY, algorithm="HS256"),
        jwt.encode({"sub": "n", "exp": EXP}, KEY, algorithm="HS256"),
        jwt.encode({"aud": ORIGIN, "exp": EXP}, KEY, algorithm="HS256"),
        jwt.encode({**CLAIMS, "aud": ["https://elders.nl"]}, KEY, algorithm="HS256"),
        issue(KEY, "n", ORIGIN, HOURS).text[:-2],
        issue(KEY, "n", ORIGIN, HOURS).text + "x",
    ],
)
def test_what_is_no_token_of_ours_is_none(token: object) -> None:
    assert read(KEY, token, ORIGIN) is None


def test_the_payload_of_a_token_can_not_be_changed() -> None:
    head, _, signature = issue(KEY, "n", ORIGIN, HOURS).text.split(".")
    assert read(KEY, f"{head}.{_part({**CLAIMS, 'sub': 'other'})}.{signature}", ORIGIN) is None


def test_the_sender_says_nothing_about_the_number_and_needs_the_key() -> None:
    number = new_number()
    assert number not in sender_id(KEY, number)
    assert sender_id(KEY, number) != sender_id(OTHER, number)
    assert sender_id(KEY, number) == sender_id(KEY, number)
    assert len({new_number() for _ in range(1000)}) == 1000
