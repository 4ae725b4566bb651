import pytest

from kast_eval.quality.certification import PracticeResult, Practised, keys_alone, practised
from kast_eval.study.keying import PracticeRule

RULE = PracticeRule(5, 99)


def results(*correct: int) -> list[PracticeResult]:
    return [PracticeResult(f"sheet {number}", 20, one) for number, one in enumerate(correct)]


@pytest.mark.parametrize(
    ("done", "alone"),
    [
        (results(20, 20, 20, 20, 20), True),
        (results(20, 20, 20, 20, 19), True),
        (results(20, 20, 20, 20, 18), False),
        (results(20, 20, 20, 20), False),
        # The same sheet five times is one sheet.
        ([PracticeResult("sheet 0", 20, 20)] * 5, False),
        ([], False),
    ],
)
def test_five_different_sheets_with_99_of_100_right_are_enough(
    done: list[PracticeResult], *, alone: bool
) -> None:
    assert keys_alone(RULE, done, decided=None) is alone


def test_the_newest_result_of_a_sheet_counts() -> None:
    again = [*results(20, 20, 20, 20, 10), PracticeResult("sheet 4", 20, 20)]
    assert practised(again) == Practised(5, 100, 100)
    assert keys_alone(RULE, again, decided=None)
    assert not keys_alone(RULE, again[::-1], decided=None)


@pytest.mark.parametrize("decided", [True, False])
def test_what_the_lead_decides_goes_before(*, decided: bool) -> None:
    assert keys_alone(RULE, [], decided=decided) is decided
    assert keys_alone(RULE, results(20, 20, 20, 20, 20), decided=decided) is decided
