from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.dataset.scores import derive, derived_code, score_band, score_value, scores_of_row
from kast_eval.definition.derived import EPISODE, Derived, read_derivations
from kast_eval.definition.score import Score, ScoreBand, Way
from kast_eval.kinds.answer import Missing
from kast_eval.wording import Wording
from tests.definition.example import REAL_FORMS, real_library

LABEL = Wording("a", "a")
MADE_UP = Score(
    "made_up", LABEL, ("a", "b", "c", "d"), Way.SUM, 0, 3,
    backwards=frozenset({"d"}), may_miss=1, decimals=1,
    bands=(ScoreBand(1, 0, LABEL), ScoreBand(2, 5, LABEL), ScoreBand(3, 10, LABEL)),
)  # fmt: skip
"""What a licensed scale looks like; no instrument has these questions."""

DERIVATIONS = read_derivations(REAL_FORMS, real_library())
SCORES = {score.name: score for score in DERIVATIONS.scores}


def codes(*values: int) -> Mapping[str, int]:
    return dict(zip("abcd", values, strict=True))


@pytest.mark.parametrize(
    ("given_codes", "value", "band"),
    [
        # The last question is reversed: 3 counts as 0.
        ((0, 0, 0, 3), 0.0, 1),
        ((3, 3, 3, 0), 12.0, 3),
        ((1, 2, 0, 2), 4.0, 1),
        # One missing answer counts as the mean of the others: 5 / 3 * 4, rounded from .5 upwards.
        ((2, 2, -7, 2), 6.7, 2),
        ((1, 1, 0, -4), 2.7, 1),
        # Two missing are too many; where they have one reason, that is the reason.
        ((2, -7, -7, 0), Missing.UNANSWERED, -7),
        ((2, -4, -7, 0), Missing.UNANSWERED, -7),
        ((2, -4, -4, 0), Missing.REFUSED, -4),
        ((-9, -9, -9, -9), Missing.NOT_ASKED, -9),
    ],
)
def test_a_score_is_as_worked_out_by_hand(
    given_codes: tuple[int, ...], value: float, band: int
) -> None:
    found = score_value(MADE_UP, codes(*given_codes))
    assert found == value
    assert score_band(MADE_UP, found) == band


@pytest.mark.parametrize(
    ("name", "given_codes", "value"),
    [
        ("sess_alliance", (8, 9, 10), 9.0),
        ("sess_alliance", (8, -7, 9), 8.5),
        ("sess_alliance", (8, -7, -7), Missing.UNANSWERED),
        ("harm_sum", (4, 3, 2, 1, 0), 10.0),
        # Four of five are enough: their mean times five.
        ("harm_sum", (4, 3, 2, 1, -4), 12.5),
        ("harm_sum", (4, 3, 2, -4, -4), Missing.REFUSED),
    ],
)
def test_the_study_s_own_scores(name: str, given_codes: tuple[int, ...], value: float) -> None:
    score = SCORES[name]
    assert score_value(score, dict(zip(score.items, given_codes, strict=True))) == value


ANSWERS = st.one_of(st.integers(0, 3), st.sampled_from([reason.value for reason in Missing]))
SCORED = st.builds(
    Score,
    name=st.just("made_up"),
    label=st.just(LABEL),
    items=st.just(("a", "b", "c", "d")),
    way=st.sampled_from(Way),
    item_smallest=st.just(0),
    item_largest=st.just(3),
    backwards=st.frozensets(st.sampled_from("abcd")),
    times=st.integers(1, 9),
    may_miss=st.integers(0, 3),
    decimals=st.integers(0, 3),
)


@given(SCORED, st.tuples(ANSWERS, ANSWERS, ANSWERS, ANSWERS))
def test_no_score_is_ever_outside_its_range(
    score: Score, given_codes: tuple[int, int, int, int]
) -> None:
    value = score_value(score, codes(*given_codes))
    assert isinstance(value, Missing) or score.smallest <= value <= score.largest


@given(SCORED, st.tuples(ANSWERS, ANSWERS, ANSWERS, ANSWERS))
def test_a_score_is_missing_exactly_when_too_many_answers_are(
    score: Score, given_codes: tuple[int, int, int, int]
) -> None:
    missing = sum(code < 0 for code in given_codes)
    value = score_value(score, codes(*given_codes))
    assert isinstance(value, Missing) is (missing > score.may_miss)


@given(SCORED, st.tuples(*[st.integers(0, 3)] * 4))
def test_turning_every_answer_round_turns_the_score_round(
    score: Score, given_codes: tuple[int, int, int, int]
) -> None:
    value = score_value(score, codes(*given_codes))
    turned = score_value(score, codes(*(3 - code for code in given_codes)))
    # Both may have been rounded upwards.
    assert value + turned == pytest.approx(score.smallest + score.largest, abs=1.1)


