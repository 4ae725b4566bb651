import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.paper.charts.chart import NARROW, WIDE, Chart
from kast_eval.paper.charts.funnel import FunnelWords, Point, funnel_chart
from kast_eval.quality.share import Share

WORDS = FunnelWords("Avslutade", "Klienter", "{label}: {part} av {whole}, {percent} %")
POINTS = (Point("9000", Share(20, 40)), Point("9001", Share(30, 80)), Point("övriga", Share(6, 12)))
DOT = 1.6


def drawn(points: tuple[Point, ...] = POINTS, width: float = WIDE) -> Chart:
    return funnel_chart(points, Share(56, 132), WORDS, width)


def test_each_clinic_is_a_dot_with_its_name_beside_it() -> None:
    chart = drawn()
    assert sum(rule.width == DOT for rule in chart.rules) == 3
    assert {"9000", "9001", "övriga"} <= {span.text for span in chart.spans}


def test_a_larger_clinic_stands_further_to_the_right() -> None:
    xs = [rule.x1 for rule in drawn().rules if rule.width == DOT]
    assert xs[2] < xs[0] < xs[1]


def test_names_of_equal_clinics_do_not_cover_each_other() -> None:
    twins = (Point("9000", Share(20, 40)), Point("9001", Share(20, 40)))
    one, other = (span for span in drawn(twins).spans if span.text in {"9000", "9001"})
    assert one.y != other.y or max(one.x, other.x) > min(one.x, other.x) + one.width


def crowd(part: int) -> set[str]:
    """Return the names that are written of twenty clinics at one place."""
    points = tuple(Point(f"{9000 + place}", Share(part, 40)) for place in range(20))
    return {span.text for span in drawn(points).spans} & {one.label for one in points}


def test_in_a_crowd_each_clinic_outside_the_limits_is_named_and_others_where_there_is_room() -> (
    None
):
    assert len(crowd(1)) == 20
    assert 0 < len(crowd(17)) < 20


def test_the_alternative_text_has_every_number() -> None:
    assert drawn().alt.startswith("Avslutade. 9000: 20 av 40, 50 %. 9001: 30 av 80, 38 %.")


def scale(*points: Point) -> list[str]:
    """Return the ticks of the scale, the lowest first."""
    said = [span.text for span in drawn(points).spans if span.text.endswith(" %")]
    return sorted(said, key=lambda one: int(one.split()[0]))


def test_the_scale_ends_round_where_clinics_and_their_limits_do() -> None:
    low = funnel_chart((Point("9000", Share(60, 400)),), Share(98, 1000), WORDS, WIDE)
    said = [span.text for span in low.spans if span.text.endswith(" %")]
    assert said == ["5 %", "10 %", "15 %"]
    assert scale(Point("9000", Share(20, 40)), Point("9001", Share(0, 40)))[0] == "0 %"
    assert "450" not in {span.text for span in low.spans}
    assert "500" in {span.text for span in low.spans}


def test_each_limit_is_drawn_on_the_scale_only_and_meets_the_clinics() -> None:
    chart = drawn()
    bottom = max(rule.y1 for rule in chart.rules)
    assert all(rule.y2 <= bottom for rule in chart.rules)


def test_of_nobody_there_is_an_empty_frame() -> None:
    chart = funnel_chart((), Share(0, 0), WORDS, WIDE)
    assert not [rule for rule in chart.rules if rule.width == DOT]
    none = funnel_chart((Point("9000", Share(0, 0)),), Share(0, 0), WORDS, WIDE)
    assert [rule for rule in none.rules if rule.width == DOT]


@pytest.mark.parametrize("width", [WIDE, NARROW])
@given(st.lists(st.integers(0, 200), min_size=2, max_size=2).map(sorted))
def test_everything_stays_inside(width: float, share: list[int]) -> None:
    part, whole = share
    chart = drawn((Point("9000", Share(part, whole)), *POINTS), width)
    assert all(-0.01 <= rule.x1 <= width and 0 <= rule.y1 <= chart.height for rule in chart.rules)
    assert all(span.x + span.width <= width + 0.01 for span in chart.spans)
