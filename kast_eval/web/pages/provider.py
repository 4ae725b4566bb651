"""Signing in by the municipality's word: the way to its pages, and the way back."""

from urllib.parse import urlencode

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from kast_eval import clock
from kast_eval.actions.accept_invitation import InvitationError
from kast_eval.actions.sign_in_by_provider import (
    AskedProvider,
    PersonalNumberError,
    ProviderSignInError,
    Purpose,
    ask_provider,
    ask_to_link,
    hear_provider,
)
from kast_eval.actions.steps.tries import WaitError
from kast_eval.errors import KastEvalError
from kast_eval.identity.errors import ProviderDownError
from kast_eval.identity.provider import Provider
from kast_eval.web.client import browser_said, client_address
from kast_eval.web.language import language
from kast_eval.web.own_pages import own_page
from kast_eval.web.pages.invited import show_invited
from kast_eval.web.pages.locked import locked_browser, onward, show_locked
from kast_eval.web.pages.sign_in import show_sign_in
from kast_eval.web.pages.step_up import show_step_up
from kast_eval.web.parts import parts
from kast_eval.web.sign_in_cookies import cookie_token, keep_token
from kast_eval.web.signed_in import look, signed_in
from kast_eval.web.statuses import UNPROCESSABLE, status_of

pages = Blueprint("provider", __name__)

_SAID = ("code", "state", "iss", "error")
"""What is read of the provider's answer."""

_LONGEST = 2_000


@pages.get("/sign-in/provider")
def sign_in() -> ResponseReturnValue:
    """Lead to the provider to sign in."""
    back = request.args.get("back", "")
    try:
        asked = _ask(Purpose.SIGN_IN, own_page(back, "today.today"))
    except ProviderDownError as error:
        return show_sign_in(back, error), status_of(error)
    return _led_away(asked)


@pages.get("/step-up/provider")
def step_up() -> ResponseReturnValue:
    """Lead to the provider to prove anew who one is."""
    with look():
        pass
    try:
        asked = _ask(Purpose.STEP_UP, onward())
    except ProviderDownError as error:
        return show_step_up(error.in_language(language())), status_of(error)
    return _led_away(asked)


@pages.get("/locked/provider")
def unlock() -> ResponseReturnValue:
    """Lead to the provider to unlock the screen."""
    browser = locked_browser()
    if browser is None:
        return redirect(url_for("sign_in.sign_in"), 303)
    try:
        asked = _ask(Purpose.UNLOCK, onward())
    except ProviderDownError as error:
        return show_locked(browser, error.in_language(language())), status_of(error)
    return _led_away(asked)


@pages.post("/invited/provider")
def link() -> ResponseReturnValue:
    """Lead one who is invited to the provider, by a page of ours."""
    try:
        asked = ask_to_link(
            parts().database,
            clock.now(),
            _provider(),
            code=request.form.get("invitation", ""),
            client=client_address(),
            back=_back(),
            onward=url_for("today.today"),
        )
    except InvitationError as error:
        return show_invited(code=error), UNPROCESSABLE
    except (WaitError, ProviderDownError) as error:
        return show_invited(code=error), status_of(error)
    # A browser holds `form-action` against redirects too, and it names no other place than ours.
    return _keeping(_lead_on(asked.address), asked)


@pages.get("/sign-in/provider/answer")
def answer() -> AnyResponse:
    """Take the browser back, and lead it on to a page that gets its cookies.

    A browser that comes from the provider's page sends none of them along (SameSite=Strict).
    """
    said = {name: request.args[name][:_LONGEST] for name in _SAID if name in request.args}
    return _lead_on(f"{url_for('provider.done')}?{urlencode(said)}")


@pages.get("/sign-in/provider/done")
def done() -> ResponseReturnValue:
    """Do what the provider was asked for."""
    try:
        answered = hear_provider(
            parts().database,
            clock.now(),
            _provider(),
            token=request.cookies.get(_cookie_name(), ""),
            answer=request.args.to_dict(),
            cookie_token=cookie_token(),
            client=client_address(),
            browser=browser_said(),
        )
    except (ProviderSignInError, PersonalNumberError) as error:
        return _refused(error, UNPROCESSABLE)
    except (WaitError, ProviderDownError) as error:
        return _refused(error, status_of(error))
    response = redirect(answered.onward, 303)
    if answered.sign_in is not None:
        keep_token(response, answered.sign_in.cookie_token)
    _forget(response)
    return response


@pages.get("/signed-out")
def signed_out() -> str:
    """Say that one may still be signed in at the provider."""
    return render_template("signed_out.html", label=_provider().settings.label)


@pages.get("/sign-out/provider")
def sign_out() -> ResponseReturnValue:
    """Lead to the provider's own page for signing out."""
    provider = _provider()
    try:
        address = provider.sign_out_address(url_for("start.start", _external=True))
    except ProviderDownError:
        address = None
    if address is None:
        return render_template("signed_out.html", label=provider.settings.label, nowhere=True)
    return redirect(address, 303)


def _provider() -> Provider:
    provider = parts().provider
    if provider is None:
        raise NotFound
    return provider


def _back() -> str:
    return url_for("provider.answer", _external=True)


def _ask(purpose: Purpose, onward: str) -> AskedProvider:
    return ask_provider(
        parts().database, clock.now(), _provider(), purpose, back=_back(), onward=onward
    )


def _led_away(asked: AskedProvider) -> AnyResponse:
    return _keeping(redirect(asked.address, 303), asked)


def _lead_on(address: str) -> AnyResponse:
    """Return a page that leads on by itself."""
    return make_response(render_template("lead_on.html", address=address))


def _refused(error: KastEvalError, status: int) -> ResponseReturnValue:
    text = error.in_language(language())
    if signed_in() is not None:
        return show_step_up(text), status
    browser = locked_browser()
    if browser is not None:
        return show_locked(browser, text), status
    return show_sign_in("", error), status


def _keeping(response: AnyResponse, asked: AskedProvider) -> AnyResponse:
    response.set_cookie(
        _cookie_name(), asked.token, path="/", httponly=True, samesite="Strict",
        secure=request.is_secure,
    )  # fmt: skip
    return response


def _forget(response: AnyResponse) -> None:
    response.delete_cookie(
        _cookie_name(), path="/", httponly=True, samesite="Strict", secure=request.is_secure
    )


def _cookie_name() -> str:
    return "__Host-kast_provider" if request.is_secure else "kast_provider"
