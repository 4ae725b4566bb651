"""What every page says to those who can do something about it."""

from contextlib import suppress
from dataclasses import dataclass

from flask import request, url_for

from kast_eval import clock
from kast_eval.actions.read_backups import Worry, read_backup_state
from kast_eval.store.backups.trouble import Trouble
from kast_eval.store.faults import StorageError
from kast_eval.study.roles import Permission, User
from kast_eval.web.days import moment_said
from kast_eval.web.language import translated
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import signed_in
from kast_eval.wording import marked

_BACKUPS = "backups.backups"

WORRIES = {
    Worry.NONE_YET: marked("Det finns ingen säkerhetskopia än."),
    Worry.OLD: marked("Den senaste säkerhetskopian är från {moment}."),
    Worry.FAILED: marked("Det gick inte att säkerhetskopiera: {reason}."),
    Worry.SAME_DISK: marked(
        "Säkerhetskopiorna ligger på samma disk som databasen. Går disken sönder försvinner båda."
    ),
    Worry.NO_DRILL: marked(
        "Ingen har prövat att återställa en säkerhetskopia det senaste halvåret."
    ),
}

REASONS = {
    Trouble.GONE: marked("mappen finns inte"),
    Trouble.FULL: marked("disken är full"),
    Trouble.READ_ONLY: marked("disken går bara att läsa"),
    Trouble.REFUSED: marked("programmet får inte skriva i mappen"),
    Trouble.DISK: marked("disken svarar inte som den ska"),
    Trouble.SOURCE: marked("databasen kunde inte läsas"),
    Trouble.CHAIN: marked("kedjan av händelser är bruten"),
    Trouble.DIFFERS: marked("kopian stämde inte med databasen"),
    Trouble.ON_SERVER: marked("databasen ligger på en databasserver"),
}


@dataclass(frozen=True)
class Banner:
    """One sentence, and the page where something can be done about it."""

    text: str
    address: str
    link: str


def banners() -> tuple[Banner, ...]:
    """Return what there is to say to whoever looks at the page."""
    who = signed_in()
    if who is None or request.endpoint == _BACKUPS:
        return ()
    return tuple(
        Banner(text, url_for(_BACKUPS), translated(marked("Säkerhetskopior")))
        for text in _about_backups(who.user)
    )


def _about_backups(user: User) -> tuple[str, ...]:
    """Return the first worry: one at a time is enough on every page."""
    database = parts().database
    if database.training or database.address is not None:
        return ()
    if not user.sites_with(Permission.BACK_UP):
        return ()
    worries: tuple[str, ...] = ()
    # A page that tells about a fault of the database is shown without it.
    with suppress(StorageError):
        worries = backup_worries(user)
    return worries[:1]


def backup_worries(user: User) -> tuple[str, ...]:
    """Return all that is wrong with the copies, in words."""
    now = clock.now()
    with parts().database.read() as session:
        state = read_backup_state(session, user, now)
    good, newest = state.newest_good, state.newest
    trouble = None if newest is None else newest.trouble
    details = {
        "moment": "" if good is None else moment_said(good.ended_at, now),
        "reason": translated(REASONS[trouble]) if trouble in REASONS else "",
    }
    return tuple(translated(WORRIES[worry], **details) for worry in state.worries)
