import json
from datetime import date

from kast_eval.paper.analysis.report import analysis_report, print_analysis
from kast_eval.paper.release.report import report_files
from kast_eval.study.site import TRAINING_SITE
from tests.paper.analysis.made import NOTHING, whole
from tests.paper.report.test_report import text_of
from tests.paper.response.made import ENGLISH, SWEDISH


def test_a_release_has_the_facts_and_the_pages() -> None:
    day = date(2026, 9, 30)
    files = report_files(analysis_report(whole(), SWEDISH), SWEDISH, day, training=False)
    assert set(files) == {"report/analysis.json", "report/analysis.pdf"}
    facts = json.loads(files["report/analysis.json"])
    assert facts["abstinence"][0]["due"] == 60
    assert "columns" not in facts
    assert files == report_files(analysis_report(whole(), SWEDISH), SWEDISH, day, training=False)


def test_a_clinic_prints_its_own_and_is_told_that_small_numbers_stay() -> None:
    printed = print_analysis(
        TRAINING_SITE, "2026-09-30", NOTHING, SWEDISH, training=True, anchor="ab" * 32
    )
    text = " ".join(text_of(printed).split())
    assert "Analys: självrapporterad förändring" in text
    assert "lämnas inte vidare" in text
    assert "ÖVNING" in text


def test_it_is_there_in_english() -> None:
    assert analysis_report(NOTHING, ENGLISH).title == "Analysis: self-reported change"
