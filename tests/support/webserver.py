"""A real nginx on a free port, with the configuration that the project ships."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support import programs

if TYPE_CHECKING:
    from collections.abc import Iterator

DEPLOY = Path(__file__).parent.parent.parent / "deploy" / "nginx"

MAIN = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log stderr warn;
worker_processes 1;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/katabase.conf;
}}
"""


FRAMES = 'map $uri $katabase_frames { default ""; }'
"""The line that says what a page may show in a frame."""


def configure(folder: Path, root: Path, port: int, path: str = "", frames: str = "") -> Path:
    """Write the shipped configuration with the marked lines set; return the main file."""
    text = (DEPLOY / "katabase.conf").read_text(encoding="utf-8")
    if path:
        lines = text.splitlines()
        lines = [line for line in lines if not line.startswith(PLAIN)]
        text = "\n".join(
            line.removeprefix("# ") if line.startswith(SET) else line for line in lines
        )
        text = text.replace("/any/sub/path", path)
    assert text.count(FRAMES) == 1
    text = text.replace(FRAMES, FRAMES.replace('""', f'"{frames}"'))
    text = text.replace("listen 80;", f"listen 127.0.0.1:{port};")
    text = text.replace("include /etc/nginx/katabase", f"include {DEPLOY}/katabase")
    text = text.replace("/srv/katabase/redirects", f"{root}{path}/redirects")
    text = text.replace("/srv/katabase;", f"{root};")
    (folder / "katabase.conf").write_text(text, encoding="utf-8")
    main = folder / "nginx.conf"
    user = "user root;" if os.getuid() == 0 else ""  # else it may not read root's test folders
    main.write_text(MAIN.format(folder=folder, user=user), encoding="utf-8")
    return main


PLAIN = ('map $uri $katabase_prefix { default ""; }', "map $uri $katabase_path { default $uri; }")
SET = ("# map $uri $katabase_prefix", "# map $uri $katabase_path")


@contextmanager
def nginx(folder: Path, root: Path, path: str = "", frames: str = "") -> Iterator[str]:
    """Serve a folder; yield the address, with a slash at its end.

    ``frames`` is what the line for frames allows, as in ``; frame-src 'self'``.
    """
    program = programs.nginx()
    assert program, "no nginx found; run: python tests/support/programs.py"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    main = configure(folder, root, port, path, frames)
    process = subprocess.Popen(
        [program, "-c", str(main), "-p", str(folder)], stderr=subprocess.PIPE, text=True
    )
    try:
        _wait(process, port)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait(process: subprocess.Popen[str], port: int) -> None:
    """Try until the port answers or nginx has given up."""
    while process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("HEAD", "/")
            connection.getresponse().read()
        except OSError:
            continue
        else:
            return
        finally:
            connection.close()
    assert process.stderr
    raise AssertionError(process.stderr.read())
