"""Commands of the virtual environment as processes that have their imports behind them.

A process that has imported what the commands need forks itself for each command: a process
with its own folder, environment, output and exit code, as a shell would start it, only a
second sooner. Where the environment says something to the interpreter itself, and in the tests
of what is installed, a command starts from nothing.
"""

from __future__ import annotations

import atexit
import functools
import gc
import importlib
import io
import json
import os
import resource
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

BIN = Path(sys.executable).parent
PROGRAMS = ("katabase", "mkdocs", "mike")
LINE = "line"
"""The socket of the process that forks itself, in its folder."""

NEEDED = (
    "katabase.adapters.cli",
    "katabase.adapters.plugin",
    "material.extensions.emoji",
    "material.plugins.search.plugin",
    "mkdocs.commands.build",
    "mkdocs_macros.plugin",
    "pymdownx.superfences",
)
"""What the programs import only while they build; the rest comes with them."""

OWN = ("PYTHON", "LC_", "LANG", "MALLOC")
"""How the names of variables begin that a process reads before its first line runs."""

SHIM = """\
#!{python} -IS
import json, os, socket, sys
command, env = [{name!r}, *sys.argv[1:]], dict(os.environ)
if command[:3] == ["python", "-m", "mkdocs"]:
    command = command[2:]
if command[0] == "python" or {{n: v for n, v in env.items() if n.startswith({own!r})}} != {now!r}:
    os.execv({real!r}, [{real!r}, *sys.argv[1:]])
with socket.socket(socket.AF_UNIX) as line:
    line.connect({address!r})
    socket.send_fds(line, [b"."], [0, 1, 2])
    line.sendall(json.dumps({{"command": command, "cwd": os.getcwd(), "env": env}}).encode())
    line.shutdown(socket.SHUT_WR)
    sys.exit(int(line.makefile().readlines()[-1]))
"""
"""A program that asks for a fork, and is the real one where that would not be the same."""


def takes(command: tuple[str, ...], env: Mapping[str, str]) -> bool:
    """Return whether a command can start warm in this environment."""
    return command[0] in PROGRAMS and _own(env) == _own(os.environ)


def _own(env: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in env.items() if name.startswith(OWN)}


def run(
    command: tuple[str, ...], cwd: Path, env: Mapping[str, str], timeout: float
) -> subprocess.CompletedProcess[str]:
    """Run a command as ``subprocess.run`` does. What it starts itself starts warm as well."""
    env = {**env, "PATH": f"{shims()}{os.pathsep}{env['PATH']}"}
    what = {"command": list(command), "cwd": str(cwd), "env": env, "largest": _largest()}
    (out, to_out), (err, to_err) = os.pipe(), os.pipe()
    with (
        Path(os.devnull).open("rb") as nothing,
        socket.socket(socket.AF_UNIX) as line,
        ThreadPoolExecutor(2) as readers,
    ):
        line.connect(str(_server() / LINE))
        socket.send_fds(line, [b"."], [nothing.fileno(), to_out, to_err])
        os.close(to_out)
        os.close(to_err)
        line.sendall(json.dumps(what).encode())
        line.shutdown(socket.SHUT_WR)
        texts = [readers.submit(_read, pipe) for pipe in (out, err)]
        line.settimeout(timeout)
        said = b""
        try:
            while part := line.recv(64):
                said += part
        except TimeoutError:
            os.kill(int(said), signal.SIGKILL)
            raise subprocess.TimeoutExpired(command, timeout) from None
        _, code = said.split()
    return subprocess.CompletedProcess(command, int(code), *(text.result() for text in texts))


def _read(pipe: int) -> str:
    with os.fdopen(pipe) as file:
        return file.read()


def shims() -> Path:
    """Return the folder of programs that start warm, to stand first in a PATH."""
    return _server() / "bin"


def _largest() -> tuple[int, int]:
    """Return how large a file may be, in bytes: what a fork gets from elsewhere than from us."""
    return resource.getrlimit(resource.RLIMIT_FSIZE)


@functools.cache
def _server() -> Path:
    """Start the process that forks itself, which ends with this one; return its folder."""
    folder = Path(tempfile.mkdtemp(prefix="katabase-warm-"))
    (folder / "bin").mkdir()
    for name in (*PROGRAMS, "python"):
        program = folder / "bin" / name
        text = SHIM.format(
            python=sys.executable,
            name=name,
            own=OWN,
            now=_own(os.environ),
            real=str(BIN / name),
            address=str(folder / LINE),
        )
        program.write_text(text, encoding="utf-8")
        program.chmod(0o755)
    process = subprocess.Popen(
        [sys.executable, __file__, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    atexit.register(process.communicate)  # its input ends, and so does it
    assert process.stdout
    assert process.stdout.readline() == b"ready\n"
    return folder


def _serve(folder: Path) -> None:
    """Fork for everyone who asks, until the process that started this one is gone."""
    mains = {
        script.name: script.load()
        for script in entry_points(group="console_scripts")
        if script.name in PROGRAMS
    }
    for name in NEEDED:
        importlib.import_module(name)
    gc.freeze()
    sys.executable = str(folder / "bin/python")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / LINE))
        listener.listen(64)
        print("ready", flush=True)
        attending = 0
        while select.select([listener, sys.stdin], [], [])[0] == [listener]:
            line, _ = listener.accept()
            while attending and os.waitpid(-1, os.WNOHANG)[0]:
                attending -= 1
            attending += 1
            if os.fork() == 0:
                listener.close()
                _attend(line, mains)
            line.close()
    shutil.rmtree(folder)


def _attend(line: socket.socket, mains: dict[str, Callable[[], object]]) -> NoReturn:
    """Fork a command, and say which process it is and, at last, how it ended."""
    _, streams, _, _ = socket.recv_fds(line, 1, 3)
    with line.makefile("rw", encoding="utf-8") as talk:
        what = json.loads(talk.read())
        pid = os.fork()
        if pid == 0:
            line.close()
            for number, stream in enumerate(streams):
                os.dup2(stream, number)
                os.close(stream)
            _become(what)
            sys.exit(mains[what["command"][0]]())
        print(pid, file=talk, flush=True)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), file=talk, flush=True)
    os._exit(0)


def _become(what: dict[str, Any]) -> None:
    """Take over the folder, the environment and the words of a command."""
    os.chdir(what["cwd"])
    os.environ.clear()
    os.environ.update(what["env"])
    time.tzset()
    if "largest" in what:
        resource.setrlimit(resource.RLIMIT_FSIZE, what["largest"])
    program, *words = what["command"]
    sys.argv = [str(BIN / program), *words]
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)), "utf-8")
    sys.stdout = _writer(1, "strict")
    sys.stderr = _writer(2, "backslashreplace")


def _writer(number: int, errors: str) -> io.TextIOWrapper:
    file = io.BufferedWriter(io.FileIO(number, "w", closefd=False))
    return io.TextIOWrapper(file, "utf-8", errors, line_buffering=number == 2)


if __name__ == "__main__":
    sys.path[0] = str(BIN)  # as it is for the programs there
    _serve(Path(sys.argv[1]))
