from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.paper.charts.chart import NARROW, WIDE, Chart
from kast_eval.paper.charts.strips import Dot, Strip, strip_chart

DOT, WHISKER = 1.4, 0.45
HALF = Dot(0.5, (0.4, 0.6))
STRIP = Strip("Samtal", (HALF, None, Dot(0.9, (0.7, 1.0))), 0.5, "9000 50 %; 9002 90 %")
NAMES = ("9000", "9001", "9002")


def drawn(*strips: Strip, width: float = WIDE) -> Chart:
    return strip_chart(strips or (STRIP,), NAMES, width)


def test_each_clinic_is_a_dot_on_its_interval_and_a_gap_is_none() -> None:
    rules = drawn().rules
    dots = [rule for rule in rules if rule.width == DOT]
    assert len(dots) == sum(rule.width == WHISKER for rule in rules) == 2
    assert dots[1].y1 < dots[0].y1


def test_a_clinic_stands_at_the_same_place_in_every_strip() -> None:
    dots = [rule.x1 for rule in drawn(STRIP, STRIP).rules if rule.width == DOT]
    assert dots[:2] == dots[2:]


def test_the_names_stand_once_below_the_last_strip() -> None:
    chart = drawn(STRIP, STRIP)
    (name,) = [span for span in chart.spans if span.text == "9001"]
    assert name.y > max(rule.y2 for rule in chart.rules)


def test_many_names_stand_on_several_lines() -> None:
    many = tuple(f"{9000 + place}" for place in range(41))
    chart = strip_chart([Strip("Samtal", (HALF,) * 41, 0.5, "")], many, NARROW)
    rows: dict[float, list[tuple[float, float]]] = {}
    for span in chart.spans:
        if span.text in many:
            rows.setdefault(span.y, []).append((span.x, span.x + span.width))
    assert len(rows) > 2
    for ends in rows.values():
        assert all(one[1] < other[0] for one, other in pairwise(ends))


def test_the_alternative_text_has_every_number() -> None:
    assert drawn().alt == "Samtal: 9000 50 %; 9002 90 %."


@pytest.mark.parametrize("width", [WIDE, NARROW])
@given(st.lists(st.floats(0, 1), min_size=1, max_size=41))
def test_everything_stays_inside(width: float, shares: list[float]) -> None:
    dots = tuple(Dot(one, (0.0, 1.0)) for one in shares)
    names = tuple(f"{9000 + place}" for place in range(len(dots)))
    chart = strip_chart([Strip("Samtal", dots, 1.0, "")], names, width)
    assert all(0 <= rule.x1 <= width and 0 <= rule.y1 <= chart.height for rule in chart.rules)
    assert all(span.x >= 0 and span.x + span.width <= width + 0.01 for span in chart.spans)
