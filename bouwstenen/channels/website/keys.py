"""The key of the server, and what is derived from it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

#: Characters of a derived id: 132 bits, too many to guess.
_ID_LENGTH = 22


def load_key(secret: str, file: Path) -> bytes:
    """Return the key of 32 bytes that signs sessions.

    Args:
        secret: what the settings say; empty for a secret that is made once and kept.
        file: where that secret is kept, readable by its owner only.

    Raises:
        OSError: the file can't be made or read.
    """
    return hashlib.sha256((secret or _kept(file)).encode()).digest()


def _kept(file: Path) -> str:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as opened:
            opened.write(secrets.token_urlsafe(48))
        try:
            # Whoever links first wins, and nobody ever reads half a secret.
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text(encoding="ascii").strip()


def derive(key: bytes, purpose: str, *parts: str) -> str:
    """Return an id that follows from the parts and says nothing about them to who lacks the key.

    Args:
        key: the server's key.
        purpose: what it is for; the same parts give another id for another purpose.
        parts: texts, lone surrogates allowed.
    """
    digest = hmac.new(key, digestmod=hashlib.sha256)
    for part in (purpose, *parts):
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return base64.urlsafe_b64encode(digest.digest()).decode("ascii")[:_ID_LENGTH]
