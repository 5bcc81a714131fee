"""A library of any size, made from the shipped one: same shapes, other words.

Each generation copies every shipped practice under new ids. In each copy about a third
of the longer words is replaced by other words of the library, so that no text occurs
twice and the search index grows as a real one does. The same size gives the same files.
"""

from __future__ import annotations

import random
import re
import shutil
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from katabase.domain.layers import resolve
from katabase.domain.loading import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Library

ROOT = Path(__file__).parent.parent
LONG = re.compile(r"\b[a-z]{5,}\b")


def shipped() -> Library:
    """Return the shipped library."""
    return load(resolve(["kata"], ROOT))


def generate(folder: Path, size: int) -> int:
    """Write a library of ``size`` practices below a folder. Return the number written."""
    library = shipped()
    entries = library.ordered()
    words: dict[int, list[str]] = defaultdict(list)
    for word in sorted({word for entry in entries for word in LONG.findall(entry.document.text)}):
        words[len(word)].append(word)
    for number in range(size):
        generation, index = divmod(number, len(entries))
        entry = entries[index]
        target = folder / entry.kind.folder / f"{entry.id}-{generation}.yml"
        target.parent.mkdir(parents=True, exist_ok=True)
        known = min(len(entries), size - generation * len(entries))
        refs = {other.ref for other in entries[:known]}
        data = _Copy(random.Random(number), words, generation, refs).whole(entry.document.data)
        target.write_text(
            yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8"
        )
    glossary = (ROOT / "kata" / "glossary.yml").read_text(encoding="utf-8")
    kept = "\n".join(
        line for line in glossary.splitlines() if not line.strip().startswith(("see:", "#"))
    )
    shutil.copy(ROOT / "kata" / "vocabulary.yml", folder)
    (folder / "glossary.yml").write_text(kept + "\n", encoding="utf-8")
    return size


FIXED = {
    *("version", "status", "language", "roles", "cadence", "sources", "workplace", "answer"),
    *("goals", "side", "asked_by", "asked_to", "counted_in", "worksheet", "updated", "minutes"),
    *("level", "card", "sort"),
}
"""Keys whose values are words of the model, or name what must be there: they stay."""


class _Copy:
    """Copies the data of one practice with other words and the references of its generation."""

    def __init__(
        self, rng: random.Random, words: dict[int, list[str]], generation: int, refs: set[str]
    ) -> None:
        self.rng, self.words, self.generation, self.refs = rng, words, generation, refs
        self.keys: set[str] = set()
        """The keys of its parts, which others name: they stay."""

    def whole(self, data: Any) -> Any:
        """Return the copy of a practice."""
        self.keys = set(_keys(data))
        return self.of(data, ())

    def of(self, value: Any, loc: tuple[str, ...]) -> Any:
        if loc and loc[-1] in FIXED:
            return value
        if isinstance(value, dict):
            return {
                key: self.of(inner, (*loc, key))
                for key, inner in value.items()
                if self._kept(key, inner)
            }
        if isinstance(value, list):
            copied = [self.of(inner, loc) for inner in value]
            return [inner for inner in copied if inner is not None]
        return self._text(value, loc) if isinstance(value, str) else value

    def _kept(self, key: str, value: Any) -> bool:
        return key not in ("formerly", "successor")

    def _text(self, text: str, loc: tuple[str, ...]) -> str | None:
        if loc[-1] in ("related", "practise_next", "before", "practice"):
            known = text in self.refs
            return f"{text}-{self.generation}" if known else self._any_ref(loc)
        if text in self.keys:
            return text
        if loc[-1] == "traits":
            return f"{text}-{self.generation}" if f"trait/{text}" in self.refs else None
        if loc == ("title",):
            return f"{text} {self.generation}"
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
        return LONG.sub(self._word, plain)

    def _any_ref(self, loc: tuple[str, ...]) -> str | None:
        return f"{sorted(self.refs)[0]}-{self.generation}" if loc[-1] == "practice" else None

    def _word(self, match: re.Match[str]) -> str:
        """Replace a word by one of its own length, so that cards stay as full as they were."""
        word = match.group()
        return self.rng.choice(self.words[len(word)]) if self.rng.random() < 0.33 else word


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("key"), str):
            yield value["key"]
        for inner in value.values():
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)
