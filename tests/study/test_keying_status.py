from kast_eval.study.keying_status import STATUS_LABELS, KeyingStatus


def test_a_sheet_is_final_when_nothing_more_is_keyed_or_decided() -> None:
    assert [status for status in KeyingStatus if status.is_final] == [1, 4, 5]


def test_every_status_has_its_words() -> None:
    assert list(STATUS_LABELS) == list(KeyingStatus)
