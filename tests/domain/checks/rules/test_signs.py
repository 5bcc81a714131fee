"""What a forbidden form holds at least: a check looks for that before it looks for the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from katabase.domain.checks.rules.texts import FORBIDDEN, SIGNS

if TYPE_CHECKING:
    import re


@pytest.mark.parametrize("pattern", [pattern for pattern, _ in FORBIDDEN])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_each_form_holds_one_of_its_signs(pattern: re.Pattern[str], data: st.DataObject) -> None:
    match = pattern.search(data.draw(st.from_regex(pattern)))
    assert match
    assert any(sign in match.group() for sign in SIGNS[pattern])
