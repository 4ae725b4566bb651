from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import parse_qsl

import pytest
import requests

from kast_eval import clock
from kast_eval.actions.accept_invitation import InvitationError
from kast_eval.actions.lock_screen import is_locked, lock_screen
from kast_eval.actions.sign_in import browser_of
from kast_eval.actions.sign_in_by_password import NOBODY
from kast_eval.actions.sign_in_by_provider import (
    PROVIDER,
    Answered,
    AskedProvider,
    PersonalNumberError,
    ProviderSignInError,
    Purpose,
    ask_provider,
    ask_to_link,
    hear_provider,
)
from kast_eval.actions.steps.challenges import LONGEST_CHALLENGE
from kast_eval.actions.steps.tries import FREE, WaitError
from kast_eval.identity.errors import ProviderDownError
from kast_eval.identity.provider import Provider
from kast_eval.store.accounts import forget_proofs
from kast_eval.store.database import Database
from kast_eval.store.external_identities import issuer_of, keep_external_identity
from kast_eval.store.invitations import add_invitation
from kast_eval.store.users import add_user, end_roles
from kast_eval.study.roles import Role
from tests.actions.accounts import CLIENT, KARIN
from tests.actions.at_the_clinic import HERE, noted
from tests.identity.municipality import Municipality, Served

BACK = "https://kast.example.se/sign-in/provider/answer"
CODE = "7K2M-9QXA-31HT"


def ask(
    clinic: Database, serving: Served, purpose: Purpose = Purpose.SIGN_IN, *, code: str = ""
) -> AskedProvider:
    return ask_provider(
        clinic,
        clock.now(),
        Provider(serving.settings),
        purpose,
        back=BACK,
        onward="/today",
        code=code,
    )


def ask_linking(
    clinic: Database, serving: Served, code: str, client: str = CLIENT
) -> AskedProvider:
    return ask_to_link(
        clinic,
        clock.now(),
        Provider(serving.settings),
        code=code,
        client=client,
        back=BACK,
        onward="/today",
    )


def come_back(asked: AskedProvider, serving: Served) -> dict[str, str]:
    answer = requests.get(
        asked.address, verify=str(serving.authority), allow_redirects=False, timeout=10
    )
    return dict(parse_qsl(answer.headers["Location"].partition("?")[2]))


def hear(
    clinic: Database,
    serving: Served,
    asked: AskedProvider,
    answer: Mapping[str, str],
    *,
    cookie_token: str = "",
    client: str = CLIENT,
    waited: timedelta = timedelta(),
) -> Answered:
    return hear_provider(
        clinic,
        clock.now() + waited,
        Provider(serving.settings),
        token=asked.token,
        answer=answer,
        cookie_token=cookie_token,
        client=client,
        browser="Firefox",
    )


def sign_in(
    clinic: Database,
    serving: Served,
    purpose: Purpose = Purpose.SIGN_IN,
    *,
    code: str = "",
    cookie_token: str = "",
) -> Answered:
    asked = ask(clinic, serving, purpose, code=code)
    answer = come_back(asked, serving)
    return hear(clinic, serving, asked, answer, cookie_token=cookie_token)


def know(clinic: Database, serving: Served, subject: str = "6c1f0a", name: str = KARIN) -> None:
    with clinic.begin() as session:
        keep_external_identity(
            session, name, issuer=serving.provider.address, subject=subject, created=clock.now()
        )


def invite(clinic: Database, name: str = "Bo") -> None:
    now = clock.now()
    with clinic.begin() as session:
        add_user(session, name, {HERE: frozenset({Role.COUNSELLOR})}, created=now)
        add_invitation(
            session, name, CODE, created_by=KARIN, created=now, expires=now + timedelta(days=7)
        )


@pytest.mark.usefixtures("municipality")
def test_one_whom_the_provider_knows_signs_in(clinic: Database, serving: Served) -> None:
    know(clinic, serving)
    answered = sign_in(clinic, serving)
    assert answered.onward == "/today"
    assert answered.sign_in is not None
    assert answered.sign_in.user.name == KARIN
    assert noted(clinic)[-1] == (KARIN, "signed in", PROVIDER, None)
    with clinic.read() as session:
        browser = browser_of(session, answered.sign_in.cookie_token, clock.now())
    assert browser is not None
    assert (browser.method, browser.browser) == (PROVIDER, "Firefox")


