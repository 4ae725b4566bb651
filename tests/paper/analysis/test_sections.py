import re
from collections.abc import Callable, Iterator

import pytest

from kast_eval.analysis.report import AnalysisReport
from kast_eval.paper.analysis.limits_section import LIMITS
from kast_eval.paper.analysis.said import TOO_FEW
from kast_eval.paper.charts.chart import NARROW, WIDE
from kast_eval.paper.report.section import Section, Teller
from tests.analysis.made import buyer
from tests.paper.analysis.made import NOTHING, of, rows_of, sections, whole
from tests.paper.response.made import ENGLISH, SWEDISH

FIVE = [
    buyer(
        4, place, start={"mood_2w": 3}, closing={"mood_2w": place},
        later={"f06": {"relapse": place % 2}},
    )
    for place in range(5)
]  # fmt: skip
STUDIES: dict[str, Callable[[], AnalysisReport]] = {
    "nothing": lambda: NOTHING,
    "one person": lambda: of(buyer(4, 0)),
    "five persons": lambda: of(*FIVE),
    "all alike": lambda: of(*[buyer(4, 4)] * 12),
    "whole": whole,
}


@pytest.fixture(scope="module", params=STUDIES)
def found(request: pytest.FixtureRequest) -> AnalysisReport:
    return STUDIES[request.param]()


def words_of(section: Section) -> Iterator[str]:
    yield section.title
    yield from section.leads
    for draw in section.charts:
        for width in (WIDE, NARROW):
            chart = draw(width)
            yield chart.alt
            yield from (span.text for span in chart.spans)
    if section.table:
        yield section.table.caption
        yield from (cell for row in (section.table.head, *section.table.rows) for cell in row)


@pytest.mark.parametrize("teller", [SWEDISH, ENGLISH], ids=["sv", "en"])
def test_nothing_is_called_an_effect_and_nothing_is_left_to_fill_in(
    found: AnalysisReport, teller: Teller
) -> None:
    for section in sections(found, teller).values():
        for words in words_of(section):
            assert not re.search(r"effekt av|effect of|\{|\}|\bnan\b|None|\binf\b", words), words


def test_every_drawing_keeps_inside_its_width(found: AnalysisReport) -> None:
    for section in sections(found).values():
        for draw in section.charts:
            for width in (WIDE, NARROW):
                chart = draw(width)
                for span in chart.spans:
                    assert span.x >= -0.01
                    assert span.x + span.width <= width + 0.01, span.text
                    assert 0 < span.y <= chart.height
                for rule in chart.rules:
                    assert -0.01 <= min(rule.x1, rule.x2) <= max(rule.x1, rule.x2) <= width + 0.01
                    assert max(rule.y1, rule.y2) <= chart.height + 0.01


def test_the_limits_stand_first_in_every_report(found: AnalysisReport) -> None:
    first = next(iter(sections(found).values()))
    assert first.anchor == "limits"
    assert first.leads[: len(LIMITS)] == LIMITS
    assert len(first.leads) > len(LIMITS)


def test_missing_answers_stand_three_ways_beside_each_other() -> None:
    rows = rows_of(sections(whole())["abstinence"])
    assert [name for name in rows if name.startswith("avslutet")] == [
        "avslutet: de som svarade", "avslutet: saknade som köp", "avslutet: saknade ifyllda",
    ]  # fmt: skip
    assert rows["avslutet: de som svarade"][1] == "15 av 50 · 30 % (19–44)"
    assert rows["avslutet: saknade som köp"][1] == "15 av 60 · 25 % (16–37)"
    assert rows["avslutet: saknade ifyllda"][1] == "10 av 60 saknas, 0 saknar start"
    assert all("procentenheter" in row[2] for row in list(rows.values())[:3])


def test_numbers_are_told_with_what_they_are_of() -> None:
    rows = rows_of(sections(whole())["counts"])
    (purchases,) = [row for name, row in rows.items() if "Köp på 90 dagar" in name
                    and "Avslutet" in name]  # fmt: skip
    assert purchases[0] == "50 av 60; 10 saknas, 0 saknar start"
    assert purchases[1] == "6 (5–7) → 1,5 (0–2)"
    assert purchases[2].startswith("−4,5 (")
    assert purchases[2].endswith("p < 0,001")
    assert purchases[3].startswith("oförändrade: −4,0 (")
    assert purchases[4].startswith("gånger så många: 0,23 (")


