"""How long the long tests are: short in every run, at full length when asked for."""

import os

FULL = bool(os.environ.get("KAST_EVAL_PROVE_FULL"))


def at_length(full: int, *, short: int) -> int:
    """Return how many there are to be: `full` after `make prove FULL=1`."""
    return full if FULL else short
