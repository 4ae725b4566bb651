import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kast_eval import clock
from kast_eval.actions.keep_passkeys import list_passkeys
from kast_eval.actions.list_users import list_users
from kast_eval.actions.lock_screen import lock_screen
from kast_eval.actions.steps.hashing import hash_passphrase
from kast_eval.actions.steps.tries import FREE
from kast_eval.store.accounts import forget_proofs, keep_password_hash
from kast_eval.store.database import Database
from kast_eval.store.passkeys import PasskeyRecord
from kast_eval.store.sign_ins import mark_seen, mark_stepped_up
from tests.actions.accounts import KARIN, PASSPHRASE
from tests.actions.at_the_clinic import noted
from tests.actions.passkeys import person
from tests.identity.authenticator import Authenticator, Behaviour
from tests.web.karins_clinic import app_of, opened_clinic, signed_in
from tests.web.reading import read_html
from tests.web.visitor import OK, SEE_OTHER, Visitor

ORIGIN = "http://localhost"
FORBIDDEN, UNPROCESSABLE, TOO_MANY = 403, 422, 429


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Database]:
    with opened_clinic(tmp_path / "clinic") as database:
        yield database


@pytest.fixture
def app(clinic: Database) -> Flask:
    return app_of(clinic)


@pytest.fixture
def karin(app: Flask, clinic: Database) -> Visitor:
    return signed_in(app, clinic)


def asked(visitor: Visitor, path: str) -> tuple[str, str]:
    """Return the token and the question that the script gets."""
    answer = visitor.post(f"{path}/ask", {"csrf_token": visitor.token()})
    assert answer.status_code == OK, answer.text
    told = json.loads(answer.text)
    return told["token"], told["options"]


def added(visitor: Visitor, name: str = "Arbetsdatorn") -> Authenticator:
    key = Authenticator(Behaviour(ORIGIN))
    token, options = asked(visitor, "/account/passkeys")
    answer = send(visitor, "/account/passkeys", token, key.create(options), name=name)
    assert answer.status_code == SEE_OTHER, answer.text
    return key


def prove(visitor: Visitor, key: Authenticator, path: str, **fields: str) -> TestResponse:
    token, options = asked(visitor, path)
    return send(visitor, path, token, key.get(options), **fields)


def send(visitor: Visitor, path: str, token: str, answer: str, **fields: str) -> TestResponse:
    sent = {"csrf_token": visitor.token(), "token": token, "answer": answer, **fields}
    return visitor.post(path, sent)


def known(clinic: Database) -> tuple[PasskeyRecord, ...]:
    with clinic.read() as session:
        return list_passkeys(session, person(clinic))


def cookie(visitor: Visitor) -> str:
    kept = visitor.client.get_cookie("kast_sign_in")
    assert kept is not None
    return kept.value


def test_a_passkey_is_added_listed_and_signs_in(
    app: Flask, clinic: Database, karin: Visitor
) -> None:
    key = added(karin)
    page = karin.page("/account/passkeys")
    assert "Passnyckeln är tillagd." in page.text
    assert page.one("input", name="name", id="name_1").attributes["value"] == "Arbetsdatorn"
    stranger = Visitor(app)
    answer = prove(stranger, key, "/sign-in/passkey", back="/account")
    assert (answer.status_code, answer.location) == (SEE_OTHER, "/account")
    assert KARIN in stranger.page("/account").text
    assert noted(clinic)[-1][:3] == (KARIN, "signed in", "passkey")


def test_a_passkey_leads_to_no_other_place(app: Flask, karin: Visitor) -> None:
    key = added(karin)
    for back in ("https://evil.example/", "//evil.example", ""):
        answer = prove(Visitor(app), key, "/sign-in/passkey", back=back)
        assert answer.location == "/today"


def test_a_refusal_is_shown_where_one_signs_in(app: Flask, clinic: Database) -> None:
    stranger = Visitor(app)
    unknown = Authenticator(Behaviour(ORIGIN), user_handle="YQ")
    answer = prove(stranger, unknown, "/sign-in/passkey")
    assert answer.status_code == UNPROCESSABLE
    assert "Passnyckeln gav inte tillträde" in answer.text
    for _ in range(FREE["address"] - 1):
        send(stranger, "/sign-in/passkey", "", "")
    assert send(stranger, "/sign-in/passkey", "", "").status_code == TOO_MANY
    assert known(clinic) == ()


