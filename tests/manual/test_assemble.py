from pathlib import Path

import pytest

from kast_eval.answers.coding_rules import CODING_RULES
from kast_eval.dataset.columns import form_columns
from kast_eval.dataset.derived_rows import DERIVED, EPISODES, derived_columns
from kast_eval.definition.derived_words import derived_words
from kast_eval.definition.read import read_definition
from kast_eval.definition.score_words import score_words
from kast_eval.kinds import Words
from kast_eval.kinds.answer import MISSING_LABELS
from kast_eval.manual.edition import Edition
from kast_eval.manual.errors import ManualError
from kast_eval.manual.generated.questions import question_blocks
from kast_eval.manual.html import Chapter, anchor_homes, chapters
from kast_eval.manual.references import question_anchor
from kast_eval.manual.tree import Facts, FormFigure, Heading, Paragraph, Run, plain_text
from kast_eval.quality.check import Asks
from kast_eval.quality.checks import CHECKS
from kast_eval.wording import Language
from tests.definition.example import FORM, write_example
from tests.manual.source import LIBRARY, blocks, real_manual, real_tree

SOURCE = real_manual()


def words_of(edition: Edition) -> dict[str, str]:
    return {one.anchor: one.plain_text for one in chapters(SOURCE, edition, Language.SV)}


def told(edition: Edition, title: str) -> Chapter:
    return next(one for one in chapters(SOURCE, edition, Language.SV) if title in one.title)


@pytest.mark.parametrize("edition", list(Edition))
def test_every_question_of_every_form_has_its_place(edition: Edition) -> None:
    homes = anchor_homes(real_tree(edition))
    wanted = {
        question_anchor(form, item.name) for form in LIBRARY.newest_forms for item in form.items
    }
    assert {anchor: homes.get(anchor) for anchor in wanted} == dict.fromkeys(
        wanted, "09-fraga-for-fraga"
    )


@pytest.mark.parametrize("edition", list(Edition))
def test_no_anchor_stands_twice(edition: Edition) -> None:
    anchors = [
        anchor
        for chapter in real_tree(edition).chapters
        for block in chapter.blocks
        if isinstance(block, Heading)
        for anchor in block.anchors
    ]
    assert sorted(anchors) == sorted(set(anchors))


def test_the_manual_says_what_the_forms_and_the_rules_say() -> None:
    words = words_of(Edition.STUDY)
    questions = words["09-fraga-for-fraga"]
    for form in LIBRARY.newest_forms:
        for question in form.questions:
            assert question.wording.sv in questions
        for item in form.items:
            if not isinstance(item.kind, Words):
                assert all(column.name in questions for column in item.columns())
    for rule in CODING_RULES:
        assert rule.rule.sv in words["10-kodningsregler"]
        for example in rule.examples:
            assert example.text in words["10-kodningsregler"]
    for code, label in MISSING_LABELS.items():
        assert f"{code} {label.sv}".replace("-", "−") in words["11-saknade-varden"]
    for point in SOURCE.schedule.points:
        assert str(abs(point.latest) or "samma dag") in words["12-datum-och-tidsfonster"]


def test_the_list_of_variables_has_every_column_that_leaves_and_no_other() -> None:
    listed = words_of(Edition.NEW)["b10-variabellista"].split()
    leaving = {
        column.name
        for form in LIBRARY.newest_forms
        for column in form_columns(form, SOURCE.derivations)
    }
    leaving |= {
        column.name
        for file in (DERIVED, EPISODES)
        for column in derived_columns(file, SOURCE.derivations)
    }
    assert leaving <= set(listed)
    staying = {item.name for form in LIBRARY.newest_forms for item in form.items} - leaving
    assert {"age_years", "contact_wish", "own_words_txt", "fill_date"} <= staying
    assert not staying & set(listed)


def test_the_list_of_variables_says_how_they_are_worked_out() -> None:
    words = words_of(Edition.NEW)["b10-variabellista"]
    for score in SOURCE.derivations.scores:
        assert score_words(score).sv in words
    for variable in SOURCE.derivations.variables:
        assert derived_words(variable).sv in words


@pytest.mark.parametrize("form", LIBRARY.newest_forms, ids=lambda one: one.form)
def test_every_form_has_its_section_its_pictures_and_own_words(form: object) -> None:
    seven = next(one for one in real_tree(Edition.NEW).chapters if one.label == "7")
    definition = next(one for one in LIBRARY.newest_forms if one is form)
    start = next(
        place
        for place, block in enumerate(seven.blocks)
        if isinstance(block, Heading) and f"formular-{definition.form}" in block.anchors
    )
    assert isinstance(seven.blocks[start + 1], Paragraph)
    pictures = [
        page
        for block in seven.blocks
        if isinstance(block, FormFigure) and block.form == definition.form
        for page in block.pages
    ]
    assert pictures == list(range(1, definition.pages + 1))
    described = [
        words
        for block in seven.blocks
        if isinstance(block, FormFigure) and block.form == definition.form
        for words in block.described
    ]
    assert len(set(described)) == len(pictures)
    told = " ".join(described)
    assert definition.title.sv in told
    for section in () if definition.rows else definition.as_asked().sections:
        assert f"{section.title.sv} (fråga {section.questions[0].number}" in told


