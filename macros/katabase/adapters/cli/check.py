"""``katabase check``: every problem of a library; ``katabase explain``: what a rule means."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from katabase.adapters.checking.mending import mend, mend_characters
from katabase.adapters.checking.own_files import own_files
from katabase.adapters.checking.refused import in_other_languages, problems_of
from katabase.adapters.cli.earlier import states_at, states_through
from katabase.adapters.cli.listed import with_names
from katabase.adapters.cli.terminal import print_anything
from katabase.adapters.settings import mkdocs_yml
from katabase.adapters.settings.config_file import config_file
from katabase.adapters.settings.configuration import layers_of, own_of
from katabase.domain import loading
from katabase.domain.checks import registry
from katabase.domain.checks.rule import as_section
from katabase.domain.checks.rules.pages import MACRO
from katabase.domain.checks.rules.ready import next_status
from katabase.domain.checks.rules.site import BUILD
from katabase.domain.git import GitError
from katabase.domain.kinds.registry import folders as kind_folders
from katabase.domain.problems import KatabaseError, Level, Problem, did_you_mean, nearest, visible
from katabase.domain.reports import STYLES, Report, markdown
from katabase.products.outputs.workspace import scratch
from katabase.products.pages.guides import section_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from katabase.domain.changes.state import State
    from katabase.domain.layers import Layer
    from katabase.domain.library import Entry


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH…]", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "style",
    type=click.Choice(list(STYLES)),
    default="text",
    help="text for people; github for marks in a pull request and a summary of the job; "
    "json for programs; sarif for services that collect findings.",
)
@click.option(
    "--cards/--no-cards",
    default=None,
    help="Whether to set the printed cards and look at them. Without either: in a site's folder.",
)
@click.option(
    "--pages/--no-pages",
    default=None,
    help="Whether to read settings and pages as a build does, which runs the site's plugins and "
    "hooks. Without either: in a site's folder, if no path is named and cards are set.",
)
@click.option(
    "--since",
    metavar="VERSION",
    help="Say as well what became of the practices since a version, branch or commit. Of a "
    "branch with published sites, as gh-pages: since all of these.",
)
@click.option(
    "--history",
    is_flag=True,
    help="The same for every commit of the branch: behind that of --since, or all of them.",
)
@config_file
@click.option("--strict", is_flag=True, help="Let warnings count as problems.")
@click.option(
    "--fix",
    is_flag=True,
    help="Write what is certain: keys that parts lack, and characters that look like those meant.",
)
def check(
    paths: tuple[Path, ...],
    style: str,
    since: str | None,
    *,
    cards: bool | None,
    pages: bool | None,
    history: bool,
    strict: bool,
    fix: bool,
) -> None:
    """Check practices: the whole library, or the given files and folders.

    Prints path:line:column: level: message, one line a problem. Exit 0 if there is no
    error, 1 if there is one (with --strict: or a warning), 2 if the check could not run.
    """
    print_anything()
    _must_exist(paths)
    folder = Path.cwd()
    wanted = partial(_within, paths=paths)
    if fix:
        own = (each.place for each in own_files(layers_of(folder, paths), paths))
        characters = mend_characters(own)
        if characters.files:
            click.echo(characters.sentence(), err=True)
    library = loading.load(layers_of(folder, paths), own=own_of(folder))
    if fix:
        mended = mend(library, wanted, folder)
        if mended.files or not characters.files:
            click.echo(mended.sentence(), err=True)
        library = loading.load(layers_of(folder, paths), own=own_of(folder))
    site = mkdocs_yml.in_folder(folder)
    before, spoken = _earlier(since, layers_of(folder, paths), folder, history=history)
    others = in_other_languages(library, site)
    read_pages = pages or (pages is None and not paths and cards is not False)
    problems = problems_of(
        library,
        site,
        cards=cards,
        wanted=wanted,
        before=before,
        spoken=spoken,
        others=others,
        pages=read_pages,
        strict=strict,
    )
    read = dict.fromkeys(filename for each in (library, *others) for filename in each.files)
    files = [filename for filename in read if _within(filename, paths)]
    _must_have_checked(paths, files, problems)
    report = Report(tuple(problems), len(files), partial(_section, site.data))
    for line in STYLES[style](report):
        click.echo(line)
    if style == "github":
        _summarise(report)
    if style == "text":
        for line in growing(entry for entry in library.ordered() if wanted(entry.filename)):
            click.echo(line, err=True)
        if read_pages and site.files and not all(map(_leaves_pages, problems)):
            click.echo("the pages of the site are read when the practices have no errors", err=True)
        for line in [*report.advice(), report.summary()]:
            click.echo(line, err=True)
    raise SystemExit(1 if report.count(Level.ERROR) or (strict and problems) else 0)


def _leaves_pages(problem: Problem) -> bool:
    """Say whether pages are read beside a problem: one of theirs, or none that stops a build."""
    return problem.level is not Level.ERROR or problem.rule in {BUILD.id, MACRO.id}


def growing(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield what practices that are not proven yet lack for their next status."""
    for entry in entries:
        found = next_status(entry)
        if found and found[1]:
            status, missing = found
            yield (
                f'{visible(entry.filename)}: "status: {entry.practice.status}"; before it becomes '
                f'"{status}", write {", ".join(missing)}'
            )


