"""From which web pages the assistant may be used."""

from __future__ import annotations

import re
from typing import FrozenSet, Optional

#: What stands in the settings for the assistant's own pages.
SELF = "self"
_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")
_ORIGIN = re.compile(rf"(?P<scheme>https?)://(?P<host>{_HOST.pattern})")


def read_origins(setting: str) -> FrozenSet[str]:
    """Return the origins of a setting, separated by commas.

    Raises:
        ValueError: one is no origin, such as ``https://www.voorbeeld.nl``; the message says which.
    """
    names = {name.strip().lower() for name in setting.split(",")} - {"", SELF}
    for name in sorted(names):
        if not _ORIGIN.fullmatch(name):
            raise ValueError(f"BOUWSTENEN_ORIGINS: '{name}' is geen adres zoals https://www.voorbeeld.nl (zonder pad erachter).")
    return frozenset(names)


def safe_host(host: Optional[str]) -> Optional[str]:
    """Return a ``Host`` header in lower case, or ``None`` when it has another shape than that of a host."""
    return host.lower() if host and _HOST.fullmatch(host) else None


def accepted(origin: Optional[str], host: Optional[str], allowed: FrozenSet[str]) -> Optional[str]:
    """Return the origin to which a conversation is bound, or ``None`` when it may not use the assistant.

    The assistant's own pages count as one origin, ``//host``: browsers leave the ``Origin`` header
    out of some requests to the same origin, and behind a proxy the scheme is not known here.

    Args:
        origin: the ``Origin`` header, if any.
        host: the ``Host`` header.
        allowed: the origins of the settings.
    """
    own = safe_host(host)
    if origin is None:
        return f"//{own}" if own else None
    origin = origin.lower()
    match = _ORIGIN.fullmatch(origin)
    if match is None:
        return None
    if own is not None and match["host"] == own:
        return f"//{own}"
    return origin if origin in allowed else None
