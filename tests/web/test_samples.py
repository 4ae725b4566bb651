import pytest
from flask import Flask

from kast_eval.actions.read_sheet import read_sheet
from kast_eval.store.database import Database
from tests.actions.at_the_clinic import ANNA, HERE, LEAD, NOW, code, entered, library
from tests.web.reading import fields_of, read_html
from tests.web.visitor import OK, SEE_OTHER, Visitor

NOT_FOUND, CONFLICT, UNREADABLE = 404, 409, 422
PAGE = f"/samples/{HERE}/2026-03"


@pytest.fixture
def lead(app: Flask, database: Database) -> Visitor:
    public_id = entered(database)
    with database.begin() as session:
        read_sheet(session, ANNA, NOW, library(), public_id)
    visitor = Visitor(app)
    visitor.sign_in(database, LEAD)
    return visitor


def test_a_lead_goes_through_the_months_reads_and_signs(lead: Visitor) -> None:
    listed = lead.page("/samples")
    assert PAGE in [one.attributes["href"] for one in listed.all("a") if "href" in one.attributes]
    page = lead.page(PAGE)
    (row,) = page.one("tbody").all("tr")
    told = [cell.text for cell in row.all("td")]
    assert told[1:] == ["anna", "läste", code(1), "C samtal 1"]
    form = next(one for one in page.all("form") if one.attributes["action"] == PAGE)
    answer = lead.post(PAGE, {**fields_of(form), "remark": "Allt väl"})
    assert answer.status_code == SEE_OTHER
    assert "Underskrivet av lead" in lead.page("/samples").text
    page = lead.page(PAGE)
    assert "Allt väl" in page.one("main").text
    assert not page.all("input", id="remark")
    again = lead.post(PAGE, {"csrf_token": lead.token(), "remark": "en gång till"})
    assert again.status_code == CONFLICT
    assert "redan underskrivet" in again.text


def test_a_remark_that_is_too_long_stays_to_be_mended(lead: Visitor) -> None:
    answer = lead.post(PAGE, {"csrf_token": lead.token(), "remark": "å" * 201})
    assert answer.status_code == UNREADABLE
    assert read_html(answer.text).one("input", id="remark").attributes["value"] == "å" * 201


def test_the_sample_is_printed(lead: Visitor) -> None:
    answer = lead.get(f"{PAGE}.pdf")
    assert (answer.status_code, answer.mimetype) == (OK, "application/pdf")


@pytest.mark.parametrize("month", ["2026-13", "2026", "mars", "2030-01"])
def test_a_month_that_is_none_or_has_not_ended_does_not_exist(lead: Visitor, month: str) -> None:
    assert lead.get(f"/samples/{HERE}/{month}").status_code == NOT_FOUND


def test_an_empty_month_says_so(lead: Visitor) -> None:
    assert "Ingen läste" in lead.page(f"/samples/{HERE}/2026-02").one("main").text
