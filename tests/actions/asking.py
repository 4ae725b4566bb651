"""Sheets of one client that raise questions, and what is asked."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from kast_eval.actions.list_queries import QueryView, list_answered_queries, list_queries
from kast_eval.store.database import Database
from kast_eval.study.roles import User
from tests.actions.at_the_clinic import ANNA, HERE, NOW, Correcting, Sent, code, correct, entered

SESSION = Sent("session")


def session_on(database: Database, number: int, day: str, client: int = 1) -> str:
    """Enter the log of a session that was held, and return its sheet."""
    page = replace(SESSION, code=code(client), number=number, submission=f"{client} {number}")
    return entered(database, page, {"session_date": day, "attended": "1"})


def two_in_wrong_order(database: Database, client: int = 1) -> tuple[str, str]:
    return (
        session_on(database, 1, "2026-03-05", client),
        session_on(database, 2, "2026-03-04", client),
    )


def corrected(database: Database, public_id: str, texts: Mapping[str, str], replaces: int) -> None:
    """Correct a sheet, its doubts confirmed."""
    page = Correcting(replaces, submission=f"correction of {replaces}")
    doubts = correct(database, public_id, texts, page).reading.doubts
    confirming = replace(page, confirmed=[doubt.key for doubt in doubts])
    assert correct(database, public_id, texts, confirming).sheet_public_id == public_id


def asked(database: Database, user: User = ANNA, now: datetime = NOW) -> tuple[QueryView, ...]:
    with database.read() as session:
        return list_queries(session, user, now, HERE)


def answered(database: Database, user: User = ANNA) -> tuple[QueryView, ...]:
    with database.read() as session:
        return list_answered_queries(session, user, NOW, HERE, limit=50)
