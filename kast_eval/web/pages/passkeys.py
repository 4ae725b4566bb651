"""Passkeys: to sign in, step up and unlock with, and the page where a person keeps them."""

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from kast_eval import clock
from kast_eval.actions.add_passkey import (
    AskedPasskey,
    PasskeyNotAddedError,
    add_passkey,
    ask_for_passkey_of,
)
from kast_eval.actions.keep_passkeys import (
    LastPasskeyError,
    list_passkeys,
    remove_passkey,
    rename_passkey,
)
from kast_eval.actions.prove_by_passkey import (
    PasskeyError,
    Purpose,
    ask_for_proof,
    prove_again_by_passkey,
    sign_in_by_passkey,
)
from kast_eval.actions.set_up_passkey import ask_for_first_passkey, set_up_first_passkey
from kast_eval.actions.sign_in import browser_of
from kast_eval.actions.sign_in_by_password import PendingError
from kast_eval.actions.steps.passkey_name import LONGEST, PasskeyNameError
from kast_eval.actions.steps.tries import WaitError
from kast_eval.errors import KastEvalError
from kast_eval.web.client import browser_said, client_address
from kast_eval.web.days import moment_said
from kast_eval.web.language import language
from kast_eval.web.pages.locked import by_script, locked_browser, onward, refuse_unlock
from kast_eval.web.pages.second_factor import (
    show_second_factor,
    signed_in_with_codes,
    told_too_late,
)
from kast_eval.web.pages.sign_in import led_on, show_sign_in
from kast_eval.web.pages.step_up import show_step_up
from kast_eval.web.parts import parts
from kast_eval.web.passkey_place import here
from kast_eval.web.sign_in_cookies import cookie_token, pending_token
from kast_eval.web.signed_in import look, work
from kast_eval.web.statuses import UNPROCESSABLE, status_of
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

pages = Blueprint("passkeys", __name__)


@pages.post("/sign-in/passkey/ask")
def ask_who() -> Response:
    """Say what the browser is asked by one who signs in."""
    with parts().database.begin() as session:
        return _asked(ask_for_proof(session, clock.now(), here(), Purpose.SIGN_IN))


@pages.post("/sign-in/passkey")
def sign_in() -> ResponseReturnValue:
    """Sign in by a passkey."""
    back = request.form.get("back", "")
    try:
        done = sign_in_by_passkey(
            parts().database,
            clock.now(),
            here(),
            token=request.form.get("token", ""),
            answer=request.form.get("answer", ""),
            client=client_address(),
            browser=browser_said(),
        )
    except (PasskeyError, WaitError) as error:
        return show_sign_in(back, error), status_of(error)
    return led_on(done, back)


@pages.post("/second-factor/passkey/ask")
def ask_first() -> Response:
    """Say what the browser is asked by one who has just chosen a passphrase."""
    with parts().database.begin() as session:
        return _asked(ask_for_first_passkey(session, pending_token(), clock.now(), here()))


@pages.post("/second-factor/passkey")
def set_up() -> ResponseReturnValue:
    """Sign in with the first passkey made, and show the codes for the paper."""
    try:
        with parts().database.begin() as session:
            done, codes = set_up_first_passkey(
                session,
                clock.now(),
                here(),
                pending_token=pending_token(),
                token=request.form.get("token", ""),
                answer=request.form.get("answer", ""),
                name=request.form.get("name", ""),
                browser=browser_said(),
            )
    except PendingError as error:
        return told_too_late(error)
    except (PasskeyNotAddedError, PasskeyNameError) as error:
        return show_second_factor("", error)
    return signed_in_with_codes(done, codes)


@pages.post("/step-up/passkey/ask")
def ask_again() -> Response:
    """Say what the browser is asked by one who steps up."""
    with work() as one:
        return _asked(ask_for_proof(one.session, one.now, here(), Purpose.STEP_UP, one.user))


