"""The words of the interface: catalogues of one mind with the code, plurals, dates."""

from __future__ import annotations

import ast
import datetime
import re
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from babel.messages.pofile import read_po

from katabase.domain import messages as spoken
from katabase.domain import pseudo
from katabase.domain.messages import languages, messages, of_scripts, speaks
from tests.support import messages as tool

if TYPE_CHECKING:
    from pathlib import Path

DAY = datetime.date(2026, 11, 5)

LACKING = 0.03
"""The share of words that a shipped catalogue may lack: they were added since."""
PLACE = re.compile(r"%\(\w+\)s")
MARK = re.compile(r"<[^>]*>|&\w+;")


def test_the_template_holds_the_words_that_stand_in_the_code() -> None:
    written = (tool.LOCALE / "katabase.pot").read_text(encoding="utf-8")
    assert written == tool.as_text(tool.template()), "run make messages"


def test_no_version_of_babel_passes_over_a_word_of_a_script() -> None:
    """Before 2.19 it did not see a call with braces of its own within a template literal."""
    for path in sorted((tool.LOCALE.parent / "assets").rglob("*.js")):
        if "vendor" not in path.parts:
            text = path.read_text(encoding="utf-8")
            assert not re.findall(r"\$\{(?:say|plural)\([^`}]*\{", text), path.name


def test_no_version_of_python_passes_over_a_word_of_the_code() -> None:
    """Before 3.12 an f-string is one token: Babel sees no call in it."""
    for path in sorted(tool.LOCALE.parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            calls = [*filter(_marks, ast.walk(node))] if isinstance(node, ast.JoinedStr) else []
            assert not calls, f"{path.name}:{node.lineno}: words in an f-string"  # type: ignore[attr-defined]


def _marks(node: ast.AST) -> bool:
    """Say whether a node is a call that says words which stand there."""
    return (
        isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) in ("say", "N_", "plural")
        and any(isinstance(each, ast.Constant) for each in node.args[:1])
    )


def test_english_says_what_stands_in_the_code() -> None:
    say = messages()
    assert say("Move on when") == "Move on when"
    assert say("%(first)s to %(last)s", first=1, last=100) == "1 to 100"
    assert say.plural("%(num)s card", "%(num)s cards", 1) == "1 card"
    assert say.plural("%(num)s card", "%(num)s cards", 2) == "2 cards"
    assert say.date(DAY) == "5 November 2026"


def test_a_percent_sign_in_a_text_without_values_stays() -> None:
    assert messages()("Print it at 100 %") == "Print it at 100 %"


@pytest.mark.parametrize("language", ["eo", "xx", "x", "not-a-language", "eo-FR"])
def test_a_language_without_a_catalogue_is_answered_in_english(language: str) -> None:
    say = messages(language)
    assert not speaks(language)
    assert say("Move on when") == "Move on when"
    assert say.date(DAY) == "5 November 2026"
    assert of_scripts(say) == {}


def test_pseudo_words_are_longer_and_keep_their_places() -> None:
    said = pseudo.spoken('All %(n)s in the <a href="{where}">catalogue</a> &amp; more')
    assert {"%(n)s", '<a href="{where}">', "</a>", "&amp;"} <= set(pseudo.PLACE.findall(said))
    assert not re.search(r"\bcatalogue\b", said)
    assert len(said) >= 1.4 * len("All in the catalogue more")
    assert pseudo.spoken("%(n)s · %(m)s") == "%(n)s · %(m)s"


def test_scripts_get_their_words_in_the_order_of_plural_forms() -> None:
    found = of_scripts(messages(pseudo.LONGER))
    assert found
    assert all(isinstance(said, str | list) for said in found.values())


@pytest.mark.parametrize("language", languages()[1:])
def test_a_catalogue_is_nearly_whole_and_keeps_the_places_of_values(language: str) -> None:
    with (tool.LOCALE / language / "katabase.po").open("rb") as file:
        catalog = read_po(file, locale=language.replace("-", "_"))
    wanted = [(message.id, message.context) for message in tool.template() if message.id]
    lacking = []
    for text, context in wanted:
        message = catalog.get(text, context)
        strings = [] if message is None else message.string
        said = [strings] if isinstance(strings, str) else list(strings)
        if not said or not all(said):
            lacking.append(text)
            continue
        many = text if isinstance(text, str) else text[1]
        for form in said:
            assert set(PLACE.findall(form)) <= set(PLACE.findall(many)), (language, form)
            lost = set(PLACE.findall(many)) - set(PLACE.findall(form)) - {"%(num)s"}
            assert not lost, (language, many, form)
            assert MARK.findall(form) == MARK.findall(many), (language, form)
            assert form[-1].isspace() == many[-1].isspace(), (language, form)
    assert len(lacking) <= LACKING * len(wanted), (language, lacking)


def test_what_a_catalogue_lacks_is_said_in_english(tmp_path: Path) -> None:
    """Whoever adds a word need not know all languages."""
    path = tmp_path / "locale" / "de" / "katabase.po"
    path.parent.mkdir(parents=True)
    text = (tool.LOCALE / "de" / "katabase.po").read_text(encoding="utf-8")
    for said in (
        'msgstr "Weiter, wenn"',
        'msgstr[0] "%(num)s Karte"',
        'msgstr[1] "%(num)s Karten"',
    ):
        assert f"{said}\n" in text
        text = text.replace(f"{said}\n", said.partition('"')[0] + '""\n')
    path.write_text(text, encoding="utf-8")
    with mock.patch.object(spoken, "files", return_value=tmp_path):
        say = messages.__wrapped__("de-AT")
    assert say("Move on when") == "Move on when"
    assert say.plural("%(num)s card", "%(num)s cards", 1) == "1 card"
    assert say.plural("%(num)s card", "%(num)s cards", 2) == "2 cards"
    assert say.key("Move on when") == "Move on when"
    assert say("Challenge") == "Herausforderung"


@pytest.mark.parametrize("language", ["ar", "he", "ur-PK", "az-Arab"])
def test_english_among_words_from_the_right_is_held_together(language: str) -> None:
    """Else "15 min" is shown as "min 15", "1 of 2" as "of 2 1", a full stop as the first sign."""
    say = messages(language)
    assert not speaks(language)
    assert say("%(num)s min", num=15) == "\u206615 min\u2069"
    assert say.plural("%(num)s card", "%(num)s cards", 1) == "\u20661 card\u2069"
    assert say.plural("%(num)s card", "%(num)s cards", 2) == "\u20662 cards\u2069"
    assert say("") == ""
    found = of_scripts(say)
    assert found["%(num)s card"] == ["\u2066%(num)s card\u2069", "\u2066%(num)s cards\u2069"]


def test_a_region_speaks_its_language() -> None:
    say = messages("de-CH")
    assert say("Target condition") == "Zielzustand"
    assert say.plural("%(num)s card", "%(num)s cards", 1) == "1 Karte"
    assert say.date(DAY) == "5. November 2026"
    assert say.within("Karte") == "Karte"
    assert of_scripts(say)["%(num)s card"] == ["%(num)s Karte", "%(num)s Karten"]
