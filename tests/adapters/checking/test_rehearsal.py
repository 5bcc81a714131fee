"""What `mkdocs build --strict` refuses, `katabase check --strict` says first, with a place."""

from __future__ import annotations

import errno
import re
import shutil
from contextlib import chdir
from typing import TYPE_CHECKING

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import BuildError

from tests.support import cases
from tests.support.commands import katabase
from tests.support.project import SETTINGS, Project, make

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = SETTINGS.replace(
    "  - katabase\n", "  - katabase: {checks: {island: off, copied-text: off}}\n"
)
HOOKS = PLAIN + "hooks: [hook.py]\n"
OVER = PLAIN.replace("font: false", "font: false, custom_dir: over")
HOME = "# Home\n\n"
HEAD = "---\ntitle: Home\n---\n" + HOME
OF_PAGE = "markdown, page, config, files"
EXTENSION = """\
from markdown import Extension
from markdown.preprocessors import Preprocessor


class Marks(Preprocessor):
    def run(self, lines):
        raise ValueError("no room")


class MarksExtension(Extension):
    config = {"with": ["", "what"]}

    def extendMarkdown(self, md):
        md.preprocessors.register(Marks(md), "marks", 1)


def makeExtension(**given):
    return MarksExtension(**given)
"""

STOPPING = {
    "an unknown macro": (
        {"docs/index.md": HOME + "All: {{ practicess() }}\n"},
        "docs/index.md:3:9: error: 'practicess' is undefined; did you mean \"practices\"?",
    ),
    "a wrong parameter": (
        {"docs/index.md": HOME + 'All: {{ practices(kin="trait") }}\n'},
        'docs/index.md:3:9: error: practices(): "kin" is no facet; did you mean "kind"?',
    ),
    "a wrong value below a head": (
        {"docs/index.md": HEAD + 'One: {{ link("trait/keeps-promise") }}\n'},
        'docs/index.md:6:9: error: link(): there is no trait "keeps-promise"; did you mean',
    ),
    "a macro that is not closed": (
        {"docs/index.md": HEAD + "All: {{ practices( }}\n"},
        "docs/index.md:6:20: error: unexpected '}', expected ')'",
    ),
    "a block that is not closed": (
        {"docs/index.md": HOME + "{% if config %}\n\nThe end.\n"},
        "docs/index.md:3:4: error: Unexpected end of template",
    ),
    "a value that nobody has": (
        {"docs/index.md": HOME + "Text\n\nSee {{ config.nosuch.deeper }}\n"},
        "docs/index.md:5:15: error: 'mkdocs.config.defaults.MkDocsConfig object' has no",
    ),
    "an unknown filter": (
        {"docs/index.md": HOME + '{{ "x" | uper }}\n'},
        "docs/index.md:3:10: error: No filter named 'uper'; did you mean \"upper\"?",
    ),
    "an included file that is missing": (
        {"docs/index.md": HOME + '{% include "nosuch.md" %}\n'},
        'docs/index.md:3:13: error: there is no template "nosuch.md"',
    ),
    "a call that fails": (
        {"docs/index.md": HOME + "{{ 1 // 0 }}\n"},
        "docs/index.md:3:1: error: macros: ZeroDivisionError: ",
    ),
    "a page in another encoding": (
        {"docs/index.md": "# Home\n\nGrüße\n".encode("latin-1")},
        "docs/index.md:3:3: error: UnicodeDecodeError: 'utf-8' codec can't decode byte 0xfc",
    ),
    "a page with a template that is missing": (
        {"docs/index.md": "---\ntemplate: nosuch.html\n---\n" + HOME},
        'docs/index.md:2:11: error: there is no template "nosuch.html"',
    ),
    "a file where one of ours will be": (
        {"docs/search/head.json": "{}"},
        "docs/search/head.json:1:1: error: docs/search/head.json stands where Katabase writes",
    ),
    "an unknown plugin": (
        {"mkdocs.yml": PLAIN + "  - serch\n"},
        "mkdocs.yml:8:5: error: Config value 'plugins': The \"serch\" plugin is not installed; "
        'did you mean "search"?',
    ),
    "a plugin that cannot work with ours": (
        {"mkdocs.yml": PLAIN + "  - offline\n"},
        "mkdocs.yml:8:5: error: plugins: offline: katabase cannot work with offline",
    ),
    "an unknown option of a plugin": (
        {"mkdocs.yml": PLAIN.replace("on_undefined", "on_undefind")},
        "mkdocs.yml:6:35: warning: Config value 'plugins': Plugin 'macros' option 'on_undefind'",
    ),
    "a wrong option of a plugin": (
        {"mkdocs.yml": PLAIN.replace("fail: true", "fail: 5")},
        "mkdocs.yml:6:14: error: Config value 'plugins': Plugin 'macros' option 'on_error_fail'",
    ),
    "an unknown key": (
        {"mkdocs.yml": PLAIN + "site_nam: Other\n"},
        "mkdocs.yml:8:1: warning: Config value 'site_nam': Unrecognised configuration name: "
        'site_nam; did you mean "site_name"?',
    ),
    "a missing name": (
        {"mkdocs.yml": PLAIN.replace("site_name: Small\n", "")},
        "mkdocs.yml:1:1: error: Config value 'site_name': Required configuration not provided",
    ),
    "an unknown theme": (
        {"mkdocs.yml": PLAIN.replace("name: material", "name: materiel")},
        "mkdocs.yml:4:15: error: Config value 'theme': Unrecognised theme name: 'materiel'",
    ),
    "a missing theme": (
        {"mkdocs.yml": re.sub("theme: .*\n", "", PLAIN)},
        "mkdocs.yml:1:1: error: theme: katabase needs name: material",
    ),
    "another theme": (
        {"mkdocs.yml": PLAIN.replace("name: material", "name: readthedocs")},
        "mkdocs.yml:4:8: error: theme: katabase needs name: material",
    ),
    "pages that are files": (
        {"mkdocs.yml": PLAIN + "use_directory_urls: false\n"},
        "mkdocs.yml:8:21: error: use_directory_urls: katabase needs it to be true",
    ),
    "docs that are not there": (
        {"mkdocs.yml": PLAIN + "docs_dir: documents\n"},
        "mkdocs.yml:8:1: error: Config value 'docs_dir': The path 'documents' isn't an existing",
    ),
    "an unknown extension": (
        {"mkdocs.yml": PLAIN + "markdown_extensions: [nosuch]\n"},
        "mkdocs.yml:8:23: error: Config value 'markdown_extensions': Failed to load",
    ),
    "a wrong option of an extension": (
        {"mkdocs.yml": PLAIN + "markdown_extensions:\n  - toc:\n      nosuch: 1\n"},
        "mkdocs.yml:10:7: error: Config value 'markdown_extensions': Failed to load",
    ),
    "a wrong level": (
        {"mkdocs.yml": PLAIN + "validation: {omitted_files: wrn}\n"},
        "mkdocs.yml:8:29: error: Config value 'validation': ",
    ),
    "an extension that fails at every page": (
        {
            "mkdocs.yml": PLAIN + "markdown_extensions:\n  - toc\n  - marks:\n      with: x\n",
            "marks.py": EXTENSION,
            "docs/other.md": "# Other\n",
        },
        "mkdocs.yml:10:5: error: markdown_extensions: marks cannot read docs/index.md: "
        "marks.py:7: ValueError: no room",
    ),
    "a menu that is none": (
        {"mkdocs.yml": PLAIN + "nav: text\n"},
        "mkdocs.yml:8:6: error: Config value 'nav': Expected nav to be a list, got 'text'",
    ),
    "a warning where the settings are strict": (
        {"mkdocs.yml": PLAIN + "strict: true\n", "docs/index.md": HOME + "[a](nosuch.md)\n"},
        "docs/index.md:3:5: error: Doc file 'index.md' contains a link 'nosuch.md'",
    ),
    "somebody's folder in the place of the site": (
        {"site/mine.txt": "mine"},
        'mkdocs.yml:1:1: error: site_dir: "site" holds "mine.txt"',
    ),
    "a hook that is missing": (
        {"mkdocs.yml": HOOKS},
        "mkdocs.yml:8:1: error: Config value 'hooks': The path 'hook.py' isn't an existing file",
    ),
    "a hook that is no Python": (
        {"mkdocs.yml": HOOKS, "hook.py": "def on_config(config)\n    return config\n"},
        "hook.py:1:22: error: SyntaxError: ",
    ),
    "a hook that fails": (
        {"mkdocs.yml": HOOKS, "hook.py": "def on_nav(nav, config, files):\n    nav['x']\n"},
        "hook.py:2:5: error: TypeError: 'Navigation' object is not subscriptable",
    ),
    "a hook that fails at every page": (
        {"mkdocs.yml": HOOKS, "hook.py": f"def on_page_markdown({OF_PAGE}):\n    1 / 0\n"},
        "hook.py:2:5: error: ZeroDivisionError: division by zero",
    ),
    "a template of the site's own": (
        {"mkdocs.yml": OVER, "over/main.html": '{% extends "base.html" %}\n{% block x %}\n'},
        "over/main.html:2:4: error: Unexpected end of template",
    ),
    "a template that fails": (
        {
            "mkdocs.yml": OVER,
            "over/main.html": '{% extends "base.html" %}\n'
            "{% block content %}{{ page.nosuch.deep }}{% endblock %}\n",
        },
        "over/main.html:2:28: error: 'mkdocs.structure.pages.Page object' has no attribute",
    ),
}
"""Ways of breaking a sound site that stop a strict build, and the one line of the check."""

