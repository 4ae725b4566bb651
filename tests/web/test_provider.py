from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from flask import Flask
from werkzeug.test import TestResponse

from kast_eval import clock
from kast_eval.actions.lock_screen import lock_screen
from kast_eval.actions.sign_in_by_provider import PROVIDER
from kast_eval.actions.steps.tries import FREE
from kast_eval.store.accounts import password_hash
from kast_eval.store.database import Database
from kast_eval.store.external_identities import issuer_of, keep_external_identity
from kast_eval.store.invitations import add_invitation
from kast_eval.store.sign_ins import mark_seen, mark_stepped_up
from kast_eval.store.users import add_user
from kast_eval.study.roles import Role
from kast_eval.web.headers import HEADERS
from tests.actions.accounts import KARIN
from tests.actions.at_the_clinic import HERE
from tests.identity.municipality import Municipality, Served, write_settings
from tests.web.karins_clinic import app_of, opened_clinic, signed_in
from tests.web.reading import Element, read_html
from tests.web.visitor import OK, SEE_OTHER, Visitor

UNPROCESSABLE, TOO_MANY, DOWN = 422, 429, 503
CODE = "7K2M-9QXA-31HT-ZZ00"
DONE = "/sign-in/provider/done"


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Database]:
    with opened_clinic(tmp_path / "clinic") as database:
        yield database


@pytest.fixture
def app(clinic: Database, serving: Served, municipality: Municipality) -> Flask:
    del municipality
    write_settings(clinic.file.parent, serving)
    return app_of(clinic)


def know(clinic: Database, serving: Served, name: str = KARIN) -> None:
    with clinic.begin() as session:
        keep_external_identity(
            session,
            name,
            issuer=serving.provider.address,
            subject=serving.provider.subject,
            created=clock.now(),
        )


def through(visitor: Visitor, away: str, serving: Served) -> TestResponse:
    """Go to the provider's address and come back, as a browser does, to the last page but one."""
    gone = requests.get(away, verify=str(serving.authority), allow_redirects=False, timeout=10)
    back = urlsplit(gone.headers["Location"])
    assert back.path == "/sign-in/provider/answer"
    return visitor.get(onward(visitor.page(f"{back.path}?{back.query}")))


def onward(page: Element) -> str:
    """Return where a page leads on to by itself."""
    (refresh,) = [one for one in page.all("meta") if "http-equiv" in one.attributes]
    address = refresh.attributes["content"].removeprefix("0; url=")
    (link,) = [one for one in page.all("a") if one.text == "Fortsätt"]
    assert link.attributes["href"] == address
    return address


def sign_in(visitor: Visitor, serving: Served, path: str = "/sign-in/provider") -> TestResponse:
    gone = visitor.get(path)
    assert gone.status_code == SEE_OTHER, gone.text
    return through(visitor, gone.location, serving)


def test_the_button_is_there_and_signs_in(app: Flask, clinic: Database, serving: Served) -> None:
    know(clinic, serving)
    visitor = Visitor(app)
    (button,) = [
        one for one in visitor.page("/sign-in").all("a") if one.text == "Logga in med Småstad"
    ]
    answer = sign_in(visitor, serving, button.attributes["href"])
    assert (answer.status_code, answer.location) == (SEE_OTHER, "/today")
    assert KARIN in visitor.page("/account").text
    assert visitor.client.get_cookie("kast_provider") is None


def test_one_is_led_back_to_the_page_that_was_asked_for_and_nowhere_else(
    app: Flask, clinic: Database, serving: Served
) -> None:
    know(clinic, serving)
    assert sign_in(Visitor(app), serving, "/sign-in/provider?back=/account").location == "/account"
    for evil in ("https://evil.example/", "//evil.example/"):
        answer = sign_in(Visitor(app), serving, f"/sign-in/provider?back={evil}")
        assert answer.location == "/today"


def test_no_policy_is_loosened(app: Flask, clinic: Database, serving: Served) -> None:
    know(clinic, serving)
    visitor = Visitor(app)
    for path in ("/sign-in", "/sign-in/provider", "/sign-in/provider/answer?code=a&state=b"):
        headers = visitor.get(path).headers
        assert "form-action 'self';" in headers["Content-Security-Policy"]
        assert serving.provider.address not in headers["Content-Security-Policy"]
        assert all(headers[name] == value for name, value in HEADERS.items())
    cookies = visitor.get("/sign-in/provider").headers["Set-Cookie"]
    assert "SameSite=Strict" in cookies
    assert "HttpOnly" in cookies


