import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.manual.tree import Run
from kast_eval.paper.book.lines import set_lines
from kast_eval.paper.book.style import BookStyle

WIDTH = 60.0
RUNS = st.lists(
    st.builds(
        Run,
        st.text(alphabet="abc åäö–", max_size=80),
        st.booleans(),
        st.sampled_from(["", "01-ett"]),
    ),
    max_size=6,
).map(tuple)


@given(RUNS)
def test_no_line_is_wider_than_its_column(runs: tuple[Run, ...]) -> None:
    for line in set_lines(runs, BookStyle.BODY, 10.0, WIDTH):
        assert line[-1].x + line[-1].width <= 10.0 + WIDTH + 0.01
        assert line[0].x == 10.0


def test_the_sign_of_a_number_does_not_begin_a_line() -> None:
    runs = (Run(" ".join(["26 %"] * 40)),)
    lines = set_lines(runs, BookStyle.BODY, 0.0, WIDTH)
    assert len(lines) > 1
    assert not any(line[0].text.startswith("%") for line in lines)


@given(RUNS)
def test_no_word_is_lost(runs: tuple[Run, ...]) -> None:
    lines = set_lines(runs, BookStyle.BODY, 10.0, WIDTH)
    shown = "".join(span.text for line in lines for span in line)
    wanted = "".join(run.text for run in runs)
    assert shown.replace(" ", "") == wanted.replace(" ", "")


def test_words_of_one_style_on_a_line_are_one_span() -> None:
    runs = (Run("Ett ord, "), Run("två", bold=True), Run(". Tre "), Run("fyra", target="x"))
    (line,) = set_lines(runs, BookStyle.SMALL, 0.0, 100.0)
    assert [(span.text, span.style, span.target) for span in line] == [
        ("Ett ord,", BookStyle.SMALL, ""),
        ("två", BookStyle.SMALL_STRONG, ""),
        (". Tre", BookStyle.SMALL, ""),
        ("fyra", BookStyle.SMALL, "x"),
    ]
    assert line[2].x == pytest.approx(line[1].x + line[1].width)


def test_a_word_wider_than_its_column_is_broken_where_it_must() -> None:
    runs = (Run("a" * 30), Run("b" * 30, bold=True))
    lines = set_lines(runs, BookStyle.BODY, 0.0, 60.0)
    assert lines[0][0].text == "a" * 30
    assert "".join(span.text for line in lines for span in line) == "a" * 30 + "b" * 30
    assert len(lines) > 1
    assert set_lines((), BookStyle.BODY, 0.0, 60.0) == []


def test_a_style_without_a_bold_one_stays_as_it_is() -> None:
    assert BookStyle.CHAPTER.strong is BookStyle.CHAPTER