@pytest.mark.usefixtures("municipality")
def test_one_whom_nobody_has_invited_is_refused_and_not_made(
    clinic: Database, serving: Served
) -> None:
    with pytest.raises(ProviderSignInError) as refused:
        sign_in(clinic, serving)
    assert noted(clinic)[-1] == (NOBODY, "sign-in failed", PROVIDER, None)
    # A known person whom the provider is less sure of reads the very same.
    know(clinic, serving)
    serving.provider.acr = "http://id.sambi.se/loa/loa2"
    with pytest.raises(ProviderSignInError) as less_sure:
        sign_in(clinic, serving)
    assert str(less_sure.value) == str(refused.value)


def test_why_a_word_was_refused_is_logged_and_of_whom_is_not(
    clinic: Database,
    serving: Served,
    municipality: Municipality,
    caplog: pytest.LogCaptureFixture,
) -> None:
    know(clinic, serving)
    municipality.acr = "http://id.sambi.se/loa/loa2"
    with pytest.raises(ProviderSignInError):
        sign_in(clinic, serving)
    (line,) = [record.getMessage() for record in caplog.records if record.name == "kast_eval"]
    assert line == "the identity provider's word was refused: acr"


def test_an_invitation_links_the_identity_once(
    clinic: Database, serving: Served, municipality: Municipality
) -> None:
    invite(clinic)
    answered = sign_in(clinic, serving, Purpose.LINK, code=CODE.lower())
    assert answered.sign_in is not None
    assert answered.sign_in.user.name == "Bo"
    assert ("Bo", "accepted an invitation", PROVIDER, None) in noted(clinic)
    with clinic.read() as session:
        assert issuer_of(session, "Bo") == municipality.address
    again = sign_in(clinic, serving)
    assert again.sign_in is not None
    assert again.sign_in.user.name == "Bo"
    municipality.subject = "another"
    with pytest.raises(ProviderSignInError):
        sign_in(clinic, serving, Purpose.LINK, code=CODE)
    with pytest.raises(ProviderSignInError):
        sign_in(clinic, serving)


def test_only_one_who_is_invited_is_led_to_the_provider(
    clinic: Database, serving: Served, municipality: Municipality
) -> None:
    invite(clinic)
    for _ in range(FREE["address"]):
        with pytest.raises(InvitationError):
            ask_linking(clinic, serving, "guessed")
    with pytest.raises(WaitError):
        ask_linking(clinic, serving, CODE)
    assert municipality.requests == []
    asked = ask_linking(clinic, serving, CODE.lower(), client="192.0.2.8")
    answered = hear(clinic, serving, asked, come_back(asked, serving), client="192.0.2.8")
    assert answered.sign_in is not None
    assert answered.sign_in.user.name == "Bo"


@pytest.mark.usefixtures("municipality")
def test_one_identity_is_one_user(clinic: Database, serving: Served) -> None:
    know(clinic, serving)
    invite(clinic)
    with pytest.raises(ProviderSignInError):
        sign_in(clinic, serving, Purpose.LINK, code=CODE)
    with clinic.read() as session:
        assert issuer_of(session, "Bo") is None


@pytest.mark.usefixtures("municipality")
def test_a_new_invitation_links_a_new_identity(clinic: Database, serving: Served) -> None:
    invite(clinic)
    know(clinic, serving, "earlier", "Bo")
    answered = sign_in(clinic, serving, Purpose.LINK, code=CODE)
    assert answered.sign_in is not None
    assert answered.sign_in.user.name == "Bo"


@pytest.mark.parametrize("code", ["", "7K2M-9QXA-31H0"])
@pytest.mark.usefixtures("municipality")
def test_a_guessed_code_links_nothing(clinic: Database, serving: Served, code: str) -> None:
    invite(clinic)
    with pytest.raises(ProviderSignInError):
        sign_in(clinic, serving, Purpose.LINK, code=code)


def test_a_personal_number_is_never_kept(
    clinic: Database, serving: Served, municipality: Municipality
) -> None:
    invite(clinic)
    municipality.subject = "191212121212"
    with pytest.raises(PersonalNumberError, match="Småstad lämnar personnummer"):
        sign_in(clinic, serving, Purpose.LINK, code=CODE)
    with clinic.read() as session:
        assert issuer_of(session, "Bo") is None


@pytest.mark.usefixtures("municipality")
def test_who_has_no_role_any_more_is_nobody(clinic: Database, serving: Served) -> None:
    know(clinic, serving)
    with clinic.begin() as session:
        end_roles(session, KARIN, HERE, ended_by=KARIN, ended_at=clock.now())
    with pytest.raises(ProviderSignInError):
        sign_in(clinic, serving)


