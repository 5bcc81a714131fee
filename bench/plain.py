"""The same practices as Markdown pages, as somebody would write them by hand."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from katabase.domain.library import Entry, Library

CONFIG = """site_name: Katabase
theme:
  name: material
  font: false
  features: [navigation.tabs, navigation.top, navigation.prune, content.action.edit, toc.follow]
plugins: [search]
markdown_extensions:
  [admonition, attr_list, md_in_html, tables, toc: {permalink: true}, pymdownx.superfences]
validation: {omitted_files: ignore}
nav: [Home: index.md, Catalogue: catalogue.md]
"""


def write(library: Library, folder: Path) -> None:
    """Write a plain Material project with one Markdown page a practice."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (docs / "index.md").write_text("# Home\n", encoding="utf-8")
    rows = [
        f"- [{e.practice.title}]({e.address.rstrip('/')}.md): {e.practice.summary}"
        for e in library.ordered()
    ]
    (docs / "catalogue.md").write_text("# Catalogue\n\n" + "\n".join(rows) + "\n", encoding="utf-8")
    for entry in library.ordered():
        path = docs / f"{entry.address.rstrip('/')}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(page(library, entry), encoding="utf-8")


HUGO = {
    "hugo.toml": """baseURL = "https://example.org/"
title = "Katabase"
disableKinds = ["taxonomy", "term", "RSS"]
[module]
[[module.mounts]]
source = "docs"
target = "content"
files = ["! index.md"]
[[module.mounts]]
source = "docs/index.md"
target = "content/_index.md"
""",
    "layouts/_default/baseof.html": """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>
<nav>{{ range site.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</nav>
<main>{{ block "main" . }}{{ end }}</main><aside>{{ .TableOfContents }}</aside></body></html>
""",
    "layouts/_default/single.html": '{{ define "main" }}{{ .Content }}{{ end }}',
    "layouts/_default/list.html": """{{ define "main" }}{{ .Content }}{{ range .Pages }}
<p><a href="{{ .RelPermalink }}">{{ .Title }}</a></p>{{ end }}{{ end }}""",
}
"""What Hugo needs over the same pages: a bare template, which is less than Material's."""


def write_for_hugo(folder: Path) -> None:
    """Let Hugo build the pages of a plain project as well; both write a folder of their own."""
    for name, text in HUGO.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def page(library: Library, entry: Entry) -> str:
    """Return a practice as a Markdown page."""
    practice = entry.practice
    data = practice.model_dump(mode="json", exclude_none=True)
    head = f"---\ntitle: {json.dumps(practice.title)}\n---\n\n"
    head += f"# {practice.title}\n\n{practice.summary}\n\n"
    facts = f"- Time: {practice.minutes} min\n" if practice.minutes else ""
    facts += f"- Cadence: {practice.cadence.label}\n" if practice.cadence else ""
    facts += f"- Version: {practice.version}\n\n"
    parts = [
        _section(key, value, library)
        for key, value in data.items()
        if isinstance(value, list | dict)
    ]
    prose = [
        f"## {_name(key)}\n\n{value}\n\n"
        for key, value in data.items()
        if isinstance(value, str) and len(value) > 60
    ]
    back = [f"- {_link(library, link.source)}" for link in library.incoming[entry.ref]]
    return (
        head
        + facts
        + "".join(prose)
        + "".join(parts)
        + "## Leads here\n\n"
        + "\n".join(back)
        + "\n"
    )


def _name(key: str) -> str:
    return key.replace("_", " ").capitalize()


def _link(library: Library, ref: str) -> str:
    entry = library.get(ref)
    return f"[{entry.practice.title}](../{entry.address.rstrip('/')}.md)" if entry else ref


def _section(key: str, value: Any, library: Library) -> str:
    return f"## {_name(key)}\n\n" + "\n".join(_lines(value, library, 0)) + "\n\n"


def _lines(value: Any, library: Library, depth: int) -> list[str]:
    indent = "    " * depth
    if isinstance(value, dict):
        value = [
            f"**{_name(key)}**: {inner}" if isinstance(inner, str | int) else inner
            for key, inner in value.items()
        ]
    lines: list[str] = []
    for item in value:
        if isinstance(item, str | int):
            text = " ".join(str(item).split())
            is_ref = re.fullmatch("[a-z-]+/[a-z0-9-]+", text)
            lines.append(f"{indent}- {_link(library, text) if is_ref else text}")
        else:
            lines.extend(_lines(item, library, depth + isinstance(item, list)))
    return lines
