"""Queries about proofs that have been asked for and are awaited."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, insert

from kast_eval.store.hashed import hashed
from kast_eval.store.session import Session
from kast_eval.store.tables import ChallengeRow

_ADD = insert(ChallengeRow)
_FORGET = delete(ChallengeRow).where(ChallengeRow.created <= bindparam("before"))
_TAKE = (
    delete(ChallengeRow)
    .where(
        ChallengeRow.token_hash == bindparam("hashed"),
        ChallengeRow.purpose == bindparam("for_purpose"),
    )
    .returning(ChallengeRow.facts, ChallengeRow.created)
)


def add_challenge(
    session: Session,
    token: str,
    purpose: str,
    facts: Mapping[str, str],
    *,
    created: datetime,
    forget_before: datetime,
) -> None:
    """Keep what is asked for, and what its answer is held against; old questions are forgotten."""
    session.connection.execute(_FORGET, {"before": forget_before})
    values = {"token_hash": hashed(token), "purpose": purpose, "facts": dict(facts)}
    session.connection.execute(_ADD, {**values, "created": created})


def take_challenge(
    session: Session, token: str, purpose: str, *, created_after: datetime
) -> Mapping[str, str] | None:
    """Return what was asked with the token, and forget it: a question has one answer."""
    wanted = {"hashed": hashed(token), "for_purpose": purpose}
    row = session.connection.execute(_TAKE, wanted).one_or_none()
    return None if row is None or row.created <= created_after else row.facts
