from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from kast_eval import clock
from kast_eval.quality.board_paper import first_paper_day
from kast_eval.quality.quarter import Quarter
from kast_eval.store.database import Database
from tests.actions.at_the_clinic import ANNA, BERIT, BOTH, HERE, RESEARCHER, THERE, entered, noted
from tests.actions.simulated_clinics import KEYER, fill, simulated
from tests.web.visitor import SEE_OTHER, Visitor

REFUSED, FORBIDDEN, NOT_FOUND = 400, 403, 404
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


def printed_text(visitor: Visitor, address: str) -> str:
    """Return what stands on the only page of a paper."""
    (page,) = PdfReader(BytesIO(visitor.send(address).data)).pages
    return " ".join(page.extract_text().split())


def test_it_is_one_page_of_paper_in_both_languages(app: Flask, database: Database) -> None:
    clinic = simulated(0, 60)
    quarter = Quarter.of(clock.clinic_day(clock.now())).before.before
    fill(database, [clinic], last_day=quarter.last_day)
    visitor = Visitor(app)
    visitor.be(database, f"{KEYER} {clinic.site.code}")
    address = f"/picture/{clinic.site.code}.pdf?quarter={quarter}"
    swedish = printed_text(visitor, address)
    assert clinic.site.name in swedish
    assert not any(name in swedish for name in (BERIT.name, KEYER, "klienter i allt"))
    visitor.send("/language", language="en", page="/")
    english = printed_text(visitor, address)
    assert "Beside" not in english


def test_no_paper_is_printed_before_its_quarter_can_be_counted(anna: Visitor) -> None:
    present = Quarter.of(clock.clinic_day(clock.now()))
    refused = anna.send(f"{PAGE}.pdf?quarter={present}")
    assert refused.status_code == REFUSED
    first_day = first_paper_day(present).isoformat()
    assert f"från och med {first_day}" in refused.text
    page = anna.page(f"{PAGE}?quarter={present}")
    assert f"från och med {first_day}" in page.text
    assert not page.all("form", method="post", target="_blank")
    earlier = anna.page(f"{PAGE}?quarter={present.before.before}")
    assert earlier.all("form", method="post", target="_blank")


def test_one_can_go_forward_again_from_an_earlier_quarter(anna: Visitor) -> None:
    present = Quarter.of(clock.clinic_day(clock.now()))
    page = anna.page(f"{PAGE}?quarter={present.before.before}")
    values = [one.attributes["value"] for one in page.all("option")]
    assert values == [str(present), str(present.before), str(present.before.before)]


def test_who_works_at_several_clinics_chooses_among_them(app: Flask, database: Database) -> None:
    both = visitor_of(app, database, BOTH.name)
    chosen = [one.attributes["href"] for one in both.page(PAGE).all("a")]
    assert f"/picture/{THERE}" in chosen


def test_a_researcher_sees_no_clinics_own_quarter(app: Flask, database: Database) -> None:
    researcher = visitor_of(app, database, RESEARCHER.name)
    assert researcher.get("/picture").status_code == FORBIDDEN
    assert researcher.get(PAGE).status_code == FORBIDDEN
