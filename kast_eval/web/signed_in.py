"""Who is signed in, and the transactions of their requests."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import g

from kast_eval import clock
from kast_eval.actions.lock_screen import LockedError, is_locked
from kast_eval.actions.sign_in import LINK, browser_and_sites, keep_signed_in
from kast_eval.actions.sign_in_by_provider import PROVIDER
from kast_eval.actions.step_up import require_step_up
from kast_eval.errors import KastEvalError
from kast_eval.store.faults import StorageError
from kast_eval.store.session import Session
from kast_eval.store.sign_ins import BrowserRecord
from kast_eval.study.approval import subjects_for
from kast_eval.study.border import compared_sites
from kast_eval.study.roles import Permission, User
from kast_eval.study.site import Site
from kast_eval.web.parts import parts
from kast_eval.web.sign_in_cookies import cookie_token

SEEN_EVERY = timedelta(minutes=1)
"""How often it is kept that somebody is there."""


class NotSignedInError(KastEvalError):
    """A page for staff, asked for by somebody who is not signed in."""

    def __init__(self) -> None:
        super().__init__(
            "Du är inte inloggad. Öppna länken som programmet skrev ut när det startade."
        )


class SignedOutError(KastEvalError):
    """A page that was sent after the sign-in had ended."""

    def __init__(self) -> None:
        super().__init__(
            "Du är inte inloggad längre. Ingenting sparades, och allt du skrev finns kvar. Logga "
            "in i en annan flik, och spara sedan igen här."
        )


@dataclass(frozen=True)
class SignedIn:
    """A signed-in user and the clinics that exist for this user."""

    browser: BrowserRecord
    sites: tuple[Site, ...]

    @property
    def user(self) -> User:
        """Return the one who is signed in."""
        return self.browser.user

    @property
    def reads_sheets(self) -> bool:
        """Tell whether the user works with the sheets of a clinic."""
        return bool(self.user.sites_with(Permission.READ))

    @property
    def chooses_items(self) -> bool:
        """Tell whether the user may choose the questions of a clinic."""
        return bool(self.user.sites_with(Permission.CHOOSE_ITEMS))

    @property
    def reads_response(self) -> bool:
        """Tell whether the user may see how the forms of a clinic come in, or of several."""
        return bool(self.user.sites_with(Permission.READ_RESPONSE)) or self.compares_sites

    @property
    def reads_events(self) -> bool:
        """Tell whether the user may see who did what at a clinic."""
        return bool(self.user.sites_with(Permission.READ_EVENTS))

    @property
    def signs_samples(self) -> bool:
        """Tell whether the user signs the month's sample of reads of a clinic."""
        return bool(self.user.sites_with(Permission.SIGN_EVENTS))

    @property
    def keeps_papers(self) -> bool:
        """Tell whether the user keeps the register of a clinic's papers."""
        return bool(self.user.sites_with(Permission.KEEP_PAPERS))

    @property
    def backs_up(self) -> bool:
        """Tell whether the user sees to the copies of the database."""
        return bool(self.user.sites_with(Permission.BACK_UP))

    @property
    def makes_releases(self) -> bool:
        """Tell whether the user lets data leave for the study."""
        return bool(self.user.sites_with(Permission.EXPORT_STUDY))

    @property
    def sends_packages(self) -> bool:
        """Tell whether the user sends packages of a clinic that is in the study."""
        may = self.user.sites_with(Permission.EXPORT)
        return any(site.in_study and site.code in may for site in self.sites)

    @property
    def makes_mock_files(self) -> bool:
        """Tell whether the user may get the study's tables with made-up values."""
        return bool(self.user.sites_with(Permission.MOCK_FILE))

    @property
    def decides_with_another(self) -> bool:
        """Tell whether there is anything that the user may ask another to approve."""
        return bool(subjects_for(self.user))

    @property
    def confirms_clock(self) -> bool:
        """Tell whether the user may say that the machine's clock is right."""
        return bool(self.user.sites_with(Permission.CONFIRM_CLOCK))

    @property
    def manages_users(self) -> bool:
        """Tell whether the user keeps the people of a clinic in order."""
        return bool(self.user.sites_with(Permission.MANAGE_USERS))

    @property
    def looks_after(self) -> bool:
        """Tell whether there is a page for the user beside those of every day."""
        return any(
            (
                self.chooses_items,
                self.signs_samples,
                self.decides_with_another,
                self.reads_events,
                self.has_account and self.manages_users,
                self.keeps_papers,
                self.backs_up,
                self.makes_mock_files and not self.makes_releases,
            )
        )

    @property
    def has_account(self) -> bool:
        """Tell whether the user came in by more than the link of a training clinic."""
        return self.browser.method != LINK

    @property
    def by_provider(self) -> bool:
        """Tell whether the user came in by the municipality's word, and has no passphrase."""
        return self.browser.method == PROVIDER

    @property
    def compares_sites(self) -> bool:
        """Tell whether the user may see several clinics together."""
        return len(compared_sites(self.user, self.sites)) > 1


@dataclass(frozen=True)
class Work:
    """One request's transaction: what every action takes."""

    session: Session
    user: User
    now: datetime
    browser: BrowserRecord

    @property
    def is_seen_anew(self) -> bool:
        """Tell whether it is some time since it was kept that somebody is there."""
        return self.now - self.browser.last_seen >= SEEN_EVERY

    def require_step_up(self) -> None:
        """Refuse one who has not just proved who it is; the page comes back after the proof."""
        require_step_up(self.browser, self.now)


@contextmanager
def work() -> Iterator[Work]:
    """Give the transaction of a signed-in user, kept whole or not at all."""
    with parts().database.begin() as session:
        one = _work(session)
        if one.is_seen_anew:
            keep_signed_in(session, cookie_token(), one.now)
        yield one


@contextmanager
def look() -> Iterator[Work]:
    """Give a transaction of a signed-in user that only reads what is no client's."""
    with parts().database.read() as session:
        one = _work(session)
        yield one
    if one.is_seen_anew:
        # What is only looked at is shown although the disk is full.
        with suppress(StorageError), parts().database.begin() as session:
            keep_signed_in(session, cookie_token(), one.now)


@contextmanager
def glance() -> Iterator[Work]:
    """Give the same to a page that asks again by itself: it does not show that somebody is there.

    A screen that is left locks itself although work goes on.
    """
    with parts().database.read() as session:
        yield _work(session)


def _work(session: Session) -> Work:
    now = clock.now()
    found = _find(session, now)
    if found is None:
        g.signed_in = None
        raise NotSignedInError
    if is_locked(found.browser, now):
        # Nothing of the person's is shown at the top of the page either.
        g.signed_in = None
        raise LockedError
    g.signed_in = found
    return Work(session, found.user, now, found.browser)


def signed_in() -> SignedIn | None:
    """Return who looks at the page, for what stands at its top; nobody while it is locked."""
    if "signed_in" not in g:
        if not cookie_token():
            return None
        g.signed_in = None
        now = clock.now()
        # A page that tells about a fault of the database is shown without it.
        with suppress(StorageError), parts().database.read() as session:
            found = _find(session, now)
            if found is not None and not is_locked(found.browser, now):
                g.signed_in = found
    known: SignedIn | None = g.signed_in
    return known


def _find(session: Session, now: datetime) -> SignedIn | None:
    found = browser_and_sites(session, cookie_token(), now)
    return None if found is None else SignedIn(*found)
