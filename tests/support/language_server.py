"""The YAML language server that editors run, spoken to over its standard input and output."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING, Any, Self

from tests.conftest import ROOT

if TYPE_CHECKING:
    from types import TracebackType

SERVER = ROOT / "macros/node_modules/yaml-language-server/bin/yaml-language-server"
PATIENCE = 120
"""Seconds after which an answer that has not come is a fault."""


class LanguageServer:
    """A server that has a folder open, with the settings that the folder's `.vscode` holds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        settings = folder / ".vscode/settings.json"
        self.settings = json.loads(settings.read_text("utf-8")) if settings.exists() else {}
        node = shutil.which("node", path=str(Path(sys.executable).parent)) or "node"
        self.process = subprocess.Popen(
            [node, str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.answers: Queue[dict[str, Any]] = Queue()
        self.diagnostics: Queue[dict[str, Any]] = Queue()
        self.number = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> Self:
        where = [{"uri": self.folder.as_uri(), "name": "folder"}]
        can = {"workspace": {"configuration": True, "workspaceFolders": True}}
        can["textDocument"] = {"completion": {"completionItem": {"snippetSupport": False}}}
        self.ask("initialize", rootUri=self.folder.as_uri(), workspaceFolders=where,
                 capabilities=can, processId=None)  # fmt: skip
        self._send(method="initialized", params={})
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.kill()
        self.process.wait()

    def open(self, path: Path, text: str) -> list[dict[str, Any]]:
        """Open a file with a text; return what the server says of it."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._send(method="textDocument/didOpen", params={"textDocument": document})
        while True:
            found = self.diagnostics.get(timeout=PATIENCE)
            if found["uri"] == path.as_uri():
                return list(found["diagnostics"])

    def at(self, question: str, path: Path, line: int, column: int) -> Any:
        """Ask for `completion` or `hover` at a place, both counted from 0."""
        where = {"line": line, "character": column}
        return self.ask(
            f"textDocument/{question}", textDocument={"uri": path.as_uri()}, position=where
        )

    def ask(self, method: str, **params: Any) -> Any:
        """Send a request; return its result."""
        self.number += 1
        self._send(id=self.number, method=method, params=params)
        while True:
            answer = self.answers.get(timeout=PATIENCE)
            if answer["id"] == self.number:
                return answer.get("result")

    def _send(self, **message: Any) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        self.process.stdin.flush()

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream
        while header := stream.readline():
            length = re.match(rb"Content-Length: (\d+)", header)
            if not length:
                continue
            while stream.readline().strip():
                pass
            self._take(json.loads(stream.read(int(length[1]))))

    def _take(self, message: dict[str, Any]) -> None:
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics.put(message["params"])
        elif message.get("method") == "workspace/configuration":
            asked = [item.get("section", "") for item in message["params"]["items"]]
            self._send(id=message["id"], result=[self._section(name) for name in asked])
        elif "method" in message and "id" in message:
            self._send(id=message["id"], result=None)
        elif "id" in message:
            self.answers.put(message)

    def _section(self, name: str) -> Any:
        if name in self.settings:
            return self.settings[name]
        start = f"{name}."
        found: dict[str, Any] = {}
        for key, value in self.settings.items():
            if key.startswith(start):
                inner = found
                *path, last = key.removeprefix(start).split(".")
                for step in path:
                    inner = inner.setdefault(step, {})
                inner[last] = value
        return found