def _earlier(
    since: str | None, layers: list[Layer], folder: Path, *, history: bool
) -> tuple[Sequence[State], Mapping[str, Sequence[State]]]:
    """Return what readers could see at the versions to compare with, the newest last.

    Then the same by the tags of the further languages in which it was published.
    """
    option = "--history" if history else f"--since {visible(since or '')}"
    with scratch() as temporary:
        try:
            if history:
                return tuple(states_through(since, layers, folder, temporary.new)), {}
            if since is not None:
                return states_at(since, layers, folder, temporary.new)
        except GitError as error:
            raise KatabaseError(f"{option}: {error}") from error
    return (), {}


def _summarise(report: Report) -> None:
    """Add all findings to the summary of the job: beside the lines only a few are shown."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path and report.problems:
        try:
            with Path(path).open("a", encoding="utf-8") as file:
                file.write(markdown(report))
        except OSError as error:
            click.echo(f"the summary could not be written: {error}", err=True)


def _section(config: dict[str, Any], rule: str) -> str:
    url = config.get("site_url")
    return section_of(rule, url) if isinstance(url, str) and url else ""


@click.command(cls=with_names("RULE", registry.registry))
@click.argument("rules", nargs=-1, required=True, metavar="RULE…")
def explain(rules: tuple[str, ...]) -> None:
    """Say what a rule of the check means and how to mend what it finds."""
    known = registry.registry()
    for name in rules:
        if name not in known:
            message = f'there is no rule "{visible(name)}"; {did_you_mean(name, known)}'
            raise KatabaseError(message)
    print_anything()
    click.echo("\n\n".join(as_section(known[name]) for name in rules))


def _must_exist(paths: tuple[Path, ...]) -> None:
    for path in paths:
        if not os.path.lexists(path):
            near = _file_meant(path)
            hint = f"did you mean {near}?" if near else "expected a YAML file or a folder"
            raise KatabaseError(f"{visible(str(path))} does not exist; {hint}")


def _file_meant(path: Path) -> str | None:
    """Return the file of this library that somebody meant by an id, or by another path."""
    with suppress(KatabaseError):
        files = [each.place.filename for each in own_files(layers_of(Path.cwd()), ())]
        ids = {Path(name).stem: name for name in files}
        found = nearest(path.name.removesuffix(".yml"), ids)
        return visible(ids[found]) if found else None
    return None


def _must_have_checked(paths: tuple[Path, ...], files: list[str], problems: list[Problem]) -> None:
    """Raise KatabaseError for a path without any practice: nothing checked is not clean."""
    looked_at = [*files, *(problem.path for problem in problems)]
    if not paths and looked_at:
        return
    for path in paths or (Path("the library"),):
        if not any(_within(filename, (path,)) for filename in looked_at):
            folders = ", ".join(kind_folders())
            raise KatabaseError(
                f"no practice found in {visible(str(path))}; expected a YAML file, or a folder "
                f"that holds one of {folders}"
            )


def _within(filename: str, paths: tuple[Path, ...]) -> bool:
    """Say whether a file lies within one of the paths, as it is written or behind links."""
    return not paths or any(
        Path(place(filename)).is_relative_to(place(path))
        for path in paths
        for place in (_written, os.path.realpath)
    )


def _written(path: Path | str) -> str:
    return os.path.normpath(Path(path).absolute())