@pages.post("/step-up/passkey")
def step_up() -> ResponseReturnValue:
    """Step up by a passkey, and lead on to what was asked for."""
    # The screen may have been locked in the meantime.
    with look():
        pass
    try:
        _prove_again(Purpose.STEP_UP)
    except (PasskeyError, WaitError) as error:
        return show_step_up(error.in_language(language())), status_of(error)
    return redirect(onward(), 303)


@pages.post("/locked/passkey/ask")
def ask_locked() -> Response:
    """Say what the browser is asked by one whose screen is locked."""
    with parts().database.begin() as session:
        browser = browser_of(session, cookie_token(), clock.now())
        if browser is None:
            raise PasskeyError
        return _asked(ask_for_proof(session, clock.now(), here(), Purpose.UNLOCK, browser.user))


@pages.post("/locked/passkey")
def unlock() -> ResponseReturnValue:
    """Unlock the screen by a passkey and go back to where it was locked."""
    browser = locked_browser()
    if browser is None:
        return redirect(url_for("sign_in.sign_in"), 303)
    try:
        _prove_again(Purpose.UNLOCK)
    except (PasskeyError, WaitError) as error:
        return refuse_unlock(browser, error, status_of(error))
    return ("", 204) if by_script() else redirect(onward(), 303)


@pages.get("/account/passkeys")
def passkeys() -> str:
    """Show the person's passkeys."""
    return _show()


@pages.post("/account/passkeys/ask")
def ask_new() -> Response:
    """Say what the browser is asked for a new passkey."""
    with work() as one:
        one.require_step_up()
        return _asked(ask_for_passkey_of(one.session, one.user, one.now, here()))


@pages.post("/account/passkeys")
def add() -> ResponseReturnValue:
    """Add the passkey that the browser has made."""
    try:
        with work() as one:
            one.require_step_up()
            add_passkey(
                one.session,
                one.user,
                one.now,
                here(),
                token=request.form.get("token", ""),
                answer=request.form.get("answer", ""),
                name=request.form.get("name", ""),
            )
    except (PasskeyNotAddedError, PasskeyNameError) as error:
        return _show(error), UNPROCESSABLE
    return _shown_next(marked("Passnyckeln är tillagd."))


@pages.post("/account/passkeys/<public_id>/rename")
def rename(public_id: str) -> ResponseReturnValue:
    """Call a passkey otherwise."""
    try:
        with work() as one:
            name = request.form.get("name", "")
            rename_passkey(one.session, one.user, one.now, public_id, name=name)
    except PasskeyNameError as error:
        return _show(error), UNPROCESSABLE
    return _shown_next(marked("Passnyckeln har fått sitt nya namn."))


@pages.post("/account/passkeys/<public_id>/remove")
def remove(public_id: str) -> ResponseReturnValue:
    """Remove a passkey."""
    try:
        with work() as one:
            one.require_step_up()
            remove_passkey(one.session, one.user, one.now, public_id)
    except LastPasskeyError as error:
        return _show(error), UNPROCESSABLE
    return _shown_next(marked("Passnyckeln är borttagen. Ta bort den på din enhet också."))


def _prove_again(purpose: Purpose) -> None:
    prove_again_by_passkey(
        parts().database,
        cookie_token(),
        clock.now(),
        here(),
        purpose,
        token=request.form.get("token", ""),
        answer=request.form.get("answer", ""),
        client=client_address(),
    )


def _asked(asked: AskedPasskey) -> Response:
    # The library gives text, and the script reads a document that holds both.
    return jsonify(token=asked.token, options=asked.options)


def _show(error: KastEvalError | None = None) -> str:
    with look() as one:
        known = list_passkeys(one.session, one.user)
    return render_template(
        "passkeys.html",
        passkeys=known,
        longest=LONGEST,
        said=moment_said,
        now=clock.now(),
        refusal=error.in_language(language()) if error else "",
    )


def _shown_next(text: str) -> AnyResponse:
    tell_next(text)
    return redirect(url_for("passkeys.passkeys"), 303)
