"""Issue new client codes for a batch of labels."""

import random
from datetime import datetime

from kast_eval.store.clients import add_label_batch, taken_codes
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.sites import find_site
from kast_eval.study.client_code import draw_codes
from kast_eval.study.roles import NotFoundError, Permission, User, require


def issue_codes(
    session: Session,
    user: User,
    now: datetime,
    site_code: str,
    count: int,
    *,
    chooser: random.Random,
    relatives: bool = False,
) -> tuple[str, ...]:
    """Return `count` codes that the clinic has never had; refused when so many are not free.

    Relatives have a series of their own, so that no code of theirs resembles a client's.
    """
    require(user, Permission.ISSUE_CODES, site_code)
    site = find_site(session, site_code)
    if site is None:
        raise NotFoundError
    letters = site.relative_letters if relatives else site.letters
    codes = draw_codes(letters, count, taken_codes(session, site.code), chooser)
    add_label_batch(session, site.code, codes, issued_by=user.name, issued_at=now)
    note_event(session, now, user.name, "issued codes", f"{count} codes", site_code=site.code)
    return codes
