"""What comes between: a page that asks who is there, and then leads back with what was typed."""

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue

from kast_eval import clock
from kast_eval.actions.hold_page import hold_page
from kast_eval.actions.lock_screen import LockedError
from kast_eval.actions.step_up import StepUpNeededError
from kast_eval.errors import KastEvalError
from kast_eval.web.language import language
from kast_eval.web.own_pages import asked_page
from kast_eval.web.parts import parts
from kast_eval.web.sign_in_cookies import cookie_token
from kast_eval.web.statuses import status_of

SECRET_FIELDS = frozenset(
    {"csrf_token", "password", "present", "new_passphrase", "again_passphrase", "proof", "app_code"}
)
"""What is never kept, and is typed anew."""

_NAVIGATES = "navigate"


def install_interruptions(app: Flask) -> None:
    """Answer what is locked, or needs a proof, with the page that asks for the proof."""
    app.register_error_handler(LockedError, _locked)
    app.register_error_handler(StepUpNeededError, _unproved)


def _locked(error: LockedError) -> ResponseReturnValue:
    return _ask("locked.locked", error)


def _unproved(error: StepUpNeededError) -> ResponseReturnValue:
    return _ask("step_up.step_up", error)


def _ask(endpoint: str, error: KastEvalError) -> ResponseReturnValue:
    # A script keeps what was typed itself, and only needs to know.
    if request.headers.get("Sec-Fetch-Mode", _NAVIGATES) != _NAVIGATES or _is_draft():
        text = error.in_language(language())
        return text, status_of(error), {"Content-Type": "text/plain; charset=utf-8"}
    if request.method != "POST":
        return redirect(url_for(endpoint, back=asked_page()), 303)
    with parts().database.begin() as session:
        held = hold_page(session, cookie_token(), clock.now(), asked_page(), typed_fields())
    return redirect(url_for(endpoint, held=held), 303)


def typed_fields() -> list[tuple[str, str]]:
    """Return what was sent, without what is typed anew."""
    return [
        (name, text) for name, text in request.form.items(multi=True) if name not in SECRET_FIELDS
    ]


def _is_draft() -> bool:
    return request.path.endswith("/draft")
