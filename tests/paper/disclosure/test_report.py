import json
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from kast_eval.dataset.release.anonymised.disclosure import (
    CrossFact,
    Disclosure,
    SensitiveFact,
    UniqueFact,
)
from kast_eval.dataset.release.plan import plan_release
from kast_eval.paper.disclosure.report import disclosure_report
from kast_eval.paper.release.report import ReleaseReport, report_files
from kast_eval.paper.report.section import Teller
from kast_eval.study.plan import read_plan
from kast_eval.wording import Language
from tests.dataset.made import LIBRARY
from tests.dataset.release.anonymised.made import RECIPE, judged, undecided
from tests.dataset.release.anonymised.study import four_hundred, ground
from tests.definition.example import REAL_FORMS

DAY = date(2026, 9, 30)


@cache
def teller(language: Language = Language.SV) -> Teller:
    return Teller(read_plan(REAL_FORMS, LIBRARY).schedule, language)


@cache
def disclosure() -> Disclosure:
    found = plan_release(four_hundred(), judged(undecided()), ground()).disclosure
    assert found is not None
    return found


def said(report: ReleaseReport) -> str:
    """Return every sentence and every cell of the report."""
    parts: list[str] = [*report.leads]
    for section in report.sections:
        parts += [section.title, *section.leads]
        for chart in section.charts:
            parts += [span.text for span in chart(180.0).spans]
        if section.table:
            parts += [cell for row in (section.table.head, *section.table.rows) for cell in row]
    return "\n".join(parts)


def told(**changes: object) -> str:
    changed = replace(disclosure(), **changes)  # type: ignore[arg-type]
    return said(disclosure_report(changed, teller()))


@pytest.mark.parametrize("language", Language)
def test_the_report_is_facts_and_a_pdf_of_the_same(language: Language) -> None:
    report = disclosure_report(disclosure(), teller(language))
    files = report_files(report, teller(language), DAY, training=False)
    assert sorted(files) == ["report/disclosure.json", "report/disclosure.pdf"]
    facts = json.loads(files["report/disclosure.json"])
    assert facts["persons"] == disclosure().persons
    assert facts["classes"]["k"] == disclosure().k
    assert f"{disclosure().persons} person" in said(report)
    assert "{" not in said(report)


def test_a_small_count_is_said_to_be_small_and_no_more() -> None:
    small = {"removed": None, "couples": None, "uniques": (UniqueFact(("a_t0",), None),)}
    assert told(**small).count("färre än 5") == 3
    facts = json.dumps(
        disclosure_report(replace(disclosure(), **small), teller()).facts  # type: ignore[arg-type]
    )
    assert facts.count('{"fewer_than": 5}') == 3


def test_what_was_merged_and_what_fell_away_is_told_by_name() -> None:
    text = told(merged=("goal_main_t0",), dropped=("ref_source_t0",), clinic=True)
    assert "slagits ihop i: goal_main_t0" in text
    assert "föll bort" in text
    assert "ref_source_t0" in text
    assert "Mottagningen står i filen" in text
    assert "slagits ihop i" not in told()


def test_earlier_releases_and_answers_over_time_are_told() -> None:
    assert "Inget har lämnats ut anonymiserat tidigare" in told()
    assert "Jämfört med 2 tidigare" in told(cross=CrossFact(2, 17))
    assert "6 par har prövats" in told()
    assert "Filen har inga utfall" in told(smallest_pair=None, pairs=0)
    assert "Ingen var ensam" in told(uniques=())


def test_a_variable_that_nobody_answered_has_no_commonest_answer() -> None:
    (first, *_) = disclosure().sensitive
    silent: SensitiveFact = replace(first, distinct=None, commonest=None)
    assert "ingen har svarat" in told(sensitive=(silent,))


def test_who_judged_the_file_is_told() -> None:
    assert "Bedömd som anonym av Forskningsledaren den 2026-09-01" in told()
    before = undecided().disclosure
    assert before is not None
    assert "Ingen har bedömt" in said(disclosure_report(before, teller()))


def test_the_cell_is_never_smaller_than_the_tables_have() -> None:
    small = undecided(RECIPE + "thresholds: {k: 3}\n").disclosure
    large = undecided(RECIPE + "thresholds: {k: 7}\n").disclosure
    assert small is not None
    assert large is not None
    assert (small.smallest_cell, large.smallest_cell) == (5, 7)
