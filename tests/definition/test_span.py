import pytest

from kast_eval.definition.span import Span, cut, read_span


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("3", Span(3, 3)), ("5-10", Span(5, 10)), ("0", Span(0, 0)), ("3-3", Span(3, 3)),
        ("", None), ("05", None), ("-1", None), ("10-5", None), ("a", None), ("1-", None),
        ("٣", None),  # A digit, but none that a code is written with.
    ],
)  # fmt: skip
def test_codes_are_read_as_an_author_writes_them(text: str, span: Span | None) -> None:
    assert read_span(text) == span
    assert span is None or read_span(str(span)) == span


def test_pieces_hold_the_same_codes_and_cross_no_border() -> None:
    pieces = cut((Span(0, 10), Span(20, 20)), Span(3, 5), Span(5, 30))
    assert pieces == (Span(0, 2), Span(3, 4), Span(5, 5), Span(6, 10), Span(20, 20))
    assert cut((Span(0, 10),)) == (Span(0, 10),)
