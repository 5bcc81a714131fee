"""Pages that become folders, and the links in their Markdown."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katabase.products.flat_links import as_folder, moved

PAGES = {"index.md", "start/learner.md", "start/README.md", "a/b/c.md", "top.md"}


@pytest.mark.parametrize(
    ("uri", "folder"),
    [
        ("index.md", "index.md"),
        ("top.md", "top/index.md"),
        ("start/learner.md", "start/learner/index.md"),
        ("start/README.md", "start/index.md"),
        ("a.b/c.d.md", "a.b/c.d/index.md"),
    ],
)
def test_as_folder(uri: str, folder: str) -> None:
    assert as_folder(uri) == folder


@pytest.mark.parametrize(
    ("uri", "markdown", "expected"),
    [
        ("start/learner.md", "[t](../top.md#x)", "[t](../../top/index.md#x)"),
        ("start/learner.md", '[t](README.md "T")', '[t](../index.md "T")'),
        ("start/learner.md", "![p](p.png)", "![p](../p.png)"),
        ("start/learner.md", "[t]: <../a/b/c.md>", "[t]: <../../a/b/c/index.md>"),
        ("start/learner.md", "[t](#here) [m](mailto:a@b) [r](/x) [w](https://a.b)", None),
        ("start/learner.md", "`[t](../top.md)` ``a`b [t](p.png)``", None),
        (
            "start/learner.md",
            "```\n[t](p.png)\n```\n[t](p.png)",
            "```\n[t](p.png)\n```\n[t](../p.png)",
        ),
        ("start/learner.md", "~~~~\n```\n[t](p.png)\n~~~~", None),
        ("index.md", "[t](top.md) [p](p.png)", "[t](top/index.md) [p](p.png)"),
        ("start/learner.md", '<a href="../top/">t</a>', None),
    ],
)
def test_moved(uri: str, markdown: str, expected: str | None) -> None:
    assert moved(markdown, uri, PAGES.__contains__) == (expected or markdown)


@given(st.sampled_from(sorted(PAGES)), st.sampled_from(sorted(PAGES)), st.sampled_from(["", "#x"]))
def test_a_link_still_leads_to_the_same_page(uri: str, other: str, anchor: str) -> None:
    link = posixpath.relpath(other, posixpath.dirname(uri) or ".") + anchor
    new = moved(f"[t]({link})", uri, PAGES.__contains__)[4:-1]
    path, _, found = new.partition("#")
    meant = posixpath.normpath(posixpath.join(posixpath.dirname(as_folder(uri)), path))
    assert (meant, found) == (as_folder(other), anchor[1:])
