"""``katabase publish``: versions of the site as plain folders on disk."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from katabase.adapters.building import run_mkdocs
from katabase.adapters.settings import mkdocs_yml
from katabase.adapters.settings.options import options_of, placed
from katabase.domain.checks.levels import levels_from
from katabase.domain.problems import KatabaseError, Level, visible
from katabase.products.outputs import locks
from katabase.products.outputs.workspace import Workspace
from katabase.products.publishing import promises, releases
from katabase.products.publishing.releases import Release

ROOM = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("folder", metavar="DIR", type=ROOM)
@click.option("--version", help="The version to publish, as in 1.2.")
@click.option("--alias", "aliases", multiple=True, help="A name that leads to it, as in latest.")
@click.option("--title", help="What the version menu shows, if not the version.")
@click.option("--site", type=ROOM, help="A site built before; default: build it now.")
@click.option(
    "--config-file", type=click.Path(path_type=Path), default=Path("mkdocs.yml"), show_default=True
)
@click.option("--replace", is_flag=True, help="Let a version that is published change.")
def publish(
    folder: Path,
    version: str | None,
    aliases: tuple[str, ...],
    title: str | None,
    site: Path | None,
    config_file: Path,
    *,
    replace: bool,
) -> None:
    """Publish the site as a version in DIR, a folder that any static server can serve.

    Builds beside the versions and then switches, so that readers never see half a
    version; other versions stay as they are, and doing the same again changes nothing.
    To take a version away, remove its folder and run this without --version: the list
    of versions follows. Exit 0 done, 2 could not.
    """
    release = Release(version, aliases, title) if version is not None else None
    if release is None and (aliases or title or site):
        raise KatabaseError("--alias, --title and --site need --version")
    versions = releases.read_versions(folder)  # says first what is wrong with the folder
    if release is None:
        if not versions and not (folder / releases.VERSIONS).exists():
            raise KatabaseError(
                f"{folder}: expected --version with the version to publish, as in 1.2; without "
                "it the list of what is published is made anew, and nothing is published there"
            )
    elif site is None:
        run_mkdocs.must_have_settings(config_file)
    else:
        _must_be(site, release.version)
    folder.mkdir(parents=True, exist_ok=True)
    with locks.alone(folder / releases.LOCK, "publishing"), Workspace(folder) as workspace:
        for line in _work(workspace, release, site, config_file, replace=replace):
            click.echo(line)


def _work(
    workspace: Workspace,
    release: Release | None,
    site: Path | None,
    config: Path,
    *,
    replace: bool,
) -> list[str]:
    if release is None:
        return releases.bring_in_line(workspace, releases.read_versions(workspace.parent))
    new = workspace.new / release.version
    if site is None:
        run_mkdocs.build(config, new, release.version, alone=False)
    else:
        shutil.copytree(site, new)
    _must_keep(new, releases.earlier(workspace.parent, release), config)
    note = run_mkdocs.advice(run_mkdocs.info(new))
    done = releases.publish(workspace, release, replace=replace)
    return [*done, note] if note else done


def _must_keep(new: Path, earlier: list[Path], config: Path) -> None:
    """Raise KatabaseError if a new version breaks what published ones have promised.

    How bad that is, the site's own settings say.
    """
    site = mkdocs_yml.read(config)
    with placed(site.path):
        levels = levels_from(options_of(site).checks)
    wrong = []
    for problem in levels.of(promises.broken(new, earlier)):
        line = visible(f"{problem.path}: {problem.message}; {problem.hint} [{problem.rule}]")
        if problem.level is Level.ERROR:
            wrong.append(line)
        else:
            click.echo(f"warning: {line}", err=True)
    if wrong:
        versions = ", ".join(each.name for each in earlier)
        raise KatabaseError(
            "\n".join([f"nothing was published; compared with {versions}:", *wrong, ADVICE])
        )


ADVICE = (
    "Places and lines: katabase check --since, with the version's tag. To take back what a version "
    "has promised, remove its folder first"
)


def _must_be(site: Path, version: str) -> None:
    """A site knows its version: without one it has neither the menu nor the banner."""
    found = run_mkdocs.info(site).get("version")
    if found != version:
        said = f'"{found}"' if found else "no version"
        raise KatabaseError(
            f'{site}: expected a site built as version "{version}", found {said}; '
            f"build it with: MIKE_DOCS_VERSION={version} mkdocs build"
        )
