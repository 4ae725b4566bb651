import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.identity.passkeys import (
    LONGEST_ANSWER,
    KnownPasskey,
    PasskeyRefusedError,
    ask_for_new_passkey,
    ask_for_passkey,
    check_passkey,
    named_passkey,
    read_new_passkey,
)
from kast_eval.identity.place import Place
from tests.identity.authenticator import USER_PRESENT, USER_VERIFIED, Authenticator, Behaviour

HERE = Place("localhost", "http://localhost:8000")
HANDLE = "YW5uYQ"


def fresh() -> Authenticator:
    return Authenticator(Behaviour(HERE.origin))


def registered(key: Authenticator) -> KnownPasskey:
    asked = ask_for_new_passkey(HERE, user_name="anna", user_handle=HANDLE, known=())
    made = read_new_passkey(HERE, asked.challenge, key.create(asked.options))
    return KnownPasskey(made.credential_id, made.public_key, made.sign_count, HANDLE)


def test_the_browser_is_asked_for_a_key_that_knows_its_person_and_checks_it() -> None:
    asked = ask_for_new_passkey(HERE, user_name="anna", user_handle=HANDLE, known=["a2V5"])
    options = json.loads(asked.options)
    assert options["rp"] == {"id": "localhost", "name": "KAST"}
    assert options["user"] == {"id": HANDLE, "name": "anna", "displayName": "anna"}
    assert options["challenge"] == asked.challenge
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert [one["id"] for one in options["excludeCredentials"]] == ["a2V5"]
    assert options["attestation"] == "none"


def test_no_challenge_is_given_twice() -> None:
    assert len({ask_for_passkey(HERE).challenge for _ in range(100)}) == 100


def test_a_key_that_is_registered_signs_in() -> None:
    key = fresh()
    known = registered(key)
    for used in (1, 2):
        asked = ask_for_passkey(HERE, [known.credential_id])
        options = json.loads(asked.options)
        assert options["userVerification"] == "required"
        assert [one["id"] for one in options["allowCredentials"]] == [known.credential_id]
        answer = key.get(asked.options)
        assert named_passkey(answer) == known.credential_id
        assert check_passkey(HERE, asked.challenge, answer, known) == used
        known = replace(known, sign_count=used)


def test_a_key_that_does_not_count_signs_in() -> None:
    key = fresh()
    known = registered(key)
    key.behave(counts=0)
    asked = ask_for_passkey(HERE)
    assert check_passkey(HERE, asked.challenge, key.get(asked.options), known) == 0


CHEATS: dict[str, dict[str, object]] = {
    "another origin": {"origin": "http://localhost:9000"},
    "another host": {"host": "evil.example"},
    "an older challenge": {"challenge": "b2xk"},
    "nobody verified": {"flags": USER_PRESENT},
    "nobody present": {"flags": USER_VERIFIED},
    "another purpose": {"type": "payment.get"},
    "a page inside another's": {"said_beside": {"crossOrigin": True}},
}


@pytest.mark.parametrize("cheat", CHEATS.values(), ids=CHEATS.keys())
def test_no_cheat_signs_in(cheat: dict[str, object]) -> None:
    key = fresh()
    known = registered(key)
    key.behave(**cheat)
    asked = ask_for_passkey(HERE)
    with pytest.raises(PasskeyRefusedError):
        check_passkey(HERE, asked.challenge, key.get(asked.options), known)


@pytest.mark.parametrize("cheat", CHEATS.values(), ids=CHEATS.keys())
def test_no_cheat_is_registered(cheat: dict[str, object]) -> None:
    key = fresh()
    key.behave(**cheat)
    asked = ask_for_new_passkey(HERE, user_name="anna", user_handle=HANDLE, known=())
    with pytest.raises(PasskeyRefusedError):
        read_new_passkey(HERE, asked.challenge, key.create(asked.options))


def test_a_copied_key_is_found_by_its_counter() -> None:
    key = fresh()
    known = replace(registered(key), sign_count=7)
    asked = ask_for_passkey(HERE)
    with pytest.raises(PasskeyRefusedError):
        check_passkey(HERE, asked.challenge, key.get(asked.options), known)


