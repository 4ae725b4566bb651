from datetime import timedelta

import pytest

from kast_eval.actions.sign_in import (
    LONGEST_SIGN_IN,
    LinkError,
    SignIn,
    current_user,
    keep_signed_in,
    sign_in,
    sign_out,
)
from kast_eval.actions.training_link import TRAINING_USER, training_link
from kast_eval.store.database import Database
from kast_eval.study.roles import User
from tests.actions.at_the_clinic import NOW, noted


@pytest.fixture
def link(database: Database) -> str:
    with database.begin() as session:
        return training_link(session, NOW)


@pytest.fixture
def signed_in(database: Database, link: str) -> SignIn:
    with database.begin() as session:
        return sign_in(session, link, NOW)


def _current_user(database: Database, token: str, after: timedelta = timedelta()) -> User | None:
    with database.read() as session:
        return current_user(session, token, NOW + after)


def test_a_link_signs_in(database: Database, signed_in: SignIn) -> None:
    assert signed_in.user.name == TRAINING_USER
    assert _current_user(database, signed_in.cookie_token) == signed_in.user
    assert noted(database)[-1] == (TRAINING_USER, "signed in", "link", None)


def test_a_link_signs_in_several_browsers(database: Database, link: str, signed_in: SignIn) -> None:
    with database.begin() as session:
        other = sign_in(session, link, NOW)
    assert other.cookie_token != signed_in.cookie_token
    assert _current_user(database, signed_in.cookie_token) == other.user


@pytest.mark.parametrize("token", ["", "guessed", "å"])
def test_a_guessed_link_does_not_sign_in(database: Database, link: str, token: str) -> None:
    with pytest.raises(LinkError, match="senaste länken"), database.begin() as session:
        sign_in(session, token + link[:10], NOW)


def test_a_token_does_not_show_itself(signed_in: SignIn) -> None:
    assert signed_in.cookie_token not in repr(signed_in)


def test_nobody_is_signed_in_with_another_cookie(database: Database, signed_in: SignIn) -> None:
    assert _current_user(database, signed_in.cookie_token + "x") is None


def test_a_copied_cookie_is_dead_after_sign_out(database: Database, signed_in: SignIn) -> None:
    with database.begin() as session:
        sign_out(session, signed_in.cookie_token, NOW)
    assert _current_user(database, signed_in.cookie_token) is None
    assert noted(database)[-1] == (TRAINING_USER, "signed out", "browser", None)


def test_signing_out_twice_is_signing_out_once(database: Database, signed_in: SignIn) -> None:
    for _ in range(2):
        with database.begin() as session:
            sign_out(session, signed_in.cookie_token, NOW)
    assert [action for _, action, _, _ in noted(database)].count("signed out") == 1


def test_a_sign_in_lasts_a_working_day(database: Database, signed_in: SignIn) -> None:
    with database.begin() as session:
        keep_signed_in(session, signed_in.cookie_token, NOW + timedelta(hours=9))
    short = LONGEST_SIGN_IN - timedelta(seconds=1)
    assert _current_user(database, signed_in.cookie_token, short) is not None
    assert _current_user(database, signed_in.cookie_token, LONGEST_SIGN_IN) is None
