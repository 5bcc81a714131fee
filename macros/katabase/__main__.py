"""``python -m katabase``: the command line where no script of it is on the PATH."""

from katabase.adapters.cli import main

main(prog_name="katabase")
