"""`mkdocs serve`: drafts are shown, and editing a YAML file reloads the page.

MkDocs 1.6.1 does not watch anything with click 8.3: this test is why pyproject.toml
leaves that release out.
"""

from __future__ import annotations

import queue
import re
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.project import Project, make

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

LONGEST = 90
"""Seconds that a build may take before a test gives up; no test waits that long for nothing."""


class Server:
    """A running `mkdocs serve` and what it says."""

    def __init__(self, project: Project) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.place = f"127.0.0.1:{free.getsockname()[1]}"
        program = str(Path(sys.executable).parent / "mkdocs")
        self.process = subprocess.Popen(
            [program, "serve", "--dev-addr", self.place],
            cwd=project.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.put(line)

    def wait_for(self, pattern: str) -> str:
        """Wait until it says something; return the line. Raises queue.Empty if it never does."""
        while True:
            line = self.said.get(timeout=LONGEST)
            if re.search(pattern, line):
                return line

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = make(tmp_path_factory.mktemp("served"))
    project.edit("kata/checklists/desk-walk.yml", "status: trial", "status: draft")
    return project


@pytest.fixture(scope="module")
def server(project: Project) -> Iterator[Server]:
    server = Server(project)
    server.wait_for(r"Serving on")
    yield server
    server.stop()


def test_drafts_are_shown_and_marked(server: Server) -> None:
    address = f"http://{server.place}/practise/checklists/desk-walk/"
    with urllib.request.urlopen(address) as answer:
        assert "This is a draft" in answer.read().decode()


def test_an_edit_of_a_yaml_file_reloads_the_page(
    server: Server, project: Project, browser: Browser
) -> None:
    """The page in the browser shows the new words without anybody reloading it."""
    page = browser.new_page()
    page.set_default_timeout(LONGEST * 1000)
    page.goto(f"http://{server.place}/practise/traits/keeps-promises/")
    page.get_by_role("heading", level=1, name="Keeps promises").wait_for()
    project.edit("kata/traits/keeps-promises.yml", "title: Keeps promises", "title: Keeps its word")
    page.get_by_role("heading", level=1, name="Keeps its word").wait_for()
    page.close()


def test_a_mistake_while_serving_is_said_and_the_server_lives_on(
    server: Server, project: Project
) -> None:
    """The words of the check appear; mending the file brings the page back."""
    project.edit("kata/traits/keeps-promises.yml", "statement:", "statment:")
    line = server.wait_for(r"keeps-promises\.yml:\d+:\d+: error: .*statment")
    assert 'did you mean "statement"?' in line
    server.wait_for(r"Reloading browsers")
    address = f"http://{server.place}/practise/traits/keeps-promises/"
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(address, timeout=LONGEST)
    with refused.value as answer:
        assert "did you mean &quot;statement&quot;?" in answer.read().decode()
    project.edit("kata/traits/keeps-promises.yml", "statment:", "statement:")
    server.wait_for(r"Reloading browsers|Documentation built")
    with urllib.request.urlopen(address, timeout=LONGEST) as answer:
        assert answer.status == 200
