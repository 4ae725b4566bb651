from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from kast_eval import clock
from kast_eval.quality.quarter import Quarter
from kast_eval.store.database import Database
from tests.actions.at_the_clinic import ANNA, BERIT, BOTH, HERE, RESEARCHER, THERE, entered, noted
from tests.actions.simulated_clinics import KEYER, fill, simulated
from tests.web.visitor import OK, SEE_OTHER, Visitor

FORBIDDEN, NOT_FOUND = 403, 404
PAGE = f"/picture/{HERE}"


def visitor_of(app: Flask, database: Database, name: str) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(database, next(one for one in (ANNA, BOTH, RESEARCHER) if one.name == name))
    return visitor


def test_the_page_of_figures_leads_to_the_quarter(anna: Visitor) -> None:
    links = [one.attributes["href"] for one in anna.page(f"/response/{HERE}").all("a")]
    assert PAGE in links
    led = anna.get("/picture")
    assert (led.status_code, led.location) == (SEE_OTHER, PAGE)


def test_an_empty_quarter_says_so(anna: Visitor) -> None:
    assert "Inget ark är inskrivet från" in anna.get(PAGE).text


def test_each_drawing_has_its_numbers_in_words(anna: Visitor, database: Database) -> None:
    entered(database)
    page = anna.page(PAGE)
    assert page.all("svg", role="img")
    assert all(one.attributes["aria-label"] for one in page.all("svg", role="img"))
    assert noted(database)[-1][1] == "read picture"


def test_an_earlier_quarter_can_be_chosen(anna: Visitor) -> None:
    present = Quarter.of(clock.clinic_day(clock.now()))
    assert (
        f"kvartal {present.number} {present.year}"
        in anna.get(f"{PAGE}?quarter={present.year}-{present.number}").text
    )


@pytest.mark.parametrize("quarter", ["2026-5", "sommar", "2098-1", "1999-1"])
def test_no_such_quarter(anna: Visitor, quarter: str) -> None:
    assert anna.get(f"{PAGE}?quarter={quarter}").status_code == NOT_FOUND


def test_it_is_one_page_of_paper_whoever_reads_it(app: Flask, database: Database) -> None:
    clinic = simulated(0, 30)
    fill(database, [clinic], last_day=clock.clinic_day(clock.now()))
    visitor = Visitor(app)
    visitor.be(database, f"{KEYER} {clinic.site.code}")
    address = f"/picture/{clinic.site.code}"
    assert visitor.get(address).status_code == OK
    printed = PdfReader(BytesIO(visitor.get(f"{address}.pdf").data))
    assert len(printed.pages) == 1
    text = printed.pages[0].extract_text()
    assert clinic.site.name in text
    assert not any(name in text for name in (BERIT.name, KEYER))
    visitor.send("/language", language="en", page="/")
    assert len(PdfReader(BytesIO(visitor.get(f"{address}.pdf").data)).pages) == 1


def test_who_works_at_several_clinics_chooses_among_them(app: Flask, database: Database) -> None:
    both = visitor_of(app, database, BOTH.name)
    chosen = [one.attributes["href"] for one in both.page(PAGE).all("a")]
    assert f"/picture/{THERE}" in chosen


def test_a_researcher_sees_no_clinics_own_quarter(app: Flask, database: Database) -> None:
    researcher = visitor_of(app, database, RESEARCHER.name)
    assert researcher.get("/picture").status_code == FORBIDDEN
    assert researcher.get(PAGE).status_code == FORBIDDEN
