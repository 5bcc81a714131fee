"""A library that lives: practices come, change, are renamed, split, merged and retired.

The history is made of a number alone, so that it is the same on every day. It keeps every
promise to readers, and it keeps account of its own: of each code that could have been
printed at any commit. What is wrong with a broken history, tests add themselves.
"""

from __future__ import annotations

import random
import subprocess
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FOLDERS = {"checklist": "checklists", "questions": "questions"}
DAY = "2026-01-12"

NOUNS = ["pallet", "invoice", "ward", "trolley", "order", "drawing", "sample", "ticket", "batch"]
VERBS = ["waits", "is missing", "stands twice", "comes late", "goes back", "has no owner"]
REASONS = [
    "Whoever sees it first can say what the standard was",
    "Nobody measures this in the office, and everybody pays",
    "A number on the board hides what one look shows",
    "It is the oldest sign of a step that nobody planned",
    "People have learned to work around it without a word",
    "The next shift inherits whatever is left here tonight",
]


@dataclass(frozen=True)
class Item:
    """A question or an item, by its key."""

    key: str
    words: str
    why: str


@dataclass
class Told:
    """A practice as its file has it."""

    kind: str
    id: str
    title: str
    items: list[Item]
    status: str = "trial"
    successor: str | None = None
    formerly: list[str] = field(default_factory=list)
    others: set[str] = field(default_factory=set)
    """Those of its former ids that another practice had: this one is never called so."""
    changes: list[tuple[str, str]] = field(default_factory=lambda: [("1.0.0", "First version.")])

    @property
    def ref(self) -> str:
        return f"{self.kind}/{self.id}"

    @property
    def place(self) -> str:
        """The path of its file below the library."""
        return f"{FOLDERS[self.kind]}/{self.id}.yml"

    @property
    def codes(self) -> set[str]:
        """The address to which a card that is printed now leads; none for a draft."""
        return set() if self.status == "draft" else {f"{FOLDERS[self.kind]}/{self.id}/"}

    def change(self, place: int, words: str) -> None:
        """Raise the version, the first number at place 0, and say why."""
        numbers = [int(number) for number in self.changes[-1][0].split(".")]
        numbers[place:] = [numbers[place] + 1, *[0] * (2 - place)]
        self.changes.append((".".join(map(str, numbers)), f"{words} ({len(self.changes)})."))

    def as_yaml(self) -> str:
        """Return what stands in the file."""
        version = self.changes[-1][0]
        changes = [{"version": v, "date": DAY, "change": words} for v, words in self.changes]
        data: dict[str, Any] = {
            "title": self.title,
            "summary": f"What is looked at: {self.title}.",
            "version": version,
            "updated": DAY,
            "changes": changes,
            "status": self.status,
            **({"successor": self.successor} if self.successor else {}),
            **({"formerly": self.formerly} if self.formerly else {}),
            "roles": ["coach"],
            "minutes": 10,
            "cadence": "daily",
            "keywords": [self.title],
            **self._parts(),
        }
        return yaml.safe_dump(data, sort_keys=False, allow_unicode=True)

    def _parts(self) -> dict[str, Any]:
        if self.kind == "questions":
            asked = [
                {"key": item.key, "ask": f"{item.words}?", "listen_for": item.why,
                 "follow_up": f"Where did you see the {item.words.split()[1]}?"}
                for item in self.items
            ]  # fmt: skip
            parts = [{"key": "asked", "title": "Asked", "questions": asked}]
            return {"when": "At the board.", "asked_by": "coach", "parts": parts}
        looked = [
            {"key": item.key, "look": item.words, "why": item.why, "answer": "note"}
            for item in self.items
        ]
        return {
            "place": "Any workplace.",
            "preparation": ["Leave the telephone behind."],
            "groups": [{"key": "walk", "title": "On the walk", "items": looked}],
            "ending": ["Thank whoever you met."],
            "debrief": ["What surprised you?"],
        }


@dataclass
class Living:
    """A library on disk, in a repository of its own, and what has become of it."""

    folder: Path
    chance: random.Random
    practices: list[Told] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)
    """Every address that was ever printed."""
    done: dict[str, int] = field(default_factory=dict)
    """How often each sort of change was made."""
    made: int = 0
    written: dict[str, str] = field(default_factory=dict)
    """The files that were written, by what they say: most stay as they are."""

    def fresh(self, sort: str) -> str:
        """Return a name that never was."""
        self.made += 1
        return f"{sort}-{self.made}"

    def item(self) -> Item:
        """Return an item that never was."""
        noun, verb = self.chance.choice(NOUNS), self.chance.choice(VERBS)
        name = self.fresh("item")
        why = f"{self.chance.choice(REASONS)}, as the {noun} of week {self.made} showed."
        return Item(name, f"A {noun} {verb}, seen in row {self.made}", why)

    def new(self, status: str = "trial") -> Told:
        """Return a practice that never was, put into the library."""
        name = self.fresh("practice")
        kind = self.chance.choice(list(FOLDERS))
        items = [self.item() for _ in range(3)]
        told = Told(kind, name, f"Practice {self.made} of all", items, status)
        self.practices.append(told)
        return told

    def one(self, *statuses: str, kind: str | None = None) -> Told:
        """Return some practice with one of the statuses."""
        fit = [p for p in self.practices if p.status in statuses and kind in (None, p.kind)]
        return self.chance.choice(fit)

    def files(self) -> dict[str, str]:
        """Return the text of every file by its path."""
        return {f"kata/{told.place}": self._text(told) for told in self.practices}

    def _text(self, told: Told) -> str:
        said = repr(told)
        if said not in self.written:
            self.written[said] = told.as_yaml()
        return self.written[said]

    def write(self) -> None:
        """Write all files anew; what is no practice any more goes."""
        for old in (self.folder / "kata").rglob("*.yml"):
            old.unlink()
        for name, text in self.files().items():
            place = self.folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")

    def commit(self, words: str) -> None:
        """Write, commit, and note which codes can be printed from now on."""
        self.write()
        git(self.folder, "add", "--all")
        git(self.folder, "commit", "--quiet", "--allow-empty", "--message", words)
        self.note()

    def note(self) -> None:
        """Note which codes can be printed from now on."""
        self.codes |= {code for told in self.practices for code in told.codes}

    def step(self) -> str:
        """Change something as the rules have it; return what sort of change it was."""
        name, change = self.chance.choice(list(CHANGES.items()))
        change(self)
        self.done[name] = self.done.get(name, 0) + 1
        self.note()
        return name


