from kast_eval.store.database import Database
from tests.actions.at_the_clinic import HERE, entered, noted
from tests.web.visitor import OK, SEE_OTHER, Visitor

PAGE = f"/analysis/{HERE}"


def test_the_page_of_figures_leads_to_the_analysis(anna: Visitor) -> None:
    links = [one.attributes["href"] for one in anna.page(f"/response/{HERE}").all("a")]
    assert PAGE in links
    led = anna.get("/analysis")
    assert (led.status_code, led.location) == (SEE_OTHER, PAGE)


def test_an_empty_clinic_is_told_so_with_the_limits_all_the_same(anna: Visitor) -> None:
    text = anna.get(PAGE).text
    assert "Det finns ingen klient att räkna än." in text
    assert "Det finns ingen jämförelsegrupp." in text
    assert "små tal kan peka ut en person" in text


def test_each_drawing_has_its_numbers_in_words(anna: Visitor, database: Database) -> None:
    entered(database)
    page = anna.page(PAGE)
    assert page.all("svg", role="img")
    assert all(one.attributes["aria-label"] for one in page.all("svg", role="img"))
    assert noted(database)[-1][1] == "read analysis"


def test_it_can_be_printed(anna: Visitor, database: Database) -> None:
    entered(database)
    printed = anna.get(f"{PAGE}.pdf")
    assert (printed.status_code, printed.data[:4]) == (OK, b"%PDF")
    assert noted(database)[-1][1:] == ("printed", "analysis", HERE)
