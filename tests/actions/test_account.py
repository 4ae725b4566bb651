from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from kast_eval.actions.add_first_user import NotFirstError, add_first_user
from kast_eval.actions.change_password import change_password
from kast_eval.actions.hold_page import held_page, hold_page
from kast_eval.actions.lock_screen import IDLE, is_locked, lock_screen, unlock_screen
from kast_eval.actions.new_recovery_codes import new_recovery_codes
from kast_eval.actions.read_account import read_account
from kast_eval.actions.set_up_totp import confirm_app, propose_app, proposed_app
from kast_eval.actions.sign_in import LINK, begin_sign_in, browser_of
from kast_eval.actions.sign_in_by_password import SignInError, sign_in_by_password
from kast_eval.actions.sign_out_everywhere import sign_out_browser, sign_out_everywhere
from kast_eval.actions.step_up import (
    STEP_UP_LASTS,
    StepUpNeededError,
    WrongProofError,
    require_step_up,
    step_up,
)
from kast_eval.actions.steps.hashing import hash_passphrase, is_dated, is_passphrase
from kast_eval.actions.steps.tries import FREE, WaitError
from kast_eval.store.accounts import keep_password_hash, password_hash, renew_password_hash
from kast_eval.store.database import Database
from kast_eval.store.sign_ins import BrowserRecord, mark_seen
from kast_eval.store.users import find_user
from kast_eval.study.passphrase import PassphraseError
from kast_eval.study.roles import NotFoundError, Role, User
from tests.actions.accounts import CLIENT, KARIN, PASSPHRASE, shown
from tests.actions.at_the_clinic import HERE, NOW, noted

NEW = "sju trappsteg och en igelkott"


@pytest.fixture
def karin(clinic: Database) -> User:
    with clinic.read() as session:
        found = find_user(session, KARIN)
    assert found is not None
    return found


@pytest.fixture
def cookie(clinic: Database, karin: User) -> str:
    with clinic.begin() as session:
        return begin_sign_in(session, karin, NOW, method="test", browser="Firefox").cookie_token


def browser(clinic: Database, cookie: str) -> BrowserRecord:
    with clinic.read() as session:
        found = browser_of(session, cookie, NOW)
    assert found is not None
    return found


def test_only_the_first_user_comes_without_an_invitation(clinic: Database) -> None:
    roles = {HERE: frozenset({Role.LEAD})}
    with pytest.raises(NotFirstError), clinic.begin() as session:
        add_first_user(session, NOW, name="Två", password=NEW, roles=roles)
    assert (KARIN, "first user", f"{KARIN}: counsellor, lead", HERE) in noted(clinic)


def test_a_screen_locks_when_it_is_left(clinic: Database, cookie: str) -> None:
    seen = browser(clinic, cookie)
    assert not is_locked(seen, NOW + IDLE)
    assert is_locked(seen, NOW + IDLE + timedelta(seconds=1))
    assert is_locked(seen, NOW - timedelta(days=1))
    with clinic.begin() as session:
        mark_seen(session, cookie, at=NOW + IDLE)
    assert not is_locked(browser(clinic, cookie), NOW + 2 * IDLE)


def test_a_training_clinic_is_never_locked(clinic: Database, karin: User) -> None:
    with clinic.begin() as session:
        token = begin_sign_in(session, karin, NOW, method=LINK).cookie_token
        lock_screen(session, token, NOW)
    seen = browser(clinic, token)
    assert not is_locked(seen, NOW + timedelta(hours=9))
    require_step_up(seen, NOW + timedelta(hours=9))


def test_a_screen_is_locked_by_hand_and_opened_by_the_passphrase(
    clinic: Database, cookie: str
) -> None:
    for _ in range(2):
        with clinic.begin() as session:
            lock_screen(session, cookie, NOW)
    assert is_locked(browser(clinic, cookie), NOW)
    with pytest.raises(WrongProofError):
        unlock_screen(clinic, cookie, NOW, password="fel", client=CLIENT)
    assert is_locked(browser(clinic, cookie), NOW)
    unlock_screen(clinic, cookie, NOW, password=PASSPHRASE, client=CLIENT)
    assert not is_locked(browser(clinic, cookie), NOW)
    told = [action for _, action, _, _ in noted(clinic)]
    assert told[-3:] == ["locked", "unlock failed", "unlocked"]


