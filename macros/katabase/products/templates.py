"""The Jinja environment of the package's own templates. YAML text only enters as values."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def environment() -> Environment:
    """Return the environment; values are escaped unless they are Markup."""
    env = Environment(
        loader=PackageLoader("katabase", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals["long_date"] = lambda date: f"{date.day} {date:%B %Y}"
    return env


def render(name: str, **values: object) -> str:
    """Render a template to Markdown: HTML blocks flush left, headings between blank lines.

    Blank lines within HTML are dropped, so that a Markdown parser takes each block whole.
    """
    lines = (line.strip() for line in environment().get_template(name).render(values).splitlines())
    text = "\n".join(line for line in lines if line)
    return re.sub(r"^(#{2,3} .*)$", r"\n\1\n", text, flags=re.MULTILINE).strip() + "\n"