def test_a_scale_has_its_mean_change_too_and_a_count_has_not() -> None:
    found = sections(whole())
    (mood,) = [row for name, row in rows_of(found["scales"]).items() if "två veckorna" in name
               and "Avslutet" in name]  # fmt: skip
    assert re.search(r"; medel 2,\d \(1,\d till \d,\d\), p < 0,001$", mood[2])
    assert not any("medel " in row[2] for row in rows_of(found["counts"]).values())


def test_of_few_persons_only_how_many_is_said() -> None:
    found = sections(of(buyer(4, 0), buyer(3, None)))
    assert rows_of(found["abstinence"])["avslutet: de som svarade"] == (
        "0 av 1", "1 av 1", TOO_FEW, "–",
    )  # fmt: skip
    purchases = next(iter(rows_of(found["counts"]).values()))
    assert purchases == ("1 av 2; 1 saknas, 0 saknar start", TOO_FEW, TOO_FEW,
                         "–", "–")  # fmt: skip


def test_single_persons_are_drawn_only_where_rows_may_be_seen() -> None:
    for anchor in ("scales", "courses"):
        assert sections(whole())[anchor].charts
        assert sections(whole(), rows=False)[anchor].charts == ()


def test_a_curve_of_the_first_purchase_is_drawn_of_more_than_thirty() -> None:
    enough = sections(whole())["relapse"]
    assert len(enough.charts) == 2
    assert "Turnbull" in enough.leads[-1]
    few = sections(of(buyer(4, 0, later={"f06": {"relapse_any": 1}})))["relapse"]
    assert few.charts == ()
    assert few.leads[-1].endswith("Nu är de 1.")


def test_where_nothing_is_missing_that_is_said() -> None:
    told = {"relapse": 0, "abstinent_30d": 1}
    found = sections(of(*[buyer(4, 0, later={"f06": told, "f12": told})] * 6))
    rows = rows_of(found["relapse"])
    assert rows["6 månader efter"][-1] == "inget saknas"
    assert rows["12 månader efter"][-1] == "inget saknas på de blanketter som kom"
    assert rows["3 månader efter"][-1] == "–"
    assert rows_of(found["abstinence"])["6 månader efter: saknade ifyllda"][2] == "–"
    mixed = [buyer(4, place % 2) for place in range(8)]
    kept = rows_of(sections(of(*mixed))["abstinence"])
    assert kept["avslutet: saknade ifyllda"][2] == "inget saknas"


def test_the_missing_are_drawn_in_every_bar_of_a_year() -> None:
    (draw,) = sections(whole())["strata"].charts
    alt = draw(WIDE).alt
    assert "Vid starten, 60 personer" in alt
    assert "saknas: 10" in alt
    assert "Vid avslutet, 60 personer" in alt


def test_groups_stand_with_their_difference_below_them() -> None:
    table = sections(whole())["subgroups"].table
    assert table is not None
    assert [row[0] for row in table.rows] == [
        "Kom genom polisen", "Kom på annat sätt", "Skillnad",
        "Fyllde i avslutet utan att någon såg", "Fyllde i avslutet med personal", "Skillnad",
        "Mottagning som är högst två år", "Mottagning som är äldre", "Skillnad",
    ]  # fmt: skip
    assert "procentenheter" in table.rows[2][1]
    assert table.rows[8][1:] == (TOO_FEW, TOO_FEW)


def test_doses_have_open_ends_in_words() -> None:
    assert list(rows_of(sections(whole())["doses"])) == ["0–3", "4–10", "11 eller fler"]


def test_who_has_no_later_form_is_told_in_standard_deviations() -> None:
    rows = rows_of(sections(whole())["attrition"])
    assert rows["Kom genom polisen"][0] == "50, 10"
    assert re.fullmatch(r"−?\d,\d\d", rows["Kom genom polisen"][1])


def test_answers_are_shown_as_they_are_spread() -> None:
    rows = rows_of(sections(whole())["answers"])
    (overall,) = [row for name, row in rows.items() if "nöjd" in name]
    assert overall[1] == "10 av 50 · 20 % (11–33)"
    assert overall[2] == "18 av 68"