def test_guesses_at_a_locked_screen_wait(clinic: Database, cookie: str) -> None:
    for _ in range(FREE["name"]):
        with pytest.raises(WrongProofError):
            unlock_screen(clinic, cookie, NOW, password="fel", client=CLIENT)
    with pytest.raises(WaitError):
        unlock_screen(clinic, cookie, NOW, password=PASSPHRASE, client=CLIENT)


def test_who_is_not_signed_in_unlocks_and_proves_nothing(clinic: Database) -> None:
    with pytest.raises(WrongProofError):
        unlock_screen(clinic, "ingen", NOW, password=PASSPHRASE, client=CLIENT)
    with pytest.raises(WrongProofError):
        step_up(clinic, "ingen", NOW, proof=PASSPHRASE, client=CLIENT)
    with clinic.begin() as session:
        lock_screen(session, "ingen", NOW)


def test_a_proof_lasts_ten_minutes(clinic: Database, cookie: str) -> None:
    fresh = browser(clinic, cookie)
    require_step_up(fresh, NOW + STEP_UP_LASTS)
    for moment in (NOW + STEP_UP_LASTS + timedelta(seconds=1), NOW - timedelta(days=1)):
        with pytest.raises(StepUpNeededError):
            require_step_up(fresh, moment)


@pytest.mark.parametrize("by_code", [True, False])
def test_a_passphrase_or_a_code_is_a_proof(clinic: Database, cookie: str, *, by_code: bool) -> None:
    later = NOW + timedelta(hours=1)
    proof = shown(later) if by_code else PASSPHRASE
    assert step_up(clinic, cookie, later, proof=proof, client=CLIENT).name == KARIN
    require_step_up(browser(clinic, cookie), later)
    assert noted(clinic)[-1][1] == "step-up"


@pytest.mark.parametrize("proof", ["", "fel", "000000"])
def test_another_proof_is_none(clinic: Database, cookie: str, proof: str) -> None:
    with pytest.raises(WrongProofError):
        step_up(clinic, cookie, NOW, proof=proof, client=CLIENT)
    assert noted(clinic)[-1][1] == "step-up failed"


def test_a_new_passphrase_needs_the_present_one(clinic: Database, karin: User, cookie: str) -> None:
    with clinic.begin() as session:
        other = begin_sign_in(session, karin, NOW, method="test").cookie_token

    def change(present: str, new: str) -> None:
        change_password(
            clinic, karin, NOW, present=present, new=new, cookie_token=cookie, client=CLIENT
        )

    with pytest.raises(WrongProofError):
        change("fel", NEW)
    with pytest.raises(PassphraseError):
        change(PASSPHRASE, "Karin Test Karin Test")
    change(PASSPHRASE, NEW)
    with clinic.read() as session:
        assert browser_of(session, cookie, NOW) is not None
        assert browser_of(session, other, NOW) is None
    with pytest.raises(SignInError):
        sign_in_by_password(
            clinic, NOW, name=KARIN, password=PASSPHRASE, code=shown(), client=CLIENT
        )
    sign_in_by_password(clinic, NOW, name=KARIN, password=NEW, code=shown(), client=CLIENT)


def test_a_new_app_counts_from_its_first_code(clinic: Database, karin: User) -> None:
    with clinic.begin() as session:
        assert proposed_app(session, karin) is None
        proposed = propose_app(session, karin, NOW)
        assert proposed_app(session, karin) == proposed
    secret = proposed.typed.replace(" ", "")
    sign_in_by_password(clinic, NOW, name=KARIN, password=PASSPHRASE, code=shown(), client=CLIENT)
    later = NOW + timedelta(minutes=2)
    assert confirm_app(clinic, karin, later, code=shown(later, secret), client=CLIENT) == ()
    after = later + timedelta(minutes=1)
    with pytest.raises(SignInError):
        sign_in_by_password(
            clinic, after, name=KARIN, password=PASSPHRASE, code=shown(after), client=CLIENT
        )


