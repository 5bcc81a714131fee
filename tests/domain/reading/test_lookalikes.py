"""Characters that look like others: what they are meant for, and where they matter."""

from __future__ import annotations

import pytest

from katabase.domain.reading.lookalikes import first_in, in_structure, meant_by


@pytest.mark.parametrize(
    ("chars", "meant"),
    [
        ("\u2013\u2014\u2212\uff0d\u2022", "-"),
        ("\uff1a\u2236", ":"),
        ("“”„«»＂", '"'),
        ("‘’‚＇", "'"),
        ("\u00a0\u202f\u3000\u2003", " "),
        ("٣３३", "3"),
        ("аα", "a"),
        ("éя改ق…", ""),
        ("a-:\"'", ""),
    ],
)
def test_what_a_character_is_meant_for(chars: str, meant: str) -> None:
    assert {meant_by(char) for char in chars} == {meant}


@pytest.mark.parametrize(
    "line",
    [
        "title: The board – and what it says",
        "title: L’atelier « ouvert »",
        "summary: 朝会：五分",
        "- Ça va",
        "  Schritt – für – Schritt",
    ],
)
def test_what_stands_within_a_text_is_a_persons_own(line: str) -> None:
    assert in_structure(line) is None


def test_the_first_one_is_told_with_its_place() -> None:
    odd = first_in("2026-01‑02–03")
    assert odd is not None
    assert (odd.place, odd.char, odd.meant) == (7, "\u2011", "-")
