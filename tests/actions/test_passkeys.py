import json
from datetime import timedelta

import pytest

from kast_eval.actions.add_passkey import PasskeyNotAddedError, add_passkey, ask_for_passkey_of
from kast_eval.actions.keep_passkeys import (
    LastPasskeyError,
    list_passkeys,
    remove_passkey,
    rename_passkey,
)
from kast_eval.actions.lock_screen import is_locked, lock_screen
from kast_eval.actions.prove_by_passkey import (
    PASSKEY,
    PasskeyError,
    Purpose,
    ask_for_proof,
    prove_again_by_passkey,
    sign_in_by_passkey,
)
from kast_eval.actions.sign_in import SignIn, browser_of
from kast_eval.actions.sign_in_by_password import NOBODY, SecondFactorNeeded, sign_in_by_password
from kast_eval.actions.steps.challenges import LONGEST_CHALLENGE
from kast_eval.actions.steps.hashing import hash_passphrase
from kast_eval.actions.steps.passkey_name import LONGEST, PasskeyNameError
from kast_eval.actions.steps.tries import FREE, WaitError
from kast_eval.identity.place import Place
from kast_eval.store.accounts import forget_proofs, keep_password_hash
from kast_eval.store.database import Database
from kast_eval.store.external_identities import keep_external_identity
from kast_eval.store.users import add_user, end_roles
from kast_eval.study.roles import NotFoundError, Role
from tests.actions.accounts import CLIENT, KARIN, PASSPHRASE
from tests.actions.at_the_clinic import HERE as CLINIC
from tests.actions.at_the_clinic import NOW, noted
from tests.actions.passkeys import HERE, new_passkey, person
from tests.identity.authenticator import USER_PRESENT, Authenticator, Behaviour

ELSEWHERE = Place("kast.example.se", "https://kast.example.se")
LATER = NOW + timedelta(minutes=1)


def sign_in(clinic: Database, key: Authenticator, *, client: str = CLIENT) -> SignIn:
    with clinic.begin() as session:
        asked = ask_for_proof(session, NOW, HERE, Purpose.SIGN_IN)
    return sign_in_by_passkey(
        clinic, LATER, HERE, token=asked.token, answer=key.get(asked.options), client=client,
        browser="Firefox",
    )  # fmt: skip


def again(clinic: Database, key: Authenticator, cookie_token: str, purpose: Purpose) -> None:
    with clinic.begin() as session:
        asked = ask_for_proof(session, LATER, HERE, purpose, person(clinic))
    prove_again_by_passkey(
        clinic, cookie_token, LATER, HERE, purpose, token=asked.token,
        answer=key.get(asked.options), client=CLIENT,
    )  # fmt: skip


def test_a_passkey_alone_signs_in(clinic: Database) -> None:
    key = new_passkey(clinic)
    assert noted(clinic)[-1] == (KARIN, "passkey added", "passkey", None)
    done = sign_in(clinic, key)
    assert done.user.name == KARIN
    assert noted(clinic)[-1] == (KARIN, "signed in", PASSKEY, None)
    with clinic.read() as session:
        browser = browser_of(session, done.cookie_token, LATER)
        (known,) = list_passkeys(session, done.user)
    assert browser is not None
    assert (browser.method, browser.browser, browser.stepped_up) == (PASSKEY, "Firefox", LATER)
    assert (known.last_used, known.sign_count) == (LATER, 1)
    assert known.user_handle not in repr(known)


def test_each_of_several_passkeys_signs_in_and_they_share_one_handle(clinic: Database) -> None:
    keys = [new_passkey(clinic), new_passkey(clinic, name="Telefonen")]
    assert [sign_in(clinic, key).user.name for key in keys] == [KARIN, KARIN]
    with clinic.read() as session:
        known = list_passkeys(session, person(clinic))
    assert [one.name for one in known] == ["Arbetsdatorn", "Telefonen"]
    assert len({one.user_handle for one in known}) == 1


def test_a_browser_is_not_asked_for_a_passkey_that_it_has(clinic: Database) -> None:
    new_passkey(clinic)
    new_passkey(clinic, place=ELSEWHERE)
    with clinic.begin() as session:
        asked = ask_for_passkey_of(session, person(clinic), NOW, HERE)
        here, there = list_passkeys(session, person(clinic))
    excluded = [one["id"] for one in json.loads(asked.options)["excludeCredentials"]]
    assert excluded == [here.credential_id]
    assert there.host == ELSEWHERE.host


def test_a_failure_tells_nothing_and_is_noted(clinic: Database) -> None:
    new_passkey(clinic)
    with pytest.raises(PasskeyError):
        sign_in(clinic, Authenticator(Behaviour(HERE.origin), user_handle="YQ"))
    assert noted(clinic)[-1] == (NOBODY, "sign-in failed", PASSKEY, None)


def test_one_factor_is_not_enough(clinic: Database) -> None:
    key = new_passkey(clinic)
    key.behave(flags=USER_PRESENT)
    with pytest.raises(PasskeyError):
        sign_in(clinic, key)


