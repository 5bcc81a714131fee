"""What a terminal shows of what we print."""

from __future__ import annotations

import io
import sys


def print_anything() -> None:
    """Let a terminal that cannot show a character show its code instead of a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
