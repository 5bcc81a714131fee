"""The golden cases of layers: a folder each under tests/cases/layers, over the small library.

The small sound library is the package ``lib`` there, the case is the folder ``own``.
expected.txt is what `katabase check` prints, and then every adapted practice as it has become,
each value behind the place where it was written. After a change:

    python -m tests.support.layered

writes every expected.txt anew; read the difference before you commit it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from katabase.domain import library, loading, messages
from katabase.domain.layers import Layer
from katabase.domain.problems import FarSpot
from katabase.domain.translating.standing import left
from tests.support import cases, shared
from tests.support.project import Project

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

    from katabase.domain.library import Entry

LAYERS = sorted(path for path in (cases.CASES / "layers").iterdir() if path.is_dir())
BASE = "lib:library"
"""What people see of the layer below."""


def load(
    case: Path, base: Path = cases.LIBRARY, language: str = messages.SOURCE
) -> library.Library:
    """Load a case over a library as if that were an installed package."""
    return loading.load([Layer(base, BASE), Layer(case, "own")], language=language)


TRANSLATED = sorted(path.parent for path in (cases.CASES / "layers").glob("*/*/expected.txt"))
"""The folder of each language in a case. Its expected.txt is what the check says of it, and
then every translated practice."""


CONFIG = """\
site_name: Example Works
site_url: https://kata.example/
theme: {name: material, font: false}
plugins:
  macros: {on_error_fail: true, on_undefined: strict}
  katabase: {layers: [acme_kata, kata]}
