"""A site as plain Markdown, theme and data, which an engine without our plugin reads."""

from __future__ import annotations

import json
import re
import shutil
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.structure.files import InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.yaml import yaml_load

from katabase.adapters.building.as_html import TEXTS
from katabase.adapters.building.generated_pages import is_generated
from katabase.adapters.building.reporting import report
from katabase.adapters.building.site_search import tell
from katabase.adapters.building.site_theme import THEME
from katabase.adapters.settings.mkdocs_yml import PLUGIN
from katabase.domain.problems import KatabaseError
from katabase.products import flat_links
from katabase.products.outputs.ours import EXPORTED
from katabase.products.search.writing import SearchWriting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files

    from katabase.adapters.building.site_build import SiteBuild
    from katabase.adapters.plugin import KatabasePlugin

DOCS, OVERRIDES, CONFIG = "docs", "overrides", "mkdocs.yml"
"""What an export consists of."""

_OURS = ("plugins", "hooks", "docs_dir", "site_dir", "INHERIT", "watch", "exclude_docs")
"""Settings that an export has done with."""
_SHOWN = (InclusionLevel.INCLUDED, InclusionLevel.NOT_IN_NAV)
_SAID = re.compile(r"""\bsay\(\s*(?P<quote>["'])(?P<words>.*?)(?P=quote)\s*\)""")


def export(config_file: Path, target: Path) -> int:
    """Write the site of a mkdocs.yml into an empty folder; return its number of pages.

    Raises KatabaseError if the site cannot be built as it is.
    """
    if not config_file.is_file():
        raise KatabaseError(f"{config_file} does not exist; run this in the folder of a site")
    try:
        config = load_config(str(config_file))
    except (MkDocsException, Abort) as error:
        raise KatabaseError(str(error)) from error
    with config_file.open("rb") as stream:
        written = yaml_load(stream)  # what MkDocs has read is no more as it was written
    plugin: Any = config.plugins.get(PLUGIN)
    if plugin is None:
        raise KatabaseError(f"{config_file}: expected the plugin katabase, found none")
    try:
        config.plugins.on_startup(command="build", dirty=False)
        # The list of what a device keeps is made from a built site, which the engine will make.
        plugin.options = plugin.options.model_copy(update={"offline": False})
        config.site_dir = str(target)  # nothing is built there, but the plugin looks after it
        config = config.plugins.on_config(config)
        return _Export(config, plugin, target).write(written)
    except (MkDocsException, Abort) as error:
        raise KatabaseError(str(error)) from error
    finally:
        if plugin.build:
            plugin.build.discard()


