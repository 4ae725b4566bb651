"""Propose what is keyed of a client of whom only the code is known."""

from datetime import datetime

from kast_eval.actions.read_ledger import read_ledger
from kast_eval.store.session import Session
from kast_eval.store.sites import find_site_by_letters
from kast_eval.study.client_code import ClientCodeError, read_client_code, site_letters
from kast_eval.study.expected import Expected
from kast_eval.study.plan import Plan
from kast_eval.study.roles import Permission, User, require_somewhere


def propose_form(
    session: Session, user: User, now: datetime, plan: Plan, text: str
) -> Expected | None:
    """Return the most urgent form of the client; None where nothing is known to be to come."""
    site_codes = require_somewhere(user, Permission.ENTER)
    try:
        code = read_client_code(text)
    except ClientCodeError:
        return None
    site = find_site_by_letters(session, site_codes, site_letters(code))
    if site is None:
        return None
    ledger = read_ledger(session, user, now, plan, site.code)
    return next((one for one in ledger.open if one.code == code), None)
