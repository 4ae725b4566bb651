"""A clinic that is no training, whose first user is Karin, and what her app shows."""

from datetime import datetime
from pathlib import Path

from pyotp import TOTP

from kast_eval.actions.add_first_user import add_first_user
from kast_eval.store.accounts import confirm_totp, propose_totp
from kast_eval.store.database import open_database
from kast_eval.store.sites import add_site
from kast_eval.study.roles import Role
from kast_eval.study.site import TRAINING_NEIGHBOUR, TRAINING_SITE
from tests.actions.at_the_clinic import HERE, NOW

KARIN = "Karin Test"
PASSPHRASE = "kopparhatt mjölkar granit"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
CLIENT = "192.0.2.7"


def make_clinic(folder: Path) -> None:
    """Make a clinic in the folder, with Karin as its lead, who has an app."""
    database = open_database(folder, training=False)
    with database.begin() as session:
        add_site(session, TRAINING_SITE)
        add_site(session, TRAINING_NEIGHBOUR)
        roles = {HERE: frozenset({Role.LEAD, Role.COUNSELLOR})}
        add_first_user(session, NOW, name=KARIN, password=PASSPHRASE, roles=roles)
        propose_totp(session, KARIN, SECRET, at=NOW)
        confirm_totp(session, KARIN, 0, at=NOW)
    database.close()


def shown(at: datetime = NOW, secret: str = SECRET) -> str:
    """Return the code that the app shows at the moment."""
    return TOTP(secret).at(at)
