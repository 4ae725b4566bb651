import pytest

from kast_eval.study.small_numbers import Statistic, may_show


@pytest.mark.parametrize("statistic", [Statistic.MEAN, Statistic.MEDIAN, Statistic.QUARTILE])
def test_figures_of_a_group_are_of_ten_persons_or_more(statistic: Statistic) -> None:
    assert not may_show(statistic, 9)
    assert may_show(statistic, 10)


@pytest.mark.parametrize("statistic", [Statistic.MINIMUM, Statistic.MAXIMUM, Statistic.PERCENTILE])
def test_what_is_one_person_s_own_value_is_never_shown(statistic: Statistic) -> None:
    assert not may_show(statistic, 10_000)


def test_a_share_is_hidden_where_its_count_is() -> None:
    assert may_show(Statistic.SHARE, 10)
    assert not may_show(Statistic.SHARE, 10, count_shown=False)
    assert may_show(Statistic.MEAN, 10, count_shown=False)
