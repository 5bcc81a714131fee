"""Blocks of HTML pass Markdown by and come back as they were."""

from __future__ import annotations

import markdown
from hypothesis import given
from hypothesis import strategies as st

from katabase.adapters.building import parked_html

PAGE = (
    '<div class="a"><p id="x">*kept* as it is {: .b }</p></div>\n\n'
    "## Steps\n\n<ol>\n<li>1</li>\n</ol>"
)


def test_html_is_kept_and_headings_become_headings():
    parked, found = parked_html.park(PAGE)
    html = parked_html.restore(markdown.markdown(parked, extensions=["toc", "attr_list"]), found)
    assert '<p id="x">*kept* as it is {: .b }</p>' in html
    assert '<h2 id="steps">Steps</h2>' in html
    assert "<ol>\n<li>1</li>\n</ol>" in html
    assert "kbblock" not in html


def test_anchors_within_blocks_are_found():
    assert parked_html.anchors(parked_html.park(PAGE)[1]) == {"x"}


@given(st.lists(st.text(alphabet=st.characters(exclude_characters="\n\r<>&"), min_size=1)))
def test_any_text_in_a_block_survives(texts):
    chunks = [f"<p>{text}</p>" for text in texts]
    parked, found = parked_html.park("\n\n".join(chunks))
    html = parked_html.restore(markdown.markdown(parked), found)
    assert html == "\n".join(chunks)