def other_key(known: KnownPasskey) -> KnownPasskey:
    return replace(known, public_key=registered(fresh()).public_key)


@pytest.mark.parametrize(
    "change",
    [
        other_key,
        lambda known: replace(known, credential_id="b3RoZXI"),
        lambda known: replace(known, user_handle="YmVydGls"),
    ],
    ids=["another's key", "another's id", "another person's handle"],
)
def test_only_the_persons_own_key_signs_in(change: Callable[[KnownPasskey], KnownPasskey]) -> None:
    key = fresh()
    known = registered(key)
    asked = ask_for_passkey(HERE)
    with pytest.raises(PasskeyRefusedError):
        check_passkey(HERE, asked.challenge, key.get(asked.options), change(known))


@pytest.mark.parametrize(
    "answer",
    [
        "", "null", "[]", "{}", '{"id": 1}', '{"id": "a", "response": null}', "[" * 10_000,
        "1" * (LONGEST_ANSWER + 1), '{"id": "ä", "response": {}}',
    ],
)  # fmt: skip
def test_what_no_browser_says_is_refused(answer: str) -> None:
    asked = ask_for_passkey(HERE)
    with pytest.raises(PasskeyRefusedError):
        named_passkey(answer)
    with pytest.raises(PasskeyRefusedError):
        read_new_passkey(HERE, asked.challenge, answer)


def parts_of(answer: str) -> list[tuple[str, ...]]:
    read = json.loads(answer)
    return [("id",), ("rawId",), ("type",), *(("response", name) for name in read["response"])]


def with_part(answer: str, part: tuple[str, ...], value: object) -> str:
    read = json.loads(answer)
    holder = read["response"] if len(part) == 2 else read
    holder[part[-1]] = value
    return json.dumps(read)


LETTERS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
VALUES = st.one_of(
    LETTERS,
    st.text(),
    st.none(),
    st.integers(),
    st.lists(st.none()),
    st.dictionaries(LETTERS, LETTERS),
)


@given(st.data())
def test_an_answer_with_any_part_changed_is_refused_and_breaks_nothing(data: st.DataObject) -> None:
    key = fresh()
    asked = ask_for_new_passkey(HERE, user_name="anna", user_handle=HANDLE, known=())
    answer = key.create(asked.options)
    part = data.draw(st.sampled_from(parts_of(answer)))
    with pytest.raises(PasskeyRefusedError):
        read_new_passkey(HERE, asked.challenge, with_part(answer, part, data.draw(VALUES)))
    known = registered(key)
    asked = ask_for_passkey(HERE)
    answer = key.get(asked.options)
    part = data.draw(st.sampled_from(parts_of(answer)))
    changed = with_part(answer, part, data.draw(VALUES))
    with pytest.raises(PasskeyRefusedError):
        check_passkey(HERE, asked.challenge, changed, known)


PLACES = st.integers(0, 10_000)


@given(st.sampled_from(["clientDataJSON", "authenticatorData", "signature", "userHandle"]), PLACES)
def test_an_answer_with_any_letter_changed_is_refused(part: str, place: int) -> None:
    key = fresh()
    known = registered(key)
    asked = ask_for_passkey(HERE)
    changed = with_letter_changed(key.get(asked.options), part, place)
    with pytest.raises(PasskeyRefusedError):
        check_passkey(HERE, asked.challenge, changed, known)


@given(PLACES)
def test_a_new_key_with_any_letter_changed_breaks_nothing(place: int) -> None:
    key = fresh()
    asked = ask_for_new_passkey(HERE, user_name="anna", user_handle=HANDLE, known=())
    changed = with_letter_changed(key.create(asked.options), "attestationObject", place)
    # The counter and the model of the key are the key's own word, so it may pass with others.
    with suppress(PasskeyRefusedError):
        read_new_passkey(HERE, asked.challenge, changed)


def with_letter_changed(answer: str, part: str, place: int) -> str:
    letters = json.loads(answer)["response"][part]
    # The last letter has bits that mean nothing.
    place %= len(letters) - 1
    other = "A" if letters[place] != "A" else "B"
    return with_part(answer, ("response", part), letters[:place] + other + letters[place + 1 :])
