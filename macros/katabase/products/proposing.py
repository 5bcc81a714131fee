"""What the form of a site knows, with which anybody proposes a practice without git.

It follows from the model: the schema of a kind is the form, the sentences are those of the
check, and what a page and a card say in which order is asked of the kind itself, with marks in
the place of texts. A practice that can be improved comes as its file, with the places of all
values in it: who changes a value changes its line and no other.
"""

from __future__ import annotations

import datetime
import json
import posixpath
import re
from codecs import BOM_UTF8
from dataclasses import dataclass
from enum import Enum
from types import UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from pydantic import BaseModel

from katabase.domain.canonical import keys_in_order
from katabase.domain.checks.forbidden import FORBIDDEN
from katabase.domain.checks.rules.duplicates import ALIKE, asked_in
from katabase.domain.checks.rules.ready import TODO
from katabase.domain.checks.rules.repeated import COMMON, FEW, NO_WORDS_OF_THEIR_OWN
from katabase.domain.extra import model_with
from katabase.domain.fields import VOCABULARY, key_of, later_keys
from katabase.domain.kinds.checklist import Checklist
from katabase.domain.kinds.kind import TRAIT_ID
from katabase.domain.kinds.practice import Practice
from katabase.domain.kinds.registry import kinds, reference_pattern
from katabase.domain.layers.layered import LayeredDocument
from katabase.domain.reading import sentences
from katabase.domain.reading.model_fields import model_in
from katabase.domain.reading.outline import outline
from katabase.domain.schema import schema_of
from katabase.domain.slugs import REFERENCE
from katabase.domain.stop_words import STOP_WORDS
from katabase.domain.vocabulary import Labelled, Side, Status, Vocabulary
from katabase.products.cards.formats import CARD_FORMATS
from katabase.products.editor import head
from katabase.products.inlines import plain
from katabase.products.outputs.prepared import prepared
from katabase.products.scaffold import first_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from katabase.domain.kinds.kind import Blocks
    from katabase.domain.kinds.registry import AnyKind
    from katabase.domain.library import Entry, Library
    from katabase.domain.messages import Messages
    from katabase.products.cards.formats import CardFormat
    from katabase.products.cards.typeset.fonts import FontSet
    from katabase.products.outputs.kept import Cache, Files

FOLDER = "propose"
"""The folder of the page and of what it reads."""

UNSAID = ("card", "successor", "picture", "extra")
"""Keys whose texts are not among the lines of page and card that a kind says."""

BY_ITSELF = ("version", "updated", "changes", "formerly", "replaces", "audience")
"""Keys that nobody is asked for: the form writes them, or leaves them as they are."""

FLAGS = {re.IGNORECASE: "i", re.MULTILINE: "m"}


@dataclass(frozen=True)
class Repository:
    """Where the files of a site are kept, and how one gets there."""

    folder: Path
    """The folder of the site's own files."""
    layer: Path | None = None
    """The folder of the site's own practices, in which a new one stands."""
    within: str = ""
    """Where the folder lies in the repository; empty at its top."""
    url: str = ""
    """The address of the repository; empty if the site names none."""
    forge: str = ""
    """What runs there: ``github``, ``gitlab`` or ``gitea``; empty if that is not known."""
    branch: str = ""
    mail: str = ""
    """Where people without an account send what they propose."""

    def place(self, path: Path) -> str | None:
        """Return where a file lies in the repository; None if it lies elsewhere."""
        if not path.is_relative_to(self.folder):
            return None
        return posixpath.join(self.within, path.relative_to(self.folder).as_posix())

    @property
    def practices(self) -> str:
        """Where new practices stand in the repository."""
        place = self.place(self.layer) if self.layer else None
        return place if place is not None else "kata"


def improvable(library: Library, repository: Repository | None) -> dict[str, Entry]:
    """Return the practices whose files can be changed in the site's own repository.

    A file that says only how it differs from a practice below has another form. One that
    mentions a draft or an internal practice is not shown to readers: the form would publish it.
    """
    if repository is None:
        return {}
    return {
        entry.ref: entry
        for entry in library.ordered()
        if not isinstance(entry.document, LayeredDocument)
        and not entry.trimmed
        and repository.place(entry.path) is not None
    }


