"""The locked screen: locked by hand or when it was left, unlocked by the passphrase."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kast_eval import clock
from kast_eval.actions.hold_page import held_page
from kast_eval.actions.lock_screen import is_locked, lock_screen, unlock_screen
from kast_eval.actions.sign_in import browser_of
from kast_eval.actions.sign_in_by_provider import PROVIDER
from kast_eval.actions.step_up import WrongProofError
from kast_eval.actions.steps.tries import WaitError
from kast_eval.errors import KastEvalError
from kast_eval.store.sign_ins import BrowserRecord
from kast_eval.web.client import client_address
from kast_eval.web.language import language
from kast_eval.web.own_pages import own_page
from kast_eval.web.parts import parts
from kast_eval.web.sign_in_cookies import cookie_token
from kast_eval.web.signed_in import look, work
from kast_eval.web.statuses import UNPROCESSABLE, status_of

pages = Blueprint("locked", __name__)


@pages.get("/locked")
def locked() -> ResponseReturnValue:
    """Ask for the passphrase of the one who is signed in."""
    browser = locked_browser()
    if browser is None:
        return redirect(url_for("sign_in.sign_in", back=_back()), 303)
    if not is_locked(browser, clock.now()):
        return redirect(onward(), 303)
    return show_locked(browser)


@pages.post("/locked")
def unlock() -> ResponseReturnValue:
    """Unlock the screen and go back to where it was locked."""
    browser = locked_browser()
    if browser is None:
        return redirect(url_for("sign_in.sign_in"), 303)
    password = request.form.get("password", "")
    try:
        unlock_screen(
            parts().database,
            cookie_token(),
            clock.now(),
            password=password,
            client=client_address(),
        )
    except WrongProofError as error:
        return refuse_unlock(browser, error, UNPROCESSABLE)
    except WaitError as error:
        return refuse_unlock(browser, error, status_of(error))
    if by_script():
        return "", 204
    return redirect(onward(), 303)


@pages.get("/unlocked")
def unlocked() -> str:
    """Tell the tabs that are covered that the screen is unlocked."""
    with look():
        return render_template("unlocked.html")


@pages.post("/lock")
def lock() -> ResponseReturnValue:
    """Lock the screen now."""
    with parts().database.begin() as session:
        lock_screen(session, cookie_token(), clock.now())
    if by_script():
        return "", 204
    return redirect(url_for("locked.locked", back=_back()), 303)


@pages.post("/seen")
def seen() -> ResponseReturnValue:
    """Keep that somebody is at work, although no page is asked for."""
    with look():
        return "", 204


@pages.get("/held/<public_id>")
def held(public_id: str) -> str:
    """Give back what was sent to a locked screen, to be sent again."""
    with work() as one:
        page = held_page(one.session, one.user, public_id)
    return render_template("held.html", held=page)


def locked_browser() -> BrowserRecord | None:
    """Return the browser that somebody is signed in with, locked or not."""
    # Nothing of the person's stands at the top of the page while it is locked.
    g.signed_in = None
    with parts().database.read() as session:
        return browser_of(session, cookie_token(), clock.now())


def by_script() -> bool:
    """Tell whether the cover of a page asks, which stays where it is."""
    return request.form.get("script") == "1"


def _back() -> str:
    return own_page(request.values.get("back", ""), "today.today")


def onward() -> str:
    """Return the page that a proof leads on to."""
    kept = request.values.get("held", "")
    return url_for("locked.held", public_id=kept) if kept else _back()


def refuse_unlock(browser: BrowserRecord, error: KastEvalError, status: int) -> ResponseReturnValue:
    """Say that the proof is none."""
    if by_script():
        text = error.in_language(language())
        return text, status, {"Content-Type": "text/plain; charset=utf-8"}
    return show_locked(browser, error.in_language(language())), status


def show_locked(browser: BrowserRecord, refusal: str = "") -> str:
    """Return the page that asks for a proof."""
    return render_template(
        "locked.html",
        name=browser.user.name,
        by_provider=browser.method == PROVIDER,
        back=_back(),
        held=request.values.get("held", ""),
        refusal=refusal,
    )
