"""Templates say words and call functions as Jinja does it by itself, only sooner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment, pass_context

from katabase.domain.messages import messages
from katabase.products.templates import Calling, environment

if TYPE_CHECKING:
    from jinja2.runtime import Context

SOURCE = """\
{{ _("Move on when") }} {{ _("100 %% of <all>") }} {{ _("%(who)s & co", who="<b>") }}
{{ _("Move on when") }} {{ gettext("Moved") }}{% for x in [1, 2] %}{{ add(x, 1) }}{% endfor %}
{{ asked("word") }} {{ "a-b".split("-") | join }}"""


@pass_context
def asked(context: Context, name: str) -> str:
    return str(context[name])


@pytest.mark.parametrize("language", ["en", "de"])
def test_words_and_calls_are_those_of_jinja(language: str) -> None:
    say = messages(language)
    same = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    plain = Environment(extensions=["jinja2.ext.i18n"], **same)  # type: ignore[arg-type]
    plain.install_gettext_translations(say.catalogue, newstyle=True)  # type: ignore[attr-defined]
    values = {"word": "<i>", "asked": asked, "add": lambda x, y: x + y}
    ours = environment(say)
    assert ours.context_class is Calling
    assert ours.from_string(SOURCE).render(values) == plain.from_string(SOURCE).render(values)
