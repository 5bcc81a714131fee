"""What an upgrade of the layers below means for what is translated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.layers.outdated import since, with_version
from katabase.domain.problems import as_text
from katabase.domain.translating.reading import CANNOT_TRANSLATE, TRANSLATES
from katabase.domain.translating.standing import left

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry, Library
    from katabase.domain.translating.standing import Translation


def translations(library: Library) -> Iterator[tuple[Entry, Translation]]:
    """Yield every translation of a library's own layers with the practice that it is shown as."""
    for entry in library.ordered():
        for each in entry.translations:
            if not library.packaged(each.document.filename):
                yield entry, each


def name_of(entry: Entry, translation: Translation) -> str:
    """Return what a translation is called, as in ``de/questions/five-questions``."""
    return f"{translation.language}/{entry.ref}"


def report(library: Library) -> tuple[list[str], int]:
    """Return what a person is told about translations that are behind, and how many are."""
    lines: list[str] = []
    number = 0
    for entry, each in translations(library):
        if each.behind:
            lines += _lines(entry, each)
            number += 1
    wrong = [p for p in library.problems if p.rule == CANNOT_TRANSLATE]
    return lines + [as_text(problem) for problem in wrong], number + len(wrong)


def _lines(entry: Entry, each: Translation) -> Iterator[str]:
    base = each.base
    made, now = each.translates, base.practice.version
    yield f"{each.document.filename}: translates {base.ref} {made}, which is at {now} now"
    for change in since(base.practice, made):
        yield f"  {change.version} ({change.date}): {change.change}"
    missing = left(entry)
    if missing:
        yield f"  not translated: {', '.join(missing)}"
    yield f"  when the words are right: katabase outdated --accept {name_of(entry, each)}"


def accepted(translation: Translation, raw: bytes) -> bytes:
    """Return the bytes of a translation that was made from its practice as that is now.

    The version behind ``translates`` is written, and nothing else. Raises KatabaseError if
    anything else would change.
    """
    version = translation.base.practice.version
    return with_version(raw, translation.document.filename, TRANSLATES, version)
