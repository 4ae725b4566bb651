from datetime import timedelta

from kast_eval.store.database import Database
from kast_eval.store.users import (
    add_user,
    end_roles,
    find_user,
    find_user_of_link,
    former_users,
    replace_link,
    worked_at,
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


def test_roles_that_end_are_remembered_once(database: Database) -> None:
    with database.begin() as session:
        for _ in range(2):
            end_roles(session, "anna", HERE, ended_by="anna", ended_at=NOW)
        assert worked_at(session, "anna", HERE)
        assert not worked_at(session, "anna", THERE)
        assert former_users(session, HERE) == ("anna",)
