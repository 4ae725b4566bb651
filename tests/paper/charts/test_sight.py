"""Every drawing, for people who cannot tell some colours or any apart."""

import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kast_eval
from kast_eval.paper import charts
from kast_eval.paper.book.lines import Span
from kast_eval.paper.book.slab import Rule
from kast_eval.paper.book.style import BookStyle
from kast_eval.paper.charts.before_after import BeforeAfter, before_after_chart
from kast_eval.paper.charts.blocks import Bar, Block, block_chart
from kast_eval.paper.charts.chart import WIDE, Chart
from kast_eval.paper.charts.course import course_chart
from kast_eval.paper.charts.funnel import FunnelWords, Point, funnel_chart
from kast_eval.paper.charts.panel import CourseWords, Mark, Panel
from kast_eval.paper.charts.patterns import FormPattern, pattern_chart
from kast_eval.paper.charts.quarters import FormQuarters, QuarterWords, quarter_chart
from kast_eval.paper.charts.rows import Row, row_chart
from kast_eval.paper.charts.runs import Run, run_chart
from kast_eval.paper.charts.stacked import Stack, stacked_chart
from kast_eval.paper.charts.strips import Dot, Strip, strip_chart
from kast_eval.paper.charts.survival import Fall, survival_chart
from kast_eval.paper.charts.svg import chart_svg
from kast_eval.paper.charts.trajectories import trajectory_chart
from kast_eval.quality.share import Share
from tests.paper.charts.sight import SIGHTS, Colours, colour, contrast, seen

LOOK = (Path(kast_eval.__file__).parent / "web" / "static" / "look.css").read_text("utf-8")
WORDS, MARKS, SHADES = 7.0, 3.0, 1.2
"""How much words, marks, and shades that stand side by side differ."""
AIDS = 0.26
"""Lines that are no thicker lead the eye: axes, frames and grids."""

PANELS = [
    Panel("Sug", "", mark, 20.0, range(11), (0, 5, 10), {1: 8, 2: 7, 4: 3}, "") for mark in Mark
]
QUARTERS = QuarterWords("Formulär", "{quarter}", "{part} av {whole}")
DRAWINGS: Mapping[str, Chart] = {
    "before_after_chart": before_after_chart(
        BeforeAfter("", "Start", "Avslut", [(2, 8), (2, 8)], 10, 2.5, ""), WIDE
    ),
    "block_chart": block_chart([Block("", (Bar("a", 1.0, "12"), Bar("b", None, "")))], WIDE),
    "course_chart": course_chart(PANELS, range(1, 5), CourseWords("Samtal"), WIDE),
    "funnel_chart": funnel_chart(
        [Point("A", Share(3, 10)), Point("B", Share(9, 20))], Share(12, 30),
        FunnelWords("", "", "{label}"), WIDE,
    ),
    "pattern_chart": pattern_chart("", "ACE", [FormPattern((True, False, None), 4, "")], WIDE),
    "quarter_chart": quarter_chart([FormQuarters("A", "Start", {})], QUARTERS, WIDE),
    "row_chart": row_chart(
        "", [Row("", "", 0.5, 0.7), Row("", "", 0.5, None, (0.3, 0.7))], WIDE, [(0.5, "50 %")]
    ),
    "run_chart": run_chart([Run("", (4.0, 6.0), ("4", "6"), ("1", "2"), 8.0, (0, 1))], WIDE, 3),
    "stacked_chart": stacked_chart("", [Stack("", (1, 2, 3, 4, 5, 6), 1, "")], "", WIDE),
    "strip_chart": strip_chart(
        [Strip("", (Dot(0.5, (0.3, 0.7)), None), 0.4, "")], ("A", "B"), WIDE
    ),
    "survival_chart": survival_chart("", [Fall(1, 3, 0.25)], (0, 3, 6), "", WIDE),
    "trajectory_chart": trajectory_chart("", [[(1, 5.0), (2, 4.0)]], 10, "", WIDE),
}  # fmt: skip


def drawn_in(look: str) -> tuple[Colours, Colours]:
    """Return the ink and the ground of the page's look, or of paper."""
    if look == "paper":
        return colour("#000"), colour("#fff")
    block = LOOK[LOOK.index("prefers-color-scheme: dark") if look == "dark" else 0 :]
    ink, ground = (re.search(rf"--{name}: (#\w+);", block) for name in ("ink", "ground"))
    assert ink is not None
    assert ground is not None
    return colour(ink[1]), colour(ground[1])


EVERY_SIGHT = pytest.mark.parametrize("sight", SIGHTS)
EVERY_LOOK = pytest.mark.parametrize("look", ["light", "dark", "paper"])


def functions() -> Iterator[str]:
    for module in pkgutil.iter_modules(charts.__path__):
        found = import_module(f"{charts.__name__}.{module.name}")
        for name, one in inspect.getmembers(found, inspect.isfunction):
            if one.__annotations__.get("return") is Chart and not name.startswith("_"):
                yield name


def test_every_kind_of_drawing_is_looked_at() -> None:
    assert set(functions()) == set(DRAWINGS)


LENGTHS = st.floats(0, 200, allow_nan=False)


@given(
    st.lists(st.builds(Rule, LENGTHS, LENGTHS, LENGTHS, LENGTHS, LENGTHS, st.floats(0, 1))),
    st.lists(st.builds(Span, st.text(), LENGTHS, LENGTHS, st.sampled_from(BookStyle))),
)
def test_no_drawing_has_a_hue_of_its_own(rules: list[Rule], spans: list[Span]) -> None:
    svg = chart_svg(Chart(80.0, 80.0, tuple(spans), tuple(rules), ""), "chart--wide")
    inks = re.findall(r'<[^>]* (?:fill|stroke)="([^"]*)"[^>]*>', re.sub(r">[^<]*<", "><", svg))
    assert set(inks) <= {"currentColor"}
    assert "style=" not in re.sub(r">[^<]*<", "><", svg)


def test_the_look_of_the_page_gives_drawings_no_colour_but_that_of_paper() -> None:
    blocks = re.findall(r"([^{}]*)\{([^{}]*)\}", LOOK)
    own = [body for names, body in blocks if re.search(r"\.(chart|paper)(--\w+)?\b(?!-)", names)]
    colours = {
        one for body in own for one in re.findall(r"(?:color|fill|stroke|filter): [^;]*", body)
    }
    assert colours == {"color: #000"}


@EVERY_SIGHT
@EVERY_LOOK
def test_words_and_marks_stand_out_from_their_ground(sight: str, look: str) -> None:
    ink, ground = (seen(one, sight) for one in drawn_in(look))
    assert contrast(ink, ground) >= WORDS
    for name, chart in DRAWINGS.items():
        greys = {rule.grey for rule in chart.rules if rule.width > AIDS}
        if name == "stacked_chart":
            # Its lightest part is told by the frame and by its number; see below.
            greys = {min(greys)}
        for grey in greys:
            mixed = seen(_mixed(grey, look), sight)
            assert contrast(mixed, ground) >= MARKS, (name, grey)


@EVERY_SIGHT
@EVERY_LOOK
def test_shades_side_by_side_differ_in_how_light_they_are(sight: str, look: str) -> None:
    parts = [rule.grey for rule in DRAWINGS["stacked_chart"].rules if rule.width > AIDS]
    shades = [seen(_mixed(grey, look), sight) for grey in (*parts, 1.0)]
    assert all(contrast(one, other) >= SHADES for one, other in pairwise(shades))


def _mixed(grey: float, look: str) -> Colours:
    ink, ground = drawn_in(look)
    return ink * (1 - grey) + ground * grey
