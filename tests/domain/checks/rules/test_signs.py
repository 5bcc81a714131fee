"""What a forbidden form holds at least: a check looks for that before it looks for the form."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from katabase.domain.checks.forbidden import FORBIDDEN, Forbidden


@pytest.mark.parametrize("forbidden", FORBIDDEN, ids=lambda each: each.mend)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_each_form_holds_one_of_its_signs(forbidden: Forbidden, data: st.DataObject) -> None:
    match = forbidden.pattern.search(data.draw(st.from_regex(forbidden.pattern)))
    assert match
    assert any(sign in match.group() for sign in forbidden.signs)
