"""Compiled templates are taken from the last run only where that cannot change what comes out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from jinja2 import DictLoader, Environment

from katabase.products import compiled
from katabase.products.outputs.own_folder import own_folder

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = {"page": "{{ 'a' | upper }} {% include 'part' %}", "part": "{{ x }}"}


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where this test keeps code."""
    monkeypatch.setenv("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "katabase" / compiled.TEMPLATES


def said(texts: dict[str, str] = TEXTS, **settings: bool) -> str:
    """Render the page in a new environment, as the next run would."""
    env = Environment(loader=DictLoader(texts), **settings)
    compiled.keep_code_of(env)
    return env.get_template("page").render(x="<b>")


def test_code_is_taken_from_the_last_run(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said() == "A <b>"
    monkeypatch.setattr(Environment, "compile", lambda *_, **__: pytest.fail("compiled again"))
    assert said() == "A <b>"


def test_another_text_or_another_setting_is_compiled_anew() -> None:
    assert said() == "A <b>"
    assert said({**TEXTS, "part": "{{ x }}!"}) == "A <b>!"
    assert said(autoescape=True) == "A &lt;b&gt;"


def test_damaged_code_is_compiled_anew(own: Path) -> None:
    assert said() == "A <b>"
    for path in [path for path in own.rglob("*") if path.is_file()]:
        content = path.read_bytes()
        path.write_bytes(content[:-9] + bytes(9))
    assert said() == "A <b>"


def test_a_filter_of_somebodys_own_keeps_nothing(own: Path) -> None:
    env = Environment(loader=DictLoader(TEXTS))
    env.filters["upper"] = lambda text: text
    compiled.keep_code_of(env)
    assert env.get_template("page").render(x="") == "a "
    assert not [path for path in own.rglob("*") if path.is_file()]


@pytest.mark.skipif(os.name == "nt", reason="rights are told otherwise there")
def test_a_folder_into_which_others_may_write_is_not_used(own: Path) -> None:
    assert said() == "A <b>"
    own.chmod(0o777)
    assert own_folder(compiled.TEMPLATES) is None
    assert said() == "A <b>"


@pytest.mark.skipif(os.name == "nt", reason="rights are told otherwise there")
def test_without_a_folder_all_is_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for place in (str(tmp_path / "file"), "not/absolute", "/proc/1"):
        monkeypatch.setenv("XDG_CACHE_HOME", place)
        assert own_folder(compiled.TEMPLATES) is None
        assert said() == "A <b>"
