"""The page of keys says which are lists, which are needed, and which words they may have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import yaml

from katabase.domain.kinds.practice import Developing
from katabase.domain.kinds.registry import kinds
from katabase.domain.vocabulary import SHIPPED, Status
from katabase.products.pages import listings
from tests.conftest import ROOT

if TYPE_CHECKING:
    from katabase.domain.kinds.kind import AnyKind


def rows(kind: AnyKind) -> dict[str, str]:
    found = re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)</dd>", str(listings.fields(kind.model)))
    plain = [(re.sub(r"<[^>]+>", "", name), re.sub(r"<[^>]+>", "", said)) for name, said in found]
    return dict(plain)


@pytest.mark.parametrize("kind", kinds(), ids=str)
def test_every_list_of_the_shipped_practices_is_shown_as_one(kind: AnyKind) -> None:
    shown = {name.removesuffix(" required").removesuffix(" for proven") for name in rows(kind)}
    paths = sorted((ROOT / "kata" / kind.folder).glob("*.yml"))
    assert paths

    def judge(data: dict[str, object], before: str) -> None:
        for key, value in data.items():
            name = f"{before}{key}{'[]' if isinstance(value, list) else ''}"
            assert name in shown
            for inner in value if isinstance(value, list) else [value]:
                if isinstance(inner, dict):
                    judge(inner, f"{name}.")

    for path in paths:
        judge(yaml.safe_load(path.read_text(encoding="utf-8")), "")


@pytest.mark.parametrize("kind", kinds(), ids=str)
def test_words_are_listed(kind: AnyKind) -> None:
    found = rows(kind)
    assert all(word in found["roles[] required"] for word in SHIPPED.of("roles"))
    cadence = found["cadence required" if issubclass(kind.model, Developing) else "cadence"]
    assert all(word in cadence for word in SHIPPED.of("cadences"))
    assert all(f"{word}" in found["status required"] for word in Status)
    assert "One of" not in found["title required"]
