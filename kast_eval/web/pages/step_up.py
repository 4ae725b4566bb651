"""The page before what only the person oneself may do: a passphrase or a code once more."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kast_eval import clock
from kast_eval.actions import step_up as stepping
from kast_eval.actions.sign_in_by_provider import PROVIDER
from kast_eval.actions.step_up import WrongProofError
from kast_eval.actions.steps.tries import WaitError
from kast_eval.web.client import client_address
from kast_eval.web.language import language
from kast_eval.web.own_pages import own_page
from kast_eval.web.parts import parts
from kast_eval.web.sign_in_cookies import cookie_token
from kast_eval.web.signed_in import look
from kast_eval.web.statuses import UNPROCESSABLE, status_of

pages = Blueprint("step_up", __name__)


@pages.get("/step-up")
def step_up() -> str:
    """Ask who is there once more."""
    return show_step_up()


@pages.post("/step-up")
def prove() -> ResponseReturnValue:
    """Take the proof and lead on to what was asked for."""
    # The screen may have been locked in the meantime.
    with look():
        pass
    try:
        stepping.step_up(
            parts().database,
            cookie_token(),
            clock.now(),
            proof=request.form.get("proof", ""),
            client=client_address(),
        )
    except WrongProofError as error:
        return show_step_up(error.in_language(language())), UNPROCESSABLE
    except WaitError as error:
        return show_step_up(error.in_language(language())), status_of(error)
    kept = request.form.get("held", "")
    if kept:
        return redirect(url_for("locked.held", public_id=kept), 303)
    return redirect(own_page(request.form.get("back", ""), "today.today"), 303)


def show_step_up(refusal: str = "") -> str:
    """Return the page that asks for a proof."""
    with look() as one:
        name, method = one.user.name, one.browser.method
    return render_template(
        "step_up.html",
        name=name,
        by_provider=method == PROVIDER,
        back=request.values.get("back", ""),
        held=request.values.get("held", ""),
        refusal=refusal,
    )
