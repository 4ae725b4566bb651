import pytest

from kast_eval.analysis.reliable_change import error_of_difference, reliable_change
from kast_eval.quality.share import Share


def test_the_published_example_comes_out() -> None:
    # Jacobson & Truax 1991: SD 7.5, reliability .80, from 32.5 to 47.5.
    error = error_of_difference(7.5, 0.80)
    assert error == pytest.approx(4.74, abs=0.005)
    assert (47.5 - 32.5) / error == pytest.approx(3.16, abs=0.005)


def test_each_person_rises_falls_or_stays() -> None:
    before = [3, 5, 7, 4, 6, 3, 5, 7, 4, 6]
    after = [9, 5, 1, 4, 7, 3, 5, 7, 4, 6]
    one = reliable_change(list(zip(before, after, strict=True)), 0.7)
    assert one is not None
    assert one.least == pytest.approx(1.96 * 1.490712 * 2**0.5 * 0.3**0.5, abs=1e-4)
    assert (one.rose, one.fell, one.stayed, one.persons) == (1, 1, 8, 10)
    assert (one.risen, one.fallen) == (Share(1, 10), Share(1, 10))


def test_of_few_persons_or_without_spread_there_is_none() -> None:
    assert reliable_change([(1, 2)] * 9, 0.7) is None
    assert reliable_change([(4, 5)] * 12, 0.7) is None
