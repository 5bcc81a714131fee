"""A new practice as a file: what was answered in its place, and the rest still to be written.

The file follows the model: every key that a practice needs stands in it, in the order that
all files share, and a text that nobody has said yet begins with TODO and what belongs there.
"""

from __future__ import annotations

import json
import re
import textwrap
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

import yaml

from katabase.domain.canonical import keys_in_order
from katabase.domain.checks.rules.ready import TODO
from katabase.domain.descriptions import meanings
from katabase.domain.extra import model_with
from katabase.domain.fields import LANGUAGE, LINK, SEMVER
from katabase.domain.fields import VOCABULARY as MARK
from katabase.domain.problems import KatabaseError, did_you_mean
from katabase.domain.reading.model_fields import fields_at, model_in
from katabase.domain.slugs import REFERENCE, SLUG
from katabase.products.editor import head

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping, Sequence

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

    from katabase.domain.kinds.registry import AnyKind
    from katabase.domain.vocabulary import Vocabulary

ALSO = ("keywords", "sources")
"""Keys that a new file has although a draft could do without: finding and honesty begin here."""

BY_ITSELF = ("version", "updated", "changes", "status")
"""Keys that a new practice has from its being new."""

WIDTH = 98
"""Columns of a line; longer texts are folded."""

Answers = dict[str, list[str]]
"""What was said, by key as the page of keys writes it: ``title``, ``steps[].do``."""


@dataclass(frozen=True)
class Question:
    """A key that a person may be asked for."""

    key: str
    """As the page of keys writes it."""
    meaning: str
    words: tuple[str, ...] = ()
    """The words that it may have; empty if it is free."""
    many: bool = False
    """Whether it takes several answers."""
    number: bool = False


