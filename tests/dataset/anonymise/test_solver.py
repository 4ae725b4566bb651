import subprocess
import sys

import pytest

from kast_eval.dataset.anonymise.solver import INFINITY, NoAnswerError, Row, least, least_whole


def test_whole_numbers_of_least_cost() -> None:
    # 3 x + 5 y of at least 7, where a y costs less than two x.
    found = least_whole([2, 3], [9, 9], [Row([(0, 3), (1, 5)], 7, INFINITY)])
    assert found == (1, 1)


def test_conditions_that_contradict_each_other_have_no_answer() -> None:
    with pytest.raises(NoAnswerError):
        least_whole([1], [1], [Row([(0, 1)], 2, INFINITY)])


def test_the_price_of_a_sum_is_what_moving_it_would_cost() -> None:
    # The first costs 1 and can only be let down by lifting the second, which stops at 4.
    found = least([1, 0], [(-10, 10), (-4, 4)], [[(0, 1), (1, 1)]])
    assert found.cost == pytest.approx(-4)
    assert found.variables == pytest.approx((-4, 4))
    assert found.prices == pytest.approx((1,))


def test_nobody_waits_for_scipy_who_solves_nothing() -> None:
    modules = "kast_eval.cli, kast_eval.web, kast_eval.dataset.anonymise.protection"
    asked = f"import sys, {modules}; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
