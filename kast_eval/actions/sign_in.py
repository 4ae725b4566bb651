"""Sign in by a link, sign out, and who is signed in."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kast_eval.errors import KastEvalError
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.sign_ins import (
    BrowserRecord,
    add_sign_in,
    end_pending,
    find_browser,
    mark_seen,
    revoke_sign_in,
)
from kast_eval.store.users import find_user_of_link
from kast_eval.store.visible_sites import see_sites
from kast_eval.study.roles import User
from kast_eval.study.site import Site

LONGEST_SIGN_IN = timedelta(hours=10)
"""A working day; after that one signs in again."""

LONGEST_PENDING = timedelta(minutes=10)
"""How long a right passphrase waits for the second factor."""

LINK = "link"
"""The way into a training clinic, which proves nothing about who somebody is."""


class LinkError(KastEvalError):
    """A link that does not sign in: unknown, or replaced by a newer one."""

    def __init__(self) -> None:
        super().__init__(
            "Länken gäller inte. Använd den senaste länken: den skrivs ut när programmet startar."
        )


@dataclass(frozen=True)
class SignIn:
    """A user who has just signed in, and the token that the browser keeps as a cookie.

    `failures` is how many tries by the name failed just before.
    """

    user: User
    cookie_token: str = field(repr=False)
    failures: int = 0


def sign_in(session: Session, link_token: str, now: datetime) -> SignIn:
    """Sign in the user whose present link has the token, or raise LinkError."""
    user = find_user_of_link(session, link_token)
    if user is None:
        raise LinkError
    return begin_sign_in(session, user, now, method=LINK)


def begin_sign_in(
    session: Session, user: User, now: datetime, *, method: str, browser: str = ""
) -> SignIn:
    """Sign in a user who has proved who it is; `method` says by what, `browser` where."""
    cookie_token = secrets.token_urlsafe(32)
    end_pending(session, user.name, older_than=now - LONGEST_PENDING)
    add_sign_in(
        session,
        user.name,
        cookie_token,
        created=now,
        method=method,
        browser=browser,
        stepped_up=None if method == LINK else now,
    )
    note_event(session, now, user.name, "signed in", method)
    return SignIn(user, cookie_token)


def browser_and_sites(
    session: Session, cookie_token: str, now: datetime
) -> tuple[BrowserRecord, tuple[Site, ...]] | None:
    """Return the signed-in browser with the cookie's token, and the clinics of its user.

    A reading session is enough. From then on there are only the rows of those clinics.
    """
    found = find_browser(session, cookie_token, created_after=now - LONGEST_SIGN_IN)
    if found is not None:
        see_sites(session, found[0].user.sites)
    return found


def browser_of(session: Session, cookie_token: str, now: datetime) -> BrowserRecord | None:
    """Return the signed-in browser with the cookie's token, as `browser_and_sites` does."""
    found = browser_and_sites(session, cookie_token, now)
    return None if found is None else found[0]


def current_user(session: Session, cookie_token: str, now: datetime) -> User | None:
    """Return who is signed in with the cookie's token; a reading session is enough."""
    browser = browser_of(session, cookie_token, now)
    return None if browser is None else browser.user


def keep_signed_in(session: Session, cookie_token: str, now: datetime) -> None:
    """Keep when the browser was last seen; belongs to a request that writes anyway."""
    mark_seen(session, cookie_token, at=now)


def sign_out(session: Session, cookie_token: str, now: datetime) -> None:
    """End the sign-in, so that a copied cookie is dead too."""
    user = current_user(session, cookie_token, now)
    if user is None:
        return
    revoke_sign_in(session, cookie_token, at=now)
    note_event(session, now, user.name, "signed out", "browser")
