"""Open a clinic's code key by its passphrase; what fails is counted, as at signing in."""

from datetime import datetime

from kast_eval.actions.steps.tries import Guesser, begin_try, end_tries
from kast_eval.code_key.code_key import CodeKey, NoCodeKeyError, unlock_code_key
from kast_eval.store.database import Database
from kast_eval.store.keys.database_key import DatabaseKey
from kast_eval.store.keys.secret import Passphrase
from kast_eval.study.roles import Permission, User, require


def open_code_key(
    database: Database,
    user: User,
    now: datetime,
    place: CodeKey,
    *,
    site_code: str,
    passphrase: str,
    client: str,
) -> DatabaseKey:
    """Return the key, or raise NoCodeKeyError, WrongSecretError or WaitError.

    It takes the database: a failure is kept although it is refused, and the slow comparison must
    not hold the lock that everybody's saving waits for.
    """
    require(user, Permission.OPEN_CODE_KEY, site_code)
    if not place.exists:
        raise NoCodeKeyError
    # Counted apart from signing in: who forgets this passphrase can still unlock a screen.
    guesser = Guesser(f"code key {site_code}: {user.name}", client)
    with database.begin() as session:
        begin_try(session, now, guesser)
    key = unlock_code_key(place, Passphrase(passphrase))
    with database.begin() as session:
        end_tries(session, guesser)
    return key
