"""Templates as Python's code, kept for the next run: compiling them is a fifth of a small build.

Code is kept where Python keeps none of somebody else's: in the user's own folder, never below
a site, where a proposal could bring some along. Where that folder cannot be used, or belongs
to somebody else, every run compiles anew.
"""

from __future__ import annotations

import hashlib
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache

from katabase.products.outputs.kept import Cache
from katabase.products.outputs.own_folder import own_folder

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.bccache import Bucket

TEMPLATES = "templates"
"""The folder of the code of templates among what is kept for a user."""

KNOWN = frozenset({"builtins", "_operator", "operator", "jinja2", "markupsafe", "mkdocs"})
"""Packages whose filters are as their version says. Jinja may work out a filter while it
compiles, so with a filter of somebody's own nothing is kept."""

PACKAGES = ("jinja2", "markupsafe", "mkdocs")


def keep_code_of(env: Environment) -> None:
    """Let an environment take the code of its templates from the last run, if that is safe."""
    named = [*env.filters.items(), *env.tests.items()]
    used = [(name, getattr(each, "__module__", ""), repr(each)) for name, each in named]
    folder = own_folder(TEMPLATES)
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
