"""What people write for a word of a vocabulary."""

from __future__ import annotations

import pytest

from katabase.domain.reading import meant as meanings
from katabase.domain.reading.meant import SAID, meant
from katabase.domain.vocabulary import SHIPPED, Answer, Side, Span, Status

CADENCES = list(SHIPPED.of("cadences"))


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("every week", "weekly"),
        ("Every  Week", "weekly"),
        ("Weekly", "weekly"),
        ("wekly", "weekly"),
        ("several a day", "several-a-day"),
        ("two_weekly", "two-weekly"),
        ("fortnightly", "two-weekly"),
        ("ad hoc", "as-needed"),
        ("hospital", None),  # a word of another vocabulary
        ("blue", None),
    ],
)
def test_a_cadence_in_other_words(written: str, word: str | None) -> None:
    assert meant(written, CADENCES) == word


def test_each_word_that_is_suggested_exists_and_each_saying_means_one_word() -> None:
    closed = [word.value for words in (Status, Answer, Side, Span) for word in words]
    groups = [[str(word) for word in closed]]
    groups += [list(SHIPPED.of(name)) for name in ("roles", "workplaces", "cadences")]
    known = {word for group in groups for word in group}
    assert set(SAID) <= known
    for group in groups[1:]:
        sayings = [said for word in group for said in SAID.get(word, "").split(", ") if said]
        assert len(sayings) == len(set(sayings))


@pytest.mark.parametrize(
    ("what", "written", "found"),
    [
        ("day_meant", "12.01.2026", "2026-01-12"),
        ("day_meant", "2026/1/2", "2026-01-02"),
        ("day_meant", "2026-01-12 09:00", "2026-01-12"),
        ("day_meant", "01/12/2026", None),  # the twelfth of January, or the first of December?
        ("day_meant", "31.02.2026", None),
        ("version_meant", "v1", "1.0.0"),
        ("version_meant", "1,2", "1.2.0"),
        ("version_meant", "1.0.0-beta", None),
        ("number_meant", "5 minutes", "5"),
        ("number_meant", '"5"', None),  # it stands in quotation marks
        ("number_meant", "5-10", None),
        ("number_meant", "5.5", None),
        ("number_meant", "0:05", None),
        ("number_meant", "-5", None),
        ("language_meant", "pt_BR", "pt-BR"),
        ("language_meant", "Deutsch", "de"),
        ("language_meant", "Klingon", None),
        ("id_meant", "Desk walk", "desk-walk"),
        ("id_meant", "trait/keeps-promises", "keeps-promises"),
        ("id_meant", "!", None),
    ],
)
def test_other_forms(what: str, written: str, found: str | None) -> None:
    assert getattr(meanings, what)(written) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("kata/checklists/desk-walk.yml", "checklist/desk-walk"),
        ("https://example.org/checklists/desk-walk/", "checklist/desk-walk"),
        ("checklist:desk-walk", "checklist/desk-walk"),
        ("Check-List/Desk walk", "checklist/desk-walk"),
        ("desk-walk", None),
        ("sheet/desk-walk", None),
        ("checklist/", None),
    ],
)
def test_other_forms_of_a_reference(written: str, found: str | None) -> None:
    known = ["checklist", "questions"]
    folders = {"checklists": "checklist", "questions": "questions"}
    assert meanings.reference_meant(written, known, folders) == found


def test_other_words_for_keys_mean_keys() -> None:
    assert meanings.key_meant("tags", ["keywords", "title"]) == "keywords"
    assert meanings.key_meant("Titel", ["keywords", "title"]) == "title"
    assert meanings.key_meant("colour", ["keywords", "title"]) is None
