from kast_eval.quality.rates import ErrorRate
from kast_eval.web.pages.keying_quality import KINDS, interval_said, rate_said
from tests.actions.at_the_clinic import library
from tests.web.test_second_keying import again, berit, page, typed
from tests.web.visitor import Visitor

__all__ = ["berit", "page"]


def test_before_the_first_second_keying_there_are_no_figures(anna: Visitor) -> None:
    main = anna.page("/keying-quality").one("main").text
    assert "Inget ark är inskrivet två gånger än." in main
    assert "Väntar på en andra inskrivning: 0. Ska avgöras: 0." in main


def test_rates_stand_with_their_intervals_and_the_numbers_behind(berit: Visitor, page: str) -> None:
    again(berit, page, typed({"since_main": "0", "mood_7d": "8"}))
    main = berit.page("/keying-quality").one("main")
    assert "1 ark är inskrivna två gånger. 1 av 13 svar skilde sig: 76,9 av 1 000" in main.text
    assert "mellan 1,9–360,3" in main.text
    assert "minst tre personer" in main.text
    assert "Ska avgöras: 1." in main.text
    rows = [[cell.text for cell in row.all("td")] for row in main.all("tr") if row.all("td")]
    assert rows[0] == ["1", "1", "13", "76,9", "1,9–360,3"]


def test_every_kind_of_item_has_a_name() -> None:
    kinds = {type(item.kind).__name__ for form in library().forms for item in form.items}
    assert kinds == set(KINDS)


def test_of_nothing_compared_no_rate_is_said() -> None:
    assert (rate_said(ErrorRate(0, 0)), interval_said(ErrorRate(0, 0))) == ("–", "–")
