from datetime import timedelta

from sqlalchemy import text

from kast_eval.store.database import Database
from kast_eval.store.users import (
    add_sign_in,
    add_user,
    find_signed_in,
    find_user,
    find_user_of_link,
    mark_seen,
    replace_link,
    revoke_sign_in,
)
from kast_eval.study.roles import Role, User
from tests.store.made import HERE, NOW, THERE

EARLIER = NOW - timedelta(hours=1)


def test_a_user_comes_back_with_all_roles(database: Database) -> None:
    roles = {
        HERE: frozenset({Role.COUNSELLOR, Role.LEAD}),
        THERE: frozenset({Role.RESEARCHER}),
    }
    with database.begin() as session:
        added = add_user(session, "berit", roles, created=NOW)
    with database.read() as session:
        assert find_user(session, "berit") == added == User("berit", roles)
        assert find_user(session, "cecilia") is None


def test_a_newer_link_replaces_the_older(database: Database) -> None:
    with database.begin() as session:
        replace_link(session, "anna", "old", created=EARLIER)
        replace_link(session, "anna", "new", created=NOW)
    with database.read() as session:
        assert find_user_of_link(session, "old") is None
        assert find_user_of_link(session, "none") is None
        assert find_user_of_link(session, "new") == find_user(session, "anna")


def test_a_sign_in_ends_when_it_is_revoked(database: Database) -> None:
    with database.begin() as session:
        add_sign_in(session, "anna", "cookie", created=NOW)
        add_sign_in(session, "anna", "other", created=NOW)
        assert find_signed_in(session, "cookie", created_after=EARLIER) is not None
        revoke_sign_in(session, "cookie", at=NOW)
    with database.read() as session:
        assert find_signed_in(session, "cookie", created_after=EARLIER) is None
        assert find_signed_in(session, "other", created_after=EARLIER) is not None


def test_a_sign_in_is_too_old_after_a_while(database: Database) -> None:
    with database.begin() as session:
        add_sign_in(session, "anna", "cookie", created=EARLIER)
    with database.read() as session:
        assert find_signed_in(session, "cookie", created_after=EARLIER) is None


def test_tokens_are_not_kept_as_they_are(database: Database) -> None:
    with database.begin() as session:
        replace_link(session, "anna", "link token", created=NOW)
        add_sign_in(session, "anna", "cookie token", created=EARLIER)
        mark_seen(session, "cookie token", at=NOW)
    with database.read() as session:
        rows = session.connection.execute(
            text(
                "SELECT token_hash, last_seen > created FROM sign_in "
                "UNION SELECT token_hash, 1 FROM link_token"
            )
        ).all()
    assert len(rows) == 2
    for token_hash, seen_later in rows:
        assert len(token_hash) == 64
        assert seen_later
