from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.store.backups.label import Label, LabelError, Reason, read_label

WORDS = st.text("abcdef0123456789-:. ", min_size=1).map(str.strip)
LABELS = st.builds(
    Label,
    store=WORDS,
    taken=st.datetimes(timezones=st.just(UTC)),
    reason=st.sampled_from(Reason),
    schema=WORDS,
    training=st.booleans(),
    rows=st.integers(0),
    events=st.integers(0),
    head=WORDS,
    size=st.integers(0),
    sha256=WORDS,
)
LABEL = Label(
    store="2026-01-01",
    taken=datetime(2026, 3, 9, tzinfo=UTC),
    reason=Reason.DAILY,
    schema="0008",
    training=False,
    rows=1,
    events=2,
    head="ab",
    size=3,
    sha256="cd",
)


@given(LABELS)
def test_a_label_reads_back_as_it_was_written(label: Label) -> None:
    assert read_label(label.written()) == label


@given(st.text())
def test_another_text_is_no_label(text: str) -> None:
    with pytest.raises(LabelError):
        read_label(text)


@pytest.mark.parametrize("line", LABEL.written().splitlines()[-10:])
def test_a_label_that_lacks_a_line_is_no_label(line: str) -> None:
    with pytest.raises(LabelError):
        read_label(LABEL.written().replace(line, ""))
