"""The commands: the only place that knows Click."""

from kast_eval.cli.commands import main

__all__ = ["main"]
