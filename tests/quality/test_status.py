from kast_eval.quality.status import KeyingStatus


def test_a_sheet_is_final_when_nothing_more_is_keyed_or_decided() -> None:
    assert [status for status in KeyingStatus if status.is_final] == [1, 4, 5]
