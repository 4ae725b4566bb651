import pytest

from kast_eval.kinds import Words
from kast_eval.kinds.answer import Answer, AnswerError, Problem


def test_words_never_become_a_column() -> None:
    assert Words(largest=60).columns("own_words_txt") == ()
    assert Words(largest=60).read("ett namn") == Answer(())


def test_words_stay_on_paper_unless_a_length_is_given() -> None:
    assert not Words().keyed
    assert Words(largest=60).keyed


@pytest.mark.parametrize(("words", "length"), [(Words(largest=60), 61), (Words(), 201)])
def test_a_text_that_is_too_long_is_refused(words: Words, length: int) -> None:
    with pytest.raises(AnswerError) as refused:
        words.read("a" * length)
    assert refused.value.problem is Problem.TOO_LONG
