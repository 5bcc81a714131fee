"""Find the programs that the tests use, and install what is missing.

Chromium: the one that is installed, else Playwright's where it can be downloaded, else
the distribution's. Its headless shell comes first: it is the same engine without a window, and
opens a page in a third of the time. nginx: the one that is installed, else the distribution's.
Fonts: letters as wide as those of Helvetica and Arial, which the theme asks for: what has room
on a screen or a sheet of paper hangs on them, and a bare machine has a font that is a sixth wider.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

SHELL = "chromium-headless-shell"
CHROMIUM = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APT = Path(__file__).parent / "apt.sh"
FONTS = "fonts-liberation"
AS_WIDE = ("Helvetica", "Arial", "Liberation Sans", "Arimo", "Nimbus Sans")
"""Fonts whose letters are as wide as Helvetica's."""


def chromium() -> str | None:
    """Return the path of a Chromium, or None. ``CHROMIUM`` in the environment comes first."""
    named = os.environ.get("CHROMIUM")
    found = [named] if named else [path for name in CHROMIUM if (path := shutil.which(name))]
    return found[0] if found else playwright_chromium()


def playwright_chromium() -> str | None:
    """Return the path of Playwright's own Chromium if it has been downloaded."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def playwright_starts() -> bool:
    """Say whether Playwright itself runs here; it needs a library that a bare Debian lacks."""
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, capture_output=True, check=False, timeout=60).returncode == 0


def nginx() -> str | None:
    """Return the path of nginx, or None."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def font() -> str:
    """Return the font that is shown for Helvetica; empty where fontconfig does not choose it."""
    program = shutil.which("fc-match")
    if not program:
        return ""
    command = [program, "--format=%{family}", "Helvetica"]
    return subprocess.run(command, capture_output=True, check=False, text=True).stdout


def install(package: str) -> None:
    """Install a package where that costs nobody anything: as root, in a container."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        with contextlib.suppress(subprocess.SubprocessError):  # not every distribution has it
            apt(package)


def install_chromium() -> None:
    """Install a Chromium."""
    command = [sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"]
    if subprocess.run(command, check=False, timeout=600).returncode or not playwright_chromium():
        apt("chromium")


def apt(package: str) -> None:
    """Install a package of the distribution."""
    subprocess.run(["sh", str(APT), package], check=True, timeout=900)


def main() -> int:
    """Install what is missing; say what was found."""
    if not playwright_starts():
        apt("libatomic1")
    if not os.environ.get("CHROMIUM") and not shutil.which(SHELL):
        install(SHELL)
    if not chromium():
        install_chromium()
    if not nginx():
        apt("nginx-light")
    if not font().startswith(AS_WIDE):
        install(FONTS)
    print(f"Chromium: {chromium()}\nnginx: {nginx()}\nFont: {font() or 'as the system has it'}")
    return 0 if chromium() and nginx() else 1


if __name__ == "__main__":
    sys.exit(main())
