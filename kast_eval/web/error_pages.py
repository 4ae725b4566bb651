"""What is shown when a page cannot be: in plain words, without details, nothing typed lost."""

from collections.abc import Callable, Mapping
from types import TracebackType

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, SecurityError

from kast_eval.actions.sign_in import LinkError
from kast_eval.errors import KastEvalError
from kast_eval.study.roles import NotAllowedError, NotFoundError
from kast_eval.web.bodies import UPLOADS, TooLargeError, read_too_large_body
from kast_eval.web.interrupted import typed_fields
from kast_eval.web.language import language, translated
from kast_eval.web.late_rule import LateRule
from kast_eval.web.own_pages import asked_page
from kast_eval.web.pages import (
    correct,
    differences,
    entry,
    move,
    queries,
    second_keying,
    senders,
    sign_in,
    today,
)  # fmt: skip
from kast_eval.web.parts import parts
from kast_eval.web.quiet_log import log_quietly
from kast_eval.web.refusals import note_refused
from kast_eval.web.release_desk import WorkGoneError
from kast_eval.web.signed_in import NotSignedInError, SignedOutError, signed_in
from kast_eval.web.statuses import status_of
from kast_eval.wording import marked

ExcInfo = tuple[type, BaseException, TracebackType | None] | tuple[None, None, None]

_TEXTS: Mapping[int, tuple[str, str]] = {
    400: (
        marked("Det gick inte att läsa"),
        marked("Sidan skickade något som programmet inte kan läsa. Börja om från dagens sida."),
    ),
    404: (
        marked("Sidan finns inte"),
        marked("Det finns ingenting på den här adressen. Börja om från dagens sida."),
    ),
    405: (
        marked("Så kan sidan inte användas"),
        marked("Adressen finns, men inte för det här. Börja om från dagens sida."),
    ),
    413: (
        marked("För mycket text"),
        marked("Sidan var för stor för att tas emot. Ingenting sparades. Korta texten."),
    ),
    415: (
        marked("Fel sorts innehåll"),
        marked("Programmet tar bara emot sina egna sidor. Börja om från dagens sida."),
    ),
    500: (
        marked("Något gick fel i programmet"),
        marked(
            "Felet är noterat. Försök igen; händer det flera gånger, säg till den som sköter det."
        ),
    ),
}


class ExpiredPageError(KastEvalError):
    """A page whose token is too old, missing or another browser's."""

    def __init__(self) -> None:
        super().__init__(
            "Sidan hade blivit för gammal. Ingenting sparades, och allt du skrev finns kvar. "
            "Spara igen."
        )


_HEADINGS: Mapping[type[KastEvalError], str] = {
    NotSignedInError: marked("Logga in"),
    LinkError: marked("Logga in"),
    NotFoundError: marked("Sidan finns inte"),
    WorkGoneError: marked("Arbetet finns inte kvar"),
}

_AGAIN: Mapping[str, Callable[..., ResponseReturnValue]] = {
    "entry.save": entry.show_again,
    "correct.save": correct.show_again,
    "second_keying.save": second_keying.show_again,
    "differences.decide": differences.show_again,
    "move.move": move.show_again,
    "queries.answer": queries.answer_again,
    "queries.ask": queries.ask_again,
    "senders.take": senders.show_again,
    "today.open_page": today.show_again,
}
"""The pages that come back with what was typed in them, by their endpoint."""

_FOR_SIGNED_IN = frozenset(
    {
        "today.open_page",
        "differences.decide",
        "move.move",
        "queries.answer",
        "queries.ask",
        "senders.take",
    }
)
"""These show what only somebody who is signed in may see."""

_KEPT = _FOR_SIGNED_IN - {"today.open_page", "senders.take"}
"""What was typed there is kept, unseen, until the same person is signed in again."""


def install_error_pages(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(RequestEntityTooLarge, _too_large)
    app.register_error_handler(KastEvalError, _told)
    app.register_error_handler(HTTPException, _refused)


def _expired(_error: CSRFError) -> ResponseReturnValue:
    if signed_in() is None and request.endpoint in _AGAIN:
        # A new token would not help, and the sign-in is what there is to mend.
        return _again(SignedOutError()) or _told(NotSignedInError())
    again = _again(ExpiredPageError())
    if again:
        return again
    text = marked("Sidan hade blivit för gammal. Börja om från dagens sida.")
    return _error_page(_TEXTS[400][0], translated(text)), 400


def _too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    shown = request.endpoint in UPLOADS or read_too_large_body()
    again = _again(TooLargeError()) if shown else None
    return again or _page(413)


def _again(error: KastEvalError) -> ResponseReturnValue | None:
    """Return the page with what was typed in it, if it is one that things are typed in."""
    again = _AGAIN.get(request.endpoint or "")
    if again is None:
        return None
    if isinstance(error, SignedOutError) and request.endpoint in _FOR_SIGNED_IN:
        return None
    try:
        return again(error, **request.view_args or {})
    except HTTPException as refusal:
        # What was sent is no page of ours, so there is none to show again.
        return _refused(refusal)
    except KastEvalError as other:
        # The page is one that this user does not have.
        return _told(other)


def _told(error: KastEvalError) -> ResponseReturnValue:
    status = status_of(error)
    if isinstance(error, NotFoundError | NotAllowedError):
        note_refused()
    if isinstance(error, NotSignedInError) and request.endpoint in _KEPT:
        return _typed_before(), status
    if isinstance(error, NotSignedInError) and not parts().database.training:
        return sign_in.show_sign_in(asked_page() if request.method == "GET" else ""), status
    heading = _HEADINGS.get(type(error)) or marked("Det gick inte")
    return _error_page(heading, error.in_language(language())), status


def _typed_before() -> str:
    """Return a page that holds what was typed, and shows nothing of what it is about."""
    return render_template(
        "signed_out_typed.html",
        text=SignedOutError().in_language(language()), path=request.path, fields=typed_fields(),
    )  # fmt: skip


def _refused(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, SecurityError):
        # Without a host that can be trusted no address can be written, so no page of ours either.
        return "400\n", 400, {"Content-Type": "text/plain; charset=utf-8"}
    return _page(error.code or 500)


def _page(status: int) -> ResponseReturnValue:
    heading, text = _TEXTS.get(status, _TEXTS[400])
    return _error_page(heading, translated(text)), status


def _error_page(heading: str, text: str) -> str:
    return render_template("error.html", heading=translated(heading), text=text)


class QuietFlask(Flask):
    """An application whose log tells where an error arose, never what was keyed."""

    url_rule_class = LateRule

    def log_exception(self, exc_info: ExcInfo) -> None:
        """Log the kind of error and its places."""
        log_quietly(exc_info[1], request.endpoint or "")