"""


BRANDED = (
    "font: false, logo: assets/logo.svg, favicon: assets/logo.svg, "
    "palette: {scheme: default, primary: custom, accent: custom}}"
)
STYLE = "extra_css: [assets/brand.css]\n"
COLOUR = (138, 21, 56)
"""The colour of the plant: red, green, blue."""
BRAND = {
    "logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" '
    'viewBox="0 0 24 24"><path d="M2 2h20v20H2z" fill="#fff"/></svg>\n',
    "brand.css": ":root > * {\n  --md-primary-fg-color: #8a1538;\n"
    "  --md-accent-fg-color: #a8324f;\n  --md-typeset-a-color: #8a1538;\n}\n",
}
"""What the plant has in the folder of its pages, in each language."""


@dataclass(frozen=True)
class Organisation(Project):
    """A repository with a library of its own over an installed package, the small library."""

    @property
    def package(self) -> Path:
        """The folder of the package's library."""
        return self.folder.parent / "acme_kata/library"

    def build(self, *options: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Build the site; the package is found where Python looks."""
        where = f"{self.folder.parent}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
        return super().build(*options, PYTHONPATH=where, **env)


def organisation(case: str, folder: Path) -> Organisation:
    """Write the repository of a case and the package below it."""
    made = Organisation(folder / "organisation")
    leave = shutil.ignore_patterns(cases.EXPECTED)
    shutil.copytree(cases.CASES / "layers" / case, made.kata, ignore=leave)
    shutil.copytree(cases.LIBRARY, made.package)
    (folder / "acme_kata/__init__.py").write_text("", encoding="utf-8")
    made.write("mkdocs.yml", CONFIG)
    made.write("docs/index.md", "# Home\n")
    return made


def spoken(case: str, language: str) -> Organisation:
    """Return an organisation whose site is built in two languages, once in a test run."""

    def build(folder: Path) -> None:
        made = organisation(case, folder)
        options = f"languages: [mkdocs.{language}.yml], checks: {{translation-behind: 'off'}}"
        options += ", cards: {colour: '#8a1538'}" if case == "german-plant" else ""
        config = CONFIG.replace("kata]}", f"kata], {options}}}")
        branded = case == "german-plant"
        config = config.replace("font: false}", BRANDED) if branded else config
        made.write("mkdocs.yml", f"{config}nav: [{{Home: index.md}}, catalogue.md]\n")
        other = f"INHERIT: mkdocs.yml\ntheme: {{language: {language}}}\ndocs_dir: {language}\n"
        if language == "ar":  # no font that comes with the software has its letters
            other += "plugins: {katabase: {cards: {fonts: [fontpkg_amiri]}}}\n"
        made.write(f"mkdocs.{language}.yml", other)
        made.write(f"{language}/index.md", "# Home\n")
        if branded:
            made.write("mkdocs.yml", f"{(made.folder / 'mkdocs.yml').read_text('utf-8')}{STYLE}")
            for folder, (name, text) in product(("docs", language), BRAND.items()):
                made.write(f"{folder}/assets/{name}", text)
            made.write(
                "docs/paths/first-week.md", "---\nreplaces: true\n---\n# Our own first week\n"
            )
        result = made.build("--strict")
        assert not result.returncode, result.stderr

    return Organisation(shared.once(f"{case}-{language}", build) / "organisation")


def outcome(case: Path) -> str:
    """Return what the check says of a case, and what became of the practices."""
    found = load(case)
    with cases.on_the_day():
        lines = [cases.as_text(problem) for problem in cases.registry.check(found)]
    for entry in found.ordered():
        if entry.layer:
            lines += ["", *_shown(entry)]
    hidden = [f"{ref}: hidden in {place}" for ref, place in found.hidden.items()]
    shown = found.published()
    gone = sorted(set(found.entries) - set(shown.entries))
    terms = [f"{term.term}: {term.meaning}" for term in shown.terms]
    return "\n".join([*lines, "", *hidden, f"not published: {gone}", *terms, ""])


def translated(folder: Path) -> str:
    """Return what the check says of the translations of a case, and what became of them."""
    before, found = load(folder.parent), load(folder.parent, language=folder.name)
    with cases.on_the_day():
        known = set(cases.registry.check(before))
        new = [problem for problem in cases.registry.check(found) if problem not in known]
    lines = [cases.as_text(problem) for problem in new]
    for entry in found.ordered():
        for each in entry.translations:
            behind = ", behind" if each.behind else ""
            lines += ["", f"{entry.ref} ({entry.filename}): {entry.practice.language}"]
            lines.append(f"  translates {each.translates} of {each.base.filename}{behind}")
            lines += [f"  left: {way}" for way in left(entry)]
            lines += list(_texts(entry))
    labels = [f"{role}: {role.label}" for role in found.vocabulary.roles.values()]
    changed = set(labels) - {f"{role}: {role.label}" for role in before.vocabulary.roles.values()}
    terms = [f"{term.term}: {term.meaning} {term.see or ''}".strip() for term in found.terms]
    return "\n".join([*lines, "", *sorted(changed), *terms, ""])


def _shown(entry: Entry) -> Iterator[str]:
    yield f"{entry.ref} ({entry.filename}), formerly {entry.practice.formerly}"
    if entry.origin is None:
        return
    yield f"  adapts {entry.origin.adapts} of {entry.origin.base.filename}"
    for touched in entry.origin.touched:
        yield f"  {touched.verb} {touched.name}"
    yield from _texts(entry)


def _texts(entry: Entry) -> Iterator[str]:
    for way, text in sorted(entry.document.texts(), key=lambda each: str(each[0])):
        spot = entry.document.spot(way)
        file = spot.file if isinstance(spot, FarSpot) else entry.filename
        name = ".".join(map(str, way))
        yield f"  {file}:{spot.line}:{spot.column}: {name}: {' '.join(text.split())[:70]}"


def _regenerate() -> None:
    for case in LAYERS:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(shutil.copytree(case, Path(folder) / "own"))
            text = outcome(copy)
        (case / cases.EXPECTED).write_text(text, encoding="utf-8")
    for folder in TRANSLATED:
        (folder / cases.EXPECTED).write_text(translated(folder), encoding="utf-8")


if __name__ == "__main__":
    _regenerate()
