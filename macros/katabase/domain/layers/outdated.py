"""What an upgrade of the layers below means for what is adapted over them."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from katabase.domain.changes.steps import semver
from katabase.domain.fields import SEMVER
from katabase.domain.layers.adapting import ADAPTS, SEEN
from katabase.domain.layers.layered import at
from katabase.domain.layers.weaving import CANNOT_ADAPT
from katabase.domain.problems import KatabaseError, Problem, as_text
from katabase.domain.reading import source
from katabase.domain.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.kinds.practice import Practice
    from katabase.domain.layers.origin import Origin
    from katabase.domain.library import Entry, Library
    from katabase.domain.reading.document import Document
    from katabase.domain.shared_parts import Change

UNMET = (CANNOT_ADAPT, "no-base", "unknown-hidden")
"""Rules that something breaks which was there before an upgrade."""


@dataclass(frozen=True)
class Outdated:
    """An adapted practice, held against its base as that is now."""

    entry: Entry
    adapts: str
    """The version of the base that was looked at last."""
    now: str
    """The version of the base."""
    changes: tuple[Change, ...]
    """What the base says of each version since, the oldest first."""
    touched: tuple[str, ...]
    """Where the base has changed what is adapted here."""
    unknown: tuple[str, ...]
    """Where nobody has written down what the base said when it was adapted."""
    renamed: str
    """What the base is called now, if the file has the former id; else empty."""
    retired: str
    """What replaces the base, if it is retired; else empty."""

    @property
    def open(self) -> bool:
        """Whether somebody has to look at it."""
        return self.adapts != self.now or bool(self.touched or self.renamed)

    def lines(self) -> Iterator[str]:
        """Yield what a person is told."""
        ref, filename = self.entry.ref, self.entry.filename
        if self.adapts == self.now:
            yield f"{filename}: adapts {ref} {self.now}"
        else:
            yield f"{filename}: adapts {ref} {self.adapts}, which is at {self.now} now"
        for change in self.changes:
            yield f"  {change.version} ({change.date}): {change.change}"
        if self.retired:
            yield f"  it is retired; {self.retired} is practised instead"
        if self.renamed:
            yield f"  it is called {self.renamed} now: rename the file to {self.renamed}.yml"
        if self.touched:
            yield f"  changed there, and adapted here: {', '.join(self.touched)}"
        elif self.open and not self.unknown:
            yield "  nothing of it touches what is adapted here"
        if self.unknown:
            yield (
                f"  what the base said is not written down for: {', '.join(self.unknown)}; "
                "--accept does it"
            )
        if self.adapts != self.now or self.touched:
            yield f"  when you have looked: katabase outdated --accept {ref}"


def codes_of(origin: Origin) -> dict[str, str]:
    """Return a code of what the base says in each place that is adapted."""
    return {
        each.name: code_of(at(origin.base.document, each.below))
        for each in origin.touched
        if each.below is not None
    }


def code_of(value: Any) -> str:
    """Return a short code of what a base says in one place; another wording has another code."""
    text = json.dumps(_worded(value), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _worded(value: Any) -> Any:
    """Return a value without the keys of its parts, which a file may or may not write down."""
    if isinstance(value, dict):
        return {name: _worded(inner) for name, inner in value.items() if name != "key"}
    return [_worded(inner) for inner in value] if isinstance(value, list) else value


def outdated(library: Library) -> Iterator[Outdated]:
    """Yield every adapted practice of a library with what has become of its base."""
    for entry in library.ordered():
        origin = entry.origin
        if origin is None or library.packaged(entry.filename):
            continue
        base, codes = origin.base.practice, codes_of(origin)
        yield Outdated(
            entry,
            origin.adapts,
            base.version,
            since(base, origin.adapts),
            tuple(n for n, code in codes.items() if origin.seen.get(n, code) != code),
            tuple(name for name in codes if name not in origin.seen),
            entry.id if entry.path.stem != entry.id else "",
            (base.successor or "nothing") if base.status is Status.RETIRED else "",
        )


def since(base: Practice, version: object) -> tuple[Change, ...]:
    """Return what a base says of each version after one; of all if that is no version."""
    known = isinstance(version, str) and re.fullmatch(SEMVER, version) is not None
    after = semver(str(version)) if known else None
    return tuple(each for each in base.changes if after is None or semver(each.version) > after)


def _unapplied(library: Library) -> Iterator[str]:
    """Yield what has changed in the bases of files that cannot be applied any more."""
    for document, base in library.unapplied:
        version, now = document.data.get(ADAPTS), base.practice.version
        if version != now and not library.packaged(document.filename):
            yield f"{document.filename}: adapts {base.ref} {version}, which is at {now} now"
            for change in since(base.practice, version):
                yield f"  {change.version} ({change.date}): {change.change}"


def unmet(library: Library) -> list[Problem]:
    """Return what cannot be applied, and the ids that two layers claim."""
    found = [problem for problem in library.problems if problem.rule in UNMET]
    return found + [collision.problem() for collision in library.collisions]


def report(library: Library) -> tuple[list[str], int]:
    """Return what a person is told about a library, and how much of it is open."""
    lines: list[str] = []
    number = 0
    for each in outdated(library):
        if each.open or each.unknown:
            lines += each.lines()
            number += each.open
    lines += _unapplied(library)
    problems = unmet(library)
    return lines + [as_text(problem) for problem in problems], number + len(problems)


NOTE = (
    "# What the practice below said where this file differs: katabase outdated --accept writes it."
)


def accepted(entry: Entry, raw: bytes) -> bytes:
    """Return the bytes of an adapting file that has seen its base as that is now.

    The version behind ``adapts`` and the block ``seen`` are written, and nothing else. ``raw``
    is what the file holds. Raises KatabaseError if the practice adapts none, or if anything
    else would change.
    """
    origin, own = entry.origin, source.parse(raw, entry.filename)[0]
    if origin is None or own is None:
        raise KatabaseError(f"{entry.ref} adapts no practice; expected one that katabase lists")
    text = raw.decode("utf-8")
    end = "\r\n" if "\r\n" in text else "\n"
    version = origin.base.practice.version
    lines = _with_version(text, own, ADAPTS, version)
    codes = codes_of(origin)
    block = [f"{SEEN}:{end}", *(f'  {name}: "{code}"{end}' for name, code in codes.items())]
    if SEEN in own.data:
        first = own.key_spot((SEEN,)).line - 1
        last = _end_of_block(own, first, len(lines))
        lines[first:last] = block if codes else []
    elif codes:
        if not lines[-1].endswith(("\n", "\r")):
            lines[-1] += end
        lines += [NOTE + end, *block]
    written = "".join(lines).encode("utf-8")
    again, _ = source.parse(written, entry.filename)
    kept = {key: value for key, value in own.data.items() if key not in (ADAPTS, SEEN)}
    new = {ADAPTS: version} | ({SEEN: codes} if codes else {})
    if again is None or again.data != kept | new:
        message = f"{entry.filename}: the version could not be written without changing more"
        raise KatabaseError(f"{message}; write {ADAPTS}: {version} by hand")
    return written


def with_version(raw: bytes, filename: str, key: str, version: str) -> bytes:
    """Return the bytes of a file with another version behind a key, and nothing else changed.

    Raises KatabaseError if anything else would change.
    """
    own, again = source.parse(raw, filename)[0], None
    if own is not None:
        written = "".join(_with_version(raw.decode("utf-8"), own, key, version)).encode("utf-8")
        again = source.parse(written, filename)[0]
    if own is None or again is None or again.data != {**own.data, key: version}:
        message = f"{filename}: the version could not be written without changing more"
        raise KatabaseError(f"{message}; write {key}: {version} by hand")
    return written


def _with_version(text: str, own: Document, key: str, version: str) -> list[str]:
    """Return the lines of a file with another version behind a key."""
    lines = text.splitlines(keepends=True)
    spot, was = own.spot((key,)), own.raw((key,))
    line = lines[spot.line - 1]
    # the mark of byte order is a character of the first line, and of no column
    begin = spot.column - 1 + line.startswith("\ufeff")
    quote = was[:1] if was[:1] in ("'", '"') else ""
    lines[spot.line - 1] = line[:begin] + quote + version + quote + line[begin + len(was) :]
    return lines


def _end_of_block(document: Document, first: int, count: int) -> int:
    """Return the line behind the block that begins in a line, both counted from 0."""
    tops = [document.key_spot((name,)).line - 1 for name in document.data]
    return min((line for line in tops if line > first), default=count)
