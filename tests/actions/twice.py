"""What the tests of second keyings do: key a sheet again, and decide what differs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from kast_eval.actions.key_again import KeyedAgain, key_again
from kast_eval.actions.list_second_keying import SecondKeyingDue, list_second_keying
from kast_eval.actions.resolve_differences import Decision, resolve_differences
from kast_eval.actions.steps.keyed import Outcome
from kast_eval.store.comparisons import newest_outcomes
from kast_eval.store.database import Database
from kast_eval.study.roles import User
from tests.actions.at_the_clinic import ANNA, BERIT, HERE, LEAD, NOW, TEXTS, code, plan

TOMORROW = NOW + timedelta(days=1)
DIFFERENT = {"since_main": "1", "mood_7d": "8"}


@dataclass(frozen=True)
class Again:
    """A second keying as a page sends it."""

    user: User = BERIT
    now: datetime = TOMORROW
    submission: str = "second page"
    code: str = code(1)
    number: int | None = 1
    confirmed: Collection[str] = ()


BERITS = Again()


def keyed_again(
    database: Database,
    public_id: str,
    texts: Mapping[str, str] = TEXTS,
    page: Again = BERITS,
) -> KeyedAgain:
    with database.begin() as session:
        return key_again(
            session, page.user, page.now, plan(), public_id,
            texts=texts, notes={}, submission=page.submission,
            code=page.code, number=page.number, confirmed=page.confirmed,
        )  # fmt: skip


def decide(
    database: Database,
    public_id: str,
    decisions: Mapping[str, Decision],
    *,
    user: User = LEAD,
    comparison: int | None = None,
    submission: str = "decisions",
    confirmed: Collection[str] = (),
) -> Outcome:
    if comparison is None:
        comparison = comparison_of(database, public_id)
    with database.begin() as session:
        return resolve_differences(
            session, user, TOMORROW, plan(), public_id,
            comparison=comparison, decisions=decisions, submission=submission,
            confirmed=confirmed,
        )  # fmt: skip


def comparison_of(database: Database, public_id: str) -> int:
    """Return the number of the sheet's newest comparison."""
    with database.read() as session:
        outcomes = newest_outcomes(session, (HERE,))
    return next(one.comparison.id for one in outcomes if one.sheet.public_id == public_id)


def due(database: Database, user: User = ANNA) -> tuple[SecondKeyingDue, ...]:
    with database.read() as session:
        return list_second_keying(session, user, HERE)