WARNINGS = {
    "mkdocs.yml": PLAIN
    + "validation: {omitted_files: warn, absolute_links: warn, unrecognized_links: warn, "
    "anchors: warn}\nnav:\n  - Home: index.md\n  - Page: paeg.md\n  - /abs\n  - sub/b.md\n"
    "extra_templates: [t.html]\n",
    "docs/index.md": HOME + "[a](pge.md) and [a](pge.md)\n\n[b](page.md#middel) [c](#hoem)\n\n"
    "[d](traits/keeps-promises.md#nosuch) [e](traits/keeps-promise.md)\n\n![f](pic.png)\n\n"
    "[g](/abs) [h](dir/) [i]\n\n[i]: nope.md\n\n[j](traits/never-late.md#nosuch)\n",
    "docs/page.md": "# Page\n\n## Middle\n\n[up](../out.md)\n",
    "docs/lost.md": "# Lost\n",
    "docs/sub/README.md": "# Sub\n",
    "docs/sub/index.md": "# Sub\n",
    "docs/sub/b.md": "# B\n\n[x](c.md)\n",
}
"""Ways that are warnings, all in one site."""

PLACES = [
    ("docs/index.md:3:5", "page.md"),
    ("docs/index.md:3:21", "page.md"),
    ("docs/index.md:5:5", "page.md#middle"),
    ("docs/index.md:5:25", "#home"),
    ("docs/index.md:7:5", ""),
    ("docs/index.md:7:42", "traits/keeps-promises.md"),
    ("docs/index.md:9:6", ""),
    ("docs/index.md:11:5", ""),
    ("docs/index.md:11:15", ""),
    ("docs/index.md:13:6", ""),
    ("docs/index.md:15:5", ""),
    ("docs/lost.md:1:1", ""),
    ("docs/page.md:1:1", ""),
    ("docs/page.md:5:6", ""),
    ("docs/sub/README.md:1:1", ""),
    ("docs/sub/b.md:3:5", ""),
    ("docs/sub/index.md:1:1", ""),
    ("mkdocs.yml:11:11", "page.md"),
    ("mkdocs.yml:12:5", ""),
    ("mkdocs.yml:14:19", ""),
]
"""Where the check says them, and which name it says was meant."""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a sound site with two practices of one kind: what is built is built quickly.

    Its folder is one from which Python imports, as for an extension that is installed.
    """
    monkeypatch.syspath_prepend(tmp_path)
    project = make(tmp_path)
    for path in project.kata.iterdir():
        if path.name == "glossary.yml":
            path.unlink()
        elif path.name not in ("traits", "pictures"):
            shutil.rmtree(path)
    trait = (project.kata / "traits/keeps-promises.yml").read_text(encoding="utf-8")
    project.write("kata/traits/never-late.yml", trait.replace("title: ", "title: Never late, ", 1))
    project.write("mkdocs.yml", PLAIN)
    project.write("docs/index.md", HOME + "{{ count() }} practices.\n")
    return project


def lay(site: Project, files: dict[str, str | bytes]) -> None:
    for name, text in files.items():
        path = site.write(name, "")
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def is_built(folder: Path) -> bool:
    """Say whether a strict build by MkDocs itself, in this process, ends well."""
    with chdir(folder):
        try:
            config = load_config(strict=True)
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
        except (Exception, SystemExit):
            return False
    return True


@pytest.mark.parametrize("broken", STOPPING)
def test_what_a_build_refuses_is_said_with_its_place(site: Project, broken: str) -> None:
    files, said = STOPPING[broken]
    lay(site, files)  # type: ignore[arg-type]
    code, printed, errors = cases.check(site.folder, "--cards", "--strict")
    assert (code, printed.count("\n")) == (1, 1), (printed, errors)
    assert printed.startswith(said)
    assert not is_built(site.folder)


def test_every_warning_of_a_build_is_said_with_its_place(
    site: Project, caplog: pytest.LogCaptureFixture
) -> None:
    lay(site, WARNINGS)  # type: ignore[arg-type]
    code, printed, _ = cases.check(site.folder, "--cards")
    lines = printed.splitlines()
    near = [re.search('did you mean "(.*)"', line) for line in lines]
    assert code == 0
    assert [line.partition(": warning: ")[0] for line in lines] == [place for place, _ in PLACES]
    assert [match[1] if match else "" for match in near] == [name for _, name in PLACES]
    assert cases.check(site.folder, "--cards", "--strict")[0] == 1
    caplog.clear()
    assert not is_built(site.folder)
    said = [
        r.getMessage() for r in caplog.records if r.name.startswith("mkdocs") and r.levelno > 20
    ]
    assert sum(max(1, words.count("\n  - ")) for words in said) == len(PLACES)


SOUND = {
    "mkdocs.yml": OVER.replace("on_undefined", "include_dir: parts, on_undefined")
    + "hooks: [hook.py]\nnot_in_nav: other.md\nmarkdown_extensions: [attr_list, admonition]\n"
    "validation: {omitted_files: warn, absolute_links: warn, unrecognized_links: warn, "
    "anchors: warn}\nextra: {plant: Leipzig}\nnav:\n  - index.md\n  - Traits: traits/index.md\n"
    "  - Deck: cards/index.md\n",
    "hook.py": "print('loud')\n\ndef on_page_markdown(markdown, page, config, files):\n"
    "    print('louder')\n    return markdown.replace('@', 'at')\n",
    "over/main.html": '{% extends "base.html" %}\n'
    "{% block footer %}{{ config.extra.plant }}{% endblock %}\n",
    "parts/part.md": "A part with {{ count() }}.\n",
    "docs/index.md": HEAD + "{% include 'part.md' %}\n\n[one](traits/keeps-promises.md#sources), "
    "[two](traits/never-late.md#sources), "
    "[card](cards/traits/keeps-promises.pdf), [file](api/v1/site.json), [other](other.md#there)\n",
    "docs/other.md": "# Other\n\n## Here {: #there}\n\n{{ practices(kind='trait') }}\n\n"
    "{{ link('trait/keeps-promises') }}\n",
}


def test_what_the_check_accepts_is_built(site: Project) -> None:
    lay(site, SOUND)  # type: ignore[arg-type]
    code, printed, said = cases.check(site.folder, "--cards", "--strict")
    assert (code, printed, said) == (0, "", "2 files checked: 0 errors, 0 warnings\n")
    assert not site.site.exists()
    assert is_built(site.folder)


def test_pages_are_read_only_where_the_whole_site_is_checked(site: Project) -> None:
    """Hooks are programs: whoever wants none of them to run names a path, or says so."""
    site.write("mkdocs.yml", HOOKS)
    site.write("hook.py", "from pathlib import Path\nPath('ran').touch()\n")
    for arguments in (("kata", "--cards"), ("--no-pages", "--cards"), ("--no-cards",)):
        assert cases.check(site.folder, *arguments)[0] == 0
        assert not (site.folder / "ran").exists()
    assert cases.check(site.folder, "--cards")[0] == 0
    assert (site.folder / "ran").exists()


def test_where_an_extension_fails_the_rest_is_read(site: Project) -> None:
    once = EXTENSION.replace("raise ", "if 'Home' in str(lines): raise ") + "\n"
    site.write("once.py", once.replace('no room")', 'no room")\n        return lines'))
    site.write("mkdocs.yml", PLAIN + "markdown_extensions: [once]\n")
    site.write("docs/other.md", "# Other\n\n[a](nosuch.md)\n")
    _, printed, _ = cases.check(site.folder, "--cards")
    places = [line.partition(": ")[0] for line in printed.splitlines()]
    assert places == ["docs/other.md:3:5", "mkdocs.yml:8:23"], printed


def test_practices_with_errors_come_before_pages(site: Project) -> None:
    """And what is wrong with the settings is said with them."""
    site.edit("kata/traits/keeps-promises.yml", "summary:", "sumary:")
    site.write("docs/index.md", HOME + "{{ nosuch }}\n")
    site.write("mkdocs.yml", PLAIN + "  - serch\n")
    _, printed, said = cases.check(site.folder, "--cards")
    rules = [line.rpartition("[")[2] for line in printed.splitlines()]
    assert set(rules) > {"build]"}
    assert "{{ nosuch" not in printed
    assert "nosuch" not in printed
    assert "the pages of the site are read when the practices have no errors" in said


def test_each_language_is_read(site: Project) -> None:
    site.write("mkdocs.yml", PLAIN.replace("{checks", "{languages: [mkdocs.de.yml], checks"))
    german = "INHERIT: mkdocs.yml\ndocs_dir: de\ntheme: {language: de}\n"
    site.write("mkdocs.de.yml", german)
    site.write("de/index.md", HOME + "[weg](weg.md)\n")
    code, printed, _ = cases.check(site.folder, "--cards", "--strict")
    assert code == 1
    assert [line.partition(": ")[0] for line in printed.splitlines()] == ["de/index.md:3:7"]
    assert not site.site.exists()


def test_a_full_disk_is_no_fault_of_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stood as an error in the first line of a script of the theme, with exit code 1."""

    def full(_: object) -> None:
        try:
            raise OSError(errno.ENOSPC, "No space left on device", "some/file.js")
        except OSError as error:
            raise BuildError("some/file.js: No space left on device") from error

    project = make(tmp_path)
    monkeypatch.setattr("katabase.adapters.checking.rehearsal.build", full)
    with chdir(project.folder):
        result = katabase("check", "--pages")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "No space left on device; the check builds the site there" in result.stderr
    assert "TMPDIR" in result.stderr
