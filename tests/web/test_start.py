import pytest
from flask import Flask

from kast_eval.store.database import Database
from kast_eval.web.signed_in import signed_in
from tests.actions.at_the_clinic import ANNA, library
from tests.web.visitor import OK, SEE_OTHER, Visitor


def test_anybody_is_told_what_this_is_and_how_to_sign_in(stranger: Visitor) -> None:
    page = stranger.page("/")
    assert "Formuleringarna är ett förslag" in page.one("main").text
    assert "länken som programmet skrev ut" in page.one("main").text


def test_every_page_of_the_training_clinic_says_so(stranger: Visitor, anna: Visitor) -> None:
    for page in (stranger.page("/"), stranger.page("/keys"), anna.page(anna.open())):
        assert page.one(class_="training").text.startswith("ÖVNING")


def test_anybody_can_print_every_form_in_both_languages(stranger: Visitor) -> None:
    links = [link.attributes["href"] for link in stranger.page("/").one(class_="sheets").all("a")]
    assert len(links) == 2 * len(library().newest_forms)
    for link in links:
        answer = stranger.get(link)
        assert answer.status_code == OK
        assert answer.data.startswith(b"%PDF-")


@pytest.mark.parametrize("path", ["/forms/unknown-sv.pdf", "/forms/start-de.pdf"])
def test_what_is_no_form_does_not_exist(stranger: Visitor, path: str) -> None:
    assert stranger.get(path).status_code == 404


def test_the_face_of_the_sheets_is_sent(stranger: Visitor) -> None:
    answer = stranger.get("/fonts/SourceSans3-Regular.woff2")
    assert answer.data.startswith(b"wOF2")
    assert stranger.get("/fonts/unknown.woff2").status_code == 404


def test_the_link_signs_in_and_the_start_page_leads_on(anna: Visitor) -> None:
    page = anna.page("/")
    assert page.one("main").all("a", href="/today")
    assert "Logga ut anna" in page.one("header").text
    assert "Övningsmottagningen" in page.one("header").text


def test_a_wrong_link_is_told_so(stranger: Visitor) -> None:
    answer = stranger.get("/sign-in/wrong")
    assert answer.status_code == 403
    assert "Länken gäller inte" in answer.text


def test_the_cookie_cannot_be_read_by_scripts_or_sent_from_elsewhere(
    anna: Visitor, database: Database
) -> None:
    anna.client.delete_cookie("kast_sign_in")
    anna.sign_in(database, ANNA)
    cookie = anna.client.get_cookie("kast_sign_in")
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site, cookie.secure) == (True, "Strict", False)


def test_over_tls_the_cookie_is_bound_to_the_host(anna: Visitor, app: Flask) -> None:
    del anna
    with app.test_request_context("/", base_url="https://localhost"):
        assert signed_in() is None
    secure = Visitor(app)
    answer = secure.client.get("/keys", base_url="https://localhost")
    token = answer.text.split('name="csrf_token" value="')[1].split('"')[0]
    answer = secure.client.post(
        "/sign-out", data={"csrf_token": token}, base_url="https://localhost"
    )
    assert any(
        header.startswith("__Host-kast_sign_in=;") and "Secure" in header
        for header in answer.headers.getlist("Set-Cookie")
    )


def test_signing_out_ends_a_copied_cookie_too(anna: Visitor, app: Flask) -> None:
    cookie = anna.client.get_cookie("kast_sign_in")
    assert cookie is not None
    answer = anna.post("/sign-out", {"csrf_token": anna.token()})
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    thief = Visitor(app)
    thief.client.set_cookie("kast_sign_in", cookie.value)
    assert thief.get("/today").status_code == 401


def test_an_old_button_to_sign_out_is_told_so(anna: Visitor) -> None:
    answer = anna.post("/sign-out", {"csrf_token": "old"})
    assert answer.status_code == 400
    assert "blivit för gammal" in answer.text


@pytest.mark.parametrize(
    ("page", "led_to"),
    [
        ("/keys", "/keys"), ("/today", "/today"), ("/sheet/ab12", "/sheet/ab12"),
        ("", "/"), ("/unknown", "/"), ("//evil.example/", "/"), ("https://evil.example/", "/"),
        ("/\\evil.example", "/"), ("/sign-out", "/"), ("/today\r\nX: 1", "/"),
    ],
)  # fmt: skip
def test_a_change_of_language_leads_back_to_a_page_of_ours(
    stranger: Visitor, page: str, led_to: str
) -> None:
    fields = {"csrf_token": stranger.token(), "language": "en", "page": page}
    answer = stranger.post("/language", fields)
    assert (answer.status_code, answer.location) == (SEE_OTHER, led_to)


@pytest.mark.parametrize("page", ["/keys", "/manual?q=kod"])
def test_a_change_of_language_leads_back_to_what_was_shown(anna: Visitor, page: str) -> None:
    fields = anna.page(page).all("input", name="page")
    assert [one.attributes["value"] for one in fields] == [page]


def test_the_language_stays_chosen(stranger: Visitor) -> None:
    stranger.post("/language", {"csrf_token": stranger.token(), "language": "en"})
    page = stranger.page("/keys")
    assert page.one("html").attributes["lang"] == "en"
    assert page.one("h1").text == "Keying with the keyboard"


def test_an_unknown_language_changes_nothing(stranger: Visitor) -> None:
    stranger.post("/language", {"csrf_token": stranger.token(), "language": "de"})
    assert stranger.page("/keys").one("html").attributes["lang"] == "sv"


def test_a_page_about_a_fault_of_the_database_is_shown_without_it(
    anna: Visitor, database: Database
) -> None:
    anna.get("/keys")
    database.close()
    database.file.write_bytes(b"damaged" * 1000)
    assert anna.get("/keys").status_code == OK
    answer = anna.get("/today")
    assert answer.status_code == 503
    assert "går inte att läsa" in answer.text
