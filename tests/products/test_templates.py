"""Templates say words as Jinja does it by itself, only sooner."""

from __future__ import annotations

import pytest
from jinja2 import Environment

from katabase.domain.messages import messages
from katabase.products.templates import environment

SOURCE = """\
{{ _("Move on when") }} {{ _("100 %% of <all>") }} {{ _("%(who)s & co", who="<b>") }}
{{ _("Move on when") }} {{ gettext("Moved") }}"""


@pytest.mark.parametrize("language", ["en", "de"])
def test_words_are_those_of_jinja(language: str) -> None:
    say = messages(language)
    same = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    plain = Environment(extensions=["jinja2.ext.i18n"], **same)  # type: ignore[arg-type]
    plain.install_gettext_translations(say.catalogue, newstyle=True)  # type: ignore[attr-defined]
    ours = environment(say)
    assert ours.from_string(SOURCE).render() == plain.from_string(SOURCE).render()
