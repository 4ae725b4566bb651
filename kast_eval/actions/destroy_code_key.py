"""Destroy a clinic's code key for good."""

from datetime import datetime

from kast_eval import clock
from kast_eval.code_key.code_key import CodeKey, NoCodeKeyError, destroy_code_key
from kast_eval.errors import KastEvalError
from kast_eval.paper.destroyed_key import DestroyedKey, print_destroyed_key
from kast_eval.store.events import chain_anchor, note_event
from kast_eval.store.session import Session
from kast_eval.store.sites import find_site, is_training
from kast_eval.study.roles import NotFoundError, Permission, User, require
from kast_eval.wording import Language


class NotConfirmedError(KastEvalError):
    """A destruction that was not asked for in full."""

    def __init__(self) -> None:
        super().__init__("Skriv mottagningens kod för att visa att du menar det.")


def end_code_key(
    session: Session,
    user: User,
    now: datetime,
    place: CodeKey,
    *,
    site_code: str,
    confirmed: str,
    language: Language,
) -> bytes:
    """Destroy the code key and return the certificate as PDF; nothing brings it back."""
    require(user, Permission.KEEP_CODE_KEY, site_code)
    site = find_site(session, site_code)
    if site is None:
        raise NotFoundError
    if not place.exists:
        raise NoCodeKeyError
    if confirmed.strip() != site_code:
        raise NotConfirmedError
    note_event(session, now, user.name, "destroyed code key", "code key", site_code=site_code)
    destroy_code_key(place)
    told = DestroyedKey(site.name, user.name, now.astimezone(clock.CLINIC_ZONE))
    return print_destroyed_key(
        told, language, training=is_training(session), anchor=chain_anchor(session)
    )
