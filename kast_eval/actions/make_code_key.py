"""Begin to keep a clinic's code key in the computer, where it must be."""

from datetime import datetime

from kast_eval.code_key.code_key import CodeKey, make_code_key
from kast_eval.store.events import note_event
from kast_eval.store.keys.secret import new_passphrase
from kast_eval.store.keys.slot import Cost
from kast_eval.store.session import Session
from kast_eval.study.roles import Permission, User, require


def begin_code_key(
    session: Session,
    user: User,
    now: datetime,
    place: CodeKey,
    *,
    site_code: str,
    passphrase: str,
    cost: Cost | None = None,
) -> None:
    """Make an empty code key with a passphrase of its own; one that is there is never replaced."""
    require(user, Permission.KEEP_CODE_KEY, site_code)
    chosen = new_passphrase(passphrase)
    note_event(session, now, user.name, "made code key", "code key", site_code=site_code)
    make_code_key(place, chosen, cost=cost)