def test_a_row_has_the_scores_whose_questions_its_form_asks() -> None:
    row = {**codes(1, 1, 1, 1), "sess_topic": 3}
    assert scores_of_row((*DERIVATIONS.scores, MADE_UP), row) == {"made_up": 5.0, "made_up_cat": 2}
    harm = dict.fromkeys(SCORES["harm_sum"].items, 2)
    assert scores_of_row(DERIVATIONS.scores, harm) == {"harm_sum": 10.0}


# --- Over the sheets of an episode


def counts(phys_30: int, phys_90: int, rem_30: int = 0, rem_90: int = 0) -> dict[str, float]:
    return {
        "buy_phys_30d_n": phys_30, "buy_phys_90d_n": phys_90,
        "buy_rem_30d_n": rem_30, "buy_rem_90d_n": rem_90,
    }  # fmt: skip


def at(point: str, rows: dict[str, dict[str, dict[str, float]]]) -> Mapping[str, float]:
    return derive(DERIVATIONS, rows, ("t1", "f06"))[point]


BUYER = {"start": {"buy_ever": 1, **counts(3, 8, 0, 1), "urge_max_7d": 8}}


@pytest.mark.parametrize(
    ("name", "closing", "value"),
    [
        ("buy_total_90d_n", counts(0, 1, 0, 2), 3),
        ("abstinent_30d", counts(0, 1), 1),
        ("abstinent_30d", counts(0, 1, 1, 1), 0),
        # One form of purchase is enough to know, whatever the other says.
        ("abstinent_30d", counts(1, 1, -7, -7), 0),
        ("abstinent_30d", counts(0, 0, -7, -7), Missing.UNANSWERED),
        ("abstinent_90d", counts(0, 1), 0),
        ("reduced_50", counts(0, 4), 1),
        ("reduced_50", counts(0, 5), 0),
        ("reduced_50", counts(0, -4), Missing.REFUSED),
        ("change_buy_90d", counts(0, 1), -8),
        ("change_urge", {"urge_max_7d": 3}, -5),
        ("change_urge", {"urge_max_7d": -7}, Missing.UNANSWERED),
        ("change_urge", {}, Missing.NOT_ASKED),
        ("change_harm", {"harm_sum": 12.5}, Missing.NOT_ASKED),
    ],
)
def test_a_change_to_the_closing_is_as_worked_out_by_hand(
    name: str, closing: dict[str, float], value: float
) -> None:
    assert at("t1", {"t0": BUYER, "t1": {"closing": closing}})[name] == value


def test_a_change_of_a_score_keeps_its_decimals() -> None:
    rows: dict[str, dict[str, dict[str, float]]] = {
        "t0": {"start": {"harm_sum": 12.5}}, "t1": {"closing": {"harm_sum": 11.25}},
    }  # fmt: skip
    assert at("t1", rows)["change_harm"] == -1.25


def test_who_never_bought_is_not_among_the_abstinent() -> None:
    rows: dict[str, dict[str, dict[str, float]]] = {"t0": {"start": {"buy_ever": 0}}}
    assert at("t0", rows)["abstinent_30d"] is Missing.SKIPPED


def test_a_form_that_is_not_there_is_missing() -> None:
    assert at("f06", {"t0": BUYER})["relapse"] is Missing.FORM_MISSING


@pytest.mark.parametrize(
    ("followup", "lapse", "relapse"),
    [
        ({"relapse_any": 0, "relapse_n_cat": -1, **counts(0, 0)}, 0, 0),
        ({"relapse_any": 1, "relapse_n_cat": 1, **counts(1, 1)}, 1, 0),
        ({"relapse_any": 1, "relapse_n_cat": 2, **counts(2, 2)}, 0, 1),
        ({"relapse_any": 1, "relapse_n_cat": -7, **counts(2, 2)}, Missing.UNANSWERED, 1),
    ],
)
def test_lapse_and_relapse(followup: dict[str, float], lapse: float, relapse: float) -> None:
    found = at("f06", {"t0": BUYER, "f06": {"followup": followup}})
    assert (found["lapse"], found["relapse"]) == (lapse, relapse)


def test_as_many_as_at_the_start_is_a_relapse() -> None:
    rows: dict[str, dict[str, dict[str, float]]] = {
        "t0": {"start": {"buy_ever": 1, **counts(1, 1)}}, "f03": {"followup": counts(1, 1)},
    }  # fmt: skip
    assert at("f03", rows)["relapse"] == 1
    rows["t0"]["start"] |= counts(0, 1)
    # A start without purchases is no level to come back to.
    assert at("f03", rows)["relapse"] == 0


