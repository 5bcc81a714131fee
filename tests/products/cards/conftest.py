from __future__ import annotations

from pathlib import Path

import pytest

from katabase.products.cards.settings import Settings
from katabase.products.cards.typeset.fonts import font_set


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings(
        organisation="Example Works",
        base="https://kata.example.org/handbook/",
        fonts=font_set(("fontpkg_amiri",), Path()),
    )
