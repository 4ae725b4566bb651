"""Errors of a server, told without what was keyed."""

import psycopg
from sqlalchemy import ExceptionContext

_BROKEN_RULE = "23"
_MISTAKE_IN_SQL = "42"


def tell_rule_alone(context: ExceptionContext) -> None:
    """Take the values of a refused row out of an error; the rule that refused it stays."""
    error, told = context.original_exception, context.sqlalchemy_exception
    if told is None or not isinstance(error, psycopg.Error) or error.sqlstate is None:
        return
    ruled = error.sqlstate[:2] in {_BROKEN_RULE, _MISTAKE_IN_SQL}
    error.args = (error.diag.message_primary if ruled else error.sqlstate,)
    told.args = (f"({type(error).__name__}) {error}",)