def test_the_page_that_one_comes_back_to_touches_no_cookie(app: Flask) -> None:
    answer = Visitor(app).get('/sign-in/provider/answer?code="><b>&state=s&other=x&error=e')
    assert answer.status_code == OK
    assert "Set-Cookie" not in answer.headers
    leads = urlsplit(onward(read_html(answer.text)))
    assert leads.path == DONE
    assert dict(parse_qsl(leads.query)) == {"code": '"><b>', "state": "s", "error": "e"}
    longest = Visitor(app).page(f"/sign-in/provider/answer?code={'a' * 5_000}")
    assert len(onward(longest)) < 3_000


def test_who_is_unknown_is_refused_where_one_signs_in(app: Flask, serving: Served) -> None:
    visitor = Visitor(app)
    answer = sign_in(visitor, serving)
    assert answer.status_code == UNPROCESSABLE
    assert "Inloggningen med Småstad gav inte tillträde." in answer.text
    assert visitor.get("/account").status_code == 401


def test_an_answer_without_its_question_is_refused(
    app: Flask, clinic: Database, serving: Served
) -> None:
    know(clinic, serving)
    asker, victim = Visitor(app), Visitor(app)
    gone = asker.get("/sign-in/provider")
    assert through(victim, gone.location, serving).status_code == UNPROCESSABLE
    for _ in range(FREE["address"] - 1):
        victim.get(DONE)
    assert victim.get(DONE).status_code == TOO_MANY


def test_a_provider_that_is_down_is_told_of_and_the_passphrase_is_asked_for(
    app: Flask, serving: Served
) -> None:
    visitor = Visitor(app)
    gone = visitor.get("/sign-in/provider")
    serving.provider.down = True
    for answer in (visitor.get("/sign-in/provider"), through_down(visitor, gone.location)):
        assert answer.status_code == DOWN
        page = read_html(answer.text)
        assert "Inloggningen hos Småstad svarar inte" in page.text
        assert len(page.all("input", name="password")) == 1


def through_down(visitor: Visitor, away: str) -> TestResponse:
    state = dict(parse_qsl(urlsplit(away).query))["state"]
    return visitor.get(f"{DONE}?code=a&state={state}")


def invite(clinic: Database) -> None:
    now = clock.now()
    with clinic.begin() as session:
        add_user(session, "Bo Test", {HERE: frozenset({Role.COUNSELLOR})}, created=now)
        add_invitation(
            session, "Bo Test", CODE, created_by=KARIN, created=now, expires=now + timedelta(days=7)
        )


def test_an_invitation_is_accepted_by_the_providers_word(
    app: Flask, clinic: Database, serving: Served
) -> None:
    invite(clinic)
    visitor = Visitor(app)
    page = visitor.page("/invited")
    (button,) = [one for one in page.all("button") if "formaction" in one.attributes]
    path = button.attributes["formaction"]
    token = visitor.token()
    refused = visitor.post(path, {"csrf_token": token, "invitation": "guessed"})
    assert refused.status_code == UNPROCESSABLE
    assert "Koden stämmer inte" in refused.text
    led = visitor.post(path, {"csrf_token": token, "invitation": CODE.lower()})
    assert led.status_code == OK
    answer = through(visitor, onward(read_html(led.text)), serving)
    assert (answer.status_code, answer.location) == (SEE_OTHER, "/today")
    assert "Bo Test" in visitor.page("/account").text
    with clinic.read() as session:
        assert issuer_of(session, "Bo Test") == serving.provider.address
        assert password_hash(session, "Bo Test") is None
    # Next time the button is enough.
    assert sign_in(Visitor(app), serving).location == "/today"


def test_an_invitation_waits_for_a_provider_that_is_down(
    app: Flask, clinic: Database, serving: Served
) -> None:
    invite(clinic)
    serving.provider.down = True
    visitor = Visitor(app)
    sent = {"csrf_token": visitor.token(), "invitation": CODE}
    answer = visitor.post("/invited/provider", sent)
    assert answer.status_code == DOWN
    serving.provider.down = False
    assert visitor.post("/invited/provider", sent).status_code == OK


def test_a_personal_number_is_refused_in_words(
    app: Flask, clinic: Database, serving: Served
) -> None:
    invite(clinic)
    serving.provider.subject = "19121212-1212"
    visitor = Visitor(app)
    led = visitor.post("/invited/provider", {"csrf_token": visitor.token(), "invitation": CODE})
    answer = through(visitor, onward(read_html(led.text)), serving)
    assert answer.status_code == UNPROCESSABLE
    assert "lämnar personnummer" in answer.text
    assert "191212" not in answer.text


