"""Faults in the manual's own files."""

from kast_eval.errors import DefinitionError


class ManualError(DefinitionError):
    """A chapter or practice sheet that cannot be used: file, line, what to write instead."""
