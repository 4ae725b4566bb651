"""The page of one who is invited: the code, and a passphrase of one's own."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kast_eval import clock
from kast_eval.actions.accept_invitation import InvitationError, accept_invitation
from kast_eval.actions.steps.tries import WaitError
from kast_eval.errors import KastEvalError
from kast_eval.study.passphrase import SHORTEST, PassphraseError
from kast_eval.web.client import client_address
from kast_eval.web.language import language
from kast_eval.web.parts import parts
from kast_eval.web.sign_in_cookies import keep_pending
from kast_eval.web.statuses import UNPROCESSABLE, status_of

pages = Blueprint("invited", __name__)


class NotTwiceError(KastEvalError):
    """A new passphrase that was typed in two ways."""

    def __init__(self) -> None:
        super().__init__("Lösenfraserna är inte lika. Skriv samma två gånger.")


def twice_typed() -> str:
    """Return the new passphrase of a page that asks for it twice, or raise NotTwiceError."""
    new = request.form.get("new_passphrase", "")
    if new != request.form.get("again_passphrase", ""):
        raise NotTwiceError
    return new


@pages.get("/invited")
def invited() -> str:
    """Ask for the code of the invitation and for a passphrase."""
    return show_invited()


@pages.post("/invited")
def accept() -> ResponseReturnValue:
    """Keep the passphrase and go on to the second factor."""
    try:
        waiting = accept_invitation(
            parts().database,
            clock.now(),
            code=request.form.get("invitation", ""),
            password=twice_typed(),
            client=client_address(),
        )
    except InvitationError as error:
        return show_invited(code=error), UNPROCESSABLE
    except WaitError as error:
        return show_invited(code=error), status_of(error)
    except (PassphraseError, NotTwiceError) as error:
        return show_invited(new=error), UNPROCESSABLE
    response = redirect(url_for("second_factor.ask"), 303)
    keep_pending(response, waiting.pending_token)
    return response


def show_invited(code: KastEvalError | None = None, new: KastEvalError | None = None) -> str:
    """Return the page, with what is wrong."""
    return render_template(
        "invited.html",
        typed=request.form.get("invitation", ""),
        shortest=SHORTEST,
        code_refusal=code.in_language(language()) if code else "",
        new_refusal=new.in_language(language()) if new else "",
    )