def files(
    library: Library,
    say: Messages,
    repository: Repository | None,
    kept: Cache,
    fonts: FontSet,
) -> Iterator[tuple[str, str]]:
    """Yield the site path and the text of all that the form reads.

    ``kept`` is where is kept what is the same in every library, ``fonts`` are those of cards.
    """
    known = {**facts(library, say), "lacking": _lacking(fonts, kept)}
    yield f"{FOLDER}/facts.json", _json(known)
    words = library.vocabulary

    def make() -> Files:
        return {str(kind): _json(form(kind, words, say)).encode() for kind in kinds()}

    forms = prepared(kept, "forms", [repr(words), say.language], make)
    for kind in kinds():
        others = [[each.ref, each.text, each.justified] for each in asked_in(library, kind)]
        found = {**json.loads(forms[str(kind)]), "asked": others}
        yield f"{FOLDER}/{kind}.json", _json(found)
    for entry in improvable(library, repository).values():
        assert repository is not None
        raw = entry.path.read_bytes()
        found = {
            "path": repository.place(entry.path),
            "crlf": b"\r\n" in raw,
            "mark": raw.startswith(BOM_UTF8),
            "text": entry.document.text,
            "data": entry.document.data,
            "outline": outline(entry.document),
        }
        yield f"{FOLDER}/{entry.ref}.json", _json(found)


def facts(library: Library, say: Messages) -> dict[str, Any]:
    """Return what forms of all kinds know: the sentences of the check, words, practices."""
    said = {
        name.lower(): [each.message, each.hint]
        for name, each in vars(sentences).items()
        if isinstance(each, sentences.Sentence) and not name.startswith("_")
    }
    forms = {
        reference_pattern() if pattern == REFERENCE else pattern: [
            expected,
            each.message,
            each.hint % {"kinds": ", ".join(map(str, kinds()))},
        ]
        for pattern, (expected, each) in sentences.FORMS.items()
    }
    forbidden = [[each.pattern.pattern, _flags(each.pattern), each.mend] for each in FORBIDDEN]
    return {
        "sentences": said,
        "forms": forms,
        "forbidden": forbidden,
        "todo": TODO,
        "labels": _labels(library.vocabulary, say),
        "practices": [[entry.ref, plain(entry.practice.title)] for entry in library.ordered()],
        "taken": sorted({*library.entries, *library.former}),  # no id of a draft
        "trait": TRAIT_ID,
        "joining": sorted(STOP_WORDS),
        "alike": ALIKE,
        "repeats": {"free": sorted(NO_WORDS_OF_THEIR_OWN), "common": sorted(COMMON), "few": FEW},
        "card": _card(CARD_FORMATS["a6"]),
    }


def _lacking(fonts: FontSet, kept: Cache) -> str:
    """Return what fonts lack, as it was found before for the same ones."""
    names = [f"{file.name}:{file.stat().st_size}" for file in fonts.files]
    made = prepared(kept, "lacking", names, lambda: {"class": fonts.lacking().encode()})
    return made["class"].decode()


def _card(form: CardFormat) -> dict[str, float]:
    names = ("width", "height", "margin", "smallest", "largest")
    return {name: getattr(form, name) for name in names}


def _flags(pattern: re.Pattern[str]) -> str:
    return "".join(sign for flag, sign in FLAGS.items() if pattern.flags & flag)


def _labels(words: Vocabulary, say: Messages) -> dict[str, str]:
    found: dict[str, str] = {}
    for choice in Labelled.__subclasses__():
        found |= {str(word): say(word.label) for word in choice}
    for name in ("roles", "workplaces", "goals", "cadences"):
        found |= {str(word): say(word.label) for word in words.of(name).values()}
    return found


def form(kind: AnyKind, words: Vocabulary, say: Messages) -> dict[str, Any]:
    """Return what the form of a kind is made from."""
    model = model_with(kind.model, words)
    first = first_words(datetime.date.min)
    return {
        "kind": str(kind),
        "label": say(kind.label),
        "folder": kind.folder,
        "schema": schema_of(kind, words),
        "order": keys_in_order(model),
        "later": {name: keys for name, keys in _later(model) if keys},
        "names": {**{field.id: field.label for field in words.fields}, **_names(model, say)},
        "walk": issubclass(kind.model, Checklist),
        "itself": BY_ITSELF,
        "first": {"status": first["status"]},
        "change": first["changes[].change"],
        "head": head(kind),
        **_shown(kind, words, say),
    }


