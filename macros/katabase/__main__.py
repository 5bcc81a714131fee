"""The command line, also as ``python -m katabase`` where no script of it is on the PATH."""

from __future__ import annotations

import sys


def run() -> None:
    """Run the command line; Ctrl-C ends it in a sentence also while it is being loaded.

    Loading takes most of a second, in which whoever has mistyped a command ends it.
    """
    try:
        from katabase.adapters.cli import main
    except KeyboardInterrupt:
        sys.stderr.write("\nkatabase: ended before it was done\n")
        sys.exit(130)
    main(prog_name="katabase")


if __name__ == "__main__":
    run()