def test_a_passkey_steps_up_and_leads_on(clinic: Database, karin: Visitor) -> None:
    key = added(karin)
    long_ago(clinic, karin)
    answer = karin.get("/account/app")
    assert answer.status_code == SEE_OTHER
    answer = prove(karin, key, "/step-up/passkey", back="/account/app")
    assert (answer.status_code, answer.location) == (SEE_OTHER, "/account/app")
    assert karin.get("/account/app").status_code == OK


def long_ago(clinic: Database, visitor: Visitor) -> None:
    with clinic.begin() as session:
        mark_stepped_up(session, cookie(visitor), at=clock.now() - timedelta(hours=1))
        # Only the proof is old.
        mark_seen(session, cookie(visitor), at=clock.now())


def test_a_wrong_passkey_does_not_step_up(clinic: Database, karin: Visitor) -> None:
    added(karin)
    long_ago(clinic, karin)
    unknown = Authenticator(Behaviour(ORIGIN), user_handle="YQ")
    answer = prove(karin, unknown, "/step-up/passkey", back="/account/app")
    assert answer.status_code == UNPROCESSABLE
    assert "Passnyckeln gav inte tillträde" in answer.text
    assert karin.get("/account/app").status_code == SEE_OTHER


def test_a_passkey_unlocks_and_leads_back(clinic: Database, karin: Visitor) -> None:
    key = added(karin)
    with clinic.begin() as session:
        lock_screen(session, cookie(karin), clock.now())
    assert karin.get("/account").location == "/locked?back=/account"
    answer = prove(karin, key, "/locked/passkey", back="/account")
    assert (answer.status_code, answer.location) == (SEE_OTHER, "/account")
    assert karin.get("/account").status_code == OK


def test_the_cover_of_a_page_is_lifted_without_leaving_it(clinic: Database, karin: Visitor) -> None:
    key = added(karin)
    with clinic.begin() as session:
        lock_screen(session, cookie(karin), clock.now())
    unknown = Authenticator(Behaviour(ORIGIN), user_handle="YQ")
    refused = prove(karin, unknown, "/locked/passkey", script="1")
    assert (refused.status_code, refused.mimetype) == (UNPROCESSABLE, "text/plain")
    assert prove(karin, key, "/locked/passkey", script="1").status_code == 204


def test_a_wrong_passkey_does_not_unlock(clinic: Database, karin: Visitor) -> None:
    added(karin)
    with clinic.begin() as session:
        lock_screen(session, cookie(karin), clock.now())
    unknown = Authenticator(Behaviour(ORIGIN), user_handle="YQ")
    answer = prove(karin, unknown, "/locked/passkey")
    assert answer.status_code == UNPROCESSABLE
    assert karin.get("/account").status_code == SEE_OTHER


def test_nobody_unlocks_who_is_not_signed_in(app: Flask) -> None:
    stranger = Visitor(app)
    assert send(stranger, "/locked/passkey", "", "").location == "/sign-in"
    answer = stranger.post("/locked/passkey/ask", {"csrf_token": stranger.token()})
    assert answer.status_code >= 400


def test_a_locked_screen_shows_and_takes_no_passkeys(clinic: Database, karin: Visitor) -> None:
    token = karin.token()
    with clinic.begin() as session:
        lock_screen(session, cookie(karin), clock.now())
    assert karin.get("/account/passkeys").status_code == SEE_OTHER
    for path in ("/account/passkeys/ask", "/account/passkeys", "/step-up/passkey/ask"):
        assert "/locked" in karin.post(path, {"csrf_token": token}).location


def test_what_is_only_the_persons_own_needs_a_new_proof(clinic: Database, karin: Visitor) -> None:
    added(karin)
    (one,) = known(clinic)
    long_ago(clinic, karin)
    for path in (
        "/account/passkeys/ask",
        "/account/passkeys",
        f"/account/passkeys/{one.public_id}/remove",
    ):
        answer = karin.post(path, {"csrf_token": karin.token(), "name": "Ny"})
        assert answer.location.startswith("/step-up"), path
    assert len(known(clinic)) == 1


def test_a_script_that_asks_is_told_that_a_proof_is_needed(
    clinic: Database, karin: Visitor
) -> None:
    token = karin.token()
    long_ago(clinic, karin)
    answer = karin.client.post(
        "/account/passkeys/ask", data={"csrf_token": token}, headers={"Sec-Fetch-Mode": "cors"}
    )
    assert answer.status_code == FORBIDDEN


