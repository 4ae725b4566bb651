"""What a typed client code means for a user: nobody else's client is ever opened by it."""

from dataclasses import dataclass

from kast_eval.store.clients import find_client
from kast_eval.store.records import ClientRecord
from kast_eval.store.session import Session
from kast_eval.store.sites import find_site_by_letters
from kast_eval.study.client_code import ClientCodeError, read_client_code, site_letters
from kast_eval.study.roles import Permission, User, require_somewhere
from kast_eval.study.site import Site


@dataclass(frozen=True)
class MeantClient:
    """A readable code of one of the user's clinics; `client` is None for a label not yet used."""

    code: str
    site: Site
    client: ClientRecord | None


def client_of_code(session: Session, user: User, permission: Permission, text: str) -> MeantClient:
    """Return what the code means, or raise ClientCodeError with help.

    A code of another clinic is answered like one that no clinic has.
    """
    site_codes = require_somewhere(user, permission)
    code = read_client_code(text)
    site = find_site_by_letters(session, site_codes, site_letters(code))
    if site is None:
        raise ClientCodeError(
            "Koden hör inte till din mottagning. Jämför de två första bokstäverna med etiketten."
        )
    return MeantClient(code, site, find_client(session, (site.code,), code))