@pytest.mark.usefixtures("municipality")
def test_an_identity_is_forgotten_with_all_other_proofs(clinic: Database, serving: Served) -> None:
    know(clinic, serving)
    with clinic.begin() as session:
        forget_proofs(session, KARIN)
    with pytest.raises(ProviderSignInError):
        sign_in(clinic, serving)


@pytest.mark.usefixtures("municipality")
def test_an_answer_is_taken_once(clinic: Database, serving: Served) -> None:
    know(clinic, serving)
    asked = ask(clinic, serving)
    answer = come_back(asked, serving)
    hear(clinic, serving, asked, answer)
    with pytest.raises(ProviderSignInError):
        hear(clinic, serving, asked, answer)


@pytest.mark.usefixtures("municipality")
def test_an_answer_belongs_to_the_browser_that_asked(clinic: Database, serving: Served) -> None:
    know(clinic, serving)
    mine, anothers = ask(clinic, serving), ask(clinic, serving)
    with pytest.raises(ProviderSignInError):
        hear(clinic, serving, mine, come_back(anothers, serving))


@pytest.mark.usefixtures("municipality")
def test_an_answer_comes_in_time(clinic: Database, serving: Served) -> None:
    know(clinic, serving)
    asked = ask(clinic, serving)
    with pytest.raises(ProviderSignInError):
        hear(clinic, serving, asked, come_back(asked, serving), waited=LONGEST_CHALLENGE)


@pytest.mark.usefixtures("municipality")
def test_the_providers_word_steps_up(clinic: Database, serving: Served) -> None:
    know(clinic, serving)
    signed_in = sign_in(clinic, serving).sign_in
    assert signed_in is not None
    answered = sign_in(clinic, serving, Purpose.STEP_UP, cookie_token=signed_in.cookie_token)
    assert answered == Answered("/today", None)
    assert noted(clinic)[-1] == (KARIN, "step-up", PROVIDER, None)


@pytest.mark.usefixtures("municipality")
def test_the_providers_word_unlocks(clinic: Database, serving: Served) -> None:
    know(clinic, serving)
    signed_in = sign_in(clinic, serving).sign_in
    assert signed_in is not None
    cookie = signed_in.cookie_token
    with clinic.begin() as session:
        lock_screen(session, cookie, clock.now())
    sign_in(clinic, serving, Purpose.UNLOCK, cookie_token=cookie)
    assert noted(clinic)[-1] == (KARIN, "unlocked", PROVIDER, None)
    with clinic.read() as session:
        browser = browser_of(session, cookie, clock.now())
    assert browser is not None
    assert not is_locked(browser, clock.now())


@pytest.mark.parametrize("purpose", [Purpose.STEP_UP, Purpose.UNLOCK])
def test_anothers_word_proves_nothing_of_me(
    clinic: Database, serving: Served, municipality: Municipality, purpose: Purpose
) -> None:
    know(clinic, serving)
    signed_in = sign_in(clinic, serving).sign_in
    assert signed_in is not None
    with clinic.begin() as session:
        add_user(session, "Bo", {HERE: frozenset({Role.COUNSELLOR})}, created=clock.now())
    know(clinic, serving, "bo", "Bo")
    municipality.subject = "bo"
    for cookie in (signed_in.cookie_token, "unknown"):
        with pytest.raises(ProviderSignInError):
            sign_in(clinic, serving, purpose, cookie_token=cookie)


def test_a_provider_that_is_down_is_nobodys_failure(
    clinic: Database, serving: Served, municipality: Municipality
) -> None:
    know(clinic, serving)
    for _ in range(FREE["address"] + 2):
        municipality.down = False
        asked = ask(clinic, serving)
        answer = come_back(asked, serving)
        municipality.down = True
        with pytest.raises(ProviderDownError):
            hear(clinic, serving, asked, answer)
    with pytest.raises(ProviderDownError):
        ask(clinic, serving)


@pytest.mark.usefixtures("municipality")
def test_failures_make_an_address_wait_and_successes_do_not(
    clinic: Database, serving: Served
) -> None:
    know(clinic, serving)
    for _ in range(FREE["address"] + 2):
        sign_in(clinic, serving)
    asked = ask(clinic, serving)
    for _ in range(FREE["address"]):
        with pytest.raises(ProviderSignInError):
            hear(clinic, serving, AskedProvider("", "unknown"), {})
    with pytest.raises(WaitError):
        hear(clinic, serving, asked, come_back(asked, serving))
