"""The second factor: the code of an app, or the app itself, set up for the first time."""

from io import BytesIO

import segno
from flask import Blueprint, Response, abort, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from kast_eval import clock
from kast_eval.actions.set_up_totp import (
    AppCodeError,
    HasFactorError,
    propose_first_app,
    set_up_first_app,
)
from kast_eval.actions.sign_in import SignIn
from kast_eval.actions.sign_in_by_password import (
    PendingError,
    SignInError,
    give_second_factor,
)
from kast_eval.actions.steps.paper_codes import MOST_CODES
from kast_eval.actions.steps.second_factor import PAPER_GROUPS
from kast_eval.actions.steps.tries import WaitError
from kast_eval.actions.steps.typed_code import is_code, read_code
from kast_eval.errors import KastEvalError
from kast_eval.paper.codes_page import print_codes_page
from kast_eval.web.client import browser_said, client_address
from kast_eval.web.language import language
from kast_eval.web.pages.sign_in import led_on
from kast_eval.web.parts import parts
from kast_eval.web.sign_in_cookies import keep_token, pending_token
from kast_eval.web.signed_in import look
from kast_eval.web.statuses import UNPROCESSABLE, status_of

pages = Blueprint("second_factor", __name__)


@pages.get("/second-factor")
def ask() -> ResponseReturnValue:
    """Ask for a code, or show how the app is set up."""
    return show_second_factor(request.args.get("back", ""))


@pages.post("/second-factor")
def give() -> ResponseReturnValue:
    """Sign in by the code."""
    back = request.form.get("back", "")
    try:
        done = give_second_factor(
            parts().database,
            clock.now(),
            pending_token=pending_token(),
            code=request.form.get("app_code", ""),
            client=client_address(),
            browser=browser_said(),
        )
    except PendingError as error:
        return told_too_late(error)
    except (SignInError, WaitError) as error:
        return show_second_factor(back, error)
    return led_on(done, back)


@pages.post("/second-factor/app")
def set_up() -> ResponseReturnValue:
    """Sign in by the first code of a new app, and show the codes for the paper."""
    try:
        done, codes = set_up_first_app(
            parts().database,
            clock.now(),
            pending_token=pending_token(),
            code=request.form.get("app_code", ""),
            client=client_address(),
            browser=browser_said(),
        )
    except PendingError as error:
        return told_too_late(error)
    except (AppCodeError, WaitError) as error:
        return show_second_factor("", error)
    return signed_in_with_codes(done, codes)


def signed_in_with_codes(done: SignIn, codes: tuple[str, ...]) -> Response:
    """Return the page that shows the codes for the paper to one who has just signed in."""
    page = render_template("paper_codes.html", codes=codes, onward=url_for("today.today"))
    response = Response(page)
    keep_token(response, done.cookie_token)
    return response


@pages.get("/second-factor/app.svg")
def picture() -> ResponseReturnValue:
    """Send the picture that the app takes its secret from."""
    with parts().database.begin() as session:
        proposed = propose_first_app(session, pending_token(), clock.now())
    return drawn(proposed.address)


def drawn(address: str) -> Response:
    """Return the address as a picture for a camera."""
    drawing = BytesIO()
    # White under it, so that a camera finds it on a dark page too.
    segno.make_qr(address).save(drawing, kind="svg", scale=5, border=4, light="white")
    return Response(drawing.getvalue(), mimetype="image/svg+xml")


def show_second_factor(back: str, error: KastEvalError | None = None) -> ResponseReturnValue:
    """Return the page that asks for the second factor, or shows how one is set up."""
    refusal = error.in_language(language()) if error else ""
    try:
        with parts().database.begin() as session:
            proposed = propose_first_app(session, pending_token(), clock.now())
    except HasFactorError:
        page = render_template("second_factor.html", back=back, refusal=refusal)
    except PendingError as too_late:
        return told_too_late(too_late)
    else:
        page = render_template("set_up_app.html", proposed=proposed, refusal=refusal)
    return page, _status(error)


def _status(error: KastEvalError | None) -> int:
    if error is None:
        return 200
    return status_of(error) if isinstance(error, WaitError) else UNPROCESSABLE


def told_too_late(error: PendingError) -> ResponseReturnValue:
    """Return the page to begin anew at."""
    page = render_template("sign_in.html", back="", name="", refusal=error.in_language(language()))
    return page, UNPROCESSABLE


@pages.post("/paper-codes.pdf")
def print_codes() -> ResponseReturnValue:
    """Send the codes that were just shown on a page to print; they are kept nowhere."""
    with look() as one:
        name, day = one.user.name, clock.clinic_day(one.now)
    codes = [read_code(code) for code in request.form.getlist("shown")[:MOST_CODES]]
    if not codes or not all(is_code(code, PAPER_GROUPS) for code in codes):
        abort(400)
    page = print_codes_page(codes, name=name, day=day, language=language())
    return send_file(BytesIO(page), mimetype="application/pdf", download_name="kast.pdf")
