from datetime import timedelta

import pytest
from flask import Flask

from kast_eval import clock
from kast_eval.actions.invite_user import invite_user
from kast_eval.actions.sign_in import current_user
from kast_eval.actions.steps.tries import FREE
from kast_eval.store.database import Database
from kast_eval.store.users import find_user
from kast_eval.study.roles import Role
from tests.actions.accounts import KARIN, PASSPHRASE, shown
from tests.actions.at_the_clinic import HERE
from tests.web.reading import fields_of, read_html, told_wrong
from tests.web.visitor import Visitor

LED_ON, UNREADABLE, UNAUTHORIZED, WAIT = 303, 422, 401, 429
HER_OWN = "sju trappsteg och en igelkott"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def anybody(clinic_app: Flask) -> Visitor:
    return Visitor(clinic_app)


def signed_in(visitor: Visitor, database: Database) -> str | None:
    """Return the name of the one who is signed in."""
    cookie = visitor.client.get_cookie("kast_sign_in")
    if cookie is None:
        return None
    with database.read() as session:
        user = current_user(session, cookie.value, clock.now())
    return None if user is None else user.name


def invited(database: Database, name: str = "Disa") -> str:
    with database.begin() as session:
        karin = find_user(session, KARIN)
        assert karin is not None
        roles = frozenset({Role.COUNSELLOR})
        return invite_user(session, karin, clock.now(), name=name, site_code=HERE, roles=roles)


def test_everything_at_once_signs_in(anybody: Visitor, clinic: Database) -> None:
    answer = anybody.send("/sign-in", name=KARIN, password=PASSPHRASE, app_code=shown(clock.now()))
    assert (answer.status_code, answer.location) == (LED_ON, "/today")
    assert signed_in(anybody, clinic) == KARIN
    assert anybody.get("/sign-in").location == "/today"


def test_the_pages_ask_everybody(anybody: Visitor) -> None:
    assert anybody.page("/sign-in").all("input", name="app_code")
    assert anybody.page("/invited").all("input", name="invitation")
    assert anybody.page("/").all("a", href="/sign-in")


def test_guesses_at_the_code_wait(anybody: Visitor) -> None:
    anybody.send("/sign-in", name=KARIN, password=PASSPHRASE)
    answers = [anybody.send("/second-factor", app_code="1") for _ in range(FREE["name"] + 1)]
    assert [answer.status_code for answer in answers] == [UNREADABLE] * FREE["name"] + [WAIT]


def test_guesses_at_the_first_app_wait(anybody: Visitor, clinic: Database) -> None:
    fields = {"new_passphrase": HER_OWN, "again_passphrase": HER_OWN}
    anybody.send("/invited", invitation=invited(clinic), **fields)
    answers = [anybody.send("/second-factor/app", app_code="1") for _ in range(FREE["name"] + 1)]
    assert answers[-1].status_code == WAIT


def test_a_passphrase_first_and_the_code_then(anybody: Visitor, clinic: Database) -> None:
    answer = anybody.send("/sign-in", name=KARIN, password=PASSPHRASE, back="/pile?x=1")
    assert answer.location == "/second-factor?back=/pile?x%3D1"
    assert signed_in(anybody, clinic) is None
    page = anybody.page(answer.location)
    assert page.all("input", name="back")[0].attributes["value"] == "/pile?x=1"
    wrong = anybody.send("/second-factor", app_code="000000", back="/pile?x=1")
    assert wrong.status_code == UNREADABLE
    right = anybody.send("/second-factor", app_code=shown(clock.now()), back="/pile?x=1")
    assert right.location == "/pile?x=1"
    assert signed_in(anybody, clinic) == KARIN


@pytest.mark.parametrize(
    "back", ["https://example.com/", "//example.com/today", "/finns-inte", "http://[", "today"]
)
def test_nobody_is_led_elsewhere(anybody: Visitor, back: str) -> None:
    answer = anybody.send(
        "/sign-in", name=KARIN, password=PASSPHRASE, app_code=shown(clock.now()), back=back
    )
    assert answer.location == "/today"


def test_the_name_is_kept_and_no_secret_is(anybody: Visitor) -> None:
    answer = anybody.send("/sign-in", name=KARIN, password="fel lösenfras", app_code="123456")
    assert KARIN in answer.text
    assert "fel lösenfras" not in answer.text
    assert "123456" not in answer.text


@pytest.mark.parametrize(("failures", "told"), [(2, False), (3, True)])
def test_who_signs_in_after_guesses_is_told(anybody: Visitor, failures: int, *, told: bool) -> None:
    for _ in range(failures):
        anybody.send("/sign-in", name=KARIN, password="fel")
    anybody.send("/sign-in", name=KARIN, password=PASSPHRASE, app_code=shown(clock.now()))
    assert ("med ditt namn" in anybody.page("/today").text) is told


