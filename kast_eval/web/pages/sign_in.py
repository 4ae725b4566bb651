"""Sign in by name, passphrase and code."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from kast_eval import clock
from kast_eval.actions.sign_in import SignIn
from kast_eval.actions.sign_in_by_password import SignInError, sign_in_by_password
from kast_eval.actions.steps.tries import WaitError
from kast_eval.errors import KastEvalError
from kast_eval.web.client import browser_said, client_address
from kast_eval.web.language import language
from kast_eval.web.own_pages import own_page
from kast_eval.web.parts import parts
from kast_eval.web.sign_in_cookies import keep_pending, keep_token
from kast_eval.web.signed_in import signed_in
from kast_eval.web.statuses import UNPROCESSABLE, status_of
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

pages = Blueprint("sign_in", __name__)

ODD_FAILURES = 3
"""More than one mistypes oneself; the person is told of so many."""


@pages.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Ask who is there."""
    if signed_in() is not None:
        return redirect(url_for("today.today"), 303)
    return show_sign_in(request.args.get("back", ""))


@pages.post("/sign-in")
def prove() -> ResponseReturnValue:
    """Sign in, go on to the second factor, or say that something is wrong."""
    back = request.form.get("back", "")
    try:
        done = sign_in_by_password(
            parts().database,
            clock.now(),
            name=request.form.get("name", ""),
            password=request.form.get("password", ""),
            code=request.form.get("app_code", ""),
            client=client_address(),
            browser=browser_said(),
        )
    except SignInError as error:
        return show_sign_in(back, error), UNPROCESSABLE
    except WaitError as error:
        return show_sign_in(back, error), status_of(error)
    if isinstance(done, SignIn):
        return led_on(done, back)
    response = redirect(url_for("second_factor.ask", back=back or None), 303)
    keep_pending(response, done.pending_token)
    return response


def led_on(done: SignIn, back: str) -> Response:
    """Lead one who has signed in to the page that was asked for, or to today's."""
    if done.failures >= ODD_FAILURES:
        tell_next(
            marked(
                "Det har blivit fel flera gånger när någon loggade in med ditt namn. Var det inte "
                "du: byt lösenfras och säg till den som ansvarar för mottagningen."
            )
        )
    response = redirect(own_page(back, "today.today") if back else url_for("today.today"), 303)
    keep_token(response, done.cookie_token)
    return response


def show_sign_in(back: str, error: KastEvalError | None = None) -> str:
    """Return the page; the name that was typed is kept, and nothing else of what was."""
    return render_template(
        "sign_in.html",
        back=back,
        name=request.form.get("name", "") if error else "",
        refusal=error.in_language(language()) if error else "",
        # A passkey and a provider are refused without anything that was typed being wrong.
        typed="password" in request.form,
    )
