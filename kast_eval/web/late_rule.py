"""Addresses whose writer is made when the first link to them is written."""

from collections.abc import Callable
from functools import cache

from werkzeug.routing import Rule


class LateRule(Rule):
    """The rule of a page's address.

    To make what writes an address takes longer than all else that a rule is made of, and most
    pages of most starts have no link to it.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:  # noqa: FBT001, FBT002 - as Werkzeug has it.
        make = cache(super()._compile_builder)

        def write(rule: Rule, **values: object) -> tuple[str, str]:
            return make(append_unknown)(rule, **values)

        return write