def test_who_guesses_is_asked_to_wait(anybody: Visitor) -> None:
    for _ in range(FREE["name"]):
        assert anybody.send("/sign-in", name=KARIN, password="fel").status_code == UNREADABLE
    answer = anybody.send("/sign-in", name=KARIN, password=PASSPHRASE)
    assert answer.status_code == WAIT
    assert "Vänta" in answer.text


def test_a_page_that_needs_somebody_asks_who_is_there(anybody: Visitor) -> None:
    answer = anybody.get("/pile?form=c")
    assert answer.status_code == UNAUTHORIZED
    assert led_back_to(answer.text) == "/pile?form=c"
    assert led_back_to(anybody.send("/pile").text) == ""


def led_back_to(page: str) -> str:
    return fields_of(read_html(page).one("form", action="/sign-in"))["back"]


def test_a_second_factor_that_nobody_awaits_begins_anew(anybody: Visitor) -> None:
    paths = ("/second-factor", "/second-factor/app")
    sent = (anybody.send(path, app_code="123456") for path in paths)
    for answer in (anybody.get("/second-factor"), *sent):
        assert answer.status_code == UNREADABLE
        assert "Börja om" in answer.text


def test_an_invited_person_comes_all_the_way_in(anybody: Visitor, clinic: Database) -> None:
    code = invited(clinic)
    answer = anybody.send(
        "/invited", invitation=code, new_passphrase=HER_OWN, again_passphrase=HER_OWN
    )
    assert answer.location == "/second-factor"
    page = anybody.page("/second-factor")
    secret = page.one("b", class_="app-secret").text.replace(" ", "")
    picture = anybody.get("/second-factor/app.svg")
    assert picture.mimetype == "image/svg+xml"
    assert secret not in picture.text
    wrong = anybody.send("/second-factor/app", app_code="000000")
    assert wrong.status_code == UNREADABLE
    assert secret in wrong.text.replace(" ", "")
    done = anybody.send("/second-factor/app", app_code=shown(clock.now(), secret))
    assert signed_in(anybody, clinic) == "Disa"
    codes = [one.attributes["value"] for one in read_html(done.text).all("input", name="shown")]
    assert len(codes) == 10
    printed = anybody.send("/paper-codes.pdf", shown=codes)
    assert printed.mimetype == "application/pdf"
    for shown_codes in ([], ["<b>"], ["ABCD"]):
        assert anybody.send("/paper-codes.pdf", shown=shown_codes).status_code == 400


@pytest.mark.parametrize(
    ("code", "news", "told"),
    [
        (None, (HER_OWN, HER_OWN + "!"), "inte lika"),
        (None, ("kort", "kort"), "har 4 tecken"),
        ("AAAA-AAAA-AAAA-AAAA", (HER_OWN, HER_OWN), "Koden stämmer inte"),
    ],
)
def test_what_is_wrong_with_an_invitation_stands_at_its_field(
    anybody: Visitor, clinic: Database, code: str | None, news: tuple[str, str], told: str
) -> None:
    typed, (new, again) = code or invited(clinic), news
    answer = anybody.send("/invited", invitation=typed, new_passphrase=new, again_passphrase=again)
    assert answer.status_code == UNREADABLE
    assert told in told_wrong(answer.text)
    assert typed in answer.text
    assert f'value="{new}"' not in answer.text


def test_guesses_at_invitations_wait(anybody: Visitor) -> None:
    for _ in range(FREE["address"]):
        anybody.send("/invited", invitation="x", new_passphrase=HER_OWN, again_passphrase=HER_OWN)
    answer = anybody.send(
        "/invited", invitation="x", new_passphrase=HER_OWN, again_passphrase=HER_OWN
    )
    assert answer.status_code == WAIT


@pytest.mark.parametrize(
    ("agent", "said"),
    [(WINDOWS, "Firefox, Windows"), ("", ""), ("curl/8", ""), ("X11; Linux", "Linux")],
)
def test_a_browser_is_known_by_two_words(anybody: Visitor, agent: str, said: str) -> None:
    anybody.client.post(
        "/sign-in",
        data={
            "csrf_token": anybody.token(),
            "name": KARIN,
            "password": PASSPHRASE,
            "app_code": shown(clock.now()),
        },
        headers={"User-Agent": agent},
    )
    page = anybody.page("/account")
    assert (said or "Okänd webbläsare") in page.text


def test_today_says_who_is_there_and_locks(karin: Visitor) -> None:
    page = karin.page("/today")
    assert page.all("section", id="lock")
    assert KARIN in page.text
    assert "lock.js" in karin.get("/today").text


def test_last_seen_is_kept_once_a_minute(clinic_app: Flask, clinic: Database) -> None:
    visitor = Visitor(clinic_app)
    visitor.be(clinic, KARIN, ago=timedelta(minutes=5))
    visitor.get("/keyers")
    first = clinic.file.with_name("kast_eval.db-wal").read_bytes()
    visitor.get("/keyers")
    assert clinic.file.with_name("kast_eval.db-wal").read_bytes() == first
