"""The commands, for `python -m kast_eval`."""

from kast_eval.cli import main

main()
