from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kast_eval.answers.compare import differing_items
from kast_eval.training.mistyped import mistyped
from tests.actions.at_the_clinic import library

CHECKIN = library().newest("checkin").as_asked()
KEYED = {"since_buy": "1", "since_main": "0", "mood_7d": "7", "since_buy_n": "4", "confidence": "v"}


@given(st.integers(0, 5), st.integers())
def test_as_many_ticks_are_read_wrong_as_are_wanted(count: int, seed: int) -> None:
    wrong = mistyped(CHECKIN, KEYED, Random(seed), count=count)
    differing = differing_items(CHECKIN, KEYED, wrong)
    # Only what is simply ticked: no count, and no reason in place of an answer.
    assert set(differing) <= {"since_buy", "since_main", "mood_7d"}
    assert len(differing) == min(count, 3)
    assert all(not CHECKIN.item(name).read(wrong[name]).rulings for name in differing)


def test_an_empty_paper_is_read_as_it_is() -> None:
    assert mistyped(CHECKIN, {}, Random(1), count=2) == {}