def test_a_passkey_that_cannot_be_added_is_told_of(clinic: Database, karin: Visitor) -> None:
    token, options = asked(karin, "/account/passkeys")
    answer = Authenticator(Behaviour(ORIGIN)).create(options)
    refused = send(karin, "/account/passkeys", token, answer, name="")
    assert refused.status_code == UNPROCESSABLE
    assert "Skriv vad passnyckeln ska heta" in refused.text
    refused = send(karin, "/account/passkeys", "unknown", answer, name="Ny")
    assert refused.status_code == UNPROCESSABLE
    assert "gick inte att lägga till" in read_html(refused.text).one("main").text
    assert known(clinic) == ()


def test_a_passkey_is_renamed_and_removed(clinic: Database, karin: Visitor) -> None:
    added(karin)
    (one,) = known(clinic)
    path = f"/account/passkeys/{one.public_id}"
    sent = {"csrf_token": karin.token(), "name": ""}
    assert karin.post(f"{path}/rename", sent).status_code == UNPROCESSABLE
    assert karin.post(f"{path}/rename", {**sent, "name": "Mobilen"}).status_code == SEE_OTHER
    assert known(clinic)[0].name == "Mobilen"
    assert karin.post(f"{path}/remove", sent).status_code == SEE_OTHER
    assert known(clinic) == ()
    assert karin.post(f"{path}/remove", sent).status_code == 404


def test_the_last_passkey_of_one_without_an_app_stays(clinic: Database, karin: Visitor) -> None:
    with clinic.begin() as session:
        forget_proofs(session, KARIN)
    added(karin)
    (one,) = known(clinic)
    answer = karin.post(f"/account/passkeys/{one.public_id}/remove", {"csrf_token": karin.token()})
    assert answer.status_code == UNPROCESSABLE
    assert "enda passnyckel" in answer.text


def test_a_number_for_a_host_is_told_the_name(app: Flask, karin: Visitor) -> None:
    page = karin.client.get("/account/passkeys", base_url="http://127.0.0.1:8000", buffered=True)
    assert page.status_code == 401
    page = app.test_client().get("/sign-in", base_url="http://127.0.0.1:8000", buffered=True)
    assert "Öppna samma sida på http://localhost:8000/ i stället." in page.text
    assert "data-passkey" not in page.text
    answer = Visitor(app).get("/sign-in")
    assert "data-passkey" in answer.text


def chosen_passphrase(app: Flask, clinic: Database) -> Visitor:
    """Return the browser of one who has only a passphrase, and has just typed it."""
    with clinic.begin() as session:
        forget_proofs(session, KARIN)
        keep_password_hash(session, KARIN, hash_passphrase(PASSPHRASE), at=clock.now())
    visitor = Visitor(app)
    sent = {"csrf_token": visitor.token(), "name": KARIN, "password": PASSPHRASE}
    assert visitor.post("/sign-in", sent).location.startswith("/second-factor")
    return visitor


def test_a_passkey_is_the_first_second_factor_in_place_of_an_app(
    app: Flask, clinic: Database
) -> None:
    visitor = chosen_passphrase(app, clinic)
    assert "data-passkey" in visitor.get("/second-factor").text
    key = Authenticator(Behaviour(ORIGIN))
    token, options = asked(visitor, "/second-factor/passkey")
    refused = send(visitor, "/second-factor/passkey", token, "", name="Mobilen")
    assert refused.status_code == UNPROCESSABLE
    assert "gick inte att lägga till" in refused.text
    token, options = asked(visitor, "/second-factor/passkey")
    answer = send(visitor, "/second-factor/passkey", token, key.create(options), name="Mobilen")
    assert answer.status_code == OK
    assert len(read_html(answer.text).all("li", class_="code")) > 4
    assert KARIN in visitor.page("/account").text
    assert prove(Visitor(app), key, "/sign-in/passkey").location == "/today"
    # From now on the passphrase alone sets up nothing.
    late = Visitor(app)
    assert send(late, "/second-factor/passkey", token, key.create(options)).status_code == 422
    sent = {"csrf_token": late.token(), "name": KARIN, "password": PASSPHRASE}
    late.post("/sign-in", sent)
    assert late.post("/second-factor/passkey/ask", {"csrf_token": late.token()}).status_code == 400


def test_one_who_signs_in_by_a_passkey_alone_counts_as_one_who_signs_in(
    clinic: Database, karin: Visitor
) -> None:
    with clinic.begin() as session:
        forget_proofs(session, KARIN)
    added(karin)
    with clinic.read() as session:
        (site, *_others) = list_users(session, person(clinic), clock.now())
    assert [one.signs_in for one in site.present] == [True]
