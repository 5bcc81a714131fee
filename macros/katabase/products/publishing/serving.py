"""Serves a built site on this machine, with the headers that the recipe for nginx sends."""

from __future__ import annotations

import http.server
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from katabase.products.publishing import missing

if TYPE_CHECKING:
    from io import BytesIO
    from typing import BinaryIO

HERE = "127.0.0.1"
"""Only this machine: nobody else in the network sees the site."""

POLICY = (
    "default-src 'none'; script-src 'self' "
    "'sha256-tHg+XOJLrysAz0U/V+4ZVfFWzLitkVhk30aCgUXFatI='; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
    "manifest-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}


class Handler(http.server.SimpleHTTPRequestHandler):
    """Answers with files of one folder, and with the site's own page for what is missing."""

    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, **TYPES}

    def end_headers(self) -> None:
        """Send what every answer carries."""
        self.send_header("Content-Security-Policy", POLICY)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Refuse hidden files, as nginx does."""
        if "/." in self.path.partition("?")[0]:
            self.send_error(404)
            return None
        return super().send_head()

    def list_directory(self, path: Any) -> None:
        """Answer that a folder without a page is missing."""
        self.send_error(404)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's page for what is missing."""
        page = Path(self.directory) / missing.NAME
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of single requests."""


def server(site: Path, port: int = 0) -> http.server.ThreadingHTTPServer:
    """Return a server of a folder, which has a port already. Port 0: any that is free.

    Raises OSError if the port is taken.
    """
    made = http.server.ThreadingHTTPServer((HERE, port), partial(Handler, directory=str(site)))
    made.daemon_threads = True
    return made


def address_of(made: http.server.ThreadingHTTPServer) -> str:
    """Return the address under which a server answers."""
    return f"http://{HERE}:{made.server_address[1]}/"
