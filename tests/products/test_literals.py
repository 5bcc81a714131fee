"""Every word that a reader sees and that is not content is marked for translation."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment, nodes

import katabase

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(katabase.__file__).parent
TEMPLATES = PACKAGE / "templates"
FOR_CONTRIBUTORS = {"pieces/rule.html.j2", "pieces/fields.html.j2", "guides/checks.md"}
"""What speaks English only: the guide of the checks, whose messages do too."""
WHOLE = {"guides/printing.md", "guides/printing.de.md", "guides/printing.es.md"}
"""Pages of much text, which are translated as a whole file."""
MATERIAL = {"theme/partials/javascripts/missing.html"}
"""A script; its words would be found in the folder of scripts."""

NAMES = sorted(
    path.relative_to(TEMPLATES).as_posix()
    for path in TEMPLATES.rglob("*")
    if path.suffix in (".j2", ".html", ".md")
)
MARKS = {"_", "ngettext", "say", "heading"}
WORD = re.compile(r"[A-Za-z]{2,}")
SEEN = re.compile(r'(?:alt|title|aria-label|placeholder)="([^"]*)"')


@pytest.mark.parametrize(
    "name", [name for name in NAMES if name not in FOR_CONTRIBUTORS | WHOLE | MATERIAL]
)
def test_a_template_says_nothing_that_is_not_marked(name: str) -> None:
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    found = [*literals(text, markdown=name.endswith(".md")), *constants(text)]
    assert not found


def literals(text: str, *, markdown: bool) -> Iterator[str]:
    """Yield the words of a template that stand outside of expressions, tags and styles."""
    env = Environment(extensions=["jinja2.ext.i18n"])
    data = "".join(
        value if kind == "data" else " " if kind.endswith("_end") else ""
        for _, kind, value in env.lex(text)
    )
    data = re.sub(
        r"<(script|style)\b.*?</\1>|<!--.*?-->|`[^`]*`|\]\([^)]*\)", " ", data, flags=re.S
    )
    if markdown:  # of the head, only title and description are shown
        _, head, body = data.split("---\n", 2)
        data = " ".join(re.findall(r"^(?:title|description):(.*)$", head, flags=re.M)) + body
    for seen in SEEN.findall(data):
        yield from WORD.findall(seen)
    for word in WORD.findall(re.sub(r"<[^>]*>|&\w+;", " ", data)):
        if word not in NAMES_OF_PAPER:
            yield word


NAMES_OF_PAPER = {"US", "Letter", "PDF"}


def constants(text: str) -> Iterator[str]:
    """Yield texts within expressions that are shown and not marked."""
    tree = Environment(extensions=["jinja2.ext.i18n"]).parse(text)
    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            yield from _shown(node)


def _shown(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Const):
        if isinstance(node.value, str) and re.search(r"[A-Z][a-z]+|[a-z]+ [a-z]+", node.value):
            yield node.value
    elif isinstance(node, nodes.CondExpr):
        yield from _shown(node.expr1)
        if node.expr2:
            yield from _shown(node.expr2)
    elif isinstance(node, nodes.Concat):
        for part in node.nodes:
            yield from _shown(part)


SCRIPTS = sorted(
    path.relative_to(PACKAGE / "assets").as_posix()
    for path in (PACKAGE / "assets").rglob("*.js")
    if "vendor" not in path.parts and not path.name.startswith("md-")
)
NO_INTERFACE = {
    "search/language.js",  # words that mean much the same
    "cards/impose.js",  # names within a PDF
    "cards/tags.js",
    "records/model.js",  # the schema of records, for programs
    "records/schema.js",
    "records/shapes.js",
    "records/exchange.js",
    "records/migrations.js",
    "records/reminders.js",  # lines of a calendar file
}
QUOTED = re.compile(
    r'(?:\b(say|plural|Error|warn|RegExp)\(\s*(?:"[^"]*",\s*)*)?("(?:[^"\\\n]|\\.)*"|`[^`\n]*`|`\n[^`]*`)'
)


@pytest.mark.parametrize("name", [name for name in SCRIPTS if name not in NO_INTERFACE])
def test_a_script_says_nothing_that_is_not_marked(name: str) -> None:
    text = (PACKAGE / "assets" / name).read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    text = re.sub(r"^\s*//.*$|\s//\s.*$", "", text, flags=re.M)
    found = []
    for mark, literal in QUOTED.findall(text):
        words = re.sub(r"\$\{[^}]*\}|<[^>]*>", " ", literal[1:-1])
        if not mark and re.search(r"[A-Z][a-z]+ [a-z]{2,}|[a-z]{2,} [a-z]{2,} [a-z]{2,}", words):
            found.append(literal)
    assert not found
