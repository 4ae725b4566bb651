from kast_eval.quality.share import Share
from kast_eval.quality.splits import FAMILIES, Measure, Part, Split, coarse


def test_every_split_is_in_one_family() -> None:
    assert sorted(split for family in FAMILIES for split in family) == sorted(Split)


def test_a_share_is_of_those_whom_the_question_is_about() -> None:
    counts = {Part.YES: 5, Part.NO: 15, Part.OTHER: 7, Part.OUTSIDE: 40}
    assert Measure(Split.PURCHASES).share(counts) == Share(5, 20)


def test_a_share_can_count_two_steps_of_three_unless_they_are_told_together() -> None:
    fine = {Part.YES: 5, Part.NEXT: 7, Part.NO: 15}
    short, longer, long = (
        Measure(Split.WAIT, parts)
        for parts in ((Part.YES,), (Part.YES, Part.NEXT), (Part.NEXT, Part.NO))
    )
    assert [one.share(fine) for one in (short, longer, long)] == [
        Share(5, 27), Share(12, 27), Share(22, 27),
    ]  # fmt: skip
    assert all(one.is_told(fine) for one in (short, longer, long))
    assert coarse(fine) == {Part.YES: 5, Part.NO: 22}
    assert [one.is_told(coarse(fine)) for one in (short, longer, long)] == [True, False, True]
    assert long.share(coarse(fine)) == Share(22, 27)
    assert coarse({Part.YES: 1, Part.NO: 2}) == {Part.YES: 1, Part.NO: 2}
    assert Measure(Split.ENDING).is_told({Part.YES: 1, Part.NO: 2})
