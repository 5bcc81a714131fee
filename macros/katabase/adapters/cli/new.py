"""``katabase new``: a practice's file that already passes, from answers or from flags."""

from __future__ import annotations

import datetime
import re
import sys
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from katabase.adapters.checking.refused import problems_of
from katabase.adapters.cli.listed import with_names
from katabase.adapters.cli.write import own_layer
from katabase.adapters.settings import mkdocs_yml
from katabase.adapters.settings.config_file import config_file
from katabase.adapters.settings.configuration import layers_of
from katabase.domain import loading
from katabase.domain.fields import Known
from katabase.domain.kinds.registry import folders, ids, kind_named
from katabase.domain.problems import KatabaseError, Level, Problem, as_text, did_you_mean, visible
from katabase.domain.reading import source
from katabase.domain.reading.places import good_id, practice_at
from katabase.domain.reading.validation import validate
from katabase.products.outputs import files
from katabase.products.scaffold import Answers, Question, Scaffold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from katabase.domain.kinds.registry import AnyKind
    from katabase.domain.layers import Layer
    from katabase.domain.library import Library

ONE = ("title", "summary", "minutes", "cadence")
"""Keys with an option of their own."""


@click.command(cls=with_names("KIND", ids))
@click.argument("kind")
@click.argument("name", metavar="ID")
@click.option("--title", help="What people call it, at most 60 characters.")
@click.option("--summary", help="What it is for, in one or two sentences.")
@click.option("--role", "roles", multiple=True, help="Who takes part; may be given several times.")
@click.option("--minutes", help="How long one run takes.")
@click.option("--cadence", help="How often it is run, as in daily.")
@click.option("--keyword", "keywords", multiple=True, help="A word that people search with.")
@click.option(
    "--set",
    "others",
    multiple=True,
    metavar="KEY=VALUE",
    help="Any other key as the page of keys writes it, as in steps[].title=Look; a key of a "
    "list may be given several times.",
)
@click.option(
    "--ask/--no-ask", default=None, help="Whether to ask. Without either: at a terminal, yes."
)
@config_file
def new(
    kind: str,
    name: str,
    roles: tuple[str, ...],
    keywords: tuple[str, ...],
    others: tuple[str, ...],
    *,
    ask: bool | None,
    **one: str | None,
) -> None:
    """Write the file of a new practice: KIND and ID, as in questions our-morning.

    It is a draft that passes the check. A text that nobody has said yet begins with TODO
    and what belongs there. Exit 0 written, 2 if it could not.
    """
    found = _kind(kind, name)
    name = _bare(found, name)
    folder = Path.cwd()
    layers = layers_of(folder)
    library = loading.load(layers)
    path, filename = _free(found, name, own_layer(layers, folder), library)
    scaffold = Scaffold(
        found,
        library.vocabulary,
        datetime.date.today(),
        [entry.ref for entry in library.ordered() if entry.kind is not found],
    )
    answers: Answers = {key: [value] for key in ONE if (value := one.get(key)) is not None}
    answers |= {"roles[]": list(roles)} if roles else {}
    answers |= {"keywords[]": list(keywords)} if keywords else {}
    for other in others:
        key, equals, value = other.partition("=")
        if not equals:
            raise KatabaseError(f'--set: expected KEY=VALUE, found "{visible(other)}"')
        answers.setdefault(key, []).append(value)
    judge = _Judge(scaffold, library, filename)
    judge.must_take(answers)
    if ask if ask is not None else sys.stdin.isatty():
        _ask(scaffold, judge, answers)
    words = name.replace("-", " ")
    answers.setdefault("title", [words.capitalize()])
    answers.setdefault("keywords[]", [words])
    text = scaffold.text(answers)
    files.write(path.parent, [(path.name, text.encode("utf-8"))], lambda _: False)
    _tell(filename, text, layers_of(folder))


def _kind(name: str, other: str) -> AnyKind:
    if name in ids():
        return kind_named(name)
    if name in folders():
        return folders()[name]
    hint = did_you_mean(name, ids())
    if other in ids() or other in folders():
        hint = f"the kind comes first: katabase new {other} {visible(name)}"
    raise KatabaseError(f'there is no kind "{visible(name)}"; {hint}')


def _bare(kind: AnyKind, name: str) -> str:
    """Return an id of which somebody wrote the reference, the file or the way to it as well."""
    stem = re.sub(r"\.ya?ml$", "", name, flags=re.IGNORECASE)
    before, _, bare = stem.rpartition("/")
    return bare if not before or Path(before).name in {str(kind), kind.folder} else name


