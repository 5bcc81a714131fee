"""A workspace: of one run alone, swept when that is dead, and never if it is not one."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from katabase.products.outputs import locks, places
from katabase.products.outputs.locks import BusyError
from katabase.products.outputs.workspace import Workspace, mend
from tests.conftest import ROOT

HOLDS = """
import sys
from pathlib import Path
from katabase.products.outputs.workspace import Workspace
workspace = Workspace(Path(sys.argv[1]))
(workspace.new / "site").mkdir()
print(workspace.folder.name, flush=True)
sys.stdin.read()
"""


def test_a_living_run_keeps_its_workspace_and_a_dead_one_does_not(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDS, str(tmp_path)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        name = other.stdout.readline().strip()
        mend(tmp_path)
        assert (tmp_path / name / "new/site").is_dir()
        with Workspace(tmp_path) as mine:
            assert mine.folder.name != name
        assert (tmp_path / name / "new/site").is_dir()
        other.kill()
        other.wait()
        mend(tmp_path)
        assert list(tmp_path.iterdir()) == []


def test_it_goes_with_its_owner(tmp_path: Path) -> None:
    """However that ends: left, forgotten, or with an error on the way."""
    workspace = Workspace(tmp_path)
    (workspace.new / "file").write_text("x", encoding="utf-8")
    del workspace
    gc.collect()
    with pytest.raises(RuntimeError), Workspace(tmp_path):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("inside", ["letter.txt", "new", "aside/00/site/index.html"])
def test_what_only_looks_like_one_stays(tmp_path: Path, inside: str) -> None:
    """A folder of that name with something else in it, or without a lock."""
    path = tmp_path / ".katabase-0123abcd" / inside
    path.parent.mkdir(parents=True)
    path.write_text("dear", encoding="utf-8")
    (tmp_path / ".katabase-lock").mkdir()
    (tmp_path / ".katabase-01234567").symlink_to(".katabase-0123abcd")
    Workspace(tmp_path).close()
    assert path.read_text(encoding="utf-8") == "dear"
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize("mode", [0o755, 0o775, 0o777])
def test_a_workspace_that_somebody_wrote_is_not_obeyed(tmp_path: Path, mode: int) -> None:
    """As in a pull request or a shared folder: it would have all that lies there removed."""
    crafted = tmp_path / ".katabase-0123abcd"
    (crafted / "new").mkdir(parents=True)
    (crafted / "lock").touch()
    (crafted / "new/mkdocs.yml").write_text("theirs", encoding="utf-8")
    (crafted / "ready").write_text("mkdocs.yml\n/", encoding="utf-8")
    crafted.chmod(mode)
    (tmp_path / "mkdocs.yml").write_text("ours", encoding="utf-8")
    (tmp_path / "work").write_text("ours", encoding="utf-8")
    Workspace(tmp_path).close()
    assert (tmp_path / "mkdocs.yml").read_text(encoding="utf-8") == "ours"
    assert (tmp_path / "work").exists()


def test_a_workspace_of_another_user_is_not_obeyed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(tmp_path)
    monkeypatch.setattr(locks, "take", lambda _: True)  # its run is dead
    user = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: user + 1)
    mend(tmp_path)
    assert workspace.folder.exists()
    monkeypatch.setattr(os, "geteuid", lambda: user)
    mend(tmp_path)
    assert not workspace.folder.exists()


def test_one_that_ended_before_it_began(tmp_path: Path) -> None:
    (tmp_path / ".katabase-0123abcd").mkdir(mode=0o700)
    mend(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_locked_yesterdays_is_nobodys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "take", lambda _: None)
    workspace = Workspace(tmp_path)
    mend(tmp_path)
    assert workspace.folder.exists()
    past = time.time() - 25 * 3600
    os.utime(workspace.folder / "lock", (past, past))
    mend(tmp_path)
    assert not workspace.folder.exists()


def test_a_folder_that_cannot_be_written_is_named_itself() -> None:
    with pytest.raises(OSError, match="proc") as caught:
        Workspace(Path("/proc"))
    assert caught.value.filename == "/proc"


FULL = """
import subprocess, sys
from pathlib import Path
from katabase.products.outputs.workspace import Workspace
parent = Path(sys.argv[1])
for free, files in [(65536, n) for n in range(2, 8)] + [(4096 * n, 99) for n in range(4)]:
    size = f"size=64k,nr_inodes={files}"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", parent], check=True)
    (parent / "mine").write_bytes(b"x" * (65536 - free))
    said = "room"
    try:
        workspace = Workspace(parent)
    except OSError as error:
        said = f"{error.filename}: {error.strerror}"
    else:
        workspace.close()
    print(said, [path.name for path in parent.iterdir()])
    subprocess.run(["umount", parent], check=True)
"""


def test_nothing_stays_on_a_disk_that_is_full(tmp_path: Path) -> None:
    """A real one, of each size between no room at all and enough, in blocks and in files."""
    space = ["unshare", "--mount", "--map-root-user"]
    if not shutil.which("unshare") or subprocess.run([*space, "true"], check=False).returncode:
        pytest.skip("no disk can be mounted here")
    command = [*space, sys.executable, "-c", FULL, tmp_path]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    full = f"{tmp_path}: No space left on device ['mine']"
    assert set(result.stdout.splitlines()) == {full, "room ['mine']"}


def test_two_at_once_where_folders_cannot_be_exchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another run fills the place just between the two renames of this one."""
    monkeypatch.setattr(places, "exchange", lambda *_: False)
    for words in ("old", "mine", "other"):
        (tmp_path / words).mkdir()
        (tmp_path / words / "page").write_text(words, encoding="utf-8")
    rename = Path.rename

    def renamed(path: Path, target: Path) -> Path:
        moved = rename(path, target)
        if path.name == "old" and (tmp_path / "other").exists():
            rename(tmp_path / "other", tmp_path / "old")
        return moved

    monkeypatch.setattr(Path, "rename", renamed)
    places.put(tmp_path / "mine", tmp_path / "old", tmp_path / "aside")
    assert (tmp_path / "old/page").read_text(encoding="utf-8") == "mine"


def test_a_lock_is_held_by_one(tmp_path: Path) -> None:
    with (
        locks.alone(tmp_path / "lock", "publishing"),
        pytest.raises(BusyError, match="somebody else is publishing here"),
        locks.alone(tmp_path / "lock", "publishing"),
    ):
        pass
    with locks.alone(tmp_path / "lock", "publishing"):
        pass
