from datetime import timedelta

import pytest

from kast_eval.actions.accept_invitation import InvitationError
from kast_eval.actions.rescue_user import NobodyToRescueError, rescue_user
from kast_eval.actions.sign_in import begin_sign_in, current_user
from kast_eval.actions.sign_in_by_password import SignInError
from kast_eval.actions.steps.managed import INVITATION_LASTS
from kast_eval.store.accounts import find_totp, keep_paper_codes, paper_codes, password_hash
from kast_eval.store.database import Database
from kast_eval.store.passkeys import add_passkey, passkeys_of
from kast_eval.store.users import add_user
from tests.actions.accounts import KARIN, PASSPHRASE, shown
from tests.actions.at_the_clinic import HERE, NOW, THERE, noted
from tests.actions.test_invitations import COUNSELLOR, accept, karin, set_up, sign_in

LATER = NOW + timedelta(minutes=1)


def rescue(clinic: Database, name: str = KARIN) -> str:
    with clinic.begin() as session:
        return rescue_user(session, NOW, name=name)


def test_a_lone_lead_comes_in_again_by_the_invitation(clinic: Database) -> None:
    set_up(clinic, accept(clinic, rescue(clinic, f"  {KARIN} ")), LATER)


def test_what_was_lost_signs_nobody_in(clinic: Database) -> None:
    with clinic.begin() as session:
        keep_paper_codes(session, KARIN, "salt", ["hash"], made=NOW)
        cookie = begin_sign_in(session, karin(clinic), NOW, method="test").cookie_token
        add_passkey(
            session, KARIN, host="localhost", name="nyckel", user_handle="h", credential_id="c",
            public_key="p", sign_count=0, created=NOW,
        )  # fmt: skip
    rescue(clinic)
    with pytest.raises(SignInError):
        sign_in(clinic, KARIN, PASSPHRASE, shown(LATER), LATER)
    with clinic.read() as session:
        assert current_user(session, cookie, LATER) is None
        assert list(passkeys_of(session, KARIN)) == []
        assert find_totp(session, KARIN) is None
        assert paper_codes(session, KARIN) is None


def test_no_passphrase_is_set_for_anybody(clinic: Database) -> None:
    rescue(clinic)
    with clinic.read() as session:
        assert password_hash(session, KARIN) is None


def test_the_code_holds_for_a_week_and_only_the_newest(clinic: Database) -> None:
    first, second = rescue(clinic), rescue(clinic)
    for code, at in ((first, NOW), (second, NOW + INVITATION_LASTS)):
        with pytest.raises(InvitationError):
            accept(clinic, code, at)
    accept(clinic, second, NOW + INVITATION_LASTS - timedelta(seconds=1))


def test_every_clinic_of_the_person_sees_that_it_was_done(clinic: Database) -> None:
    with clinic.begin() as session:
        add_user(session, "Bo", {HERE: COUNSELLOR, THERE: COUNSELLOR}, created=NOW)
    rescue(clinic, "Bo")
    assert noted(clinic)[-2:] == [
        ("program", "rescued", "Bo", HERE),
        ("program", "rescued", "Bo", THERE),
    ]


@pytest.mark.parametrize("name", ["Ingen", KARIN.lower(), "Slutat", ""])
def test_nobody_is_rescued_by_a_name_that_nobody_works_by(clinic: Database, name: str) -> None:
    with clinic.begin() as session:
        add_user(session, "Slutat", {}, created=NOW)
    before = noted(clinic)
    with pytest.raises(NobodyToRescueError):
        rescue(clinic, name)
    assert noted(clinic) == before
