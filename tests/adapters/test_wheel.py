"""The wheel, built and installed alone, carries the shipped library and makes a site of it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import sysconfig
import venv
import zipfile
from typing import TYPE_CHECKING

import pytest

from katabase.domain.messages import languages
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from katabase.domain.library import Library


def call(*command: str | Path, cwd: Path, **env: str) -> str:
    """Run a command; return what it printed. Fails the test if it fails."""
    result = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **env},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this working copy with the build tools that are installed."""
    folder = tmp_path_factory.mktemp("dist")
    call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, cwd=ROOT)
    return next(folder.glob("katabase-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel; the packages it needs are those of this one.

    Those come through a path file that is read last, so the package itself comes from the
    wheel: an editable installation works through such a file as well, which is not read here.
    """
    folder = tmp_path_factory.mktemp("fresh") / "venv"
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index")
    call(*pip, "--no-deps", wheel, cwd=folder)
    place = next(folder.glob("lib/python*/site-packages"))
    (place / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def test_the_wheel_holds_the_library_and_all_that_a_site_needs(
    wheel: Path, shipped: Library
) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    for entry in shipped.entries.values():
        assert f"katabase/library/{entry.kind.folder}/{entry.id}.yml" in names
    for needed in (
        "katabase/library/glossary.yml",
        "katabase/assets/katabase.js",
        "katabase/assets/css/katabase.css",
        "katabase/templates/theme/main.html",
        "katabase/templates/pages/trait.html.j2",
        *(f"katabase/locale/{language}/katabase.po" for language in languages()[1:]),
        "katabase/templates/guides/printing.de.md",
    ):
        assert needed in names
    assert any("LICENSE" in name for name in names)
    assert not any(name.startswith(("tests/", "docs/", "kata/")) for name in names)


def test_a_repository_that_the_wheel_writes_builds_and_takes_the_commands_of_its_readme(
    installed: Path, shipped: Library, tmp_path: Path
) -> None:
    where = call(
        installed, "-c", "import katabase; print(katabase.__file__)", cwd=tmp_path, PYTHONPATH=""
    )
    assert where.startswith(str(installed.parent.parent))
    katabase = installed.parent / "katabase"
    call(katabase, "init", "works", "--no-ask", cwd=tmp_path, PYTHONPATH="")
    works = tmp_path / "works"
    cards = ROOT / ".cache"
    if cards.is_dir():
        (works / ".cache").symlink_to(cards, target_is_directory=True)
    week = (works / "README.md").read_text("utf-8").partition("## The five commands of a week")[2]
    for line in re.findall(r"^\$ (.+)$", week.partition("\n## ")[0], re.MULTILINE):
        program, *words = shlex.split(line)
        if program == "katabase":
            call(katabase, *words, cwd=works, PYTHONPATH="")
        elif words[0] == "build":
            call(installed, "-m", "mkdocs", *words, cwd=works, PYTHONPATH="")
    assert (works / "site/questions/our-morning/index.html").is_file()
    assert not (works / "site/questions/our-evening").exists()  # a draft
    missing = {
        entry.id
        for entry in shipped.published().entries.values()
        if not (works / "site" / entry.address / "index.html").is_file()
    }
    assert missing == {"healthcare-walk"}  # hidden
    adapted = (works / "site/starter-kata/daily-tier-meeting/index.html").read_text("utf-8")
    assert "Our daily tier meeting" in adapted
    assert (works / "cards.pdf").read_bytes().startswith(b"%PDF")
