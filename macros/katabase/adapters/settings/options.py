"""What may stand below ``plugins: katabase:`` in mkdocs.yml, checked in one place."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field, ValidationError

from katabase.adapters.settings import mkdocs_yml
from katabase.adapters.settings.mkdocs_yml import KATABASE, PLUGIN
from katabase.domain.fields import Known, Part, Slug
from katabase.domain.messages import SOURCE
from katabase.domain.problems import KatabaseError, OptionError, as_sentence
from katabase.domain.reading.validation import validate
from katabase.products.cards.settings import CardOptions
from katabase.products.outputs.kept import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.adapters.settings.mkdocs_yml import MkdocsYml


def _left_out(found: object) -> object:
    """Take a key without a value for one that is not there."""
    return {} if found is None else found


class Options(Part):
    """The options of the plugin."""

    layers: Annotated[list[str], Field(min_length=1)] = ["kata"]
    """Folders and packages that make up the library, the first one lowest."""
    audiences: list[Slug] = []
    """For whom the site is, beside what everybody may see, as in `internal`: practices with
    another `audience` are left out."""
    language: str = ""
    """The language of the interface, as in `de`; left out, it is that of the theme."""
    languages: list[str] = []
    """Settings of the same site in other languages, as in `mkdocs.de.yml`: each is built into
    the folder of its language, and a menu leads from one to the other."""
    cards: Annotated[CardOptions, BeforeValidator(_left_out)] = CardOptions()
    """How cards are printed."""
    proposals: str = ""
    """The mail address to which people without an account at the forge send what they propose."""
    offline: bool = True
    """Whether the site can be used without a signal; false takes back what devices keep."""
    cache: str = str(FOLDER)
    """The folder in which is kept what was made once, from that of mkdocs.yml; sites and
    machines may share one."""
    checks: Annotated[dict[Any, Any], BeforeValidator(_left_out)] = {}
    """How bad a rule is in this site, by its id: off, warning or error."""


def options_of(site: MkdocsYml) -> Options:
    """Return the options that stand in a site's mkdocs.yml; the defaults without the plugin.

    Raises KatabaseError with place, what was expected, what was found and the nearest name.
    """
    return options_from(_written(site), site.path)


def kept(folder: Path, options: Options) -> Path:
    """Return the folder in which the site in a folder keeps what it has made once."""
    return folder / Path(options.cache or FOLDER).expanduser()


def language_of(site: MkdocsYml) -> str:
    """Return the language of a site, as a tag: that of the plugin's options, or of the theme."""
    theme = site.data.get("theme")
    said = theme.get("language") if isinstance(theme, dict) else None
    return options_of(site).language or str(said or SOURCE)


def options_from(data: Any, path: Path) -> Options:
    """Return options as MkDocs hands them over; they stand in the file at ``path``.

    Raises KatabaseError as ``options_of`` does.
    """
    if isinstance(data, dict):
        data = {str(key): value for key, value in data.items() if value is not None}
    try:
        return Options.model_validate({} if data is None else data)
    except ValidationError:
        document = mkdocs_yml.read(path).document(KATABASE, data)
        problems = validate(document, Options, Known())[1]
    within = f", {': '.join(map(str, KATABASE))}"
    raise KatabaseError("\n".join(as_sentence(problem, within) for problem in problems))


def checked(data: Any, file: str | None) -> tuple[Options, list[tuple[str, Exception]]]:
    """Return options as MkDocs hands them over, and what is wrong as it wants to be told."""
    try:
        return options_from(data, Path(file or mkdocs_yml.NAMES[0])), []
    except KatabaseError as error:
        return Options(), [("options", error)]


def plugins_of(site: MkdocsYml) -> list[tuple[str, Any]]:
    """Return the plugins of a site, by name and with their options."""
    found = site.data.get("plugins") or []
    if isinstance(found, dict):
        return list(found.items())
    pairs: list[tuple[str, Any]] = []
    for plugin in found if isinstance(found, list) else [found]:
        pairs += plugin.items() if isinstance(plugin, dict) else [(str(plugin), None)]
    return pairs


def _written(site: MkdocsYml) -> Any:
    found = [options for name, options in plugins_of(site) if name == PLUGIN]
    if len(found) > 1:
        said = f"expected the plugin once, found it {len(found)} times; keep one of them"
        with placed(site.path):
            raise OptionError(KATABASE, said)
    data = found[0] if found else None
    if isinstance(data, dict):  # MkDocs takes this one out before a plugin sees it
        data = {key: value for key, value in data.items() if key != "enabled"}
    return data


@contextmanager
def placed(path: Path) -> Iterator[None]:
    """Give a setting in a mkdocs.yml that cannot be used its line and column."""
    try:
        yield
    except OptionError as error:
        place = mkdocs_yml.read(path).place(error.loc)
        raise KatabaseError(error.at(place)) from error