def test_the_editions_differ_where_research_differs() -> None:
    study, new = words_of(Edition.STUDY), words_of(Edition.NEW)
    assert {"b01-informationsblad", "b02-samtyckesblankett"} == set(study) - set(new)
    assert {"22-kom-igang-pa-en-manad", "b03-information-artikel-13"} == set(new) - set(study)
    assert "Så frågar du om studien" in study["05-information-och-samtycke"]
    assert "Så frågar du om studien" not in new["05-information-och-samtycke"]
    assert study["10-kodningsregler"] == new["10-kodningsregler"]


def test_remarks_stand_at_their_question_with_its_number_among_many() -> None:
    found = blocks("{{frågor}}\n\n## {A1}\n\nFyllda år.\n\n## {A13}\n\nNittio dagar.")
    assert Paragraph((Run("Fyllda år."),)) in found
    assert Paragraph((Run("A13 ", bold=True), Run("Nittio dagar."))) in found


def test_a_remark_that_begins_with_a_list_is_left_as_it_is() -> None:
    (listing,) = blocks("- Ett.")
    assert listing in blocks("{{frågor}}\n\n## {A13}\n\n- Ett.")


def test_what_comes_after_a_remark_s_next_heading_is_text() -> None:
    found = blocks("## {A}\n\nOm formuläret.\n\n## Sist\n\nText.")
    assert [type(block).__name__ for block in found] == ["Heading", "Paragraph"]


def test_a_remark_to_nothing_is_told_with_its_line() -> None:
    with pytest.raises(ManualError, match=r"01-prov\.md:5: \{A99\} finns inte i formulären"):
        blocks("Text.\n\n## {A99}\n\nText.")


def test_something_unknown_to_fetch_is_told_with_what_is_known() -> None:
    with pytest.raises(ManualError, match=r"01-prov\.md:3: «fragor» kan inte hämtas.*frågor"):
        blocks("{{fragor}}")


def test_facts_of_a_form_name_its_optional_questions() -> None:
    found = blocks("{{formulär}}")
    facts = [dict(block.rows) for block in found if isinstance(block, Facts)]
    assert facts[0]["Längd"][0].text.startswith("2 sidor")
    assert "A18" in facts[0]["Valfria frågor"][0].text
    assert all("När" in one for one in facts)


def test_a_rule_for_skipping_is_told_by_the_answers_it_needs() -> None:
    questions = words_of(Edition.STUDY)["09-fraga-for-fraga"]
    assert "när B12 är «nej» eller «ej tillfrågad»" in questions
    assert "när E11a är «som förut», E11b är «som förut» och E11c är «som förut»" in questions
    assert "när V15 är «nej»" in questions
    for form in LIBRARY.newest_forms:
        for item in form.items:
            assert not item.skip_rule or item.skip_rule.source not in questions


def test_a_rule_that_weighs_answers_against_each_other_is_told_as_it_is_written(
    tmp_path: Path,
) -> None:
    rule = "skip_if: buy_30d_n > buy_90d_n"
    form = FORM.replace("name: words_txt", f"name: words_txt\n        {rule}")
    definition = read_definition(write_example(tmp_path, form))
    facts = [one for one in question_blocks([definition], {}) if isinstance(one, Facts)]
    told = [plain_text(runs) for one in facts for name, runs in one.rows if name == "Hoppas över"]
    assert told == ["när buy_30d_n > buy_90d_n"]


def test_a_question_tells_where_else_it_is_asked() -> None:
    chapter = next(one for one in real_tree(Edition.NEW).chapters if one.label == "9")
    told = {
        block.label: {name: plain_text(runs) for name, runs in facts.rows}
        for block, *after in (chapter.blocks[place : place + 3] for place in range(400))
        for facts in after
        if isinstance(block, Heading) and isinstance(facts, Facts)
    }
    assert told["A20"]["Samma fråga"] == "C5, E8, G8"
    assert told["A17"]["Samma fråga"] == "C4, E6, G7"
    assert "Samma fråga" not in told["A1"]


@pytest.mark.parametrize("edition", list(Edition))
def test_every_check_across_sheets_is_told_with_what_it_asks_and_why(edition: Edition) -> None:
    text = told(edition, "Kvalitetskontroller").plain_text
    for check in CHECKS.values():
        assert check.title.sv in text
        assert check.reason.sv in text
        assert (check.question.sv in text) is (check.asks is not Asks.NOBODY)
    assert "Formuläransvarig eller koordinatorn svarar" in text
    assert "att det står så räcker inte" in text