def test_a_key_of_another_host_does_not_sign_in(clinic: Database) -> None:
    key = new_passkey(clinic, place=ELSEWHERE)
    with pytest.raises(PasskeyError):
        sign_in(clinic, key)


def test_a_copy_that_counts_less_is_refused(clinic: Database) -> None:
    key = new_passkey(clinic)
    sign_in(clinic, key)
    key.used = 0
    with pytest.raises(PasskeyError):
        sign_in(clinic, key)


def test_who_has_no_role_any_more_is_nobody(clinic: Database) -> None:
    key = new_passkey(clinic)
    with clinic.begin() as session:
        end_roles(session, KARIN, CLINIC, ended_by=KARIN, ended_at=NOW)
    with pytest.raises(PasskeyError):
        sign_in(clinic, key)


def test_an_answer_is_taken_once(clinic: Database) -> None:
    key = new_passkey(clinic)
    key.behave(counts=0)
    with clinic.begin() as session:
        asked = ask_for_proof(session, NOW, HERE, Purpose.SIGN_IN)
    answer = key.get(asked.options)
    for outcome in (None, PasskeyError):
        if outcome is None:
            sign_in_by_passkey(clinic, NOW, HERE, token=asked.token, answer=answer, client=CLIENT)
        else:
            with pytest.raises(outcome):
                sign_in_by_passkey(
                    clinic, NOW, HERE, token=asked.token, answer=answer, client=CLIENT
                )


@pytest.mark.parametrize(
    ("asked_for", "waited"),
    [
        (Purpose.SIGN_IN, LONGEST_CHALLENGE),
        # An answer to one question is none to another.
        (Purpose.STEP_UP, timedelta()),
    ],
)
def test_an_answer_is_to_one_question_and_in_time(
    clinic: Database, asked_for: Purpose, waited: timedelta
) -> None:
    key = new_passkey(clinic)
    with clinic.begin() as session:
        asked = ask_for_proof(session, NOW, HERE, asked_for)
    answer = key.get(asked.options)
    with pytest.raises(PasskeyError):
        sign_in_by_passkey(
            clinic, NOW + waited, HERE, token=asked.token, answer=answer, client=CLIENT
        )


def test_failures_make_an_address_wait_and_a_success_does_not(clinic: Database) -> None:
    key = new_passkey(clinic)
    for _ in range(FREE["address"] + 2):
        sign_in(clinic, key)
    stranger = Authenticator(Behaviour(HERE.origin), user_handle="YQ")
    for _ in range(FREE["address"]):
        with pytest.raises(PasskeyError):
            sign_in(clinic, stranger)
    with pytest.raises(WaitError):
        sign_in(clinic, key)
    assert sign_in(clinic, key, client="192.0.2.8").user.name == KARIN


def test_a_passkey_steps_up(clinic: Database) -> None:
    key = new_passkey(clinic)
    cookie = sign_in(clinic, key).cookie_token
    again(clinic, key, cookie, Purpose.STEP_UP)
    assert noted(clinic)[-1] == (KARIN, "step-up", PASSKEY, None)
    with clinic.read() as session:
        browser = browser_of(session, cookie, LATER)
    assert browser is not None
    assert browser.stepped_up == LATER


def test_a_passkey_unlocks(clinic: Database) -> None:
    key = new_passkey(clinic)
    cookie = sign_in(clinic, key).cookie_token
    with clinic.begin() as session:
        lock_screen(session, cookie, LATER)
    again(clinic, key, cookie, Purpose.UNLOCK)
    assert noted(clinic)[-1] == (KARIN, "unlocked", PASSKEY, None)
    with clinic.read() as session:
        browser = browser_of(session, cookie, LATER)
    assert browser is not None
    assert not is_locked(browser, LATER)


@pytest.mark.parametrize(
    ("purpose", "failed"),
    [(Purpose.STEP_UP, "step-up failed"), (Purpose.UNLOCK, "unlock failed")],
)
def test_anothers_passkey_proves_nothing_of_me(
    clinic: Database, purpose: Purpose, failed: str
) -> None:
    with clinic.begin() as session:
        add_user(session, "Bo", {CLINIC: frozenset({Role.COUNSELLOR})}, created=NOW)
    mine, bos = new_passkey(clinic), new_passkey(clinic, user_name="Bo")
    cookie = sign_in(clinic, mine).cookie_token
    with pytest.raises(PasskeyError):
        again(clinic, bos, cookie, purpose)
    assert noted(clinic)[-1] == (KARIN, failed, PASSKEY, None)


def test_nobody_who_is_not_signed_in_steps_up(clinic: Database) -> None:
    with pytest.raises(PasskeyError):
        again(clinic, new_passkey(clinic), "unknown", Purpose.STEP_UP)


def test_a_step_up_asks_for_the_persons_own_passkeys_of_this_host(clinic: Database) -> None:
    new_passkey(clinic)
    new_passkey(clinic, place=ELSEWHERE)
    with clinic.begin() as session:
        asked = ask_for_proof(session, NOW, HERE, Purpose.STEP_UP, person(clinic))
        known = list_passkeys(session, person(clinic))
    allowed = [one["id"] for one in json.loads(asked.options)["allowCredentials"]]
    assert allowed == [known[0].credential_id]


