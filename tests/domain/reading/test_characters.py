"""What no text should hold, in every script; and what a script needs."""

from __future__ import annotations

import unicodedata

import pytest

from katabase.domain.reading.characters import composed, described, hidden
from katabase.domain.reading.source import parse

HIDDEN = {
    "a blank of Braille": "Board \u2800",
    "two variation selectors": "\u26a0\ufe0f\ufe0f",
    "a variation selector behind a letter": "b\ufe0f",
    "one at the beginning": "\ufe0e5",
    "a selector for ideographs behind a Latin letter": "x\U000e0100",
    "a musical format control": "so\U0001d173la",
    "a shorthand format control": "so\U0001bca0la",
    "a tag": "\U000e0067",
    "a noncharacter": "\ufdd3",
    "the last code of a plane": "\U0004ffff",
    "an unassigned code": "\u0378",
    "a code for private use": "\ue0a0",
    "a filler": "\u3164",
    "a control": "\x1b",
    "a word joiner": "left\u2060right",
    "a joiner between letters": "Takt\u200dzeit",
    "a joiner behind an emoji": "👩\u200d und",
    "what stands for a letter that was lost": "fr\ufffdh",
    "a soft hyphen": "Takt\u00adzeit",
    "an override": "\u202eabc",
    "a Mongolian selector behind a Latin letter": "k\u180b",
}
SEEN = (
    "Łódź, façade, Ærø, naïve – “quoted” … ½ €",
    "Γιατί; Καϊζέν",
    "Ещё раз: йод",
    "שָׁלוֹם",
    "التحسين المستمر \u0601\u0661",
    "می\u200cخواهم",
    "क्\u200dष और गेम्बा",
    "การปรับปรุง",
    "葛\U000e0100城、が゚",
    "⚠\ufe0f 1\ufe0f\u20e3 ☎\ufe0e ≨\ufe00",
    "개선",
    "👩🏽\u200d🏭 ❤\ufe0f\u200d🔥 🤷\u200d♀\ufe0f",
    "\tTab\n",
)


@pytest.mark.parametrize("text", HIDDEN.values(), ids=HIDDEN)
def test_what_hides_is_found(text: str) -> None:
    assert len(list(hidden(text))) == 1


@pytest.mark.parametrize("text", SEEN)
def test_what_a_script_needs_is_allowed(text: str) -> None:
    assert not list(hidden(text))


def test_the_place_is_that_of_the_character() -> None:
    text = "Zielzustand é \u2800 und \u200b"
    assert [text[place] for place in hidden(text)] == ["\u2800", "\u200b"]
    assert list(hidden("a\x07b\x00")) == [1, 3]


def test_every_assigned_letter_of_every_script_is_allowed() -> None:
    letters = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) in LETTERS]
    refused = {char for char in letters if list(hidden(char))}
    assert refused == set("\u115f\u1160\u3164\uffa0")


LETTERS = ("Lu", "Ll", "Lt", "Lo", "Nd")


def test_what_is_none_is_described() -> None:
    assert described("\ufdd3") == "U+FDD3, which is no character"
    assert "private use" in described("\ue0a0")
    assert described("\u2800") == "the invisible character U+2800 (braille pattern blank)"


def test_texts_are_composed_and_found_where_they_stand() -> None:
    raw = "term: Cafe\u0301 {{ x }}\nname: A\u030angstro\u0308m\n"
    document, problems = parse(raw.encode(), "x.yml")
    assert document is not None
    assert not problems
    assert document.data == {"term": "Café {{ x }}", "name": "Ångström"}
    assert document.find(("term",), "Café", 0).column == 7
    assert document.find(("term",), "{{", 5).column == 13  # the accent is a character there


def test_names_of_people_keep_their_strokes() -> None:
    assert composed("\ufa19\u304b\u3099") == "\ufa19\u304c"  # 神 in its older form, and が