@pytest.mark.parametrize(
    ("reason", "planned", "held", "dropout"),
    [(3, 2, 3, 1), (3, 2, 4, 0), (1, 2, 1, 0), (3, 1, 0, 1), (3, 3, 10, 1), (3, 4, 20, 1),
     (3, 5, 1, Missing.SKIPPED), (-7, 2, 1, Missing.UNANSWERED)],
)  # fmt: skip
def test_who_stays_away_before_the_plan_drops_out(
    reason: int, planned: int, held: int, dropout: float
) -> None:
    sessions = {f"s{number:02}": {"session": {"attended": 1.0}} for number in range(1, held + 1)}
    missed = {"s98": {"session": {"attended": 3.0}}, "s99": {"session": {"attended": -7.0}}}
    found = at(EPISODE, {
        "t0": {"start_staff": {"planned_sessions_cat": planned}},
        "t1": {"closing_staff": {"close_reason": reason}}, **sessions, **missed,
    })  # fmt: skip
    assert (found["dose"], found["dropout"]) == (held, dropout)


def test_who_answered_what() -> None:
    found = at(EPISODE, {
        "t0": BUYER, "s01": {"session": {}, "checkin": {}}, "s02": {"session": {}},
        "t1": {"closing_staff": {}}, "f06": {"followup": {}},
    })  # fmt: skip
    names = ("n_checkins", "response_start", "response_checkin", "response_closing", "response_f06")
    assert [found[name] for name in names] == [1, 1, 1, 0, 1]
    # As long as nothing is closed, no closing form is missing.
    assert at(EPISODE, {"t0": BUYER})["response_closing"] is Missing.SKIPPED


@given(st.lists(st.integers(-9, 30), min_size=8, max_size=8))
def test_a_variable_that_is_yes_or_no_is_never_anything_else(numbers: list[int]) -> None:
    rows: dict[str, dict[str, dict[str, float]]] = {
        "t0": {"start": {"buy_ever": 1, **counts(*numbers[:4])}},
        "t1": {"closing": counts(*numbers[4:])},
    }
    derived = derive(DERIVATIONS, rows)
    for variable in DERIVATIONS.variables:
        for point in variable.points:
            value = derived[point][variable.name]
            if variable.yes_no and not isinstance(value, Missing):
                assert value in {0, 1}


def test_a_reason_is_never_taken_for_a_change_below_zero() -> None:
    by_name: dict[str, Derived] = {one.name: one for one in DERIVATIONS.variables}
    change, yes_no = by_name["change_urge"], by_name["abstinent_30d"]
    assert derived_code(change, -7) == -7
    assert derived_code(change, Missing.UNANSWERED) == -1007
    assert derived_code(yes_no, Missing.UNANSWERED) == -7


BLANK = Missing.UNANSWERED.value
"""A question that was left empty."""


@pytest.mark.parametrize(
    ("said", "phys", "rem", "relapse"),
    [
        # What is known is enough, whatever was left empty beside it.
        (1, 3, BLANK, 1),
        (1, BLANK, 2, 1),
        (BLANK, 3, BLANK, 1),
        (BLANK, 2, 0, 1),
        (BLANK, 0, 0, 0),
        # No purchase at all is no relapse.
        (0, BLANK, BLANK, 0),
        (0, -1, -1, 0),
        (0, 0, BLANK, 0),
        # Nothing settles it.
        (1, 1, BLANK, Missing.UNANSWERED),
        (1, BLANK, BLANK, Missing.UNANSWERED),
        (BLANK, 0, BLANK, Missing.UNANSWERED),
        (BLANK, BLANK, BLANK, Missing.UNANSWERED),
    ],
)
def test_a_relapse_that_is_known_is_told_whatever_is_missing_beside_it(
    said: float, phys: float, rem: float, relapse: float
) -> None:
    followup = {"relapse_any": said, "buy_phys_30d_n": phys, "buy_rem_30d_n": rem}
    assert at("f06", {"t0": BUYER, "f06": {"followup": followup}})["relapse"] == relapse
    # Without a start to compare with, no purchase and two are still what they are.
    alone: dict[str, dict[str, dict[str, float]]] = {
        "t0": {"start": {"buy_ever": 1}}, "f06": {"followup": followup},
    }  # fmt: skip
    if said == 0 or max(phys, 0) + max(rem, 0) > 1:
        assert at("f06", alone)["relapse"] == relapse
