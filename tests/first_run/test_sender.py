import pytest

from kast_eval.first_run.fields import FieldsError
from kast_eval.first_run.sender import read_sender
from tests.dataset.package.made import SIGNER

TYPED = {
    "site": "KAST Jönköping", "municipality": "0680", "letters": "gb", "relative_letters": "rb",
    "approval_number": "2026-00000-01", "key": SIGNER,
}  # fmt: skip


def test_a_clinic_is_read_as_it_is_written() -> None:
    sender = read_sender(TYPED)
    assert (sender.name, sender.site_code, sender.approval) == (
        "KAST Jönköping", "0680", "2026-00000-01",
    )  # fmt: skip
    assert (sender.letters, sender.relative_letters, sender.public_key) == ("GB", "RB", SIGNER)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        # The letters are never guessed here: they stand on another program's labels.
        ({"letters": " ", "relative_letters": ""}, {"letters", "relative_letters"}),
        ({"site": "", "municipality": "9999", "approval_number": "snart", "key": "0"},
         {"site", "municipality", "approval_number", "key"}),
        # Two people agree on all of it in one line.
        ({"site": "K" * 60, "approval_number": "1" * 60}, {"site"}),
    ],
)  # fmt: skip
def test_all_that_is_wrong_is_told_at_once(wrong: dict[str, str], told: set[str]) -> None:
    with pytest.raises(FieldsError) as refused:
        read_sender({**TYPED, **wrong})
    assert refused.value.faults.keys() == told
