"""What a request may bring: one form in UTF-8, of bounded size, and to one page a file."""

from collections.abc import Mapping
from urllib.parse import unquote_to_bytes

from flask import Flask, abort, request

from kast_eval.dataset.package.seal import LARGEST_SEALED
from kast_eval.errors import KastEvalError

LARGEST_BODY = 1_000_000
"""A hundred times the longest form with every field full."""

LARGEST_KEPT_BODY = 4_000_000
"""Up to here a page that is too large is shown again with what it held."""

MOST_FIELDS = 1_000
_FORM, _WITH_FILE = "application/x-www-form-urlencoded", "multipart/form-data"

UPLOADS: Mapping[str, int] = {"senders.take": LARGEST_SEALED + LARGEST_BODY}
"""How large a body may be that brings a file, by the endpoint that takes it."""


class TooLargeError(KastEvalError):
    """A page with more text than any form has room for."""

    def __init__(self) -> None:
        super().__init__(
            "Sidan var för stor för att tas emot. Ingenting sparades, och allt du skrev finns "
            "kvar. Korta texten och spara igen."
        )


def install_bodies(app: Flask) -> None:
    """Refuse a body that no page of ours sends."""
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_BODY
    app.before_request(_refuse_odd_body)


def _refuse_odd_body() -> None:
    if request.method != "POST":
        return
    largest = UPLOADS.get(request.endpoint or "")
    if largest is not None and request.mimetype == _WITH_FILE:
        request.max_content_length = largest
        return
    if request.mimetype != _FORM:
        abort(415)
    body = request.get_data()
    if body.count(b"&") >= MOST_FIELDS:
        abort(400)
    try:
        unquote_to_bytes(body).decode("utf-8")
    except UnicodeDecodeError:
        abort(400)


def read_too_large_body() -> bool:
    """Let the form of a refused body be read, so that it can be shown; tell whether it can."""
    request.max_content_length = LARGEST_KEPT_BODY
    request.max_form_memory_size = LARGEST_KEPT_BODY
    return (
        request.mimetype == _FORM
        and request.content_length is not None
        and request.content_length <= LARGEST_KEPT_BODY
    )
