import json
import re
from dataclasses import replace
from datetime import date

import pytest

from kast_eval.dataset.release.described import described
from kast_eval.dataset.release.left_behind import LeftBehind
from kast_eval.dataset.release.persons import Persons
from kast_eval.kinds.answer import Missing
from kast_eval.paper.release.facts import gaps_facts, rate_facts, share_facts
from kast_eval.paper.release.listening import ListeningTeller
from kast_eval.paper.release.quality import quality_report
from kast_eval.paper.release.report import ReleaseReport, names_in, report_files
from kast_eval.paper.release.response import response_report
from kast_eval.paper.report.section import Teller
from kast_eval.quality.rates import ErrorRate
from kast_eval.quality.share import Share
from kast_eval.study.expected import State
from kast_eval.wording import Wording, marked
from tests.dataset.release.made import named, study
from tests.paper.pictures import page_texts
from tests.paper.response.made import (
    DAY,
    ENGLISH,
    SWEDISH,
    TEXTS,
    THREE_CLIENTS,
    TWICE,
    response,
)

PERSONS = Persons(
    frozenset({"AAAAAAAAAA", "BBBBBBBBBB"}), frozenset({"AAAAAAAAAA"}), frozenset({"BBBBBBBBBB"})
)
FULL, EMPTY = response(THREE_CLIENTS, TEXTS, TWICE), response([])
LEFT = (
    LeftBehind("start", 1, named(study(), "start").columns[0], 9, 2, Wording("skäl", "reason")),
    LeftBehind("start", 1, named(study(), "start").columns[1], 9, 9, None),
)
ROWS = described(study(), study(), PERSONS, "fill_mode")


def reports(teller: Teller) -> list[ReleaseReport]:
    return [
        response_report(FULL, {"0680": FULL, "1480": EMPTY}, PERSONS, teller),
        response_report(EMPTY, {}, PERSONS, teller),
        quality_report(FULL, ROWS, LEFT, teller),
        quality_report(EMPTY, replace(ROWS, forms=(), questions=()), (), teller),
    ]


@pytest.mark.parametrize("teller", [SWEDISH, ENGLISH])
@pytest.mark.parametrize("which", range(4))
def test_every_report_is_a_pdf_and_facts(which: int, teller: Teller) -> None:
    report = reports(teller)[which]
    files = report_files(report, teller, DAY, training=False)
    assert set(files) == {f"report/{report.name}.json", f"report/{report.name}.pdf"}
    assert files == report_files(report, teller, DAY, training=False)
    text = " ".join(page_texts(files[f"report/{report.name}.pdf"]))
    assert report.title in text
    assert all(section.title in text for section in report.sections)
    assert json.loads(files[f"report/{report.name}.json"])["report"] == report.name


def test_the_response_tells_every_step_with_what_it_is_of() -> None:
    facts = response_report(FULL, {"0680": FULL}, PERSONS, SWEDISH).facts
    told = json.loads(json.dumps(facts))
    assert [one["step"] for one in told["flow"]["contacts"]] == ["eligible", "asked", "consented"]
    assert [one["step"] for one in told["flow"]["clients"]] == [
        "began", "start", "check-in", "closed", "closing", "followed up",
    ]  # fmt: skip
    persons = {"known": 2, "consenting": 1, "withdrawn": 1, "erased": 0, "in_the_files": 1}
    assert told["persons"] == persons
    assert set(told["clinics"]) == {"0680"}
    assert told["clinics"]["0680"]["forms"] == told["forms"]
    assert {one["item"] for one in told["items"]} >= {"mood_7d"}


def test_clinics_stand_by_code_and_only_where_they_are_told() -> None:
    anchors = [
        [section.anchor for section in response_report(FULL, some, PERSONS, SWEDISH).sections]
        for some in ({"1480": FULL, "0680": FULL}, {})
    ]
    assert anchors == [
        ["flow", "returns", "clinics", "blanks"], ["flow", "returns", "blanks"],
    ]  # fmt: skip
    clinics = reports(SWEDISH)[0].sections[2]
    assert clinics.table is not None
    assert list(dict.fromkeys(row[0] for row in clinics.table.rows)) == ["0680", "1480"]


def test_the_quality_tells_keying_marks_lateness_modes_and_versions() -> None:
    told = json.loads(json.dumps(quality_report(FULL, ROWS, LEFT, SWEDISH).facts))
    assert told["second_keying"]["all"]["fields"] == 59
    assert told["second_keying"]["all"]["wrong"] == 1
    marks = {one["item"]: one["marks_ruled_to"] for one in told["items"]}
    assert marks["mood_7d"] == {"value": 1, "-6": 1, "-5": 1}
    assert [one["not_harmonised"] for one in told["not_harmonised"]] == [2, 9]
    assert {one["form"]: one["versions"] for one in told["forms"]}["start"] == {"1": 1}


def test_a_share_of_nothing_and_a_rate_of_nothing_have_no_value() -> None:
    assert share_facts(Share(0, 0))["share"] is None
    assert share_facts(Share(1, 4))["share"] == 0.25
    assert rate_facts(ErrorRate(0, 0))["per_1000"] is None
    assert rate_facts(ErrorRate(1, 1000))["per_1000"] == 1


def test_facts_of_a_question_count_each_reason() -> None:
    one = next(one for one in FULL.items if one.item.name == "mood_7d")
    assert gaps_facts(one)["missing"] == {
        str(reason.value): count for reason, count in one.missing.items()
    }
    assert one.missing[Missing.UNANSWERED] == 1


def test_only_the_programs_own_names_are_taken_for_its_own() -> None:
    facts = {"step": State.LEFT, "more": [{"key": "någons ord"}, ("ord",), 3, None]}
    assert set(names_in(facts)) == {"step", "left", "more", "key"}


def test_a_listening_teller_remembers_its_own_words_and_no_details() -> None:
    teller = ListeningTeller(SWEDISH.schedule, SWEDISH.language)
    said = teller.say(marked("{count} väntar"), count="någons ord")
    assert said == "någons ord väntar"
    assert teller.words(Wording("fråga", "question")) == "fråga"
    assert teller.heard == {"  väntar", "fråga"}


def test_no_report_of_a_release_tells_a_calendar_day_of_anybody() -> None:
    found = response(THREE_CLIENTS, TEXTS, TWICE)
    assert found.flow.began_from is not None
    teller = ListeningTeller(SWEDISH.schedule, SWEDISH.language)
    files = report_files(
        response_report(found, {}, PERSONS, teller), teller, date(2031, 1, 2), training=False
    )
    text = " ".join(page_texts(files["report/response.pdf"]))
    assert str(found.flow.began_from.year) in text
    assert set(re.findall("[0-9]{4}-[0-9]{2}-[0-9]{2}", text)) == {"2031-01-02"}
