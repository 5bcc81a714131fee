"""What published versions of a site have promised: addresses, keys and versions of practices.

Printed codes lead to the newest version, so each new one answers for all that went before
it. It is held to the same rules as a library by ``katabase check --since``.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from katabase.domain.changes.state import Held, State, state_of
from katabase.domain.checks.rule import of_file
from katabase.domain.checks.rules import since
from katabase.domain.fields import Known
from katabase.domain.kinds.registry import ids, kind_named
from katabase.domain.messages import is_language, messages
from katabase.domain.vocabulary import OPEN, Vocabulary, Word
from katabase.products.feeds import API, full

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from katabase.domain.kinds.practice import Practice
    from katabase.domain.kinds.registry import AnyKind
    from katabase.domain.library import Library
    from katabase.domain.problems import Problem

WHOLE = 3
"""So many of the newest versions are read whole; of older ones the addresses are enough, since
each version in between was held to what went before it."""

LIST = f"{API}/practices.json"
"""Where a site lists its practices, below its root."""


class _AnyWord(dict[str, Word]):
    """A vocabulary of every word: those of an old version are nowhere any more."""

    def __contains__(self, word: object) -> bool:
        return True

    def __missing__(self, word: str) -> Word:
        return Word(word, word)


_WORDS: dict[str, Any] = {name: _AnyWord() for name in OPEN}
ANY = Known(Vocabulary(**_WORDS))


def broken(site: Path, earlier: Sequence[Path]) -> Iterator[Problem]:
    """Yield what a new site does not keep of what earlier ones promised, the newest of them last.

    A version that is replaced, which has the name of the new one, is meant to say something
    else; its addresses hold. The places are addresses: a site knows no lines.
    """
    newest = [each for each in earlier if each.name != site.name][-WHOLE:]

    def in_language(name: str) -> list[Problem]:
        states = [
            state_of_site(each / name, whole=each in newest) for each in earlier if _has(each, name)
        ]
        return list(since.broken(states, state_of_site(site / name)))

    first = in_language("")
    yield from first
    for name in languages_in(earlier):
        if not _has(site, name):
            yield language_lost(name, f"{name}/")
            continue
        for problem in in_language(name):
            if problem not in first:  # what differs there alone
                yield replace(problem, path=f"{name}/{problem.path}")


def languages_in(sites: Sequence[Path]) -> list[str]:
    """Return the further languages in which sites were built, each in a folder of its own."""
    folders = [path for site in sites if site.is_dir() for path in site.iterdir()]
    names = {path.name for path in folders if is_language(path.name)}
    return sorted(name for name in names if any(_has(site, name) for site in sites))


def language_lost(name: str, filename: str) -> Problem:
    """Return what is wrong where a site is no more in a language, with the place to mend it."""
    said = messages().name_of(name)
    message = f"nothing stands at the addresses of the site in {said} any more ({name}/)"
    hint = f'name its settings again, below "languages:" in {CONFIG}'
    return since.LOST_ADDRESS.problem(of_file(filename, message, hint))


CONFIG = "mkdocs.yml"


def _has(site: Path, language: str) -> bool:
    return not language or (site / language / LIST).is_file()


def states_of(sites: Sequence[Path]) -> list[State]:
    """Return what published sites have promised, in their order, the newest last."""
    return [state_of_site(each, whole=each in sites[-WHOLE:]) for each in sites]


def state_of_site(site: Path, *, whole: bool = True) -> State:
    """Return what readers could see in a built site, by its own account.

    A site that says nothing of itself, as another tool may have made it, promises nothing.
    ``whole``: also what each practice says; else its addresses only, which is quicker. A
    practice that this version of the software cannot read has its addresses alone.
    """
    held: dict[str, Held] = {}
    addresses: dict[str, str] = {}
    for item in _listed(site / LIST):
        ref = f"{item['kind']}/{item['id']}"
        names = [ref, *(f"{item['kind']}/{old}" for old in item.get("formerly", []))]
        addresses |= dict.fromkeys(names, ref)
        found = _held(site, item) if whole and item["kind"] in ids() else None
        if found is not None:
            held[ref] = found
    return State(held=held, addresses=addresses, published=True)


def state_of_publishing(library: Library, audiences: Collection[str]) -> State:
    """Return what readers would see of a library, by the account that its site would give.

    ``audiences`` are those for which the site is. What has been published is held against this,
    and not against the files: these also mention what readers do not get. What is said of a
    practice has its file for a place.
    """
    seen, whole = library.published(audiences=audiences), state_of(library)
    held: dict[str, Held] = {}
    for entry in seen.ordered():
        practice = _practice(entry.kind, full(seen, entry)) or entry.practice
        held[entry.ref] = replace(
            whole.held[entry.ref],
            practice=practice,
            translated=bool(entry.translations),
            adapts=entry.origin is not None,  # of which readers are told
        )
    away = {
        name: each for ref, each in whole.held.items() if ref not in held for name in each.names()
    }
    kept = {name: ref for name, ref in whole.addresses.items() if ref in held}
    return replace(whole, held=held, addresses=kept, withheld={**whole.withheld, **away})


def _listed(path: Path) -> list[dict[str, Any]]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["practices"]
        return [item for item in found if isinstance(item["kind"] + item["id"], str)]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _held(site: Path, item: dict[str, Any]) -> Held | None:
    kind = kind_named(item["kind"])
    filename = f"{kind.folder}/{item['id']}"
    try:
        data = json.loads((site / API / f"{filename}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    practice = _practice(kind, data)
    if practice is None:
        return None
    return Held(
        kind,
        item["id"],
        practice,
        f"{filename}/",
        translated="translated_from" in data,
        package=data.get("package"),
        adapts="adapts" in data,
        replaces=data.get("replaces") is True,
    )


def _practice(kind: AnyKind, data: Any) -> Practice | None:
    """Return what the data for programs promise of a practice; None if they cannot be read."""
    try:
        fields = kind.model.model_fields
        said = {name: value for name, value in _promised(data).items() if name in fields}
        practice: Practice = kind.model.model_validate(said, context=ANY)
    except (AttributeError, ValidationError):
        return None
    return practice


PROMISED_NOTHING = ("picture", "extra", "replaces")
"""What a practice shows beside what is practised, and whose place it takes; a site adds to the
first two what no file says."""


def _promised(data: Any) -> Any:
    if isinstance(data, list):
        return [_promised(item) for item in data]
    if not isinstance(data, dict):
        return data
    kept = {name: value for name, value in data.items() if name not in PROMISED_NOTHING}
    return {name: _promised(value) for name, value in kept.items()}
