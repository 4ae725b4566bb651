import pytest

from kast_eval import clock
from kast_eval.store.database import Database
from kast_eval.store.users import add_user
from kast_eval.study.roles import Role, User
from tests.actions.at_the_clinic import HERE, NEIGHBOUR, THERE, code, entered
from tests.web.reading import Element, read_html
from tests.web.visitor import SEE_OTHER, Visitor

UNPROCESSABLE = 422


def sent(
    visitor: Visitor, client_code: str = code(1), form: str = "c", number: str = "1"
) -> tuple[int, Element]:
    fields = {"client_code": client_code, "form": form, "number": number}
    answer = visitor.post("/today", {"csrf_token": visitor.token(), **fields})
    return answer.status_code, read_html(answer.text)


def test_an_empty_clinic_is_told_what_to_do_first(anna: Visitor) -> None:
    page = anna.page("/today")
    assert page.one(class_="empty").text.startswith("Inget ark är inskrivet än. Börja med")


def test_saved_sheets_are_listed_with_print_and_correct(anna: Visitor, database: Database) -> None:
    public_id = entered(database)
    row = anna.page("/today").one("tbody").one("tr")
    assert row.one("th").text.startswith(code(1))
    assert [link.attributes["href"] for link in row.all("a")] == [
        f"/sheet/{public_id}",
        f"/sheet/{public_id}/print.pdf",
        f"/sheet/{public_id}/correct",
    ]


@pytest.mark.parametrize("form", ["c", "C", "checkin", "checkin-1", " c "])
def test_a_form_is_chosen_by_its_letter_or_name(anna: Visitor, form: str) -> None:
    path = anna.open(form)
    assert anna.fields(path)["form"] == "checkin"


@pytest.mark.parametrize("typed", [code(7), code(7).lower(), f" {code(7)[:2]} {code(7)[2:]} "])
def test_a_code_may_be_typed_in_any_case(anna: Visitor, typed: str) -> None:
    assert anna.fields(anna.open(client_code=typed))["code"] == code(7)


@pytest.mark.parametrize(
    ("client_code", "told"),
    [
        ("", "Skriv klientkoden från etiketten"),
        ("XX0001B", "Koden stämmer inte. Jämför med etiketten"),
        ("../../etc", "En klientkod har två bokstäver"),
        ("CON", "I, O, Q, Å, Ä och Ö används inte"),
        # A Cyrillic letter that looks like a Latin one.
        ("\u0410" + code(1)[1:], "En klientkod har två bokstäver"),
        (code(1, "XY"), "Koden hör inte till din mottagning"),
        # No clinic has these letters, and the answer is the same.
        (code(1, "ZZ"), "Koden hör inte till din mottagning"),
    ],
)
def test_a_wrong_code_is_told_beside_its_field(anna: Visitor, client_code: str, told: str) -> None:
    status, page = sent(anna, client_code)
    assert status == UNPROCESSABLE
    assert told in page.one(id="client_code_error").text
    field = page.one("input", id="client_code")
    assert field.attributes["value"] == client_code
    assert field.attributes["aria-invalid"] == "true"
    assert "client_code_error" in field.attributes["aria-describedby"].split()


@pytest.mark.parametrize(
    ("form", "client_code", "number", "said"),
    [
        ("g", code(1), "6", "6 månader"), ("h1", code(1, "RX"), "", ""),
        ("v", "", "2026", "år 2026"),
        ("m", "", "2", "nummer 2"), ("x", code(1), "1", "nummer 1"), ("l", "", "", "rad 1"),
    ],
)  # fmt: skip
def test_every_sort_of_form_is_opened_with_its_number(
    anna: Visitor, form: str, client_code: str, number: str, said: str
) -> None:
    assert said in anna.page(anna.open(form, client_code, number)).one(class_="whose").text


@pytest.mark.parametrize(("form", "number"), [("g", "5"), ("v", "26"), ("l", "x"), ("k", "")])
def test_a_number_that_the_form_cannot_have_is_told_beside_its_field(
    anna: Visitor, form: str, number: str
) -> None:
    whose = code(1) if form == "g" else ""
    status, page = sent(anna, client_code=whose, form=form, number=number)
    assert status == UNPROCESSABLE
    assert page.one(id="number_error").text


