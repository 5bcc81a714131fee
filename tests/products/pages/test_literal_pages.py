"""What stands in a practice stands on its page, letter by letter: nothing in it runs.

Pages go through the same steps as in a build: the page maker, the parking of HTML, and
Python-Markdown with the extensions of mkdocs.yml, and with more that a site may add.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import markdown
import pytest
import yaml

from katabase.adapters.building import parked_html
from katabase.domain import layers, loading
from katabase.domain.checks import registry
from katabase.domain.kinds.registry import folders
from katabase.domain.problems import Level
from katabase.products.pages import guides
from katabase.products.pages.maker import PageMaker
from tests.support import cases

if TYPE_CHECKING:
    from pathlib import Path

ROOT = cases.CASES.parent.parent

NASTY = (
    '--8<-- "mkdocs.yml" 8',
    ";--8<--",
    "{: #id .class onclick=x }",
    "{ .class }",
    "!!! danger nothing",
    "??? note nothing",
    "=== tab nothing",
    "- [ ] no task",
    ":smile: :material-home:",
    "*[HTML]: no abbreviation of HTML",
    "[^1] and [^1]: no note",
    "[[wiki]] and [TOC]",
    "&lt;b&gt; &amp; &quot; &#60; & 5 < 6 > 2",
    "# no heading",
    "> no quotation",
    "1986. no list",
    "--- *** ___",
    "| no | table |",
    "~~no~~ ^^no^^ ==no== H~2~O x^2^",
    "$no$ \\(maths\\)",
    "a  two spaces \\ backslash",
    "(c) (tm) --> +/- 1/2 no symbols",
    "kbblock0kb \u0002stx\u0003"[:10],
    "klzzwxh:0000 wzxhzdk:0",
    "%raw% ${x} #{x} <%= x",
    "@user #12 https://example.org",
    "$(rm) `code {x}` 'quoted' \"double\"",
)
"""Texts that mean something to a Markdown extension or a template, and must not here."""

MORE = ["abbr", "footnotes", "def_list", "admonition", "attr_list", "md_in_html", "tables", "toc"]
MORE += ["smarty", "sane_lists", "nl2br", "wikilinks"]
MORE += [f"pymdownx.{name}" for name in ("snippets", "emoji", "details", "tasklist", "tilde")]
MORE += [f"pymdownx.{name}" for name in ("caret", "mark", "keys", "smartsymbols", "magiclink")]
MORE += [f"pymdownx.{name}" for name in ("superfences", "tabbed", "critic", "inlinehilite")]


def nasty_library(folder: Path) -> dict[str, Any]:
    """Write the small library with nasty texts in every text that may hold any words."""
    kata = cases.copy_library(folder)
    written = {}
    for path in sorted(kata.rglob("*.yml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        if path.parent.name in folders():
            data = _nasty(data, iter(NASTY * 99))
            written[f"{folders()[path.parent.name]}/{path.stem}"] = data
        path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return written


TEXT_KEYS = {"title", "summary", "do", "trains", "story", "ask", "listen_for", "follow_up", "look"}
TEXT_KEYS |= {"why", "when", "place", "purpose", "statement", "outcome", "focus", "how", "change"}
TEXT_KEYS |= {"pitfall", "coach_says", "imitation", "difference", "author", "manager"}
TEXT_LISTS = {"coach_questions", "coach_watches", "natural_when", "at_the_gemba", "reflection"}
TEXT_LISTS |= {"observation", "preparation", "ending", "debrief", "move_on_when", "keywords"}


def _nasty(value: Any, texts: Any) -> Any:
    if isinstance(value, list):
        return [_nasty(item, texts) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: next(texts)
        if key in TEXT_KEYS
        else [next(texts) for _ in item]
        if key in TEXT_LISTS
        else _nasty(item, texts)
        for key, item in value.items()
    }


class Reader(HTMLParser):
    """Reads the words of a page and the names of its tags and attributes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words = ""
        self.names: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {tag, *(name for name, _ in attrs)}

    def handle_data(self, data: str) -> None:
        self.words += data


def rendered(page: str, extensions: list[Any], settings: dict[str, Any], *, park: bool) -> Reader:
    body = page.split("\n---\n", 1)[1]
    kept, parked = parked_html.park(body) if park else (body, [])
    html = markdown.markdown(kept, extensions=extensions, extension_configs=settings)
    return Reader(parked_html.restore(html, parked))


def of_the_site() -> tuple[list[Any], dict[str, Any]]:
    """Return the Markdown extensions of mkdocs.yml and their settings."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    listed = yaml.safe_load(re.sub(r"!\S+", "", text))["markdown_extensions"]
    named = [(item, {}) if isinstance(item, str) else next(iter(item.items())) for item in listed]
    return [name for name, _ in named], dict(named)


EXTENSIONS = {"of mkdocs.yml": of_the_site(), "and more": (MORE, {})}


def texts_of(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts_of(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts_of(item)]
    return [value] if value in NASTY else []


UNMARKED = str.maketrans("", "", "*_`\\[]() \n")


@pytest.mark.parametrize("park", [True, False], ids=["parked", "as Markdown"])
@pytest.mark.parametrize("which", EXTENSIONS)
def test_every_word_of_a_practice_stands_on_its_page(
    which: str, tmp_path: Path, *, park: bool
) -> None:
    written = nasty_library(tmp_path)
    loaded = loading.load([layers.Layer(tmp_path / "kata", "kata")])
    found = registry.check(loaded, cases.TODAY)
    assert not [problem for problem in found if problem.level is Level.ERROR]
    maker = PageMaker(loaded)
    usual = names_of_usual_pages(which, park=park)
    for ref, data in written.items():
        reader = rendered(
            next(maker.practice(loaded.entries[ref])).markdown, *EXTENSIONS[which], park=park
        )
        shown = reader.words.translate(UNMARKED)
        # Keywords are words for the search and stand on no page.
        texts = texts_of({key: value for key, value in data.items() if key != "keywords"})
        assert len(texts) > 10
        assert [text for text in texts if text.translate(UNMARKED) not in shown] == []
        assert reader.names <= usual | {"code", "em", "strong"}


def names_of_usual_pages(which: str, *, park: bool) -> set[str]:
    """Return the tags and attributes that the pages of ordinary practices are made of."""
    ordinary = loading.load([layers.Layer(cases.LIBRARY, "kata")])
    maker = PageMaker(ordinary)
    return {
        name
        for entry in ordinary.entries.values()
        for name in rendered(
            next(maker.practice(entry)).markdown, *EXTENSIONS[which], park=park
        ).names
    }


def test_nothing_of_a_practice_is_left_to_markdown(tmp_path: Path) -> None:
    """Outside of parked HTML only the headings of the templates are left."""
    nasty_library(tmp_path)
    loaded = loading.load([layers.Layer(tmp_path / "kata", "kata")])
    for page in PageMaker(loaded).pages():
        if page.uri in guides.GUIDES.values():
            continue  # nothing of a practice stands there
        kept, _ = parked_html.park(page.markdown.split("\n---\n", 1)[1])
        for line in kept.splitlines():
            assert re.fullmatch(r"(kbblock\d+kb|## [A-Za-z ,]+|)", line), line


def test_macros_are_off_on_every_generated_page() -> None:
    loaded = loading.load([layers.Layer(cases.LIBRARY, "kata")])
    for page in PageMaker(loaded).pages():
        head = yaml.safe_load(page.markdown.split("---\n")[1])
        assert head["render_macros"] is False
