from kast_eval.actions.steps.protected_reach import protect_reaches
from kast_eval.paper.report.section import Section
from kast_eval.paper.response.country_section import country_section
from kast_eval.quality.reach import OTHERS, Reach
from kast_eval.quality.step import Step
from tests.paper.response.made import SWEDISH, table_of

NAMES = {"0180": "Stockholm", "1480": "Göteborg"}
REACHES = {
    "0180": Reach({Step.BEGAN: 3, Step.START: 12, Step.CLOSED: 9, Step.FOLLOWED_UP: 20}, 29),
    "1480": Reach({Step.BEGAN: 8, Step.START: 6, Step.CLOSED: 7, Step.FOLLOWED_UP: 31}, 38),
    OTHERS: Reach({Step.BEGAN: 5, Step.START: 9, Step.CLOSED: 1, Step.FOLLOWED_UP: 11}, 12),
}


def shown(reaches: dict[str, Reach]) -> Section:
    return country_section(protect_reaches(reaches), NAMES, "2026-09-30", SWEDISH)


def test_clinics_stand_by_code_and_small_counts_are_hidden() -> None:
    section = shown(REACHES)
    table = table_of(section)
    assert list(table) == [
        "0180 Stockholm", "1480 Göteborg", "övriga mottagningar", "alla mottagningar",
    ]  # fmt: skip
    assert section.table is not None
    assert section.table.head[2] == "A Startformulär"
    assert table["0180 Stockholm"][0] == "dolt"
    assert table["alla mottagningar"][-1] == "122"


def test_a_share_is_shown_of_ten_clients_or_more() -> None:
    table = table_of(shown({"1480": Reach({Step.BEGAN: 20, Step.START: 20}, 40)}))
    assert table["1480 Göteborg"][:2] == ("20 (50 %)", "20 (50 %)")
    few = table_of(shown({"1480": Reach({Step.BEGAN: 0, Step.START: 0}, 0)}))
    assert few["1480 Göteborg"][0] == "0"


def test_too_few_clients_give_no_table() -> None:
    section = shown({OTHERS: Reach({Step.BEGAN: 2}, 0)})
    assert section.table is None
    assert "för få" in section.leads[-1]