def test_the_field_for_the_number_says_what_it_is_for_each_form(anna: Visitor) -> None:
    hint = anna.page("/today").one(id="number_hint").text
    assert "C, D: Samtal nummer." in hint
    assert "G: Månader: 3, 6 eller 12." in hint
    assert "L: Rad (tomt är nästa)." in hint


@pytest.mark.parametrize("form", ["", "z", "checkin-9", "a b c"])
def test_an_unknown_form_is_told_beside_its_field(anna: Visitor, form: str) -> None:
    status, page = sent(anna, form=form)
    assert status == UNPROCESSABLE
    assert page.one(id="form_error").text
    assert page.one("input", id="client_code").attributes["value"] == code(1)


@pytest.mark.parametrize("number", ["", "0", "100", "ett", "-1", "1_0", "\uff11"])
def test_a_session_number_is_needed_where_the_form_has_one(anna: Visitor, number: str) -> None:
    status, page = sent(anna, number=number)
    if number == "\uff11":
        # A full-width digit is as good as another.
        assert status == SEE_OTHER
    else:
        assert status == UNPROCESSABLE
        assert page.one(id="number_error").text


def test_the_start_form_needs_no_session_number(anna: Visitor) -> None:
    assert anna.fields(anna.open("a", number=""))["number"] == ""


def test_a_sheet_that_is_saved_already_is_opened(anna: Visitor, database: Database) -> None:
    public_id = entered(database)
    assert anna.open() == f"/sheet/{public_id}"
    assert "redan inskrivet" in anna.page(f"/sheet/{public_id}").one(class_="notice").text


def test_addresses_hold_no_client_code(anna: Visitor, database: Database) -> None:
    entered(database)
    assert code(2) not in anna.open(client_code=code(2))
    links = [link.attributes["href"] for link in anna.page("/today").all("a")]
    assert not [link for link in links if code(1) in link]


def test_an_old_page_keeps_what_was_typed(anna: Visitor) -> None:
    answer = anna.post("/today", {"client_code": code(3), "form": "d"})
    page = read_html(answer.text)
    assert "blivit för gammal" in page.one(role="alert").text
    assert page.one("input", id="client_code").attributes["value"] == code(3)


def test_another_clinics_sheets_are_not_listed(stranger: Visitor, database: Database) -> None:
    entered(database)
    stranger.sign_in(database, NEIGHBOUR)
    assert len(stranger.page("/today").all(class_="empty")) == 1


@pytest.mark.parametrize(
    ("role", "sites", "page"),
    [
        (Role.AUDITOR, (HERE,), "/events"), (Role.ADMINISTRATOR, (HERE,), "/backups"),
        (Role.RESEARCHER, (HERE,), "/releases"), (Role.COORDINATOR, (HERE,), "/mock-file"),
        (Role.COORDINATOR, (HERE, THERE), "/comparison"),
    ],
)  # fmt: skip
def test_who_works_with_no_sheets_is_led_to_the_page_that_is_theirs(
    stranger: Visitor, database: Database, role: Role, sites: tuple[str, ...], page: str
) -> None:
    user = User(f"the {role}", {site: frozenset({role}) for site in sites})
    with database.begin() as session:
        add_user(session, user.name, user.roles, created=clock.now())
    stranger.sign_in(database, user)
    answer = stranger.get("/today")
    assert (answer.status_code, answer.location) == (303, page)
    assert stranger.get(page).status_code == 200
    assert "/queries" not in stranger.get(page).text


def test_who_has_no_role_is_told_so(stranger: Visitor, database: Database) -> None:
    user = User("of no clinic", {})
    with database.begin() as session:
        add_user(session, user.name, user.roles, created=clock.now())
    stranger.sign_in(database, user)
    answer = stranger.get("/today")
    assert answer.status_code == 403
    assert "Din roll på mottagningen tillåter inte det här." in answer.text


def test_a_missing_form_is_asked_for_by_its_letter(anna: Visitor) -> None:
    fields = {"csrf_token": anna.token(), "client_code": code(1), "form": "", "number": ""}
    told = read_html(anna.post("/today", fields).text).one(id="form_error").text
    assert "Skriv formulärets bokstav, en av A, " in told
    assert "start" not in told


def test_a_code_that_came_twice_is_refused(anna: Visitor) -> None:
    fields: dict[str, str | list[str]] = {
        "csrf_token": anna.token(), "client_code": [code(1), code(2)], "form": "c", "number": "1",
    }  # fmt: skip
    assert anna.post("/today", fields).status_code == 400
