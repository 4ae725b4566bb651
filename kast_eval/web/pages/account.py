"""One's own account: passphrase, app, codes on paper, where one is signed in."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kast_eval import clock
from kast_eval.actions.change_password import change_password
from kast_eval.actions.new_recovery_codes import new_recovery_codes
from kast_eval.actions.read_account import read_account
from kast_eval.actions.set_up_totp import AppCodeError, confirm_app, propose_app, proposed_app
from kast_eval.actions.sign_out_everywhere import sign_out_browser, sign_out_everywhere
from kast_eval.actions.step_up import WrongProofError
from kast_eval.actions.steps.tries import WaitError
from kast_eval.errors import KastEvalError
from kast_eval.study.passphrase import SHORTEST, PassphraseError
from kast_eval.study.roles import NotFoundError, User
from kast_eval.web.client import client_address
from kast_eval.web.days import moment_said
from kast_eval.web.language import language
from kast_eval.web.pages.invited import NotTwiceError, twice_typed
from kast_eval.web.pages.second_factor import drawn
from kast_eval.web.parts import parts
from kast_eval.web.sign_in_cookies import cookie_token, forget_token
from kast_eval.web.signed_in import look, work
from kast_eval.web.statuses import UNPROCESSABLE, status_of
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

pages = Blueprint("account", __name__)


@pages.get("/account")
def account() -> str:
    """Show the own account."""
    return _show()


@pages.post("/account/passphrase")
def passphrase() -> ResponseReturnValue:
    """Change the passphrase."""
    try:
        change_password(
            parts().database,
            _user(),
            clock.now(),
            present=request.form.get("present", ""),
            new=twice_typed(),
            cookie_token=cookie_token(),
            client=client_address(),
        )
    except WrongProofError as error:
        return _show(present=error), UNPROCESSABLE
    except WaitError as error:
        return _show(present=error), status_of(error)
    except (PassphraseError, NotTwiceError) as error:
        return _show(new=error), UNPROCESSABLE
    tell_next(marked("Lösenfrasen är bytt. Andra webbläsare är utloggade."))
    return redirect(url_for("account.account"), 303)


@pages.get("/account/app")
def app() -> str:
    """Show how another app is set up; the one before counts until the new one has shown a code."""
    with work() as one:
        one.require_step_up()
        proposed = propose_app(one.session, one.user, one.now)
    return render_template("change_app.html", proposed=proposed, refusal="")


@pages.post("/account/app")
def change_app() -> ResponseReturnValue:
    """Let the new app count."""
    with look() as one:
        one.require_step_up()
        proposed = proposed_app(one.session, one.user)
    if proposed is None:
        return redirect(url_for("account.app"), 303)
    code = request.form.get("app_code", "")
    try:
        codes = confirm_app(parts().database, one.user, one.now, code=code, client=client_address())
    except (AppCodeError, WaitError) as error:
        refusal = error.in_language(language())
        status = UNPROCESSABLE if isinstance(error, AppCodeError) else status_of(error)
        return render_template("change_app.html", proposed=proposed, refusal=refusal), status
    if codes:
        return render_template("paper_codes.html", codes=codes, onward=url_for("account.account"))
    tell_next(marked("Den nya appen gäller. Den gamla visar koder som inte längre stämmer."))
    return redirect(url_for("account.account"), 303)


@pages.get("/account/app.svg")
def picture() -> ResponseReturnValue:
    """Send the picture that the new app takes its secret from."""
    with look() as one:
        one.require_step_up()
        proposed = proposed_app(one.session, one.user)
    if proposed is None:
        raise NotFoundError
    return drawn(proposed.address)


@pages.post("/account/paper-codes")
def paper_codes() -> str:
    """Make the codes for the paper anew."""
    with work() as one:
        one.require_step_up()
        codes = new_recovery_codes(one.session, one.user, one.now)
    return render_template("paper_codes.html", codes=codes, onward=url_for("account.account"))


@pages.post("/account/sign-out/<public_id>")
def sign_out(public_id: str) -> ResponseReturnValue:
    """Sign out of another browser."""
    with work() as one:
        sign_out_browser(one.session, one.user, one.now, public_id)
    tell_next(marked("Webbläsaren är utloggad."))
    return redirect(url_for("account.account"), 303)


@pages.post("/account/sign-out-everywhere")
def everywhere() -> ResponseReturnValue:
    """Sign out of every browser, this one too."""
    with work() as one:
        sign_out_everywhere(one.session, one.user, one.now)
    response = redirect(url_for("start.start"), 303)
    forget_token(response)
    return response


def _user() -> User:
    with look() as one:
        return one.user


def _show(present: KastEvalError | None = None, new: KastEvalError | None = None) -> str:
    with look() as one:
        own = read_account(one.session, one.user, one.now)
    return render_template(
        "account.html",
        account=own,
        here=one.browser.public_id,
        now=one.now,
        said=moment_said,
        shortest=SHORTEST,
        present_refusal=present.in_language(language()) if present else "",
        new_refusal=new.in_language(language()) if new else "",
    )
