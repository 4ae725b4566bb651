from kast_eval.dataset.release.described import Described, described
from kast_eval.dataset.release.persons import Persons
from kast_eval.dataset.table import DatasetTable
from kast_eval.kinds.answer import Missing, Ruling
from tests.dataset.made import CHECKIN, START, sheet
from tests.dataset.release.made import named, study, tables_of

BOTH = frozenset({"AAAAAAAAAA", "BBBBBBBBBB"})


def said(
    tables: tuple[DatasetTable, ...], *chosen: str, leaving: frozenset[str] = BOTH
) -> Described:
    persons = Persons(BOTH, leaving, frozenset())
    return described(tables, [named(tables, name) for name in chosen], persons, "fill_mode")


def test_only_rows_that_leave_are_counted() -> None:
    assert [(one.form, one.sheets) for one in said(study(), "start").forms] == [("start", 2)]
    one = said(study(), "start", leaving=frozenset({"AAAAAAAAAA"}))
    assert [form.sheets for form in one.forms] == [1]


def test_only_forms_that_leave_are_told_of() -> None:
    found = said(study(), "checkin", "person", "wide", "flags")
    assert [one.form for one in found.forms] == ["checkin"]
    assert {one.form for one in found.questions} == {"checkin"}


def test_only_questions_that_leave_are_told_of() -> None:
    checkin = named(study(), "checkin")
    place = checkin.names.index("mood_7d")
    narrow = DatasetTable("checkin", checkin.title, (checkin.columns[place],), ())
    (only,) = described(study(), [narrow], Persons(BOTH, BOTH, frozenset()), "").questions
    assert (only.column.item, only.asked) == ("mood_7d", 1)


def test_an_ambiguous_mark_is_told_by_what_it_was_ruled_to_be() -> None:
    tables = tables_of(
        sheet(CHECKIN, 1, person="AAAAAAAAAA", mood_7d="3|4", urge_max_7d="1|9"),
        sheet(CHECKIN, 2, person="AAAAAAAAAA", mood_7d="o", urge_max_7d="2"),
        sheet(CHECKIN, 3, person="AAAAAAAAAA", mood_7d="v", urge_max_7d=""),
    )
    found = {one.column.item: one for one in said(tables, "checkin").questions}
    assert found["mood_7d"].marks == {None: 1, Missing.UNREADABLE: 1}
    assert found["mood_7d"].missing == {Missing.REFUSED: 1, Missing.UNREADABLE: 1}
    assert found["urge_max_7d"].marks == {Missing.SEVERAL_MARKS: 1}
    assert found["urge_max_7d"].missing == {Missing.SEVERAL_MARKS: 1, Missing.UNANSWERED: 1}
    assert found["mood_7d"].asked == 3


def test_other_rules_of_the_manual_are_told_by_their_names() -> None:
    tables = tables_of(sheet(START, person="AAAAAAAAAA", buy_ever="0", buy_phys_30d_n="4"))
    found = {one.column.item: one for one in said(tables, "start").questions}
    assert {ruling for one in found.values() for ruling in one.ruled} == {
        Ruling.SKIP_ANSWERED, Ruling.CONTRADICTION,
    }  # fmt: skip


def test_a_question_that_the_paper_leads_past_was_not_asked() -> None:
    tables = tables_of(sheet(START, person="AAAAAAAAAA", buy_ever="0"))
    assert "buy_phys_30d_n" not in {one.column.item for one in said(tables, "start").questions}


def test_the_boxes_of_one_question_are_one_question() -> None:
    items = [one.column.item for one in said(study(), "start").questions]
    assert len(items) == len(set(items))


def test_sheets_are_counted_by_version_lateness_keying_and_fill_mode() -> None:
    tables = tables_of(
        sheet(CHECKIN, 1, person="AAAAAAAAAA", fill_mode="2"),
        sheet(CHECKIN, 2, person="AAAAAAAAAA"),
    )
    (checkin,) = said(tables, "checkin").forms
    assert checkin.versions == {1: 2}
    assert checkin.late == {Missing.SKIPPED: 2}
    assert checkin.modes == {Missing.UNANSWERED: 1, 2: 1}
    assert sum(checkin.keyings.values()) == 2
