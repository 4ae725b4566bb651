"""Decide, as the lead of a clinic, that a person keys alone there, or does not."""

from datetime import datetime

from kast_eval.errors import KastEvalError
from kast_eval.kinds.text import LONGEST_TEXT, clean_text
from kast_eval.store.certificates import Certificate, add_certificate
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.users import users_at
from kast_eval.study.roles import NotFoundError, Permission, User, require


class CertificateReasonError(KastEvalError):
    """A decision without a reason, or with one that is too long."""


def decide_certificate(
    session: Session,
    user: User,
    now: datetime,
    *,
    site_code: str,
    keyer: str,
    alone: bool,
    reason: str,
) -> None:
    """Keep the decision and its reason; it goes before what was practised until the next one."""
    require(user, Permission.DECIDE_KEYERS, site_code)
    known = {
        one.name for one in users_at(session, site_code) if one.may(Permission.ENTER, site_code)
    }
    if keyer not in known:
        raise NotFoundError
    written = clean_text(reason)
    if not written:
        raise CertificateReasonError("Skriv varför du beslutar så.")
    if len(written) > LONGEST_TEXT:
        raise CertificateReasonError(
            "Skälet är längre än {largest} tecken. Korta det.", largest=LONGEST_TEXT
        )
    add_certificate(session, keyer, site_code, Certificate(alone, written, user.name, now))
    action = "let key alone" if alone else "let not key alone"
    note_event(session, now, user.name, action, keyer, site_code=site_code)
