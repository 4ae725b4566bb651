import pytest

from kast_eval.study.personal_number import holds_personal_number


# The numbers are those that the tax agency has set aside for tests.
@pytest.mark.parametrize(
    "text",
    [
        "191212121212", "1212121212", "121212-1212", "19121212-1212", "121212+1212",
        "SE191212121212", "191212121212@kommun.example",
        # A coordination number: the day is moved on by sixty.
        "197010632391",
    ],
)  # fmt: skip
def test_a_personal_number_is_seen(text: str) -> None:
    assert holds_personal_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "6c1f0a", "anna", "191212121213", "199913121212", "199912321212", "199912001212",
        "00000000-0000-4000-8000-000000000000", "1912121212123", "19121212121",
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    ],
)  # fmt: skip
def test_another_word_is_none(text: str) -> None:
    assert not holds_personal_number(text)