LIVE = ("trial", "proven")


def _reword(library: Living) -> None:
    told = library.one(*LIVE)
    at = library.chance.randrange(len(told.items))
    item = told.items[at]
    told.items[at] = replace(item, why=f"{item.why.rstrip('.')}, said once more.")
    told.change(2, "Clearer words")


def _add(library: Living) -> None:
    told = library.one(*LIVE)
    told.items.insert(library.chance.randrange(len(told.items) + 1), library.item())
    told.change(1, "One more")


def _remove(library: Living) -> None:
    told = library.one(*LIVE)
    if len(told.items) > 1:
        told.items.pop(library.chance.randrange(len(told.items)))
        told.change(0, "One less")


def _move(library: Living) -> None:
    told = library.one(*LIVE)
    if len(told.items) > 1:
        told.items.append(told.items.pop(0))
        told.change(0, "Another order")


def _rename(library: Living) -> None:
    told = library.one(*LIVE, "retired", "draft")
    told.formerly.append(told.id)
    told.id = library.fresh("practice")


def _rename_back(library: Living) -> None:
    named = [p for p in library.practices if p.formerly and p.formerly[0] not in p.others]
    if named:
        told = library.chance.choice(named)
        told.formerly.append(told.id)
        told.id = told.formerly.pop(0)


def _retire(library: Living) -> None:
    """Retire one; now and then its successor is retired later on, and the way goes on."""
    if sum(told.status in LIVE for told in library.practices) > 6:
        told, successor = library.one(*LIVE), library.one(*LIVE)
        if told is not successor:
            told.status, told.successor = "retired", successor.ref


def _split(library: Living) -> None:
    """Let what one practice held be two: the old one is retired and leads to the first."""
    told = library.one(*LIVE)
    first, second = library.new(), library.new()
    for half in (first, second):
        half.kind = told.kind
    first.items, second.items = told.items[:1], told.items[1:] or [library.item()]
    told.status, told.successor = "retired", first.ref


def _merge(library: Living) -> None:
    """Let one practice take in another, with all the names that this one had."""
    told = library.one(*LIVE)
    other = library.one(*LIVE, "retired", kind=told.kind)
    shared = {item.key for item in told.items} & {item.key for item in other.items}
    # what was split off and takes the old name back is the old practice, and goes on with it
    if not shared and not any(p.successor == other.ref for p in library.practices):
        library.practices.remove(other)
        told.formerly += [other.id, *other.formerly]
        told.others |= {other.id, *other.formerly}
        told.items.append(library.item())
        told.change(1, f"Took in {other.title}")


def _settle(library: Living) -> None:
    library.one("trial", "proven").status = "proven"


def _draft(library: Living) -> None:
    library.new("draft")


def _publish(library: Living) -> None:
    if any(told.status == "draft" for told in library.practices):
        library.one("draft").status = "trial"


def _drop_draft(library: Living) -> None:
    """Drop a draft, which nobody has seen."""
    if any(told.status == "draft" for told in library.practices):
        library.practices.remove(library.one("draft"))


CHANGES: dict[str, Callable[[Living], None]] = {
    "reword": _reword,
    "add": _add,
    "remove": _remove,
    "move": _move,
    "rename": _rename,
    "rename back": _rename_back,
    "retire": _retire,
    "split": _split,
    "merge": _merge,
    "settle": _settle,
    "draft": _draft,
    "publish": _publish,
    "drop a draft": _drop_draft,
}


def git(folder: Path, *words: str, given: str | None = None) -> None:
    """Run git in a folder, under the name of nobody, with something on its input."""
    names = ["-c", "user.name=t", "-c", "user.email=t@example.invalid"]
    data = None if given is None else given.encode()
    subprocess.run(["git", *names, *words], cwd=folder, check=True, capture_output=True, input=data)


def begin(folder: Path, seed: int) -> Living:
    """Return a library of eight practices in a new repository."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    library = Living(folder, random.Random(seed))
    for _ in range(8):
        library.new()
    library.commit("begin")
    return library


def live(folder: Path, seed: int, commits: int) -> Living:
    """Return a library that has lived for so many commits, the first one included."""
    library = begin(folder, seed)
    stream = []
    for number in range(commits - 1):
        name = library.step()
        stream.append(_commit(name, library.files(), first=not number))
    git(folder, "fast-import", "--quiet", given="".join(stream))
    git(folder, "reset", "--quiet", "--hard", "main")
    return library


def _commit(words: str, files: dict[str, str], *, first: bool) -> str:
    """Return a commit for ``git fast-import``, which takes hundreds of them at once."""
    lines = ["commit refs/heads/main", "committer t <t@example.invalid> 1768176000 +0000"]
    lines += [_data(words), *(["from refs/heads/main^0"] if first else []), "deleteall"]
    for name, text in files.items():
        lines += [f"M 100644 inline {name}", _data(text)]
    return "\n".join(lines) + "\n"


def _data(text: str) -> str:
    return f"data {len(text.encode())}\n{text}"
