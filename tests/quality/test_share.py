import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.quality.share import Share, share_of


# Newcombe (1998), Statistics in Medicine 17:857-872, table of examples, the score method.
@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_that_of_the_published_examples(
    part: int, whole: int, low: float, high: float
) -> None:
    assert Share(part, whole).interval == pytest.approx((low, high), abs=5e-5)


# analysis.md 2, of 80 per cent: the design's own figures, rounded to whole per cent.
@pytest.mark.parametrize(
    ("whole", "low", "high"), [(10, 49, 94), (5, 38, 96), (60, 68, 88), (100, 71, 87)]
)
def test_the_interval_is_that_of_the_study_plan(whole: int, low: int, high: int) -> None:
    ends = Share(whole * 8 // 10, whole).interval
    assert tuple(round(100 * one) for one in ends) == (low, high)


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_every_interval_contains_its_share_and_lies_between_nothing_and_everything(
    found: int, missed: int
) -> None:
    share = share_of(found, missed)
    low, high = share.interval
    assert 0 <= low <= high <= 1
    if share.value is not None:
        assert low <= share.value <= high


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_interval_of_the_rest_is_the_mirror_image(found: int, missed: int) -> None:
    low, high = share_of(found, missed).interval
    mirrored = share_of(missed, found).interval
    assert mirrored == pytest.approx((1 - high, 1 - low))


def test_of_nothing_there_is_no_share_and_it_could_be_anything() -> None:
    assert Share(0, 0).value is None
    assert Share(0, 0).interval == (0.0, 1.0)


@pytest.mark.parametrize(("part", "whole"), [(2, 1), (-1, 1)])
def test_a_part_is_never_larger_than_its_whole(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match=r"^$"):
        Share(part, whole)
