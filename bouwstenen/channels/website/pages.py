"""The assistant's own pages and the files of the widget, with the headers that keep them safe."""

from __future__ import annotations

import gzip
import hashlib
import html
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Optional

from sanic.request import Request
from sanic.response import HTTPResponse, raw

from bouwstenen.channels.website.origins import safe_host
from bouwstenen.paths import ROOT

_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
}
#: A name with a hash never gets another content: ``chat-Bx3k9Q2_.js``.
_HASHED = re.compile(r"-[A-Za-z0-9_-]{8,}\.[a-z]+$")
_FOR_EVER = "public, max-age=31536000, immutable"
_FOR_FIVE_MINUTES = "public, max-age=300"
_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
_EVERYWHERE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin"}


@dataclass(frozen=True)
class _File:
    content: bytes
    packed: bytes
    kind: str
    cache: str
    tag: str


class Pages:
    """What can be fetched; everything is read once, and nothing else exists.

    Args:
        folder: with ``pages/`` (the pages, their style and script) and ``dist/`` (the built widget).
    """

    def __init__(self, folder: Path = ROOT / "widget") -> None:
        self._pages = {path.stem: path.read_text(encoding="utf-8") for path in sorted((folder / "pages").glob("*.html"))}
        paths = [path for part in ("pages", "dist") for path in sorted((folder / part).glob("[!.]*")) if path.suffix in _TYPES]
        self._files: Dict[str, _File] = {path.name: _read(path) for path in paths if path.is_file() and not path.is_symlink()}

    def page(self, name: str, request: Request) -> HTTPResponse:
        """Return a page, with the address that it was asked from filled in."""
        host = safe_host(request.headers.get("host"))
        scheme = "https" if request.scheme in ("https", "wss") else "http"
        origin = f"{scheme}://{host}" if host else ""
        values = {"origin": html.escape(origin, quote=True)}
        body = _PLACEHOLDER.sub(lambda match: values[match[1]], self._pages[name])
        headers = {
            **_EVERYWHERE,
            "Content-Security-Policy": content_security_policy(host),
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
            "Cache-Control": "no-cache",
            "Vary": "Host",
        }
        return raw(body.encode(), content_type="text/html; charset=utf-8", headers=headers)

    def file(self, name: str, request: Request) -> HTTPResponse:
        """Return a file of the widget or of a page; 404 for anything that was not there at the start."""
        headers = {**_EVERYWHERE, "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
        found: Optional[_File] = self._files.get(name)
        if found is None:
            return raw(b"Dit bestand is er niet.", 404, content_type="text/plain; charset=utf-8", headers=headers)
        headers.update({"Cache-Control": found.cache, "ETag": found.tag, "Vary": "Accept-Encoding"})
        if found.tag in (request.headers.get("if-none-match") or ""):
            return raw(b"", 304, headers=headers)
        if "gzip" in (request.headers.get("accept-encoding") or "").lower():
            return raw(found.packed, content_type=found.kind, headers={**headers, "Content-Encoding": "gzip"})
        return raw(found.content, content_type=found.kind, headers=headers)


def content_security_policy(host: Optional[str]) -> str:
    """Return the policy of the pages: nothing from another host, no inline script and no inline style.

    Args:
        host: own host with its port; older browsers want WebSockets named apart from ``'self'``.
    """
    sockets = f" ws://{host} wss://{host}" if host else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        f"connect-src 'self'{sockets}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )


def _read(path: Path) -> _File:
    content = path.read_bytes()
    return _File(
        content,
        gzip.compress(content, 9, mtime=0),
        _TYPES[path.suffix],
        _FOR_EVER if _HASHED.search(path.name) else _FOR_FIVE_MINUTES,
        f'"{hashlib.sha256(content).hexdigest()[:20]}"',
    )
