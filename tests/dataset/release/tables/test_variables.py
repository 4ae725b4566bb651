from dataclasses import replace

import pytest

from kast_eval.dataset.release.tables.variables import Variable
from kast_eval.kinds.answer import Measure, Missing
from kast_eval.wording import Wording
from tests.dataset.release.tables.made import AGE, LESS, SOURCE, column

BANDED = Variable(AGE, (18, 19, 35))


def test_numbers_stand_in_bands() -> None:
    assert [BANDED.category(age) for age in (17, 18, 19, 34, 35, 99)] == [0, 1, 2, 2, 3, 3]
    assert BANDED.labels == {
        0: Wording("under 18", "under 18"),
        1: Wording("18", "18"),
        2: Wording("19–34", "19–34"),
        3: Wording("35 eller mer", "35 or more"),
    }
    assert BANDED.column.measure is Measure.ORDINAL


@pytest.mark.parametrize("reason", list(Missing))
def test_everybody_without_an_answer_stands_together(reason: Missing) -> None:
    assert Variable(SOURCE).category(reason.value) == 998
    assert Variable(LESS, (0,)).category(reason.value - 1000) == 998


def test_a_person_without_a_row_of_it_has_no_answer() -> None:
    assert Variable(SOURCE).category("") == 998


def test_a_negative_number_of_a_signed_column_is_a_number() -> None:
    assert Variable(LESS, (0,)).category(-1.5) == 0


def test_answers_stay_as_they_are_with_two_codes_more() -> None:
    variable = Variable(SOURCE)
    assert variable.category(2) == 2
    assert variable.categories == (1, 2, 3, 998)
    assert list(variable.column.codes) == [1, 2, 3, 998, 999]
    assert variable.column.codes[999] == Wording("alla", "all")


def test_the_codes_of_all_and_of_none_never_are_an_answer() -> None:
    variable = Variable(column("place", Measure.NOMINAL, (1, 999)))
    assert (variable.no_answer, variable.everybody) == (9998, 9999)
    assert Variable(replace(SOURCE, codes={})).everybody == 999
