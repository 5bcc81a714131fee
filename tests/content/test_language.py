"""The language of the shipped library, measured against docs/contributing/writing.md."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.content.test_library import LIBRARY, ROOT, TERMS

WRITING = (ROOT / "docs/contributing/writing.md").read_text(encoding="utf-8")

NO_SENTENCES = {"keywords", "related", "traits", "roles", "sources", "formerly", "also", "japanese"}
NO_SENTENCES |= {"practise_next", "practice", "version", "status", "cadence", "workplace", "answer"}
NO_SENTENCES |= {"searched_as", "before", "level", "achieve_by", "found", "worked_on", "gone"}
NO_SENTENCES |= {"side", "asked_by", "asked_to", "counted_in", "worksheet", "see", "card"}


def texts(value: Any) -> list[str]:
    """Return the texts that a reader reads in a practice, without names and the card's lines."""
    if isinstance(value, dict):
        kept = [item for key, item in value.items() if key not in NO_SENTENCES]
        return [text for item in kept for text in texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return [value] if isinstance(value, str) else []


def sentences(text: str) -> list[list[str]]:
    """Return the sentences of a text as lists of words."""
    found = []
    for part in re.split(r"(?<=[.!?])[\"')*]*\s+|\n\s*\n", text):
        words = re.findall(r"[\w'’%.,:/-]*\w[\w'’%]*", re.sub(r"\]\([^)]*\)", "]", part))
        if words:
            found.append(words)
    return found


ALL = {**LIBRARY, "glossary": TERMS}
SENTENCES = {
    ref: [one for text in texts(data) for one in sentences(text)] for ref, data in ALL.items()
}


@pytest.mark.parametrize("ref", ALL)
def test_no_sentence_has_more_than_25_words(ref: str) -> None:
    assert [" ".join(one) for one in SENTENCES[ref] if len(one) > 25] == []


@pytest.mark.parametrize("ref", ALL)
def test_sentences_are_short_on_average(ref: str) -> None:
    """The guide asks for 15 words; titles and short answers are counted with the rest."""
    lengths = [len(one) for one in SENTENCES[ref]]
    assert sum(lengths) / len(lengths) <= 15


def listed(after: str) -> list[str]:
    """Return the words in emphasis or in a list behind some words of the guide."""
    line = next(line for line in WRITING.splitlines() if after in line)
    return [word.strip() for word in line.partition(after)[2].partition(")")[0].split(",")]


JARGON = [word.strip("* ") for word in listed("No consultant jargon (")]


def test_the_guide_lists_jargon() -> None:
    assert {"leverage", "synergy", "low-hanging fruit"} <= set(JARGON)


@pytest.mark.parametrize("ref", ALL)
def test_no_jargon_and_no_shouting(ref: str) -> None:
    text = " ".join(texts(ALL[ref])).lower()
    roots = [word.removesuffix("e") for word in JARGON]
    assert [word for word in roots if re.search(rf"\b{re.escape(word)}", text)] == []
    assert "!" not in text


@pytest.mark.parametrize("ref", LIBRARY)
def test_the_terms_are_those_of_the_field(ref: str) -> None:
    """`coachee`, `mentor`, `milestone` may stand in keywords, for those who search with them."""
    text = " ".join(texts(LIBRARY[ref])).lower()
    assert re.findall(r"\b(?:coachees?|mentors?|mentees?|milestones?)\b", text) == []


AMERICAN = r"\b(?:organiz|behavior|color|labor(?!at)|center|analyz|recogniz|program(?!m))\w*"


@pytest.mark.parametrize("ref", ALL)
def test_the_spelling_is_british(ref: str) -> None:
    text = " ".join(texts(ALL[ref])).lower()
    assert re.findall(AMERICAN, text) == []
