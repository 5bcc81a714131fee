"""The words of the interface: catalogues of one mind with the code, plurals, dates."""

from __future__ import annotations

import datetime
import re

import pytest
from babel.messages.pofile import read_po

from katabase.domain import pseudo
from katabase.domain.messages import languages, messages, of_scripts, speaks
from tests.support import messages as tool

DAY = datetime.date(2026, 11, 5)


def test_the_template_holds_the_words_that_stand_in_the_code() -> None:
    written = (tool.LOCALE / "katabase.pot").read_text(encoding="utf-8")
    assert written == tool.as_text(tool.template()), "run make messages"


def test_english_says_what_stands_in_the_code() -> None:
    say = messages()
    assert say("Move on when") == "Move on when"
    assert say("%(first)s to %(last)s", first=1, last=100) == "1 to 100"
    assert say.plural("%(num)s card", "%(num)s cards", 1) == "1 card"
    assert say.plural("%(num)s card", "%(num)s cards", 2) == "2 cards"
    assert say.date(DAY) == "5 November 2026"


def test_a_percent_sign_in_a_text_without_values_stays() -> None:
    assert messages()("Print it at 100 %") == "Print it at 100 %"


@pytest.mark.parametrize("language", ["fr", "xx", "x", "not-a-language", "pt-BR"])
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
def test_a_catalogue_is_whole_and_keeps_the_places_of_values(language: str) -> None:
    with (tool.LOCALE / language / "katabase.po").open("rb") as file:
        catalog = read_po(file, locale=language.replace("-", "_"))
    for message in catalog:
        if not message.id:
            continue
        pairs = [(message.id, message.string)]
        if not isinstance(message.id, str):
            pairs = [(message.id[1], said) for said in message.string]
        for source, said in pairs:
            assert said, (language, source)
            places = re.findall(r"%\(\w+\)s", source)
            missing = set(places) - set(re.findall(r"%\(\w+\)s", said)) - {"%(num)s"}
            assert not missing, (language, source, said)
