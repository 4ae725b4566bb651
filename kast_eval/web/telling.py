"""One sentence that the next page tells."""

from flask import session

_KEPT = "told"


def tell_next(text: str) -> None:
    """Let the next page tell a marked text; a text that was not told yet gives way to it."""
    session[_KEPT] = text


def told_before() -> str:
    """Return what this page is to tell, once."""
    text: str = session.pop(_KEPT, "")
    return text
