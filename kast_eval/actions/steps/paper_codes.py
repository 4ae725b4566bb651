"""Codes on paper for the day that the phone is lost."""

from datetime import datetime

from kast_eval.actions.steps.hashing import draw_salt, hash_paper_code
from kast_eval.actions.steps.second_factor import PAPER_GROUPS
from kast_eval.actions.steps.typed_code import draw_code
from kast_eval.store.accounts import keep_paper_codes
from kast_eval.store.session import Session

MOST_CODES = 10


def make_paper_codes(session: Session, user_name: str, now: datetime) -> tuple[str, ...]:
    """Return new codes, each for one sign-in; those of an earlier paper are dead."""
    codes = tuple(draw_code(PAPER_GROUPS) for _ in range(MOST_CODES))
    salt = draw_salt()
    hashes = [hash_paper_code(code, salt) for code in codes]
    keep_paper_codes(session, user_name, salt, hashes, made=now)
    return codes
