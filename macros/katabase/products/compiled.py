"""Templates as Python's code, kept for the next run: compiling them is a fifth of a small build.

Code is kept where Python keeps none of somebody else's: in the user's own folder, never below
a site, where a proposal could bring some along. Where that folder cannot be used, or belongs
to somebody else, every run compiles anew.
"""

from __future__ import annotations

import hashlib
import os
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache

from katabase.products.outputs.kept import Cache

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.bccache import Bucket

FOLDER = Path("katabase") / "templates"
"""Where code is kept below the user's folder for such things."""

KNOWN = frozenset({"builtins", "_operator", "operator", "jinja2", "markupsafe", "mkdocs"})
"""Packages whose filters are as their version says. Jinja may work out a filter while it
compiles, so with a filter of somebody's own nothing is kept."""

PACKAGES = ("jinja2", "markupsafe", "mkdocs")


def keep_code_of(env: Environment) -> None:
    """Let an environment take the code of its templates from the last run, if that is safe."""
    named = [*env.filters.items(), *env.tests.items()]
    used = [(name, getattr(each, "__module__", ""), repr(each)) for name, each in named]
    folder = own_folder()
    if folder and all(module.partition(".")[0] in KNOWN for _, module, _ in used):
        cache = Cache(folder)
        cache.prune()
        env.bytecode_cache = CompiledTemplates(cache, _key(env))


def _key(env: Environment) -> str:
    """Return what decides, beside its text, what a template is compiled to."""
    marks = (
        *(env.block_start_string, env.variable_start_string, env.comment_start_string),
        *(env.trim_blocks, env.lstrip_blocks, env.keep_trailing_newline, env.newline_sequence),
        *(env.autoescape, env.optimized, env.undefined.__qualname__),
        *sorted(env.extensions),
        *sorted(f"{name} {each.__module__}" for name, each in [*env.filters.items()]),
    )
    return "\0".join([sys.version, *map(version, PACKAGES), *map(str, marks)])


class CompiledTemplates(BytecodeCache):
    """The code of templates by all that decides it."""

    def __init__(self, cache: Cache, key: str) -> None:
        self.cache = cache
        self.key = key

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a template if it is kept."""
        found = self.cache.get(self._name(bucket))
        if found and "code" in found:
            bucket.bytecode_from_string(found["code"])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self.cache.put(self._name(bucket), {"code": bucket.bytecode_to_string()})

    def _name(self, bucket: Bucket) -> str:
        parts = "\0".join([self.key, bucket.key, bucket.checksum])
        return hashlib.sha256(parts.encode()).hexdigest()[:32]


def own_folder() -> Path | None:
    """Return the folder in which code of this user is kept; None if there is no safe one."""
    try:
        if os.name == "nt":
            base = Path(os.environ["LOCALAPPDATA"])
        else:
            base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        if not base.is_absolute():
            return None
        folder = base / FOLDER
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except (OSError, KeyError, RuntimeError):
        return None
    if os.name != "nt" and (found.st_uid != os.geteuid() or found.st_mode & 0o022):
        return None
    return folder
