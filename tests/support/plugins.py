"""The trial behind docs/publishing/plugins.md: other plugins beside ours, one at a time.

    python -m tests.support.plugins [NAME…]

installs them into an environment of its own below .cache, builds the small site with each,
before and after ours, strictly, and prints what came of it. Not part of `make test`: these
packages are nobody's dependency here. The page is written by hand from what it prints.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from katabase.products.cards.typeset.fonts import font_set
from tests.conftest import ROOT
from tests.support.sites import small_project

FOLDER = ROOT / ".cache" / "plugins"
OURS = "  - katabase:\n      layers: [kata]\n"
NAV = "nav:\n  - Home: index.md\n  - Catalogue: catalogue.md\n"
PRACTICE = "checklists/morning-walk/index.html"
WHOLE = (PRACTICE, "search/head.json", "cards/index.json", "404.html")
"""What a site has whatever stands beside us."""


@dataclass(frozen=True)
class Trial:
    """How a plugin is tried, and how it shows that it worked."""

    options: str = ""
    """What stands below its name in mkdocs.yml."""
    package: str = ""
    """What brings it; empty for those of Material."""
    shows: str = ""
    """A file that it adds to the site, or with a colon a text in that file."""
    nav: bool = True
    """Whether the site names its pages itself."""


TRIALS = {
    "awesome-nav": Trial(package="mkdocs-awesome-nav", nav=False),
    "awesome-pages": Trial(package="mkdocs-awesome-pages-plugin", nav=False),
    "blog": Trial(shows="blog/index.html"),
    "git-revision-date-localized": Trial(
        "fallback_to_build_date: true",
        "mkdocs-git-revision-date-localized-plugin",
        "index.html:git-revision-date",
    ),
    "glightbox": Trial(package="mkdocs-glightbox", shows="index.html:glightbox"),
    "i18n": Trial(
        "languages: [{locale: en, default: true, name: English}, {locale: de, name: Deutsch}]",
        "mkdocs-static-i18n[material]",
    ),
    "literate-nav": Trial(package="mkdocs-literate-nav", nav=False),
    "meta": Trial(),
    "minify": Trial("minify_html: true", "mkdocs-minify-plugin"),
    "offline": Trial(),
    "print-site": Trial(package="mkdocs-print-site-plugin"),
    "privacy": Trial('assets_exclude: ["unpkg.com/*"]'),
    "redirects": Trial(
        "redirect_maps: {old.md: index.md}", "mkdocs-redirects", "old/index.html:../"
    ),
    "rss": Trial('match_path: "index.*"', "mkdocs-rss-plugin", "feed_rss_created.xml"),
    "search": Trial(shows="search/search_index.json"),
    "section-index": Trial(package="mkdocs-section-index"),
    "social": Trial(package="mkdocs-material[imaging]", shows="assets/images/social/index.png"),
    "tags": Trial(),
}


def environment() -> Path:
    """Make the environment if it is not there; return the folder of its programs."""
    programs = FOLDER / "bin"
    packages = sorted({trial.package for trial in TRIALS.values() if trial.package})
    if not programs.exists():
        subprocess.run([sys.executable, "-m", "venv", str(FOLDER)], check=True)
    constraints = ["--constraint", str(ROOT / "constraints.txt")]
    command = [str(programs / "python"), "-m", "pip", "install", "--quiet", *constraints]
    subprocess.run([*command, "--editable", str(ROOT), *packages], check=True)
    return programs


def entry(name: str) -> str:
    """Return what stands in mkdocs.yml for a plugin."""
    options = TRIALS[name].options
    return f"  - {name}:\n      {options}\n" if options else f"  - {name}\n"


def project_with(name: str, folder: Path, *, first: bool) -> Path:
    """Make the small site with a plugin before or after ours, in a repository of its own."""
    trial = TRIALS[name]
    project = small_project(folder / "project")
    config = project / "mkdocs.yml"
    plugin = entry(name)
    text = config.read_text(encoding="utf-8")
    text = text.replace(OURS, plugin + OURS if first else OURS + plugin)
    config.write_text(text if trial.nav else text.replace(NAV, ""), encoding="utf-8")
    if name == "blog":
        post = project / "docs/blog/posts/first.md"
        post.parent.mkdir(parents=True)
        post.write_text("---\ndate: 2026-01-01\n---\n\n# First\n\nA post.\n", encoding="utf-8")
        (project / "docs/blog/index.md").write_text("# Blog\n", encoding="utf-8")
    if name == "social":  # it takes its font from the network, or from where it kept it before
        fonts = project / ".cache/plugin/social/fonts/Roboto"
        fonts.mkdir(parents=True)
        for style in ("Regular", "Bold"):
            shutil.copy(font_set().files[0], fonts / f"{style}.ttf")
    who = ["-c", "user.name=t", "-c", "user.email=t@example.invalid"]
    for command in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "one"]):
        subprocess.run(["git", *command], cwd=project, check=True)
    return project


def outcome(name: str, programs: Path, *, first: bool) -> str:
    """Build the site; return what came of it in one line."""
    with tempfile.TemporaryDirectory() as folder:
        project = project_with(name, Path(folder), first=first)
        env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": "https://kata.example/"}
        env["PATH"] = f"{programs}{os.pathsep}{env['PATH']}"
        result = subprocess.run(
            [str(programs / "mkdocs"), "build", "--strict"],
            cwd=project,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        said = [
            line for line in result.stderr.splitlines() if line.startswith(("WARNING", "ERROR"))
        ]
        if result.returncode:
            what = "a traceback" if "Traceback" in result.stderr else "stopped"
            return f"{what}: {' / '.join(said or result.stderr.splitlines()[-1:])[:300]}"
        return missing_in(project / "site", TRIALS[name].shows) or "works"


def missing_in(site: Path, shows: str) -> str:
    """Return what a site lacks that it should have; empty if nothing."""
    lacks = [path for path in WHOLE if not (site / path).is_file()]
    path, _, text = shows.partition(":")
    if path and not (site / path).is_file():
        lacks.append(path)
    elif text and text not in (site / path).read_text(encoding="utf-8"):
        lacks.append(f"{text} in {path}")
    return f"lacks {', '.join(lacks)}" if lacks else ""


def main(names: list[str]) -> None:
    """Print what came of each plugin, before ours and after it."""
    programs = environment()
    for name in names or sorted(TRIALS):
        for first in (True, False):
            place = "before" if first else "after"
            print(f"{name:28} {place:7} {outcome(name, programs, first=first)}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
