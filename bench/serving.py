"""How long an edited practice takes to be seen under ``mkdocs serve``."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

SOON = 0.02
"""Seconds between two looks at a page."""
LONGEST = 900
"""Seconds after which nothing is waited for."""


def until_shown(folder: Path) -> float:
    """Return the seconds from the saving of a practice to its page with the new title."""
    practice = min((folder / "kata" / "starter-kata").glob("*.yml"))
    before = practice.read_text(encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    command = [
        str(Path(sys.executable).parent / "mkdocs"),
        "serve",
        "-q",
        "-a",
        f"127.0.0.1:{port}",
    ]
    own = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    server = subprocess.Popen(command, cwd=folder, env=own, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/starter-kata/{practice.stem}/"
    try:
        _wait_for(address, "<html")
        mark = f"seen at {time.time_ns()}"
        lines = before.splitlines(keepends=True)
        at = next(place for place, line in enumerate(lines) if line.startswith("title:"))
        lines[at] = f"title: The practice {mark}\n"
        start = time.perf_counter()
        practice.write_text("".join(lines), encoding="utf-8")
        _wait_for(address, mark)
        return time.perf_counter() - start
    finally:
        server.terminate()
        server.wait()
        practice.write_text(before, encoding="utf-8")


def _wait_for(address: str, words: str) -> None:
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        with contextlib.suppress(OSError), urllib.request.urlopen(address) as answer:
            if words in answer.read().decode():
                return
        time.sleep(SOON)
    raise SystemExit(f"{address}: not seen in {LONGEST} seconds")