def cookie(visitor: Visitor) -> str:
    kept = visitor.client.get_cookie("kast_sign_in")
    assert kept is not None
    return kept.value


def test_the_provider_unlocks(app: Flask, clinic: Database, serving: Served) -> None:
    know(clinic, serving)
    karin = signed_in(app, clinic, method=PROVIDER)
    with clinic.begin() as session:
        lock_screen(session, cookie(karin), clock.now())
    page = karin.page("/locked?back=/account")
    assert page.all("input", name="password") == []
    (button,) = [one for one in page.all("a") if one.text == "Lås upp med Småstad"]
    assert sign_in(karin, serving, button.attributes["href"]).location == "/account"
    assert karin.get("/account").status_code == OK
    assert len(karin.page("/unlocked").all("script", src="/static/unlocked.js")) == 1


def test_another_person_does_not_unlock(app: Flask, clinic: Database, serving: Served) -> None:
    karin = signed_in(app, clinic, method=PROVIDER)
    with clinic.begin() as session:
        lock_screen(session, cookie(karin), clock.now())
    answer = sign_in(karin, serving, "/locked/provider?back=/account")
    assert answer.status_code == UNPROCESSABLE
    page = read_html(answer.text)
    assert "Skärmen är låst" in page.text
    assert "gav inte tillträde" in page.text
    serving.provider.down = True
    answer = karin.get("/locked/provider")
    assert answer.status_code == DOWN
    assert "svarar inte" in answer.text
    assert karin.get("/unlocked").status_code == SEE_OTHER
    assert Visitor(app).get("/locked/provider").location == "/sign-in"


def test_the_provider_steps_up(app: Flask, clinic: Database, serving: Served) -> None:
    know(clinic, serving)
    karin = signed_in(app, clinic, method=PROVIDER)
    with clinic.begin() as session:
        mark_stepped_up(session, cookie(karin), at=clock.now() - timedelta(hours=1))
        mark_seen(session, cookie(karin), at=clock.now())
    asked = karin.get("/account/app")
    page = karin.page(asked.location)
    assert page.all("input", name="proof") == []
    (button,) = [one for one in page.all("a") if one.text == "Visa det med Småstad"]
    assert sign_in(karin, serving, button.attributes["href"]).location == "/account/app"
    assert karin.get("/account/app").status_code == OK


def test_another_person_does_not_step_up(app: Flask, clinic: Database, serving: Served) -> None:
    karin = signed_in(app, clinic, method=PROVIDER)
    answer = sign_in(karin, serving, "/step-up/provider")
    assert answer.status_code == UNPROCESSABLE
    assert "gav inte tillträde" in read_html(answer.text).one("main").text
    serving.provider.down = True
    assert karin.get("/step-up/provider").status_code == DOWN


def test_who_signs_out_is_told_of_the_provider(
    app: Flask, clinic: Database, serving: Served
) -> None:
    karin = signed_in(app, clinic, method=PROVIDER)
    answer = karin.post("/sign-out", {"csrf_token": karin.token()})
    assert answer.location == "/signed-out"
    page = karin.page("/signed-out")
    assert "Hos Småstad kan du vara inloggad fortfarande." in page.text
    (link,) = [one for one in page.all("a") if one.text == "Logga ut hos Småstad"]
    away = karin.get(link.attributes["href"])
    assert away.status_code == SEE_OTHER
    assert away.location.startswith(f"{serving.provider.address}/end?")
    serving.provider.discovery = {"end_session_endpoint": None}
    assert "Stäng webbläsaren helt." in karin.page(link.attributes["href"]).text
    serving.provider.down = True
    assert "Stäng webbläsaren helt." in karin.page(link.attributes["href"]).text
    other = signed_in(app, clinic)
    assert other.post("/sign-out", {"csrf_token": other.token()}).location == "/"


def test_without_a_provider_there_is_no_trace_of_one(clinic: Database) -> None:
    app = app_of(clinic)
    visitor = Visitor(app)
    for path in ("/sign-in/provider", DONE, "/signed-out", "/sign-out/provider"):
        assert visitor.get(path).status_code == 404
    for path in ("/sign-in", "/invited"):
        assert "provider" not in visitor.get(path).text
