from hypothesis import given
from hypothesis import strategies as st

from kast_eval.answers.compare import differing_items
from tests.definition.example import real_library

START = real_library().newest("start")


def test_what_means_the_same_does_not_differ() -> None:
    first = {"age_years": "34", "buy_phys_30d_n": "04", "urge_max_7d": "b", "reason": "1 3"}
    second = {"age_years": " 34", "buy_phys_30d_n": "4", "urge_max_7d": "1", "reason": "ca"}
    assert differing_items(START, first, second) == ()


def test_a_ruled_number_differs_from_a_clear_one() -> None:
    assert differing_items(START, {"buy_phys_30d_n": "2-3"}, {"buy_phys_30d_n": "3"}) == (
        "buy_phys_30d_n",
    )


def test_a_blank_differs_from_an_answer_in_the_order_of_the_paper() -> None:
    assert differing_items(START, {"mood_2w": "3"}, {"gender": "2"}) == ("gender", "mood_2w")


def test_words_are_compared_by_their_letters() -> None:
    assert (
        differing_items(START, {"goal_main_txt": "Sova  bättre"}, {"goal_main_txt": "sova bättre"})
        == ()
    )
    assert differing_items(START, {"goal_main_txt": "sova"}, {"goal_main_txt": "äta"})


def test_texts_that_cannot_be_read_are_compared_as_texts() -> None:
    assert differing_items(START, {"gender": "9"}, {"gender": "9"}) == ()
    assert differing_items(START, {"gender": "9"}, {"gender": "8"}) == ("gender",)


@given(st.dictionaries(st.sampled_from([item.name for item in START.items]), st.text(max_size=9)))
def test_a_keying_never_differs_from_itself(texts: dict[str, str]) -> None:
    assert differing_items(START, texts, texts) == ()
