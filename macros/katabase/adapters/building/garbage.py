"""How often Python looks for garbage in a process of ours: seldom.

A library, its pages and their files stay until a command ends, and there are more of them with
each practice. Python goes through all of it again and again, after each 700 new things, and finds
next to nothing: that was a fifth of a build of 300 practices. What nobody holds any more goes at
once, as ever; only rings of things that hold one another wait a little longer.
"""

from __future__ import annotations

import gc

OFTEN = (50_000, 20, 10)
"""After so many new things, and after so many looks at these, older ones are looked at."""


def look_seldom() -> None:
    """Look for garbage as seldom as suits a build, unless this process does so more seldom."""
    if 0 < gc.get_threshold()[0] < OFTEN[0]:
        gc.set_threshold(*OFTEN)
