"""The only caller of git: what a folder held at an earlier version."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import tarfile
from typing import TYPE_CHECKING

from katabase.domain.problems import KatabaseError

if TYPE_CHECKING:
    from pathlib import Path


class GitError(KatabaseError):
    """A version that git does not know, or a folder outside any repository."""


class NoGitError(GitError):
    """A computer without git, which so knows no version at all."""


class NoFolderError(GitError):
    """A folder that was not there at a version."""


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        command = ["git", "-C", str(folder), *arguments]
        run = subprocess.run(command, capture_output=True, check=True)
    except FileNotFoundError as error:
        message = "git, which knows the versions, is not installed or not on the PATH"
        raise NoGitError(message) from error
    except subprocess.CalledProcessError as error:
        words = error.stderr.decode("utf-8", "replace").split()
        raise GitError(" ".join(words) or "git failed") from error
    return run.stdout


def commit_of(folder: Path, version: str) -> str:
    """Return the commit of a tag (with or without ``v``), branch or hash. Raises GitError."""
    top(folder)  # says what is wrong where no version can be known
    for name in (version, f"v{version}"):
        try:
            # --end-of-options: a name that begins with a dash is never an option
            wanted = f"{name}^{{commit}}"
            found = _git(folder, "rev-parse", "--verify", "--end-of-options", wanted)
        except NoGitError:
            raise
        except GitError:
            continue
        return found.decode().split()[-1]
    said = f'git knows no version "{version}" of {folder}'
    raise GitError(f"{said}; {PARTLY}: {FETCH} --tags" if _is_shallow(folder) else said)


PARTLY = "this clone holds only the last commits; fetch the others with"
FETCH = "git fetch --unshallow"


def _is_shallow(folder: Path) -> bool:
    return _git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"


def history(folder: Path, folders: list[Path], after: str | None) -> list[str]:
    """Return the commits that changed some folders of a repository, the oldest first.

    Only what the branch itself held counts: of a merge the result, not the way to it.
    ``after`` is the commit behind which they begin, None for all. Raises GitError.
    """
    if _is_shallow(folder):
        raise GitError(f"{PARTLY}: {FETCH}")
    wanted = f"{after}..HEAD" if after else "HEAD"
    command = ["log", "--first-parent", "--reverse", "--format=%H", wanted, "--"]
    return _git(folder, *command, *map(str, folders)).decode().split()


def top(folder: Path) -> str:
    """Return the uppermost folder of the repository in which a folder lies. Raises GitError."""
    try:
        # as Python names files here: in a locale without the letter of a path, UTF-8 finds nothing
        return os.fsdecode(_git(folder, "rev-parse", "--show-toplevel")).strip()
    except NoGitError:
        raise
    except GitError as error:
        message = f"{folder} lies in no repository that git reads; it says: {error}"
        raise GitError(message) from error


def export(folder: Path, commit: str, target: Path, *patterns: str) -> None:
    """Write what a folder held at a commit into another folder. Raises GitError.

    With ``patterns`` only the files that these match, each of which must match one.
    Links that lead out of the folder, and whatever else is no file, are left out: they led
    somewhere on the computer of whoever committed them.
    """
    try:  # run within the folder, git takes only what stands below it
        _git(folder, "rev-parse", "--verify", "--quiet", f"{commit}:./")  # git 2.55 packs nothing
        archive = _git(folder, "archive", "--format=tar", commit, *patterns)
    except NoGitError:
        raise
    except GitError as error:
        raise NoFolderError(f"there was no folder {folder.name} in {commit[:10]}") from error
    try:
        tar = tarfile.open(fileobj=io.BytesIO(archive))  # noqa: SIM115 it is closed below
    except tarfile.ReadError:
        return  # what git writes of a folder without files is no archive to Python
    with tar:
        for member in tar:
            with contextlib.suppress(tarfile.FilterError):
                tar.extract(member, target, filter="data")
