"""Pages of the site's own beside those of the library."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

from tests.support.project import make

if TYPE_CHECKING:
    from pathlib import Path

OWN = {  # the file, and the page that it becomes
    "catalogue/index.md": "catalogue/index.html",
    "cards.md": "cards/index.html",
    "glossary/README.md": "glossary/index.html",
    "roles/coach/index.md": "roles/coach/index.html",
    "starter-kata.md": "starter-kata/index.html",
}


def test_a_page_of_the_sites_own_comes_first_however_it_is_spelt(tmp_path: Path) -> None:
    project = make(tmp_path)
    for name in OWN:
        project.write(f"docs/{name}", "# Ours\n\nOur own words.\n")
    result = project.build("--strict")
    assert result.returncode == 0, result.stdout + result.stderr
    for page in OWN.values():
        assert "Our own words." in (project.site / page).read_text(encoding="utf-8")
    listed = re.findall(r"<loc>(.*?)</loc>", (project.site / "sitemap.xml").read_text("utf-8"))
    assert len(listed) == len(set(listed))


def test_a_page_that_is_left_out_does_not_stand_in_for_ours(tmp_path: Path) -> None:
    project = make(tmp_path)
    project.write("docs/catalogue.md", "# Not yet\n")
    project.write("docs/glossary.md", "# Not yet\n")
    project.edit(
        "mkdocs.yml", "site_name: Small\n", "site_name: Small\nexclude_docs: catalogue.md\n"
    )
    project.edit("mkdocs.yml", "site_name: Small\n", "site_name: Small\ndraft_docs: glossary.md\n")
    result = project.build("--strict")
    assert result.returncode == 0, result.stdout + result.stderr
    for page in ("catalogue", "glossary"):
        assert "Not yet" not in (project.site / page / "index.html").read_text(encoding="utf-8")


HOOK = """
from mkdocs.plugins import event_priority

@event_priority(-100)
def on_files(files, config):
    held = [file.src_uri for file in files if file.abs_src_path is None]
    assert all(name.endswith(".md") for name in held), held
    feed = files.get_file_from_path("feed.xml")
    feed.content_string = "in memory from now on"
    files.remove(feed)
    files.get_file_from_path("api/v1/site.json").dest_uri = "facts/site.json"
    told = files.get_file_from_path("redirects.map")
    told.content_string = told.content_string + "# and ours\\n"
"""


def test_what_a_site_leaves_out_of_ours_is_not_published(tmp_path: Path) -> None:
    """Files of the library lie in their places at once; others have the last word on them."""
    project = make(tmp_path)
    project.write("hook.py", HOOK)
    left_out = "site_name: Small\nhooks: [hook.py]\nexclude_docs: cards/worksheets/\n"
    project.edit("mkdocs.yml", "site_name: Small\n", left_out)
    result = project.build("--strict")
    assert result.returncode == 0, result.stdout + result.stderr
    assert not (project.site / "feed.xml").exists()
    assert not list(project.site.glob("cards/worksheets/*.pdf"))
    assert list(project.site.glob("cards/**/*.pdf"))
    assert not (project.site / "api/v1/site.json").exists()
    assert json.loads((project.site / "facts/site.json").read_text("utf-8"))["name"]
    told = (project.site / "redirects.map").read_text("utf-8")
    assert told.startswith("#")
    assert told.endswith("# and ours\n")


def test_a_page_at_a_practices_address_is_named(tmp_path: Path) -> None:
    project = make(tmp_path)
    project.write("docs/questions/three-questions/index.md", "# Ours\n")
    result = project.build("--strict")
    assert result.returncode == 1
    said = result.stdout + result.stderr
    place = "docs/questions/three-questions/index.md:1:1: error: stands at the address of"
    assert f"{place} kata/questions/three-questions.yml, and would be lost" in said


def test_a_page_at_a_former_address_is_named(tmp_path: Path) -> None:
    project = make(tmp_path)
    project.write("docs/starter-kata/on-time.md", "# Ours\n")
    result = project.build()
    assert result.returncode == 1
    place = "docs/starter-kata/on-time.md:1:1: error: stands at the former address"
    assert f'{place} "on-time" of kata/starter-kata/starting-on-time.yml' in result.stderr
    assert not project.site.exists()


def test_another_theme_is_refused_in_one_sentence(tmp_path: Path) -> None:
    project = make(tmp_path)
    project.edit("mkdocs.yml", "theme: {name: material, font: false}", "theme: mkdocs")
    result = project.build()
    assert result.returncode == 1
    said = result.stdout + result.stderr
    assert "theme: katabase needs name: material, or a theme that extends it" in said
    assert 'found "mkdocs"' in said
    assert "Traceback" not in said


def test_a_file_whose_name_is_no_text_is_named_and_stops_the_build(tmp_path: Path) -> None:
    """Such names come out of old archives; no page, no list and no device can hold them."""
    project = make(tmp_path)
    wrong = project.folder / "docs" / os.fsdecode(b"gr\xf6sse.png")
    wrong.write_bytes(b"x")
    result = project.build()
    assert result.returncode == 1
    assert "expected a name in UTF-8, found one in another encoding; rename" in result.stderr
    assert "Traceback" not in result.stderr
    project.edit("mkdocs.yml", "site_name: Small\n", 'site_name: Small\nexclude_docs: "gr*"\n')
    assert project.build().returncode == 0
