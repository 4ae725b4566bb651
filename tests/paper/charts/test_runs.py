from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.paper.charts.chart import NARROW, WIDE
from kast_eval.paper.charts.runs import Run, run_chart

RUN = Run("Började", (4.0, None, 6.0, 8.0), ("4", "–", "6", "8"), ("kv 1", "kv 4"), 8.0)
DOT = 1.3


def dots(run: Run, width: float = WIDE) -> list[float]:
    return [rule.y1 for rule in run_chart([run], width, 3).rules if rule.width == DOT]


def lines(run: Run) -> int:
    return sum(rule.width == 0.35 for rule in run_chart([run], WIDE, 3).rules)


def test_no_line_leads_over_a_gap() -> None:
    assert lines(RUN) == 1
    assert lines(replace(RUN, values=(4.0, None, 6.0, None))) == 0
    assert len(dots(RUN)) == 3


def test_the_scale_begins_at_nothing() -> None:
    first, _second, last = dots(RUN)
    zero, *_rest = dots(replace(RUN, values=(0.0, None, 6.0, 8.0)))
    assert zero - last == pytest.approx(2 * (zero - first))


def test_a_run_of_nothings_lies_on_the_line() -> None:
    run = Run("Inga", (0.0, 0.0), ("0", "0"), ("kv 1", "kv 2"), 0.0)
    assert len(set(dots(run))) == 1


def test_a_gap_everywhere_says_why() -> None:
    run = replace(RUN, values=(None,) * 4, nothing="för få")
    assert "för få" in [span.text for span in run_chart([run], WIDE, 3).spans]
    assert dots(run) == []


def test_a_single_quarter_has_one_name() -> None:
    run = Run("Började", (4.0,), ("4",), ("kv 4", "kv 4"), 8.0)
    assert [span.text for span in run_chart([run], WIDE, 3).spans].count("kv 4") == 1


def test_a_median_is_drawn_of_six_quarters_and_more() -> None:
    six = Run("Inflöde", (1.0,) * 6, ("1",) * 6, ("a", "b"), 2.0, middle=True)
    five = replace(six, values=(*six.values[:5], None))
    assert len(run_chart([six], WIDE, 1).rules) > len(run_chart([five], WIDE, 1).rules) + 5
    nothing = replace(six, values=(0.0,) * 6, top=0.0)
    assert len(run_chart([nothing], WIDE, 1).rules) < len(run_chart([six], WIDE, 1).rules)


def test_what_is_noted_of_a_quarter_is_marked_below_it() -> None:
    noted = replace(RUN, marks=(0, 2, 0, 0))
    assert len(run_chart([noted], WIDE, 3).rules) == len(run_chart([RUN], WIDE, 3).rules) + 1


def test_drawings_stand_beside_each_other_on_paper_and_below_on_a_telephone() -> None:
    runs = [replace(RUN, title=f"Nummer {place}") for place in range(3)]
    tops = {
        width: {span.y for span in run_chart(runs, width, 3).spans if "Nummer" in span.text}
        for width in (WIDE, NARROW)
    }
    assert (len(tops[WIDE]), len(tops[NARROW])) == (1, 3)


@given(st.lists(st.none() | st.floats(0, 100), min_size=1, max_size=12), st.integers(1, 4))
def test_everything_is_drawn_inside_and_said(values: list[float | None], columns: int) -> None:
    said = tuple("–" if one is None else "7" for one in values)
    top = max((one for one in values if one is not None), default=0.0)
    run = Run("Titel", tuple(values), said, ("a", "b"), top, middle=True)
    chart = run_chart([run] * 3, WIDE, columns)
    assert all(-0.01 <= rule.x1 <= WIDE + 0.01 for rule in chart.rules)
    assert all(0 < span.y < chart.height for span in chart.spans)
    assert all(span.x + span.width < WIDE + 0.01 for span in chart.spans)
    assert chart.alt.count(f"Titel, a–b: {', '.join(said)}") == 3
