"""Guessing is bounded, and nobody learns from an answer, or from its time, who there is."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import count
from pathlib import Path
from statistics import median
from time import process_time

import pytest

from kast_eval import clock
from kast_eval.actions.sign_in_by_password import SignInError, sign_in_by_password
from kast_eval.actions.steps.hashing import hash_passphrase
from kast_eval.actions.steps.tries import FREE, Guesser, WaitError, begin_try
from kast_eval.store.accounts import keep_password_hash
from kast_eval.store.database import Database, open_database
from kast_eval.store.users import add_user
from kast_eval.study.roles import Role
from kast_eval.web.app import create_app
from tests.actions.accounts import KARIN, PASSPHRASE, make_clinic
from tests.actions.at_the_clinic import HERE, plan
from tests.promises.length import FULL
from tests.web.visitor import Visitor

TRIES = 200
PAIRS = 200 if FULL else 60
NEAR = 0.10
"""The bar: medians of a known name and of an unknown one are this near."""

MOST_AN_HOUR = 20
CODE = "123456"
_ADDRESSES = count(1)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    make_clinic(tmp_path / "clinic")
    opened = open_database(tmp_path / "clinic", training=False)
    yield opened
    opened.close()


def with_accounts(database: Database, number: int) -> list[str]:
    """Make people with passphrases; one hash will do for all of them."""
    names = [f"Person {place}" for place in range(number)]
    made, now = hash_passphrase(PASSPHRASE), clock.now()
    with database.begin() as session:
        for name in names:
            add_user(session, name, {HERE: frozenset({Role.COUNSELLOR})}, created=now)
            keep_password_hash(session, name, made, at=now)
    return names


def guess(database: Database, name: str) -> None:
    """Guess at a passphrase from an address of its own, so that nothing has to wait."""
    with suppress(SignInError):
        sign_in_by_password(
            database, clock.now(), name=name, password="en gissning", code=CODE,
            client=f"address {next(_ADDRESSES)}",
        )  # fmt: skip


def careless(database: Database, name: str) -> None:
    """Guess where an unknown name is answered without a comparison: the control."""
    with database.begin() as session:
        begin_try(session, clock.now(), Guesser(name, f"address {next(_ADDRESSES)}"))


def took(guessing: Callable[[Database, str], None], database: Database, name: str) -> float:
    # The work is measured, for a busy machine makes one of two equal answers wait longer.
    begun = process_time()
    guessing(database, name)
    return process_time() - begun


def are_near(known: list[float], unknown: list[float]) -> bool:
    first, second = median(known), median(unknown)
    return abs(first - second) <= NEAR * max(first, second)


@pytest.mark.prove
def test_an_unknown_name_takes_as_long_as_a_known_one(database: Database) -> None:
    names = with_accounts(database, PAIRS)
    known, unknown, control = [], [], []
    # In turn, so that whatever else the machine does slows each of them as often.
    for name in names:
        known.append(took(guess, database, name))
        unknown.append(took(guess, database, f"Ingen {name}"))
        control.append(took(careless, database, f"Någon {name}"))
    assert are_near(known, unknown), (median(known), median(unknown))
    assert not are_near(known, control)


def test_two_hundred_guesses_in_an_hour_are_looked_at_twenty_times(database: Database) -> None:
    begun, looked_at = clock.now(), 0
    for place in range(TRIES):
        now = begun + place * timedelta(hours=1) / TRIES
        try:
            sign_in_by_password(
                database, now, name=KARIN, password="en gissning", code=CODE,
                client=f"address {place}",
            )  # fmt: skip
        except SignInError:
            looked_at += 1
        except WaitError:
            continue
    assert FREE["name"] <= looked_at <= MOST_AN_HOUR


def test_a_known_name_and_an_unknown_get_the_same_answer_byte_for_byte(
    database: Database,
) -> None:
    visitor = Visitor(create_app(database, plan()))
    answers: dict[str, list[object]] = {KARIN: [], "Karin Tess": []}
    for name, told in answers.items():
        for _ in range(FREE["name"]):
            answer = visitor.send("/sign-in", name=name, password="en gissning", app_code=CODE)
            text = re.sub(r'name="csrf_token" value="[^"]*"', "", answer.text)
            headers = [one for one in answer.headers if one[0] != "Set-Cookie"]
            told.append((answer.status_code, headers, text.replace(name, "")))
    assert answers[KARIN] == answers["Karin Tess"]
