"""Pages of practices wait outside of memory, and nobody else need know."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support.project import Project, make

if TYPE_CHECKING:
    from pathlib import Path

HOOK = '''
"""What another plugin does with pages; it writes down what it meets."""

import json
from pathlib import Path

SEEN = {}
NAME = "starter-kata/starting-on-time"
PRACTICES = [f"{NAME}.md", "checklists/desk-walk.md"]


def on_files(files, config):
    file = files.get_file_from_path(f"{NAME}.md")
    SEEN["file"] = file.content_string
    SEEN["bytes"] = file.content_bytes.decode() == file.content_string
    other = files.get_file_from_path("checklists/desk-walk.md")
    other.content_string = other.content_string.replace("# ", "# Own: ", 1)
    third = files.get_file_from_path("questions/three-questions.md")
    third.content_bytes = third.content_bytes.replace(b"# ", b"# Own too: ", 1)
    return files


def on_page_content(html, page, **_):
    if page.file.src_uri == f"{NAME}.md":
        SEEN["content"] = html
    return html


def on_env(env, config, files):
    page = files.get_file_from_path(f"{NAME}.md").page
    SEEN["later"] = page.content
    page.content += "<p>Zirkonium</p>"
    SEEN["long"] = [
        f"{file.src_uri}: {name}"
        for file in files.documentation_pages()
        if file.src_uri in PRACTICES
        for owner in (file, file.page)
        for name, value in vars(owner).items()
        if len(value if isinstance(value, str | bytes) else "") > 2000
    ]
    Path(config.config_file_path).with_name("seen.json").write_text(json.dumps(SEEN))
    return env
'''


@pytest.fixture(scope="module")
def hooked(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small site, built with a hook that looks at pages and changes them."""
    project = make(tmp_path_factory.mktemp("hooked"))
    project.write("hook.py", HOOK)
    project.edit("mkdocs.yml", "plugins:\n", "hooks: [hook.py]\nplugins:\n")
    result = project.build("--strict")
    assert result.returncode == 0, result.stdout + result.stderr
    return project


@pytest.fixture(scope="module")
def seen(hooked: Project) -> dict[str, object]:
    found: dict[str, object] = json.loads((hooked.folder / "seen.json").read_text("utf-8"))
    return found


def page(project: Project, name: str) -> str:
    path: Path = project.site / name / "index.html"
    return path.read_text(encoding="utf-8")


def test_no_text_of_a_page_is_held_until_it_is_written(seen: dict[str, object]) -> None:
    assert seen["long"] == []


def test_other_plugins_meet_markdown_and_html_where_mkdocs_has_them(
    seen: dict[str, object],
) -> None:
    assert str(seen["file"]).startswith('---\ntitle: "Starting on time')
    assert seen["bytes"] is True
    assert '<h1 id="starting-on-time">' in str(seen["content"])
    assert seen["later"] == seen["content"]


def test_what_other_plugins_change_is_published(hooked: Project) -> None:
    assert "Zirkonium" in page(hooked, "starter-kata/starting-on-time")
    assert "Own: " in page(hooked, "checklists/desk-walk")
    assert "Own too: " in page(hooked, "questions/three-questions")
