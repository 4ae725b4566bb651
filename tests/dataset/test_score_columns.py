from kast_eval.dataset.columns import form_columns
from kast_eval.dataset.score_columns import score_columns
from kast_eval.definition.score import Score, ScoreBand, Way
from kast_eval.kinds.answer import Measure
from kast_eval.wording import Wording
from tests.dataset.made import CHECKIN, DERIVATIONS, LIBRARY, START, codes, first_session, sheet

LABEL = Wording("påhittad skala", "made-up scale")
BANDED = Score(
    "made_up", LABEL, ("a",), Way.SUM, 0, 3, bands=(ScoreBand(1, 0, LABEL), ScoreBand(2, 2, LABEL))
)


def test_a_score_has_a_column_and_its_bands_another() -> None:
    value, band = score_columns([BANDED])
    assert (value.name, value.smallest, value.largest, value.decimals) == ("made_up", 0, 3, 2)
    assert (band.name, band.codes) == ("made_up_cat", {1: LABEL, 2: LABEL})
    assert (value.measure, band.measure) == (Measure.SCALE, Measure.ORDINAL)


def test_every_form_with_all_items_of_a_score_has_it() -> None:
    having = {
        form.form
        for form in LIBRARY.forms
        if "harm_sum" in {column.name for column in form_columns(form, DERIVATIONS)}
    }
    assert having == {"start", "closing"}


def test_a_score_stands_in_the_row_of_its_sheet() -> None:
    asked = CHECKIN.as_asked().optional_items
    answered = sheet(CHECKIN, 1, optional=asked, sess_understood="8", sess_useful="9")
    # One of the three may be missing.
    assert codes(answered, first_session())["sess_alliance"] == 8.5
    assert codes(sheet(CHECKIN, 1))["sess_alliance"] == -9
    assert codes(sheet(START, harm_rel="4"))["harm_sum"] == -7
