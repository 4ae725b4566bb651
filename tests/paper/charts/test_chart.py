import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.paper.book.slab import Structure
from kast_eval.paper.charts.chart import NARROW, WIDE, Chart, chart_slab
from kast_eval.paper.charts.quarters import (
    FormQuarters,
    QuarterWords,
    last_quarters,
    quarter_chart,
)
from kast_eval.paper.charts.rows import Row, row_chart
from kast_eval.paper.charts.svg import chart_svg
from kast_eval.quality.quarter import Quarter
from kast_eval.quality.share import Share, share_of

WORDS = QuarterWords("Formulär", "kv {number}", "kvartal {number} {year} {part} av {whole}")
COUNT = Row("Började", "3 av 4", 0.75, 1.0, under="när som helst", notes="1 väntar")
SHARE = Row("Tomma", "1 av 4 · 25 % (5–70)", 0.25, interval=(0.05, 0.7))
BOTH_WIDTHS = pytest.mark.parametrize("width", [WIDE, NARROW])


def drawn(row: Row, width: float = WIDE) -> Chart:
    return row_chart("Rubrik", [row], width)


@BOTH_WIDTHS
def test_every_word_of_a_row_is_drawn_inside_the_chart(width: float) -> None:
    chart = row_chart("Rubrik", [COUNT, SHARE], width, ((0.0, "0"), (1.0, "100 %")))
    words = " ".join(span.text for span in chart.spans)
    for said in ("Rubrik", "Började", "när som helst", "3 av 4", "1 väntar", "25 %"):
        assert said in words
    for span in chart.spans:
        assert span.x >= 0
        assert 0 < span.y < chart.height


@BOTH_WIDTHS
def test_words_below_a_bar_stand_where_no_line_of_the_axis_goes_through_them(width: float) -> None:
    rows = [replace(SHARE, below="ord " * 30)] * 2
    chart = row_chart("Rubrik", rows, width, ((0.0, "0"), (1.0, "100 %")))
    words = [span for span in chart.spans if span.text.startswith("ord")]
    assert max(span.x + span.width for span in words) <= width
    assert max(span.y for span in chart.spans) < chart.height
    upright = [rule for rule in chart.rules if rule.x1 == rule.x2 and rule.width == min(
        one.width for one in chart.rules)]  # fmt: skip
    assert len(upright) == (4 if width == WIDE else 0)
    for rule in upright:
        assert all(not rule.y1 < span.y - span.style.size / 2 < rule.y2 for span in words)


def test_on_a_telephone_the_axis_has_its_ends_over_the_first_bar() -> None:
    chart = row_chart("Rubrik", [SHARE], NARROW, ((0.0, "0"), (0.5, "50"), (1.0, "100 %")))
    ends = {span.text: span for span in chart.spans if span.text in {"0", "50", "100 %"}}
    line = chart.rules[0]
    assert ends["0"].x == line.x1
    assert ends["100 %"].x + ends["100 %"].width == pytest.approx(line.x2)
    title = next(span for span in chart.spans if span.text == "Rubrik")
    label = next(span for span in chart.spans if span.text == SHARE.label)
    assert title.y < ends["50"].y < label.y


@BOTH_WIDTHS
def test_a_bar_is_as_long_as_its_count_and_its_frame_as_those_before(width: float) -> None:
    chart = drawn(COUNT, width)
    bar = max(chart.rules, key=lambda rule: rule.width)
    frame = [rule for rule in chart.rules if rule is not bar]
    length = max(rule.x2 for rule in frame) - min(rule.x1 for rule in frame)
    assert bar.x2 - bar.x1 == pytest.approx(0.75 * length)


def test_nobody_has_no_bar_and_stands_in_an_empty_frame() -> None:
    assert len(drawn(replace(COUNT, bar=0.0)).rules) == 4
    assert drawn(replace(COUNT, bar=0.0, frame=0.0)).rules == ()
    assert drawn(replace(COUNT, bar=None)).rules == ()
    assert drawn(replace(COUNT, bar=None), NARROW).rules == ()


def test_a_share_of_nothing_has_an_interval_and_no_dot() -> None:
    assert len(drawn(SHARE).rules) == len(drawn(replace(SHARE, bar=None)).rules) + 1


@given(st.integers(0, 50), st.integers(0, 50))
def test_the_dot_stands_on_its_interval_and_the_interval_on_its_line(part: int, rest: int) -> None:
    share = share_of(part, rest)
    chart = drawn(Row("", "", share.value, interval=share.interval))
    line, interval = chart.rules[0], chart.rules[1]
    assert line.x1 - 1e-9 <= interval.x1 <= interval.x2 <= line.x2 + 1e-9
    if share.value is not None:
        dot = chart.rules[-1]
        middle = (dot.x1 + dot.x2) / 2
        assert interval.x1 - 1e-9 <= middle <= interval.x2 + 1e-9


def test_the_drawing_is_told_in_words() -> None:
    chart = row_chart("Rubrik", [COUNT, SHARE], WIDE)
    assert chart.alt == "Rubrik. Började: 3 av 4, 1 väntar. Tomma: 1 av 4 · 25 % (5–70)."


def test_paper_and_page_have_the_same_words() -> None:
    chart = row_chart("Rubrik", [COUNT, SHARE], WIDE)
    structure = Structure()
    slab = chart_slab(chart, structure)
    on_paper = [span.text for part in slab.parts for span in part.spans]
    on_page = re.findall(r"<text[^>]*>([^<]*)</text>", chart_svg(chart, "chart--wide"))
    assert on_paper == on_page
    assert structure.elements[-1].alt == chart.alt


def test_a_drawing_needs_no_style_and_no_script_of_its_own() -> None:
    svg = chart_svg(drawn(replace(COUNT, label='<script>"&')), "chart--wide")
    assert "style" not in svg
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg


A_QUARTER = Quarter(2026, 1)
FORM = FormQuarters("A", "Start", {A_QUARTER: Share(1, 2), Quarter(2026, 3): Share(0, 3)})


@BOTH_WIDTHS
def test_a_quarter_shows_how_many_came_and_a_gap_stays_a_gap(width: float) -> None:
    other = FormQuarters("B", "Uppgifter", {Quarter(2026, 2): Share(2, 2)})
    words = [span.text for span in quarter_chart([FORM, other], WORDS, width).spans]
    assert [one for one in words if "/" in one] == ["1/2", "0/3", "2/2"]
    assert words.count("2026") == 1
    assert [one for one in words if one.startswith("kv")] == ["kv 1", "kv 2", "kv 3"]


def test_only_the_newest_quarters_are_drawn_where_there_is_no_room() -> None:
    cells = {Quarter(2024 + place // 4, place % 4 + 1): Share(1, 1) for place in range(10)}
    form = FormQuarters("A", "Start", cells)
    assert last_quarters([form], 4) == tuple(sorted(cells))[-4:]
    for width, count in ((WIDE, 8), (NARROW, 4)):
        words = [span.text for span in quarter_chart([form], WORDS, width).spans]
        assert words.count("1/1") == count


def test_the_quarters_are_told_in_words() -> None:
    empty = FormQuarters("B", "Uppgifter", {})
    assert quarter_chart([FORM, empty], WORDS, WIDE).alt == (
        "Formulär. Start: kvartal 1 2026 1 av 2, kvartal 3 2026 0 av 3."
    )
