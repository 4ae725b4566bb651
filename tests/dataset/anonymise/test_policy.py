from collections.abc import Callable
from fractions import Fraction

import pytest

from kast_eval.dataset.anonymise.policy import Policy, PolicyError
from kast_eval.wording import Language


def test_the_defaults_and_stricter_ones_are_allowed() -> None:
    assert Policy().k == 5
    assert Policy(k=3).k == 3
    assert Policy(k=11, distinct=3, commonest=Fraction(1, 2)).distinct == 3


@pytest.mark.parametrize(
    ("weak", "threshold", "limit"),
    [
        (lambda: Policy(k=2), "k", "3"),
        (lambda: Policy(distinct=1), "distinct", "2"),
        (lambda: Policy(commonest=Fraction(81, 100)), "commonest", "4/5"),
        (lambda: Policy(suppressed_persons=Fraction(6, 100)), "suppressed_persons", "1/20"),
        (lambda: Policy(suppressed_cells=Fraction(11, 100)), "suppressed_cells", "1/10"),
    ],
)
def test_a_threshold_under_its_floor_is_refused(
    weak: Callable[[], Policy], threshold: str, limit: str
) -> None:
    with pytest.raises(PolicyError) as refused:
        weak()
    assert refused.value.threshold == threshold
    assert limit in refused.value.in_language(Language.EN)


def test_releases_differ_by_no_fewer_persons_than_a_table_shows() -> None:
    assert [Policy(k=k).apart for k in (3, 5, 11)] == [5, 5, 11]
