"""What an event about a client names, as it never names the code."""

from kast_eval.store.clients import find_client
from kast_eval.store.session import Session
from kast_eval.store.sheet_facts import client_facts
from kast_eval.study.client_code import ClientCodeError, read_client_code
from kast_eval.wording import marked


def first_sheet_of(session: Session, site_code: str, code: str) -> str:
    """Return the public id of the client's first sheet, or refuse a code that has none here."""
    client = find_client(session, (site_code,), read_client_code(code))
    facts = () if client is None else client_facts(session, client)
    if not facts:
        raise ClientCodeError(marked("Ingen klient på mottagningen har den koden."))
    return facts[0].public_id
