import pytest

from kast_eval.answers.reasons import WHYS, Reason, Why
from kast_eval.wording import Wording


@pytest.mark.parametrize(
    ("why", "words", "kept"),
    [
        ("paper", "", "paper"),
        ("asked", "spelar ingen roll", "asked"),
        ("other", " skrivet: av tolken ", "other: skrivet: av tolken"),
        ("", "", "paper"),
        ("odd", "x", "paper"),
    ],
)
def test_a_reason_is_kept_as_one_text_and_read_again(why: str, words: str, kept: str) -> None:
    reason = Reason.of(why, words)
    assert reason.kept == kept
    assert Reason.read(kept) == reason


def test_every_reason_is_said() -> None:
    assert set(WHYS) == set(Why)
    assert Reason().said == WHYS[Why.PAPER]
    assert Reason(Why.OTHER, "av tolken").said == Wording("annat: av tolken", "other: av tolken")
