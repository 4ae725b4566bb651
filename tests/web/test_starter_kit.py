import pytest

from kast_eval.web.pages.starter_kit import FILE_NAME, one_at_a_time
from tests.kit.orders import TEXTS, files
from tests.web.reading import Element, read_html
from tests.web.visitor import OK, Visitor

SMALL = {**TEXTS, "clients": "1", "sessions": "1"}
UNPROCESSABLE, BUSY = 422, 503


def sent(visitor: Visitor, **changes: str) -> tuple[int, Element]:
    answer = visitor.post("/starter-kit", {"csrf_token": visitor.token(), **SMALL, **changes})
    return answer.status_code, read_html(answer.text)


def test_the_start_page_leads_there_without_an_account(stranger: Visitor) -> None:
    links = [link.attributes.get("href") for link in stranger.page("/").all("a")]
    assert "/starter-kit" in links


def test_the_page_asks_for_what_a_kit_needs(stranger: Visitor) -> None:
    page = stranger.page("/starter-kit")
    form = page.one("form", class_="kit-form")
    names = {one.attributes["name"] for one in form.all("input")}
    assert names == {*TEXTS, "csrf_token"}
    assert form.one("input", id="sessions").attributes["value"] == "10"
    assert "checked" in form.one("input", id="language_sv").attributes
    assert "checked" not in form.one("input", id="edition_new").attributes


def test_every_field_has_a_label_and_every_group_a_legend(stranger: Visitor) -> None:
    form = stranger.page("/starter-kit").one("form", class_="kit-form")
    labelled = {label.attributes["for"] for label in form.all("label")}
    assert labelled == {one.attributes["id"] for one in form.all("input") if "id" in one.attributes}
    assert len(form.all("legend")) == len(form.all("fieldset")) == 2


def test_what_is_sent_comes_back_as_a_kit(stranger: Visitor) -> None:
    answer = stranger.post("/starter-kit", {"csrf_token": stranger.token(), **SMALL})
    assert answer.status_code == OK
    assert answer.mimetype == "application/zip"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={FILE_NAME}"
    assert files(answer.data)["codes.csv"].startswith(b"code,series\r\nSM")


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("site", "", "Skriv mottagningens namn."),
        ("site", "../../etc", "utan / och radbrytning"),
        ("site", "a" * 61, "högst 60 tecken"),
        ("clients", "0", "från 1 till 200"),
        ("clients", "10000", "från 1 till 200"),
        ("sessions", "många", "från 1 till 30"),
        ("letters", "RX", "får inte vara R / X"),
        ("edition", "old", "Välj om mottagningen"),
        ("language", "ar", "Formulären finns på"),
    ],
)
def test_a_fault_is_told_beside_its_field_and_everything_typed_is_kept(
    stranger: Visitor, field: str, typed: str, told: str
) -> None:
    status, page = sent(stranger, **{field: typed})
    assert status == UNPROCESSABLE
    assert told in page.one(id=f"{field}_error").text
    kept = {"site": SMALL["site"], "clients": "1", "sessions": "1", "letters": "", field: typed}
    for name in ("site", "clients", "sessions", "letters"):
        assert page.one("input", id=name).attributes["value"] == kept[name]
    if field != "edition":
        assert "checked" in page.one("input", id="edition_new").attributes


def test_faults_are_told_in_the_language_of_the_page(stranger: Visitor) -> None:
    stranger.client.set_cookie("kast_language", "en")
    _, page = sent(stranger, site="")
    assert page.one(id="site_error").text.endswith("Write the clinic's name.")


def test_while_one_kit_is_made_the_next_one_waits(stranger: Visitor) -> None:
    with one_at_a_time:
        status, page = sent(stranger)
    assert status == BUSY
    assert "Ett annat startpaket görs just nu." in page.one(class_="notice").text
    assert page.one("input", id="site").attributes["value"] == SMALL["site"]
    status, _ = sent(stranger, site="")
    assert status == UNPROCESSABLE


def test_nothing_is_kept_of_a_kit_that_was_made(stranger: Visitor) -> None:
    first, second = (
        stranger.post("/starter-kit", {"csrf_token": stranger.token(), **SMALL}).data
        for _ in range(2)
    )
    assert files(first)["codes.csv"] != files(second)["codes.csv"]
