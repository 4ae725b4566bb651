import pytest

from kast_eval.analysis.precision import detectable, eighty_percent


@pytest.mark.parametrize(("persons", "size"), [(30, 0.53), (60, 0.37), (100, 0.28)])
def test_what_is_found_in_four_cases_of_five(persons: int, size: float) -> None:
    assert detectable(persons) == pytest.approx(size, abs=0.005)


def test_the_size_is_that_of_the_usual_tables() -> None:
    # Cohen 1988: a paired difference of 0.5 needs 34 pairs, as G*Power and R's power.t.test say.
    assert detectable(34) <= 0.5 < detectable(33)


@pytest.mark.parametrize(
    ("persons", "low", "high"),
    [(5, 38, 96), (10, 49, 94), (30, 63, 90), (60, 68, 88), (100, 71, 87)],
)
def test_how_wide_eighty_percent_is(persons: int, low: int, high: int) -> None:
    found = eighty_percent(persons).interval
    assert [round(100 * end) for end in found] == [low, high]