class _Export:
    """One export; the engine's events have run up to the settings."""

    def __init__(self, config: MkDocsConfig, plugin: KatabasePlugin, target: Path) -> None:
        self.config, self.target = config, target
        self.build: SiteBuild = plugin.running
        config.plugins.on_pre_build(config=config)
        self.files: Files = config.plugins.on_files(get_files(config), config=config)
        set_exclusions(self.files, config)
        self.pages = {file.src_uri for file in self.files.documentation_pages()}

    def write(self, written: dict[str, Any]) -> int:
        config, docs = self.config, self.target / DOCS
        get_navigation(self.files, config)  # gives each page in it its title
        for page in self._read():
            text = self._as_text(page)
            _write(docs / flat_links.as_folder(page.file.src_uri), text.encode())
        for file in self.files:
            if file.src_uri not in self.pages and file.inclusion in _SHOWN:
                _copy(file, docs / file.dest_uri)
        report(self.build.macros.problems)
        site = self.build.site
        documents = chain(site.search_documents(), self.build.search.hand_written)
        writing = SearchWriting(documents, docs, site.search_files())
        writing.finish()
        tell(config, writing)
        self._write_theme()
        _write(self.target / CONFIG, self._settings(written).encode())
        return len(self.pages)

    def _read(self) -> Iterator[Page]:
        """Yield every page with its macros done; hand-written ones go to the search as well."""
        config = self.config
        for file in self.files.documentation_pages():
            page = file.page or Page(None, file, config)
            page = config.plugins.on_pre_page(page, config=config, files=self.files) or page
            page.read_source(config)
            if not is_generated(page):
                page.markdown = config.plugins.on_page_markdown(
                    page.markdown or "", page=page, config=config, files=self.files
                )
                page.render(config, self.files)
                self.build.search.add(page, page.content or "")
            yield page

    def _as_text(self, page: Page) -> str:
        uri = page.file.src_uri
        meta = dict(page.meta)
        meta.setdefault("title", str(page.title))
        meta.pop("render_macros", None)
        if page.edit_url:
            meta["edit_url"] = page.edit_url
        markdown = page.markdown or ""
        moved = flat_links.moved(markdown, uri, self.pages.__contains__)
        if is_generated(page):  # links in its HTML are those of its address already
            pairs = zip(markdown.split("\n\n"), moved.split("\n\n"), strict=True)
            moved = "\n\n".join(
                chunk if chunk.lstrip().startswith("<") else new for chunk, new in pairs
            )
        head = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=1000)
        return f"---\n{head}---\n\n{moved.strip()}\n"

    def _write_theme(self) -> None:
        """Write our templates, and over them the site's own, with their words said."""
        say = self.build.site.maker.say

        def said(match: re.Match[str]) -> str:
            return json.dumps(say(match["words"]), ensure_ascii=False)

        own = self.config.theme.custom_dir
        for folder in (THEME, *([Path(str(own))] if own else [])):
            for path in sorted(folder.rglob("*")):
                if path.is_dir():
                    continue
                place = self.target / OVERRIDES / path.relative_to(folder)
                if path.suffix in {".html", ".xml"}:
                    _write(place, _SAID.sub(said, path.read_text(encoding="utf-8")).encode())
                else:
                    place.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, place)

    def _settings(self, written: dict[str, Any]) -> str:
        config = self.config
        settings = {name: value for name, value in written.items() if name not in _OURS}
        for name in ("site_url", *TEXTS):
            if config.get(name):
                settings[name] = str(config[name])
        theme = written.get("theme")
        theme = dict(theme) if isinstance(theme, dict) else {"name": theme}
        settings["theme"] = {**theme, "custom_dir": OVERRIDES}
        if config.theme.get("palette"):  # in which the plugin has named our colours
            settings["theme"]["palette"] = config.theme["palette"]
        settings["nav"] = _followed(written.get("nav")) or None
        settings["extra"] = {
            **(written.get("extra") or {}),
            **{"katabase": config.extra["katabase"]},
        }
        settings["extra_css"] = list(map(str, config.extra_css))
        settings["markdown_extensions"] = _unsigned(written.get("markdown_extensions"), config)
        settings["plugins"] = []
        settings["edit_uri"] = ""  # each page says itself where it is edited
        settings["validation"] = {**(written.get("validation") or {}), "omitted_files": "ignore"}
        settings = {name: value for name, value in settings.items() if value is not None}
        head = f"{EXPORTED}change the site that it was made from, not this.\n"
        return head + yaml.dump(settings, Dumper=_Dumper, allow_unicode=True, sort_keys=False)


def _unsigned(written: Any, config: MkDocsConfig) -> list[Any]:
    """Return the extensions of Markdown, with no signs beside headings that are read aloud."""
    given = written.items() if isinstance(written, dict) else _pairs(written or [])
    options = {name: values or {} for name, values in given}
    options["toc"] = {
        name: value for name, value in options.get("toc", {}).items() if "permalink" not in name
    }
    if "attr_list" in config.markdown_extensions:  # the plugin may have added it
        options.setdefault("attr_list", {})
    return [{name: values} if values else name for name, values in options.items()]


def _pairs(extensions: list[Any]) -> Iterator[tuple[str, Any]]:
    for each in extensions:
        yield from each.items() if isinstance(each, dict) else [(str(each), None)]


class _Dumper(yaml.SafeDumper):
    """Writes functions, which some extensions take, as MkDocs reads them."""


def _as_name(dumper: yaml.SafeDumper, function: Any) -> yaml.Node:
    name = f"{function.__module__}.{function.__qualname__}"
    return dumper.represent_scalar(f"tag:yaml.org,2002:python/name:{name}", "")


_Dumper.add_multi_representer(type(_as_name), _as_name)


def _followed(nav: Any) -> Any:
    """Return the navigation with every page as a folder."""
    if isinstance(nav, list):
        return [_followed(each) for each in nav]
    if isinstance(nav, dict):
        return {title: _followed(each) for title, each in nav.items()}
    if isinstance(nav, str) and nav.endswith(".md") and ":" not in nav:
        return flat_links.as_folder(nav)
    return nav


def _copy(file: File, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    if file.abs_src_path and not file.generated_by:
        shutil.copyfile(file.abs_src_path, place)
    else:
        place.write_bytes(file.content_bytes)


def _write(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
