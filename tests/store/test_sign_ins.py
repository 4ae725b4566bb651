from datetime import timedelta

from sqlalchemy import text

from kast_eval.store.database import Database
from kast_eval.store.sign_ins import (
    add_pending,
    add_sign_in,
    browsers_of,
    end_pending,
    find_browser,
    find_pending,
    mark_locked,
    mark_seen,
    mark_stepped_up,
    mark_unlocked,
    revoke_browser,
    revoke_sign_in,
    revoke_sign_ins,
)
from kast_eval.store.users import find_user, replace_link
from tests.store.made import NOW

EARLIER = NOW - timedelta(hours=1)


def test_a_sign_in_ends_when_it_is_revoked(database: Database) -> None:
    with database.begin() as session:
        add_sign_in(session, "anna", "cookie", created=NOW, method="link")
        add_sign_in(session, "anna", "other", created=NOW, method="link")
        assert find_browser(session, "cookie", created_after=EARLIER) is not None
        revoke_sign_in(session, "cookie", at=NOW)
    with database.read() as session:
        assert find_browser(session, "cookie", created_after=EARLIER) is None
        assert find_browser(session, "other", created_after=EARLIER) is not None


def test_a_sign_in_is_too_old_after_a_while(database: Database) -> None:
    with database.begin() as session:
        add_sign_in(session, "anna", "cookie", created=EARLIER, method="link")
    with database.read() as session:
        assert find_browser(session, "cookie", created_after=EARLIER) is None


def test_tokens_are_not_kept_as_they_are(database: Database) -> None:
    with database.begin() as session:
        replace_link(session, "anna", "link token", created=NOW)
        add_sign_in(session, "anna", "cookie token", created=EARLIER, method="link")
        mark_seen(session, "cookie token", at=NOW)
    with database.read() as session:
        rows = session.connection.execute(
            text(
                "SELECT token_hash, last_seen > created FROM sign_in "
                "UNION SELECT token_hash, true FROM link_token"
            )
        ).all()
    assert len(rows) == 2
    for token_hash, seen_later in rows:
        assert len(token_hash) == 64
        assert seen_later


def _signed_in(database: Database, *tokens: str) -> None:
    with database.begin() as session:
        for token in tokens:
            add_sign_in(
                session, "anna", token, created=NOW, method="passkey", browser=f"of {token}"
            )


def test_a_browser_says_where_and_how_it_signed_in(database: Database) -> None:
    _signed_in(database, "cookie")
    with database.begin() as session:
        mark_stepped_up(session, "cookie", at=NOW)
        mark_locked(session, "cookie", at=NOW)
        mark_locked(session, "cookie", at=NOW + timedelta(hours=1))
        found = find_browser(session, "cookie", created_after=EARLIER)
    assert found is not None
    browser, sites = found
    assert [site.code for site in sites] == sorted(browser.user.sites)
    assert browser.user == find_user_anna(database)
    assert (browser.method, browser.browser) == ("passkey", "of cookie")
    assert browser.stepped_up == browser.locked == browser.last_seen == browser.created == NOW


def find_user_anna(database: Database) -> object:
    with database.read() as session:
        return find_user(session, "anna")


def test_unlocking_is_being_seen(database: Database) -> None:
    _signed_in(database, "cookie")
    later = NOW + timedelta(minutes=20)
    with database.begin() as session:
        mark_locked(session, "cookie", at=NOW)
        mark_unlocked(session, "cookie", at=later)
        found = find_browser(session, "cookie", created_after=EARLIER)
    assert found is not None
    browser, _sites = found
    assert (browser.locked, browser.last_seen) == (None, later)


def test_one_browser_is_signed_out_from_another(database: Database) -> None:
    _signed_in(database, "here", "there")
    with database.begin() as session:
        anna = find_user(session, "anna")
        assert anna is not None
        found = find_browser(session, "there", created_after=EARLIER)
        assert found is not None
        there, _sites = found
        assert revoke_browser(session, "anna", there.public_id, at=NOW)
        assert not revoke_browser(session, "anna", there.public_id, at=NOW)
        (left,) = browsers_of(session, anna, created_after=EARLIER)
    assert left.browser == "of here"


def test_everything_is_signed_out_but_the_browser_that_asks(database: Database) -> None:
    _signed_in(database, "here", "there")
    with database.begin() as session:
        add_pending(session, "anna", "half", created=NOW)
        revoke_sign_ins(session, "anna", at=NOW, but="here")
        assert find_browser(session, "here", created_after=EARLIER) is not None
        assert find_browser(session, "there", created_after=EARLIER) is None
        assert find_pending(session, "half", created_after=EARLIER) is None
        revoke_sign_ins(session, "anna", at=NOW)
        assert find_browser(session, "here", created_after=EARLIER) is None


def test_a_second_factor_is_awaited_for_a_while(database: Database) -> None:
    with database.begin() as session:
        add_pending(session, "anna", "half", created=NOW)
        assert find_pending(session, "half", created_after=EARLIER) == find_user(session, "anna")
        assert find_pending(session, "half", created_after=NOW) is None
        assert find_pending(session, "other", created_after=EARLIER) is None
        end_pending(session, "anna", older_than=EARLIER)
        assert find_pending(session, "half", created_after=EARLIER) is None
