"""Keep what somebody sends while the screen is locked, and give it back to the same person."""

from collections.abc import Sequence
from datetime import datetime

from kast_eval.actions.sign_in import LONGEST_SIGN_IN, browser_of
from kast_eval.store import held_pages
from kast_eval.store.erasing import names_erased
from kast_eval.store.held_pages import HeldPage, find_held_page, forget_held_pages
from kast_eval.store.session import Session
from kast_eval.study.roles import NotFoundError, User


def hold_page(
    session: Session, cookie_token: str, now: datetime, path: str, fields: Sequence[tuple[str, str]]
) -> str | None:
    """Keep the page until the sign-in ends; None if nobody is signed in.

    Nor is one kept that is about a client who was erased meanwhile.
    """
    browser = browser_of(session, cookie_token, now)
    if browser is None or names_erased(session, browser.user.sites, path, fields):
        return None
    forget_held_pages(session, before=now - LONGEST_SIGN_IN)
    return held_pages.hold_page(session, browser.user.name, path, fields, held_at=now)


def held_page(session: Session, user: User, public_id: str) -> HeldPage:
    """Return what the user sent, or raise NotFoundError."""
    held = find_held_page(session, user.name, public_id)
    if held is None:
        raise NotFoundError
    return held
