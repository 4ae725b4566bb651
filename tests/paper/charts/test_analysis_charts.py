"""Bars cut into parts, points before and after, little lines, and curves of steps."""

import pytest

from kast_eval.paper.charts.before_after import BeforeAfter, before_after_chart
from kast_eval.paper.charts.chart import NARROW, WIDE
from kast_eval.paper.charts.patterns import FormPattern, pattern_chart
from kast_eval.paper.charts.stacked import Stack, stacked_chart
from kast_eval.paper.charts.survival import Fall, survival_chart
from kast_eval.paper.charts.trajectories import MOST, trajectory_chart

BOTH_WIDTHS = pytest.mark.parametrize("width", [WIDE, NARROW])
FRAME = 4


@BOTH_WIDTHS
def test_parts_are_as_long_as_their_counts_and_the_missing_leave_the_frame_empty(
    width: float,
) -> None:
    chart = stacked_chart("Rubrik", [Stack("Start", (1, 0, 2), 1, "siffror")], "Nyckel", width)
    bars = [rule for rule in chart.rules if rule.width > 1]
    room = sum(rule.x2 - rule.x1 for rule in bars) / 3 * 4
    assert [(rule.x2 - rule.x1) / room for rule in bars] == pytest.approx([1 / 4, 2 / 4])
    assert bars[0].grey < bars[1].grey
    assert len(chart.rules) == len(bars) + FRAME
    assert chart.alt == "Rubrik. Nyckel. Start: siffror."


def test_a_part_too_narrow_for_its_count_has_it_only_in_words_below() -> None:
    chart = stacked_chart("", [Stack("", (1, 999), 0, "1 · 999")], "", NARROW)
    assert [span.text for span in chart.spans] == ["999", "1 · 999"]


def test_of_nobody_the_frame_is_empty() -> None:
    chart = stacked_chart("", [Stack("", (0,), 0, "")], "", WIDE)
    assert len(chart.rules) == FRAME


def before_after(band: float | None, *pairs: tuple[float, float]) -> BeforeAfter:
    return BeforeAfter("Mående", "Start", "Avslut", pairs, 10, band, "Sagt.")


@BOTH_WIDTHS
def test_as_many_alike_are_a_larger_point(width: float) -> None:
    chart = before_after_chart(before_after(None, (2, 8), (2, 8), (2, 8), (2, 8), (8, 2)), width)
    points = [rule for rule in chart.rules if rule.grey == 0.0]
    many, one = sorted(points, key=lambda rule: -rule.width)
    assert many.width == pytest.approx(2 * one.width)
    assert many.x1 < one.x1
    # More is higher up.
    assert many.y1 < one.y1
    assert chart.alt == "Mående. Sagt."


def test_the_band_lies_on_both_sides_of_the_diagonal() -> None:
    without = before_after_chart(before_after(None), WIDE)
    banded = before_after_chart(before_after(2.5), WIDE)
    assert len(banded.rules) == len(without.rules) + 2
    # Where no change could be larger than error there is nothing to draw.
    assert len(before_after_chart(before_after(11), WIDE).rules) == len(without.rules)


def test_a_gap_in_a_line_stays_a_gap() -> None:
    whole = trajectory_chart("", [[(1, 5), (2, 4), (3, 3)]], 10, "", WIDE)
    broken = trajectory_chart("", [[(1, 5), (3, 3)]], 10, "", WIDE)
    lines = [sum(rule.width == 0.45 for rule in one.rules) for one in (whole, broken)]
    assert lines == [2, 0]
    assert [span.text for span in broken.spans] == ["5", "3"]


def test_a_line_of_one_answer_says_it_once_and_an_empty_one_nothing() -> None:
    chart = trajectory_chart("", [[(1, 5)], []], 10, "", WIDE)
    assert [span.text for span in chart.spans] == ["5"]


@BOTH_WIDTHS
def test_no_more_lines_are_drawn_than_can_be_told_apart(width: float) -> None:
    lines = [[(1, 5.0), (2, 6.0)]] * (MOST + 5)
    chart = trajectory_chart("Sug", lines, 10, "Sagt", width)
    assert sum(rule.width == 0.45 for rule in chart.rules) == MOST
    assert max(rule.y1 for rule in chart.rules) < chart.height


@BOTH_WIDTHS
def test_a_form_that_is_there_is_filled_one_that_lacks_is_empty_and_one_not_due_is_no_square(
    width: float,
) -> None:
    patterns = [
        FormPattern((True, False, None), 4, "fyra"),
        FormPattern((True, True, True), 1, "en"),
    ]
    chart = pattern_chart("Rubrik", ("A", "C", "E"), patterns, width)
    bars = [rule for rule in chart.rules if rule.width == 3.0]
    squares = [rule for rule in chart.rules if rule.width == 3.4]
    assert (len(squares), len(chart.rules)) == (4, 4 + 2 + FRAME)
    assert bars[0].x2 - bars[0].x1 == pytest.approx(4 * (bars[1].x2 - bars[1].x1))
    assert chart.alt == "Rubrik. fyra. en."
    assert max(rule.x2 for rule in chart.rules) < width


def test_the_curve_falls_aslant_where_nobody_knows_when() -> None:
    chart = survival_chart("", [Fall(1, 3, 0.25), Fall(6, 12, 0.5)], (0, 3, 6, 12), "", WIDE)
    flat = [rule for rule in chart.rules if rule.width == 0.5]
    aslant = [rule for rule in chart.rules if rule.y1 != rule.y2 and rule.x1 != rule.x2]
    assert len(aslant) == 2
    heights = [rule.y1 for rule in flat]
    assert heights == sorted(heights)
    assert flat[-1].y2 == pytest.approx(flat[0].y1 + 0.75 * 44)


def test_what_happens_after_the_last_tick_is_not_drawn() -> None:
    chart = survival_chart("", [Fall(3, 20, 0.5), Fall(20, 30, 0.5)], (0, 3, 12), "", WIDE)
    assert max(max(rule.x1, rule.x2) for rule in chart.rules) <= 14 + 110
