from kast_eval.quality.patterns import LINE, PatternCounts, Patterns, is_straight
from kast_eval.quality.share import Share
from kast_eval.quality.sheet import CheckedSheet
from tests.quality.made import made

HARMS = ("harm_rel", "harm_work", "harm_money", "harm_health", "harm_self")


def patterns(*sheets: CheckedSheet) -> Patterns:
    counts = PatternCounts()
    for sheet in sheets:
        counts.add(sheet.definition, sheet.answers)
    return counts.counted()


def test_a_line_is_five_scales_of_one_kind_with_the_same_box() -> None:
    straight = made("start", **dict.fromkeys(HARMS, "2"))
    broken = made("start", **{**dict.fromkeys(HARMS, "2"), "harm_self": "3"})
    assert patterns(straight, broken, straight).straight == Share(2, 3)


def test_a_sheet_that_could_have_no_line_is_not_counted() -> None:
    unanswered = made("start", **{**dict.fromkeys(HARMS, "2"), "harm_money": ""})
    # The three of the session have another scale than what stands above them.
    short = made("checkin", 1, mood_7d="9", sess_understood="9", sess_topic="9", sess_useful="9")
    assert patterns(unanswered, short).straight == Share(0, 0)


def test_a_line_may_stand_among_others() -> None:
    assert is_straight([1, *[3] * LINE, 2])
    assert not is_straight([1, *[3] * (LINE - 1), 2, 3])


def test_round_numbers_are_those_of_ten_and_more_that_end_in_0_or_5() -> None:
    start = made(
        "start", buy_ever="1", buy_phys_30d_n="5", buy_phys_90d_n="30", buy_rem_90d_n="12",
        buy_rem_30d_n="15-25",
    )  # fmt: skip
    later = made("checkin", 1, since_buy="1", since_buy_n="15")
    assert patterns(start, later).round_numbers == Share(2, 3)
