from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from kast_eval.dataset.table import DatasetTable
from kast_eval.manual.tree import Block, Facts, Heading, Table, plain_text
from kast_eval.paper.release.codebook import codebook_blocks
from kast_eval.paper.report.report import ReportHead, print_blocks
from kast_eval.paper.report.section import Teller
from tests.dataset.made import LIBRARY
from tests.dataset.release.made import named, study
from tests.paper.pictures import page_texts
from tests.paper.response.made import ENGLISH, SWEDISH

TOLD = list(codebook_blocks(study(), LIBRARY, SWEDISH))


def facts_of(name: str, blocks: Sequence[Block] = TOLD) -> Mapping[str, str]:
    """Return what is said of a column, by the word that it stands under."""
    place = next(
        place
        for place, one in enumerate(blocks)
        if isinstance(one, Heading) and plain_text(one.runs).split()[-1] == name
    )
    facts = blocks[place + 1]
    assert isinstance(facts, Facts)
    return {word: plain_text(runs) for word, runs in facts.rows}


def test_every_column_is_told_of_where_it_stands_first_and_named_where_it_stands_again() -> None:
    table, told = "", set()
    for one in TOLD:
        if isinstance(one, Heading):
            words = plain_text(one.runs)
            table = words.partition(":")[0] if one.level == 2 else table
            told |= {(table, words.split()[-1])} if one.level == 4 else set()
        if isinstance(one, Table):
            told |= {(table, plain_text(row[0])) for row in one.rows}
    assert told == {(table.name, name) for table in study() for name in table.names}


def test_a_column_has_its_question_measure_codes_and_reasons() -> None:
    goal = facts_of("goal_main")
    assert set(goal) >= {"Innehåll", "Mått", "Koder", "Saknas"}
    assert goal["Mått"] == "kategorier utan ordning"
    assert goal["Koder"].startswith("1 ")
    assert goal["Saknas"] == "alla skäl ovan"
    assert facts_of("study_day")["Saknas"] == "−6, −7"
    assert facts_of("person_id") == {
        "Innehåll": "Personens löpnummer i datafilen", "Mått": "text ur en sluten mängd",
        "Saknas": "aldrig",
    }  # fmt: skip
    assert facts_of("buy_phys_30d_n")["Mått"] == "tal, 0–99, gånger"
    assert "minus 1 000" in facts_of("change_mood")["Saknas"]
    assert facts_of("change_mood")["Räknas så"]
    assert "ambiguous: " in facts_of("ruling")["Koder"]


def test_who_was_asked_is_said_where_earlier_answers_decide_it() -> None:
    asked = facts_of("buy_phys_30d_n")["Ställs till"]
    assert asked.startswith("den som svarat 1 ")
    assert "buy_ever" in asked
    rules = [one for one in TOLD if isinstance(one, Facts)]
    words = [plain_text(runs) for one in rules for _word, runs in one.rows]
    assert any(one.startswith("alla utom där ") for one in words) is any(
        item.skip_rule is not None for form in LIBRARY.newest_forms for item in form.items
    )


def test_optional_questions_say_where_they_were_asked() -> None:
    assert any(
        word == "Frågas" for one in TOLD if isinstance(one, Facts) for word, _runs in one.rows
    )


def test_the_number_on_the_form_stands_before_the_name() -> None:
    assert "A1 age_group" in {plain_text(one.runs) for one in TOLD if isinstance(one, Heading)}


def test_a_column_that_says_something_else_is_told_of_anew() -> None:
    start = named(study(), "start")
    place = start.names.index("goal_main")
    other = replace(start.columns[place], codes={})
    again = DatasetTable("again", start.title, (other,), ())
    blocks = list(codebook_blocks([start, again], LIBRARY, SWEDISH))
    assert sum(
        isinstance(one, Heading) and plain_text(one.runs).endswith(" goal_main") for one in blocks
    ) == 2  # fmt: skip


@pytest.mark.parametrize("teller", [SWEDISH, ENGLISH])
def test_the_codebook_is_printed_in_the_language_of_the_recipe(teller: Teller) -> None:
    tables = [named(study(), "start")]
    head = ReportHead("Kodbok", "2026-11-22", ("Först.",))
    printed = print_blocks(head, codebook_blocks(tables, LIBRARY, teller), teller, training=True)
    text = " ".join(page_texts(printed))
    assert "goal_main" in text
    assert ("Innehåll" in text) is (teller is SWEDISH)