def _free(kind: AnyKind, name: str, layer: Layer, library: Library) -> tuple[Path, str]:
    """Return where a new practice stands. Raises KatabaseError if that cannot be."""
    folder = layer.folder / kind.folder
    path = folder / f"{name}.yml"
    filename = layer.filename_of(path) if "/" not in name else name
    place = practice_at(kind, path, folder, filename)
    if isinstance(place, Problem):
        good = good_id(name)
        hint = "choose another one" if good == name else f'did you mean "{good}"?'
        raise KatabaseError(f"{place.message}; {hint}")
    ref = f"{kind}/{name}"
    taken = library.get(ref)
    if taken is not None or ref in library.claimed:
        where = taken.filename if taken else filename
        raise KatabaseError(
            f'the id "{ref}" exists already in {visible(where)}; choose another one, or write a '
            "file that adapts it"
        )
    return path, filename


@dataclass(frozen=True)
class _Judge:
    """Says what is wrong with answers, in the words of the check."""

    scaffold: Scaffold
    library: Library
    filename: str

    def problem(self, answers: Answers) -> Problem | None:
        """Return the first problem of a file with these answers."""
        _must_be_text(answers)
        text = self.scaffold.text(answers)
        document, problems = source.parse(text.encode("utf-8"), self.filename)
        if document is not None:
            known = Known(self.library.vocabulary, ids())
            problems = [*problems, *validate(document, self.scaffold.model, known)[1]]
        return problems[0] if problems else None

    def must_take(self, answers: Answers) -> None:
        """Raise KatabaseError if an answer cannot stand in the file."""
        found = self.problem(answers)
        if found:
            hint = f"; {found.hint}" if found.hint else ""
            raise KatabaseError(visible(f"{found.message}{hint}"))


def _must_be_text(answers: Answers) -> None:
    """Raise KatabaseError for what a terminal with another encoding has said."""
    for key, values in answers.items():
        for value in values:
            try:
                value.encode("utf-8")
            except UnicodeEncodeError as error:
                said = f'{key}: expected text in UTF-8, found "{visible(value)}"'
                raise KatabaseError(f"{said}; run this in a UTF-8 locale, as C.UTF-8") from error


def _ask(scaffold: Scaffold, judge: _Judge, answers: Answers) -> None:
    """Ask for what has not been said; an empty answer leaves it for later."""
    click.echo("An empty answer leaves it for later, marked with TODO.", err=True)
    questions = [each for each in scaffold.questions() if each.key not in answers]
    for before, group in groupby(questions, key=lambda each: each.key.rpartition(".")[0]):
        asked = list(group)
        if not before:
            for question in asked:
                _ask_one(question, judge, answers)
            continue
        free = [each for each in asked if not each.words and not each.number]
        deeper = any(each.key.startswith(f"{before}.") and each not in asked for each in questions)
        number = 1
        while free and _ask_part(free, number, judge, answers) and not deeper:
            number += 1


def _ask_one(question: Question, judge: _Judge, answers: Answers) -> None:
    said = f"\n{question.meaning}"
    if question.words:
        said += f"\nOne of {', '.join(question.words)}."
    if question.many:
        said += " Several are parted by commas."
    click.echo(said, err=True)
    while answer := _prompt(question.key.removesuffix("[]")):
        several = [part.strip() for part in answer.split(",")] if question.many else [answer]
        given = [part for part in several if part]
        if _taken(judge, answers, {question.key: given}):
            return


def _ask_part(free: list[Question], number: int, judge: _Judge, answers: Answers) -> bool:
    """Ask for one part of a list; return False when the first answer is empty."""
    for place, question in enumerate(free):
        if number == 1:
            click.echo(f"\n{question.meaning}", err=True)
        label = f"{question.key.rpartition('.')[0].rpartition('.')[2].removesuffix('[]')} {number}"
        while True:
            answer = _prompt(f"{label}, {question.key.rpartition('.')[2]}")
            if not answer and place == 0:
                return False
            before = answers.get(question.key, [])
            if not answer or _taken(judge, answers, {question.key: [*before, answer]}):
                break
        if not answer:  # the next part's answer must not slip into this place
            answers.setdefault(question.key, []).append(f"TODO {number}: {question.meaning}"[:60])
    return True


def _taken(judge: _Judge, answers: Answers, given: Answers) -> bool:
    """Take an answer if it can stand in the file; else say why not."""
    found = judge.problem({**answers, **given})
    if found:
        click.echo(visible(f"{found.message}; {found.hint}"), err=True)
        return False
    answers.update(given)
    return True


def _prompt(label: str) -> str:
    return str(click.prompt(label, default="", show_default=False, err=True)).strip()


def _tell(filename: str, text: str, layers: Iterable[Layer]) -> None:
    click.echo(filename)
    left = text.count("TODO")
    if left:
        texts = "1 text is" if left == 1 else f"{left} texts are"
        click.echo(f"{texts} still to be written; each begins with TODO", err=True)
    site = mkdocs_yml.in_folder(Path.cwd())
    wanted = partial(_is, filename)
    problems = problems_of(loading.load(layers), site, cards=False, wanted=wanted)
    for problem in problems:
        click.echo(as_text(problem), err=True)
    if any(problem.level is Level.ERROR for problem in problems):
        raise SystemExit(1)


def _is(filename: str, other: str) -> bool:
    return filename == other