def _later(model: type[BaseModel]) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "" if issubclass(model, Practice) else model.__name__, later_keys(model)
    for field in model.model_fields.values():
        inner = model_in(field.annotation)
        if inner is not None:
            yield from _later(inner)


def _names(model: type[BaseModel], say: Messages) -> dict[str, str]:
    """Return what each key is called, in words of the interface where it has them."""
    found: dict[str, str] = {}
    for name, field in model.model_fields.items():
        inner = model_in(field.annotation)
        key = key_of(name, field)
        found |= {
            key: say(key.replace("_", " ").capitalize()),
            **(_names(inner, say) if inner else {}),
        }
    return found


Lines = list[list[str]]
"""What a page or a card says, line by line: how it is set, and a text with marks of keys."""


def _shown(kind: AnyKind, words: Vocabulary, say: Messages) -> dict[str, Any]:
    """Return what page and card of a kind say; by a choice, if they say it by one.

    The last one of each is what they say of a practice that leaves for later what it may.
    """

    def both(chosen: dict[str, Any]) -> list[dict[str, Any]]:
        return [_lines(kind, words, say, chosen, later=each) for each in (True, False)]

    found: dict[str, Any] = {"shown": both({})}
    for name, field in kind.model.model_fields.items():
        for choice in get_args(field.annotation) or (field.annotation,):
            if not (isinstance(choice, type) and issubclass(choice, Labelled)) or choice is Status:
                continue
            by = {str(word): both({name: word}) for word in choice}
            if any(each != found["shown"] for each in by.values()):
                found["choice"] = [name, by]
    return found


def _lines(
    kind: AnyKind,
    words: Vocabulary,
    say: Messages,
    chosen: dict[str, Any],
    *,
    later: bool,
) -> dict[str, Any]:
    """Return what a practice says whose texts are marks of their keys."""
    sample = _Sample(words, later=later).of(kind.model, "").model_copy(update=chosen)
    page: Lines = []
    for section in kind.sections_of(sample, say):
        page += [["item" if section.item else "heading", section.heading]]
        page += [["text", text] for text in section.texts]
    return {
        "page": page,
        "captions": list(kind.card.captions(sample, say)),
        str(Side.FRONT): _face(kind.card.front(sample, say)[0]),
        str(Side.BACK): _face(kind.card.back(sample, say)[0]),
    }


def _face(blocks: Blocks) -> Lines:
    return [
        [block.style, f"{row.strong}{row.joint if row.strong else ''}{row.text}"]
        for block in blocks
        for row in block.rows
    ]


@dataclass(frozen=True)
class _Sample:
    """Makes a practice whose texts are marks, as in ``⟦steps[].title⟧``."""

    words: Vocabulary
    later: bool
    """Whether it says what may be left for later."""

    def of(self, model: type[BaseModel], loc: str) -> Any:
        left = () if self.later else later_keys(model)
        values: dict[str, Any] = {}
        for name, field in model.model_fields.items():
            extra = field.json_schema_extra
            mark = extra.get(VOCABULARY) if isinstance(extra, dict) else None
            empty = name in left or name in UNSAID
            values[name] = (
                field.default
                if empty
                else self._value(field.annotation, f"{loc}{key_of(name, field)}", mark)
            )
        return model.model_construct(**values)

    def _value(self, annotation: Any, loc: str, mark: Any) -> Any:
        origin, args = get_origin(annotation), get_args(annotation)
        if origin in (Union, UnionType):
            return self._value(next(each for each in args if each is not type(None)), loc, mark)
        if origin is list:
            return [self._value(args[0], f"{loc}[]", mark)]
        if hasattr(annotation, "__metadata__"):
            for each in annotation.__metadata__:
                extra = getattr(each, "json_schema_extra", None)
                mark = extra.get(VOCABULARY, mark) if isinstance(extra, dict) else mark
            return self._value(annotation.__origin__, loc, mark)
        if mark:
            return next(iter(self.words.of(str(mark)).values()))
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return self.of(annotation, f"{loc}.")
        if isinstance(annotation, type) and issubclass(annotation, Enum):
            return next(iter(annotation))
        if annotation is bool:
            return False
        return datetime.date.min if annotation is datetime.date else f"⟦{loc}⟧"


def _json(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=_day)
    return f"{text}\n"


def _day(value: Any) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
