"""A clinic that is no training: its keys in a box, and Karin, who leads it."""

from contextlib import closing
from pathlib import Path

from kast_eval import clock
from kast_eval.actions.add_first_user import add_first_user
from kast_eval.store.accounts import confirm_totp, propose_totp
from kast_eval.store.database import Database, open_database
from kast_eval.store.events import events
from kast_eval.store.keys.key_box import open_key_box
from kast_eval.store.keys.secret import Secret
from kast_eval.store.sites import add_site
from kast_eval.study.roles import Role
from kast_eval.study.site import Site
from tests.actions.accounts import KARIN, PASSPHRASE, SECRET, shown
from tests.store.keys.boxes import made_box

SITE = Site("1480", "KAST Småstad", "GB", "RB", in_study=False, training=False)


def make_clinic(folder: Path) -> None:
    """Make the clinic in the folder; its box opens with a passphrase and a paper."""
    key, now = made_box(folder), clock.now()
    with (
        closing(open_database(folder, training=False, key=key)) as database,
        database.begin() as session,
    ):
        add_site(session, SITE)
        roles = {SITE.code: frozenset({Role.LEAD, Role.COUNSELLOR})}
        add_first_user(session, now, name=KARIN, password=PASSPHRASE, roles=roles)
        propose_totp(session, KARIN, SECRET, at=now)
        confirm_totp(session, KARIN, 0, at=now)


def signing_in() -> tuple[str, str, str]:
    """Return what Karin types: who she is, her passphrase, what her app shows."""
    return KARIN, PASSPHRASE, shown(clock.now())


def opened_with(folder: Path, secret: Secret) -> Database:
    """Return the database of the folder, opened with a secret."""
    return open_database(folder, training=False, key=open_key_box(folder, secret))


def told(folder: Path, secret: Secret) -> list[tuple[str, str]]:
    """Return what was done to the database's keys, and with what."""
    with closing(opened_with(folder, secret)) as database, database.read() as session:
        kinds = {"opened the database", "changed a secret", "renewed the key"}
        return [(one.action, one.subject) for one in events(session) if one.action in kinds]
