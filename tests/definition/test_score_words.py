from kast_eval.definition.score import Score, ScoreBand, Way
from kast_eval.definition.score_words import score_words
from kast_eval.wording import Wording

PLAIN = Score("a", Wording("A", "A"), ("x", "y"), Way.SUM, 0, 4)


def test_every_part_of_a_score_is_told_in_both_languages() -> None:
    score = Score(
        "harm",
        Wording("Skada", "Harm"),
        ("x", "y"),
        Way.MEAN,
        1,
        4,
        backwards=frozenset({"y"}),
        times=5,
        may_miss=1,
        bands=(ScoreBand(1, 5, Wording("låg", "low")), ScoreBand(2, 12, Wording("hög", "high"))),
    )
    assert score_words(score) == Wording(
        "medel av x, y; gånger 5; från andra hållet (5 minus svaret): y; högst 1 svar får saknas "
        "och räknas då som medel av de andra; grupp 1 från 5: låg; grupp 2 från 12: hög",
        "mean of x, y; times 5; from the other end (5 minus the answer): y; at most 1 answers may "
        "be missing and then count as the mean of the others; group 1 from 5: low; "
        "group 2 from 12: high",
    )


def test_a_score_without_such_parts_says_only_its_items_and_that_none_may_be_missing() -> None:
    assert score_words(PLAIN).sv == "summan av x, y; inget svar får saknas"
