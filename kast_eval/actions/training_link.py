"""Make the one link that signs in to the training clinic."""

import secrets
from datetime import datetime

from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.sites import add_site, find_site, require_training
from kast_eval.store.users import add_user, find_user, replace_link
from kast_eval.study.roles import Role
from kast_eval.study.site import TRAINING_NEIGHBOUR, TRAINING_SITE

TRAINING_USER = "Övningsanvändare"
"""Who everybody is at the training clinic."""


def training_link(session: Session, now: datetime) -> str:
    """Return the token of a new link; the link of an earlier start dies with it.

    The training clinics and the training user are made if they are not there yet.
    """
    require_training(session)
    for site in (TRAINING_SITE, TRAINING_NEIGHBOUR):
        if find_site(session, site.code) is None:
            add_site(session, site)
    if find_user(session, TRAINING_USER) is None:
        roles = {TRAINING_SITE.code: frozenset({Role.LEAD, Role.RESEARCHER, Role.AUDITOR})}
        add_user(session, TRAINING_USER, roles, created=now)
    token = secrets.token_urlsafe(32)
    replace_link(session, TRAINING_USER, token, created=now)
    note_event(session, now, TRAINING_USER, "made a link", "training", site_code=TRAINING_SITE.code)
    return token