def test_a_new_paper_replaces_the_old_one(clinic: Database, karin: User) -> None:
    with clinic.begin() as session:
        (old, *_), new = (new_recovery_codes(session, karin, NOW) for _ in range(2))

    def sign_in(code: str) -> None:
        sign_in_by_password(clinic, NOW, name=KARIN, password=PASSPHRASE, code=code, client=CLIENT)

    with pytest.raises(SignInError):
        sign_in(old)
    sign_in(new[0])
    with clinic.read() as session:
        account = read_account(session, karin, NOW)
    assert (account.codes_left, account.codes_made) == (9, NOW)


def test_an_account_tells_what_there_is(clinic: Database, karin: User, cookie: str) -> None:
    with clinic.read() as session:
        account = read_account(session, karin, NOW)
        assert account.browsers == (browser_of(session, cookie, NOW),)
    assert (account.has_app, account.codes_left, account.codes_made) == (True, 0, None)
    assert account.password_set == NOW


def test_one_signs_out_elsewhere_and_everywhere(clinic: Database, karin: User, cookie: str) -> None:
    public_id = browser(clinic, cookie).public_id
    with clinic.begin() as session:
        sign_out_browser(session, karin, NOW, public_id)
        with pytest.raises(NotFoundError):
            sign_out_browser(session, karin, NOW, public_id)
        other = begin_sign_in(session, karin, NOW, method="test").cookie_token
        sign_out_everywhere(session, karin, NOW)
        assert browser_of(session, other, NOW) is None
    assert noted(clinic)[-1] == (KARIN, "signed out", "everywhere", None)


def test_a_cheap_hash_is_renewed_at_the_next_sign_in(clinic: Database) -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSPHRASE)
    with clinic.begin() as session:
        keep_password_hash(session, KARIN, hash_passphrase("annat"), at=NOW)
        renew_password_hash(session, KARIN, cheap)
    assert is_dated(cheap)
    sign_in_by_password(clinic, NOW, name=KARIN, password=PASSPHRASE, code="", client=CLIENT)
    with clinic.read() as session:
        kept = password_hash(session, KARIN)
    assert kept is not None
    assert not is_dated(kept)
    assert is_passphrase(kept, PASSPHRASE)


def test_a_letter_in_two_parts_is_the_same_letter() -> None:
    assert is_passphrase(hash_passphrase("mjo\u0308lk"), "mjölk")


def test_nothing_is_held_of_one_who_is_not_signed_in(clinic: Database) -> None:
    with clinic.begin() as session:
        assert hold_page(session, "ingen", NOW, "/today", [("code", "x")]) is None


def test_what_is_held_is_gone_after_a_working_day(
    clinic: Database, karin: User, cookie: str
) -> None:
    with clinic.begin() as session:
        held = hold_page(session, cookie, NOW, "/today", [("code", "x"), ("code", "y")])
        assert held is not None
        assert held_page(session, karin, held).fields == (("code", "x"), ("code", "y"))
        later = NOW + timedelta(hours=11)
        cookie = begin_sign_in(session, karin, later, method="test").cookie_token
        assert hold_page(session, cookie, later, "/today", []) is not None
        with pytest.raises(NotFoundError):
            held_page(session, karin, held)


def test_a_colleague_who_is_guessed_at_elsewhere_unlocks_the_screen(
    clinic: Database, cookie: str
) -> None:
    for _ in range(6):
        with pytest.raises((SignInError, WaitError)):
            sign_in_by_password(
                clinic, NOW, name=KARIN, password="wrong " * 4, code="", client="elsewhere"
            )
    unlock_screen(clinic, cookie, NOW, password=PASSPHRASE, client="here")
