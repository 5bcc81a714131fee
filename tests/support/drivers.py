"""Browsers that Playwright has no build of, as they are installed: driven over their own wires.

Firefox listens by itself (Marionette); WebKitGTK by a program of its own (WebKitWebDriver), and
only with a screen, which Xvfb makes. No package of Python is needed for either.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE = 60
"""Seconds until what a script waits for must be there."""


class Driven:
    """A browser with one window."""

    def __init__(self, send: Callable[[str, dict[str, Any]], Any]) -> None:
        """``send`` hands a command with its values to the browser and returns the answer."""
        self._send = send

    def go(self, address: str) -> None:
        """Leave the page for an address and wait until what stands there is loaded.

        WebKit answers now and then while the page that is left still stands (seen in 3 of 40
        turns), and a script would run there: the page that is left bears a mark.
        """
        self.run("window.left = true")
        self._send("Navigate", {"url": address})
        _until(self._arrive)

    def _arrive(self) -> None:
        try:
            if self.run("return !window.left && document.readyState === 'complete'"):
                return
        except AssertionError as error:  # the page went while it was asked
            raise ConnectionError from error
        raise ConnectionError

    def run(self, script: str, *given: Any) -> Any:
        """Run the body of an asynchronous function in the page; return what it returns."""
        wrapped = (
            "const done = arguments[arguments.length - 1];"
            f"(async (...given) => {{ {script} }})(...[...arguments].slice(0, -1))"
            ".then((value) => done([value]), (error) => done(`${error} ${error?.stack}`));"
        )
        said = self._send("ExecuteAsyncScript", {"script": wrapped, "args": list(given)})
        assert isinstance(said, list), said
        return said[0]


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _until(attempt: Callable[[], Any]) -> Any:
    """Try until it works."""
    last = time.monotonic() + PATIENCE
    while True:
        try:
            return attempt()
        except OSError:
            if time.monotonic() > last:
                raise
            time.sleep(0.1)


@contextmanager
def _process(*command: str, **env: str) -> Iterator[None]:
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **env},
        start_new_session=True,
    ) as process:
        try:
            yield
        finally:
            os.killpg(process.pid, 9)


PREFERENCES = {
    "marionette.port": 0,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.normandy.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "browser.download.folderList": 2,
}


@contextmanager
def firefox(folder: Path) -> Iterator[Driven]:
    """Start a Firefox without a window, with a profile in a folder."""
    port = free_port()
    lines = [
        f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
        for name, value in {**PREFERENCES, "marionette.port": port}.items()
    ]
    folder.mkdir(exist_ok=True)
    (folder / "user.js").write_text("".join(lines), encoding="utf-8")
    program = firefox_program()
    assert program
    with _process(
        program, "--headless", "--marionette", "--profile", str(folder), HOME=str(folder)
    ):
        wire = _until(lambda: socket.create_connection(("127.0.0.1", port)))
        wire.settimeout(PATIENCE * 2)
        _received(wire)
        number = 0

        def send(name: str, values: dict[str, Any]) -> Any:
            nonlocal number
            number += 1
            text = json.dumps([0, number, f"WebDriver:{name}", values]).encode()
            wire.sendall(b"%d:%s" % (len(text), text))
            _, _, error, result = _received(wire)
            assert not error, error
            alone = isinstance(result, dict) and result.keys() == {"value"}
            return result["value"] if alone else result

        send("NewSession", {"capabilities": {}})
        send("SetTimeouts", {"script": PATIENCE * 1000})
        yield Driven(send)
        wire.close()


def _received(wire: socket.socket) -> Any:
    size = b""
    while (one := wire.recv(1)) != b":":
        assert one, "Firefox has gone"
        size += one
    text = b""
    while len(text) < int(size):
        text += wire.recv(int(size) - len(text))
    return json.loads(text)


COMMANDS = {"Navigate": "url", "ExecuteAsyncScript": "execute/async", "SetTimeouts": "timeouts"}


@contextmanager
def webkit(_folder: Path) -> Iterator[Driven]:
    """Start the small browser of WebKitGTK on a screen that nobody sees."""
    port, screen = free_port(), str(free_port() % 10000 + 100)
    driver, browser = webkit_programs()
    assert driver
    with (
        _process("Xvfb", f":{screen}", "-screen", "0", "800x900x24", "-nolisten", "tcp"),
        _process(driver, "-p", str(port), DISPLAY=f":{screen}", GDK_BACKEND="x11"),
    ):
        _until(Path(f"/tmp/.X11-unix/X{screen}").stat)
        base = f"http://127.0.0.1:{port}/session"

        def ask(address: str, values: dict[str, Any]) -> Any:
            request = urllib.request.Request(address, json.dumps(values).encode())
            try:
                with urllib.request.urlopen(request, timeout=PATIENCE * 2) as answer:
                    return json.load(answer)["value"]
            except urllib.error.HTTPError as error:
                raise AssertionError(error.read().decode()) from error

        _until(lambda: socket.create_connection(("127.0.0.1", port)).close())
        options = {"binary": browser, "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        session = ask(base, {"capabilities": wanted})["sessionId"]

        def send(name: str, values: dict[str, Any]) -> Any:
            return ask(f"{base}/{session}/{COMMANDS[name]}", values)

        send("SetTimeouts", {"script": PATIENCE * 1000})
        yield Driven(send)


def firefox_program() -> str | None:
    """Return where Firefox is, if it is installed."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


def webkit_programs() -> tuple[str | None, str]:
    """Return where the driver and the small browser of WebKitGTK are, if they can be used."""
    found = sorted(Path("/usr").glob("lib*/**/webkit2gtk-4.*/MiniBrowser"))
    usable = found and shutil.which("Xvfb")
    return (shutil.which("WebKitWebDriver") if usable else None), str(found[-1] if found else "")


BROWSERS = {
    name: start
    for name, start, there in (
        ("firefox", firefox, firefox_program()),
        ("webkit", webkit, webkit_programs()[0]),
    )
    if there
}
"""How each of them that is installed is started, with a folder of its own."""
