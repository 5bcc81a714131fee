"""The page of options, macros and files: nothing that can be set, called or read is missing."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import katabase
from katabase.adapters.building.macros import EXAMPLES, NAMES, SiteMacros
from katabase.adapters.settings.options import Options
from katabase.domain.reading.model_fields import model_in
from katabase.products.cards.formats import FORMATS
from katabase.products.pages import listings
from tests.conftest import ROOT

if TYPE_CHECKING:
    from katabase.domain.library import Library

PAGE = ROOT / "docs/publishing/reference.md"


def test_every_macro_has_an_example() -> None:
    assert set(EXAMPLES) == {*NAMES, "kinds"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_called_as_the_macro_wants(name: str, shipped: Library) -> None:
    [statement] = ast.parse(EXAMPLES[name]).body
    call: Any = getattr(statement, "value", None)
    assert call.func.id == name
    words = [ast.literal_eval(each) for each in call.args]
    named = {each.arg: ast.literal_eval(each.value) for each in call.keywords}
    inspect.signature(getattr(SiteMacros, name)).bind(None, *words, **named)
    if name in ("questions", "checklist"):
        assert shipped.get(f"{name}/{words[0]}")
    if name == "link":
        assert shipped.get(words[0])


def test_the_page_shows_every_option_and_macro(site: Path) -> None:
    html = (site / "publishing/reference/index.html").read_text("utf-8")

    def judge(model: Any, before: str) -> None:
        for name, field in model.model_fields.items():
            assert re.search(rf"<code>{before}{name}(\[\])?</code>", html), name
            if inner := model_in(field.annotation):
                judge(inner, f"{before}{name}.")

    judge(Options, "")
    for name in EXAMPLES:
        assert f"<code>{name}(" in html
        assert f"<code>{{{{ {name}(" in html


def test_sizes_and_variables_are_those_of_the_code() -> None:
    text = PAGE.read_text("utf-8")
    assert '{{ fields("options") }}' in text
    _, _, row = str(listings.fields(Options)).partition("<code>cards.sizes[]</code>")
    assert re.findall(r"<code>([^<]+)</code>", row.partition("</dd>")[0]) == [*FORMATS]
    for path in Path(katabase.__file__).parent.rglob("*.py"):
        source = path.read_text("utf-8")
        for name in re.findall(r'(?:VARIABLE|ALONE) = "([A-Z_0-9]+)"', source):
            assert f"`{name}`" in text
