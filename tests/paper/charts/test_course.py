import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.paper.book.slab import Rule
from kast_eval.paper.charts.chart import NARROW, WIDE, Chart
from kast_eval.paper.charts.course import course_chart
from kast_eval.paper.charts.panel import CourseWords, Mark, Panel
from kast_eval.paper.charts.svg import chart_svg

WORDS = CourseWords("Samtal", ("Samtal 1", "Samtal 3"))
URGE = Panel(
    "Sug", "10 starkast", Mark.CURVE, 20.0, range(11), (0, 5, 10), {1: 8, 2: 7, 4: 3}, "Sug: 8.",
    ("7", "vill inte svara"),
)  # fmt: skip
SESSIONS = range(1, 5)
WIDTHS = pytest.mark.parametrize("width", [WIDE, 118.0, NARROW])


def drawn(panel: Panel = URGE, width: float = WIDE, sessions: range = SESSIONS) -> Chart:
    return course_chart([panel], sessions, WORDS, width)


def strokes(chart: Chart) -> list[Rule]:
    """Return what is drawn of the answers: all that is quite black."""
    return [rule for rule in chart.rules if not rule.grey]


def curve(chart: Chart) -> list[Rule]:
    return [rule for rule in strokes(chart) if rule.x2 - rule.x1 > rule.width + 0.01 > 0.51]


@WIDTHS
def test_a_line_joins_neighbours_and_never_crosses_a_gap(width: float) -> None:
    assert len(curve(drawn(width=width))) == 1
    whole = replace(URGE, points={1: 8, 2: 7, 3: 5, 4: 3})
    assert len(curve(drawn(whole, width))) == 3


@WIDTHS
def test_a_missing_answer_is_a_stroke_under_the_grid(width: float) -> None:
    whole = replace(URGE, points={1: 8, 2: 7, 3: 5, 4: 3})
    lowest = max(rule.y1 for rule in drawn(whole, width).rules)
    under = [rule for rule in drawn(width=width).rules if rule.y1 > lowest + 1]
    assert len(under) == 1


@given(
    st.dictionaries(st.integers(1, 60), st.integers(0, 10)),
    st.integers(1, 60),
    st.sampled_from([WIDE, 118.0, NARROW]),
    st.sampled_from(Mark),
)
def test_everything_lies_inside_and_no_gap_is_bridged(
    points: dict[int, int], last: int, width: float, mark: Mark
) -> None:
    inside = {session: value for session, value in points.items() if session <= last}
    chart = drawn(replace(URGE, points=inside, mark=mark), width, range(1, last + 1))
    for rule in chart.rules:
        assert min(rule.x1, rule.x2) >= 0
        assert max(rule.x1, rule.x2) <= width
        assert max(rule.y1, rule.y2) <= chart.height + 0.01
    assert all(span.x + span.width <= width for span in chart.spans)
    neighbours = sum(after == before + 1 for before, after in pairwise(sorted(inside)))
    slanted = [rule for rule in strokes(chart) if rule.y1 != rule.y2 and rule.x1 != rule.x2]
    assert len(slanted) <= (neighbours if mark is Mark.CURVE else 0)


def test_few_times_are_short_bars_and_none_is_a_dot_on_the_line() -> None:
    bars = replace(URGE, mark=Mark.BARS, lines=range(0, 5, 4), numbered=(0, 4), points={1: 4, 2: 0})
    upright = [rule for rule in strokes(drawn(bars)) if rule.x1 == rule.x2]
    assert [round(rule.y1 - rule.y2, 3) for rule in upright] == [20.0]


def test_the_numbers_of_sessions_thin_out_where_there_is_no_room() -> None:
    numbers = [span.text for span in drawn(sessions=range(1, 51)).spans if span.text.isdigit()]
    assert {"10", "50"} <= set(numbers)
    assert "11" not in numbers
    assert "1" in [span.text for span in drawn().spans]


def test_a_narrow_drawing_has_its_words_and_the_two_answers_above_its_grid() -> None:
    chart = drawn(width=NARROW)
    words = {span.text: span for span in chart.spans}
    grid = min(rule.y1 for rule in chart.rules)
    assert {"Sug", "7", "vill inte", "svara", "Samtal 3"} <= set(words)
    assert all(words[text].y < grid for text in ("Sug", "7", "vill inte", "svara"))
    assert words["Sug"].x + words["Sug"].width < words["7"].x


def test_nothing_followed_is_nothing_drawn() -> None:
    assert course_chart([], range(1, 1), CourseWords("Samtal"), WIDE).rules == ()


def test_the_drawing_says_what_the_curve_says() -> None:
    assert drawn().alt == "Sug: 8."


@WIDTHS
def test_one_ink_is_enough_to_tell_everything_apart(width: float) -> None:
    svg = chart_svg(drawn(width=width), "chart--wide")
    assert set(re.findall(r' (?:fill|stroke)="([^"]*)"', svg)) == {"currentColor"}


ENDS = replace(URGE, ends=("starkast tänkbara", "inget sug"))


def test_what_the_ends_mean_stands_beside_them_and_the_name_between() -> None:
    places = {span.text: span for span in drawn(ENDS).spans}
    high, low = (places[text] for text in ("starkast tänkbara", "inget sug"))
    assert high.y == pytest.approx(places["10"].y)
    assert low.y == pytest.approx(places["0"].y)
    assert high.x + high.width == pytest.approx(low.x + low.width)
    assert high.x + high.width < places["10"].x
    assert high.y < places["Sug"].y < low.y
    assert "10 starkast" not in places


@pytest.mark.parametrize(
    "panel",
    [
        replace(ENDS, ends=("ord " * 20, "inget sug")),
        replace(ENDS, title="Sug " * 20),
        replace(ENDS, height=10.0),
    ],
)
def test_where_there_is_no_room_beside_the_ends_their_words_stand_under_the_name(
    panel: Panel,
) -> None:
    texts = [span.text for span in drawn(panel).spans]
    assert "10 starkast" in texts
    assert "inget sug" not in texts
    assert "10 starkast" in [span.text for span in drawn(ENDS, NARROW).spans]
