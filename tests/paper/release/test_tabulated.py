import json

import pytest

from kast_eval.paper.release.report import ReleaseReport, report_files
from kast_eval.paper.release.tabulated import tables_report
from kast_eval.paper.report.section import Teller
from tests.dataset.release.tables.made import RECIPE, persons, planned
from tests.dataset.release.tables.test_plan import sourced
from tests.paper.pictures import page_texts
from tests.paper.response.made import DAY, ENGLISH, SWEDISH


def report(teller: Teller = SWEDISH, text: str = RECIPE) -> ReleaseReport:
    made = planned(persons(200), text).made
    assert made is not None
    return tables_report(made, teller)


@pytest.mark.parametrize("teller", [SWEDISH, ENGLISH])
def test_every_table_can_be_read_as_pdf_and_what_is_hidden_as_facts(teller: Teller) -> None:
    found = report(teller)
    files = report_files(found, teller, DAY, training=False)
    text = " ".join(" ".join(page_texts(files["report/tables.pdf"])).split())
    assert all(" ".join(section.title.split()) in text for section in found.sections)
    told = json.loads(files["report/tables.json"])
    assert told["smallest"] == 5
    assert told["tables"]["1"]["groups"] == 30
    assert told["tables"]["1"]["hidden"] > 0


def test_a_table_has_its_groups_totals_and_what_is_hidden() -> None:
    by_age, rest_of_it, means, medians, police = report().sections
    assert by_age.table is not None
    assert by_age.table.caption == "Antal personer, och procent av alla i raden"
    assert by_age.table.head == ("source_t0", "under 25", "25–34", "35–44")
    assert by_age.table.rows[0] == ("source_t0 1", "25 (24 %)", "22 (21 %)", "21 (20 %)")
    assert by_age.table.rows[2][1:] == ("dolt",) * 3
    assert rest_of_it.title == by_age.title
    assert rest_of_it.table is not None
    assert rest_of_it.table.head == ("source_t0", "45 eller mer", "svar saknas", "alla")
    assert rest_of_it.table.rows[-1][-1] == "200 (100 %)"
    assert means.table is not None
    assert means.table.head == ("source_t0", "Personer")
    assert means.table.rows[-1] == ("alla", "175 · 5,5")
    assert means.table.caption == "Antal personer och medelvärde"
    assert means.leads == ("urge_t0",)
    assert medians.table is not None
    assert medians.table.rows[-1] == ("alla", "175 · 6 (3–8)")
    assert police.table is not None
    assert police.table.rows[-1] == ("alla", "105")
    assert police.leads == ("Bara de som svarat «source_t0 1» på «source_t0».",)


def test_a_count_whose_mean_is_hidden_says_so() -> None:
    text = "tables: {a: {rows: source_t0, statistic: mean, of: urge_t0}}"
    made = planned(sourced({1: 45, 2: 27, 3: 9}), text).made
    assert made is not None
    (section,) = tables_report(made, SWEDISH).sections
    assert section.table is not None
    assert section.table.rows[2:4] == (("source_t0 3", "9 · dolt"), ("svar saknas", "0"))