@dataclass(frozen=True)
class Scaffold:
    """What a new practice of one kind needs."""

    kind: AnyKind
    vocabulary: Vocabulary
    today: datetime.date
    references: Sequence[str] = ()
    """Practices that there are, for keys that must name one."""
    model: type[BaseModel] = field(init=False)
    """What a file of the kind says, with the fields that the site adds."""
    schema: dict[str, Any] = field(init=False)
    first: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "model", model_with(self.kind.model, self.vocabulary))
        object.__setattr__(self, "schema", self.model.model_json_schema())
        object.__setattr__(self, "first", first_words(self.today))

    def questions(self) -> Iterator[Question]:
        """Yield what a person is asked, in the order of the file."""
        yield from self._questions(self.model, self.schema, "")

    def _questions(
        self, model: type[BaseModel], schema: Mapping[str, Any], before: str
    ) -> Iterator[Question]:
        for name in self._names(model, top=not before):
            if (not before and name in BY_ITSELF) or name == "sources":
                continue
            found, prop = fields_at(model, ())[name], self._resolved(schema["properties"][name])
            many = prop.get("type") == "array"
            key = f"{before}{name}{'[]' if many else ''}"
            inner = model_in(found.annotation)
            if inner is not None:
                part = self._resolved(prop["items"]) if many else prop
                yield from self._questions(inner, part, f"{key}.")
                continue
            one = self._resolved(prop["items"]) if many else prop
            words, number = tuple(self._words(one)), one.get("type") == "integer"
            meaning = " ".join(meanings(model)[name].split())
            yield Question(key, meaning, words, many or "[]" in before, number)

    def text(self, answers: Answers) -> str:
        """Return the file of a practice with these answers. Raises KatabaseError."""
        known = {key for key, _ in self._keys(self.model, self.schema, "")}
        for key in answers:
            if key not in known:
                raise KatabaseError(f'a {self.kind} has no key "{key}"; {did_you_mean(key, known)}')
        lines = self._mapping(self.model, self.schema, "", answers, 0, 0)
        return head(self.kind) + "".join(f"{line}\n" for line in lines)

    def _keys(
        self, model: type[BaseModel], schema: Mapping[str, Any], before: str
    ) -> Iterator[tuple[str, FieldInfo]]:
        for name, found in fields_at(model, ()).items():
            prop = self._resolved(schema["properties"][name])
            many = prop.get("type") == "array"
            key = f"{before}{name}{'[]' if many else ''}"
            inner = model_in(found.annotation)
            if inner is None:
                yield key, found
            else:
                part = self._resolved(prop["items"]) if many else prop
                yield from self._keys(inner, part, f"{key}.")

    def _names(self, model: type[BaseModel], *, top: bool) -> list[str]:
        return [
            name
            for name in keys_in_order(model)
            if fields_at(model, ())[name].is_required() or (top and name in ALSO)
        ]

    def _resolved(self, prop: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a schema behind its reference, without the null of an optional key."""
        for choice in prop.get("anyOf", ()):
            if choice.get("type") != "null":
                return self._resolved(choice)
        place = prop.get("$ref", "").rpartition("/")[2]
        return self.schema["$defs"][place] if place else prop

    def _words(self, prop: Mapping[str, Any]) -> list[str]:
        if MARK in prop:
            return list(map(str, self.vocabulary.of(prop[MARK])))
        return list(prop.get("enum", []))

    def _mapping(
        self,
        model: type[BaseModel],
        schema: Mapping[str, Any],
        before: str,
        answers: Answers,
        place: int,
        depth: int,
    ) -> list[str]:
        """Return the lines of a part; ``place`` says which of its list it is, counted from 0."""
        lines: list[str] = []
        indent = "  " * depth
        wanted = self._names(model, top=not before)
        for name in keys_in_order(model):
            found, prop = fields_at(model, ())[name], self._resolved(schema["properties"][name])
            many = prop.get("type") == "array"
            key = f"{before}{name}{'[]' if many else ''}"
            said = any(other == key or other.startswith(f"{key}.") for other in answers)
            if not (name in wanted or (said and (place == 0 or not many))):
                continue
            inner, meaning = model_in(found.annotation), meanings(model)[name]
            if inner is None and not many:
                value = self._value(key, found, prop, answers.get(key, []), place, meaning)
                if value is not None:
                    lines += _scalar(f"{indent}{name}:", value, depth + 1)
            elif inner is None:
                one, given = self._resolved(prop["items"]), answers.get(key, [])
                count = max(len(given), prop.get("minItems", 1))
                values = [
                    self._value(key, found, one, given, each, meaning) for each in range(count)
                ]
                lines += _list(f"{indent}{name}:", values, depth + 1)
            elif not many:
                lines.append(f"{indent}{name}:")
                lines += self._mapping(inner, prop, f"{key}.", answers, place, depth + 1)
            else:
                part = self._resolved(prop["items"])
                inside = [
                    a for k, a in answers.items() if re.fullmatch(rf"{re.escape(key)}\.\w+", k)
                ]
                count = max([len(given) for given in inside] + [prop.get("minItems", 1)])
                lines.append(f"{indent}{name}:")
                for each in range(count if place == 0 else prop.get("minItems", 1)):
                    own = answers if place == 0 else {}
                    below = self._mapping(inner, part, f"{key}.", own, each, depth + 2)
                    below[0] = f"{indent}  - {below[0].strip()}"
                    lines += below
        return lines

    def _value(
        self,
        key: str,
        found: FieldInfo,
        prop: Mapping[str, Any],
        given: list[str],
        place: int,
        meaning: str,
    ) -> Any:
        """Return an answer as data, or what stands there until there is one."""
        if place < len(given):
            answer = given[place]
            return int(answer) if _is_whole(prop, answer) else answer
        if key in self.first:
            return self.first[key]
        if words := self._words(prop):
            return words[0]
        if isinstance(found.annotation, type) and issubclass(found.annotation, Enum):
            return next(iter(found.annotation)).value
        if prop.get("type") == "integer":
            return place + 1
        if prop.get("format") == "date":
            return self.today
        if prop.get("type") == "boolean":
            return False
        # a package's own kind may say nothing of what its keys mean
        return self._to_write(prop, place, meaning or key.rpartition(".")[2].rstrip("[]"))

    def _to_write(self, prop: Mapping[str, Any], place: int, meaning: str) -> str:
        pattern = str(prop.get("pattern", ""))
        if pattern == REFERENCE:
            if not self.references:
                raise KatabaseError(
                    f"a {self.kind} leads to other practices, and there is none yet; "
                    "write one of another kind first"
                )
            return self.references[place % len(self.references)]
        if pattern in EXAMPLES:
            return EXAMPLES[pattern]
        number = f" {place + 1}" if place else ""
        said = f"{TODO}{number}: {' '.join(meaning.split())}"
        return textwrap.shorten(said, prop.get("maxLength", 400), placeholder="…")


EXAMPLES = {SEMVER: "1.0.0", LANGUAGE: "en", LINK: "https://example.org/", SLUG: "a-name"}
"""What stands where TODO could not."""


def first_words(today: datetime.date) -> dict[str, Any]:
    """Return what a new practice says of itself, by key."""
    return {
        "version": "1.0.0",
        "updated": today,
        "status": "draft",
        "changes[].version": "1.0.0",
        "changes[].date": today,
        "changes[].change": "First version.",
        "cadence": "as-needed",
        "minutes": 15,
        "sources[].year": today.year,
    }


def _is_whole(prop: Mapping[str, Any], answer: str) -> bool:
    return prop.get("type") == "integer" and re.fullmatch(r"[0-9]{1,9}", answer) is not None


def _list(head: str, values: list[Any], depth: int) -> list[str]:
    """Return a list: short words in one line, texts with a line each."""
    if all(isinstance(value, str) and re.fullmatch(SLUG, value) for value in values):
        line = f"{head} [{', '.join(values)}]"
        if len(line) <= WIDTH:
            return [line]
    lines = [head]
    for value in values:
        lines += _scalar(f"{'  ' * depth}-", value, depth + 1)
    return lines


def _scalar(head: str, value: Any, depth: int) -> list[str]:
    """Return a value behind its key or dash: plain, quoted, or folded below it."""
    if isinstance(value, str):
        text = value.strip()
        written = text if _is_plain(text) else json.dumps(text, ensure_ascii=False)
        if len(head) + 1 + len(written) <= WIDTH or not _can_fold(text):
            return [f"{head} {written}"]
        indent = "  " * depth
        lines = textwrap.wrap(text, WIDTH - len(indent), break_long_words=False,
                              break_on_hyphens=False)  # fmt: skip
        return [f"{head} >-", *(indent + line for line in lines)]
    return [f"{head} {value}"]


def _is_plain(text: str) -> bool:
    """Say whether YAML reads a text as it stands, without quotes, in a list within brackets too."""
    try:
        return bool(yaml.safe_load(f"k: {text}\n") == {"k": text}) and not re.search(
            r"[\[\]{},#\n]|: |^[-?!&*|>%@`\"']", text
        )
    except (yaml.YAMLError, ValueError):
        return False


def _can_fold(text: str) -> bool:
    return "\n" not in text and "  " not in text and text.isprintable()
