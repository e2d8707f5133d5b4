from __future__ import annotations

import pytest

from bouwstenen.channels.website.origins import accepted, read_origins, safe_host

ALLOWED = read_origins("self, https://www.voorbeeld.nl ,HTTP://Intranet:8080,")


def test_origins_of_the_settings_are_read() -> None:
    assert {"https://www.voorbeeld.nl", "http://intranet:8080"} == ALLOWED
    assert read_origins("self") == read_origins("") == frozenset()


@pytest.mark.parametrize(
    "setting",
    ["*", "www.voorbeeld.nl", "https://www.voorbeeld.nl/", "https://www.voorbeeld.nl/pad", "ftp://x.nl", "https://*.x.nl", "null"],
)
def test_a_setting_that_is_no_origin_is_named(setting: str) -> None:
    with pytest.raises(ValueError, match="BOUWSTENEN_ORIGINS"):
        read_origins(f"https://goed.nl,{setting}")


@pytest.mark.parametrize(
    ("origin", "host", "expected"),
    [
        (None, "chat.nl", "//chat.nl"),
        ("https://chat.nl", "chat.nl", "//chat.nl"),
        ("http://127.0.0.1:5005", "127.0.0.1:5005", "//127.0.0.1:5005"),
        ("http://[::1]:5005", "[::1]:5005", "//[::1]:5005"),
        ("HTTPS://CHAT.nl", "chat.NL", "//chat.nl"),
        ("https://www.voorbeeld.nl", "chat.nl", "https://www.voorbeeld.nl"),
        ("http://intranet:8080", "chat.nl", "http://intranet:8080"),
        ("http://www.voorbeeld.nl", "chat.nl", None),
        ("https://www.voorbeeld.nl:444", "chat.nl", None),
        ("https://www.voorbeeld.nl.elders.nl", "chat.nl", None),
        ("https://elders.nl", "chat.nl", None),
        ("https://chat.nl@elders.nl", "chat.nl", None),
        ("https://chat.nl:5005", "chat.nl", None),
        ("null", "chat.nl", None),
        ("", "chat.nl", None),
        ("file://", "chat.nl", None),
        (None, None, None),
        (None, "a b", None),
        ("https://a b", "a b", None),
    ],
)
def test_only_own_pages_and_allowed_sites_are_accepted(origin: str | None, host: str | None, expected: str | None) -> None:
    assert accepted(origin, host, ALLOWED) == expected


@pytest.mark.parametrize("host", ["", "-", "a\n", "<script>", 'x"y', "a/b", "a:b", "a:123456", "x" * 300, "é.nl", "a b", "[x]"])
def test_a_host_that_is_none_is_not_repeated(host: str) -> None:
    assert safe_host(host) is None


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:5005", "Chat.Voorbeeld.nl", "[::1]:80", "a"])
def test_a_host_is_kept_in_lower_case(host: str) -> None:
    assert safe_host(host) == host.lower()