def test_a_question_to_one_is_not_answered_by_another(clinic: Database) -> None:
    with clinic.begin() as session:
        add_user(session, "Bo", {CLINIC: frozenset({Role.COUNSELLOR})}, created=NOW)
    key = Authenticator(Behaviour(HERE.origin))
    with clinic.begin() as session:
        asked = ask_for_passkey_of(session, person(clinic), NOW, HERE)
    answer = key.create(asked.options)
    with pytest.raises(PasskeyNotAddedError), clinic.begin() as session:
        add_passkey(
            session, person(clinic, "Bo"), NOW, HERE, token=asked.token, answer=answer, name="x"
        )


@pytest.mark.parametrize("answer", ["", "{}", "null"])
def test_what_is_no_passkey_is_not_added(clinic: Database, answer: str) -> None:
    with clinic.begin() as session:
        asked = ask_for_passkey_of(session, person(clinic), NOW, HERE)
    with pytest.raises(PasskeyNotAddedError), clinic.begin() as session:
        add_passkey(session, person(clinic), NOW, HERE, token=asked.token, answer=answer, name="x")


def test_a_passkey_is_added_once_and_only_when_asked_for(clinic: Database) -> None:
    key = new_passkey(clinic)
    with clinic.begin() as session:
        asked = ask_for_passkey_of(session, person(clinic), NOW, HERE)
        answer = key.create(asked.options)
        for token in (asked.token, "never asked"):
            with pytest.raises(PasskeyNotAddedError):
                add_passkey(
                    session, person(clinic), NOW, HERE, token=token, answer=answer, name="x"
                )


@pytest.mark.parametrize("name", ["", " \u200b\n", "x" * (LONGEST + 1)])
def test_a_passkey_has_a_name_of_some_length(clinic: Database, name: str) -> None:
    with pytest.raises(PasskeyNameError):
        new_passkey(clinic, name=name)


def test_a_passkey_is_renamed_by_its_person_alone(clinic: Database) -> None:
    with clinic.begin() as session:
        add_user(session, "Bo", {CLINIC: frozenset({Role.COUNSELLOR})}, created=NOW)
    new_passkey(clinic)
    with clinic.begin() as session:
        (known,) = list_passkeys(session, person(clinic))
        rename_passkey(session, person(clinic), NOW, known.public_id, name="  Min\ttelefon ")
    assert noted(clinic)[-1] == (KARIN, "passkey renamed", known.public_id, None)
    with clinic.begin() as session:
        (renamed,) = list_passkeys(session, person(clinic))
        with pytest.raises(NotFoundError):
            rename_passkey(session, person(clinic, "Bo"), NOW, known.public_id, name="Bos")
        with pytest.raises(NotFoundError):
            remove_passkey(session, person(clinic, "Bo"), NOW, known.public_id)
    assert renamed.name == "Min telefon"


def test_a_passkey_that_is_removed_does_not_sign_in(clinic: Database) -> None:
    key = new_passkey(clinic)
    with clinic.begin() as session:
        (known,) = list_passkeys(session, person(clinic))
        remove_passkey(session, person(clinic), NOW, known.public_id)
    assert noted(clinic)[-1] == (KARIN, "passkey removed", known.public_id, None)
    with pytest.raises(PasskeyError):
        sign_in(clinic, key)


def test_the_last_proof_beside_the_passphrase_stays(clinic: Database) -> None:
    with clinic.begin() as session:
        add_user(session, "Bo", {CLINIC: frozenset({Role.COUNSELLOR})}, created=NOW)
    new_passkey(clinic, user_name="Bo")
    with clinic.begin() as session:
        (known,) = list_passkeys(session, person(clinic, "Bo"))
        with pytest.raises(LastPasskeyError):
            remove_passkey(session, person(clinic, "Bo"), NOW, known.public_id)
        keep_external_identity(
            session, "Bo", issuer="https://login.example.se", subject="b", created=NOW
        )
        remove_passkey(session, person(clinic, "Bo"), NOW, known.public_id)
        assert list_passkeys(session, person(clinic, "Bo")) == ()


def test_a_passphrase_alone_sets_nothing_up_where_there_is_a_passkey(clinic: Database) -> None:
    with clinic.begin() as session:
        forget_proofs(session, KARIN)
        keep_password_hash(session, KARIN, hash_passphrase(PASSPHRASE), at=NOW)
    for set_up in (True, False):
        needed = sign_in_by_password(
            clinic, NOW, name=KARIN, password=PASSPHRASE, code="", client=CLIENT
        )
        assert isinstance(needed, SecondFactorNeeded)
        assert needed.set_up is set_up
        new_passkey(clinic)


def test_passkeys_are_forgotten_with_all_other_proofs(clinic: Database) -> None:
    key = new_passkey(clinic)
    with clinic.begin() as session:
        forget_proofs(session, KARIN)
    with pytest.raises(PasskeyError):
        sign_in(clinic, key)
