import re
from pathlib import Path

import pytest

from kast_eval.definition.form import Asked, Band, Condition, Filler, Role, Timing
from kast_eval.definition.read import read_definition
from kast_eval.errors import DefinitionError
from kast_eval.kinds import Choice, Count, Day, Scale, Several, Words
from kast_eval.kinds.ticks import Ties
from kast_eval.wording import Language, Wording
from tests.definition.example import FORM, HEAD, write_example


def test_a_form_is_read_whole(tmp_path: Path) -> None:
    form = read_definition(write_example(tmp_path))
    assert (form.form, form.version, form.letter, form.page_codes) == ("tiny", 1, "T", (90, 91))
    assert (form.filler, form.timing, form.refusal_boxes) == (Filler.CLIENT, Timing.START, True)
    assert [item.name for item in form.items] == [
        "fill_date", "age_years", "goal", "goal_txt", "reason", "reason_txt",
        "harm_rel", "harm_work", "buy_30d_n", "buy_90d_n", "words_txt", "note_txt",
    ]  # fmt: skip
    assert [item.name for item in form.kept] == ["person_type"]
    assert [section.starts_page for section in form.sections] == [False, True]


def test_an_item_knows_its_place_and_its_kind(tmp_path: Path) -> None:
    form = read_definition(write_example(tmp_path))
    age = form.item("age_years")
    assert isinstance(age.kind, Count)
    assert age.export is not None
    assert age.export.bands[1] == Band(2, 45, 99, Wording("äldre", "older"))
    goal = form.item("goal")
    assert goal.kind == Choice(
        {1: Wording("sluta", "stop"), 97: Wording("annat", "other")},
        Ties.LOWER,  # Question 2 is even.
        ordered=True,
        write_ins={97: "goal_txt"},
    )
    reason = form.item("reason")
    assert isinstance(reason.kind, Several)
    assert (reason.asked, reason.condition) == (
        Asked.ON_REQUEST,
        Condition("goal", frozenset({1})),
    )
    assert form.item("goal_txt").write_in_for == "goal"
    assert form.item("goal_txt").role is Role.TEXT
    assert isinstance(form.item("fill_date").kind, Day)
    assert form.item("words_txt").kind == Words(lines=2)


def test_a_grid_gives_each_item_its_number_and_whole_wording(tmp_path: Path) -> None:
    form = read_definition(write_example(tmp_path))
    assert [form.item(name).number for name in ("harm_rel", "harm_work", "buy_90d_n")] == [
        "4a", "4x", "6",
    ]  # fmt: skip
    assert form.item("harm_rel").wording == Wording("Påverkan – relationer", "Effect – relations")
    assert form.item("buy_90d_n").wording.sv == "Hur många – möte – 90 dagar"
    assert form.item("buy_90d_n").short.sv == "möte – 90 dagar"
    assert isinstance(form.item("harm_rel").kind, Scale)
    assert form.questions[3].is_grid
    assert not form.questions[0].is_grid


def test_what_is_asked_leaves_out_what_was_not_requested(tmp_path: Path) -> None:
    form = read_definition(write_example(tmp_path))
    asked = {item.name for item in form.as_asked().items}
    assert {item.name for item in form.items} - asked == {"reason", "reason_txt"}
    assert form.as_asked(frozenset({"reason"})).items == form.items
    assert form.optional_items == {"reason", "reason_txt"}


def test_a_clinic_that_has_chosen_asks_exactly_what_it_chose(tmp_path: Path) -> None:
    spoiled = FORM.replace(
        "        name: goal\n", "        name: goal\n        asked: by default\n"
    )
    form = read_definition(write_example(tmp_path, spoiled))
    assert {"goal", "goal_txt"} <= {item.name for item in form.as_asked().items}
    assert {"goal", "reason"}.isdisjoint(item.name for item in form.as_asked(frozenset()).items)
    chosen = form.as_asked(frozenset({"reason"}))
    assert [item.name in {one.name for one in chosen.items} for item in form.items].count(
        False
    ) == 2


def test_a_page_whose_first_section_is_left_out_begins_with_the_next(tmp_path: Path) -> None:
    question = FORM[FORM.index("      - number: 3") : FORM.index("      - number: 4")]
    spoiled = FORM.replace(question, question + "  - title: {sv: Sist, en: Last}\n    questions:\n")
    form = read_definition(write_example(tmp_path, spoiled)).as_asked()
    assert [one.title.sv for one in form.sections if one.starts_page] == ["Sist"]


def test_a_section_that_asks_nothing_is_left_out(tmp_path: Path) -> None:
    only = FORM[: FORM.index("      - number: 4")]
    form = read_definition(write_example(tmp_path, only))
    assert [section.title.sv for section in form.as_asked().sections] == ["Om dig"]


def test_the_checksum_follows_the_form_and_its_head(tmp_path: Path) -> None:
    first = read_definition(write_example(tmp_path)).checksum
    other_head = read_definition(write_example(tmp_path, head=HEAD.replace("Kryssa", "Sätt")))
    other_form = read_definition(write_example(tmp_path, FORM.replace("Tack", "Hej")))
    assert len({first, other_head.checksum, other_form.checksum}) == 3
    assert read_definition(write_example(tmp_path)).checksum == first


def test_a_form_without_checks_and_closing_is_a_form(tmp_path: Path) -> None:
    plain = FORM[: FORM.index("checks:")].replace("closing: {sv: Tack, en: Thank you}\n", "")
    form = read_definition(write_example(tmp_path, plain))
    assert (form.checks, form.closing) == ((), None)


CELL = '              - {name: a_n, number: "7", answer: {kind: day}}\n'

FAULTS = [
    # What is spoiled, what it becomes, and what the error says.
    ("largest: 99, unit", "largets: 99, unit", "Menade du «largest»"),
    ("kind: count, smallest", "kind: cuont, smallest", "Menade du «count»"),
    ("kind: day}", "kind: dayy}", "Menade du «day»"),
    ("{kind: count, smallest: 18", "{smallest: 18", "«kind» saknas"),
    ("    hierarchy: [[[1, 2]]]", "    banana: 1", "är inte känt här"),
    ("version: 1", "version: 1\nversion: 2", "«version» står två gånger"),
    ("version: 1", "version: ett", "heltal"),
    ("version: 1", "version: 2", "ska heta tiny-2.yaml"),
    ("pages: 2", "pages: 1", "lika många"),
    ("page_codes: [90, 91]", "page_codes: 90", "lista"),
    ("title: {sv: Litet, en: Tiny}", "title: {sv: Litet}", "språket «en»"),
    ("title: {sv: Litet, en: Tiny}", "title: {en: Tiny}", "språket «sv»"),
    ("title: {sv: Litet, en: Tiny}", "title: Litet", "namn och värden"),
    ("title: {sv: Litet, en: Tiny}", "title: {sv: '', en: Tiny}", "stå en text"),
    ("title: {sv: Litet, en: Tiny}\n", "", "«title» saknas"),
    ("ordered: true", "ordered: ja", "true eller false"),
    ("starts_page: true", "starts_page: 1", "true eller false"),
    ("name: harm_rel", "name: age_years", "finns redan"),
    ("name: age_years", "name: Ålder", "kan inte vara ett namn"),
    ("name: age_years", "name: select", "kan inte vara ett namn"),
    ("        name: age_years\n", "", "«name» saknas"),
    ("        role: quasi\n        answer: {k", "        answer: {k", "«role» saknas"),
    ("write_in: goal_txt", "write_in: Goal", "kan inte vara ett namn"),
    ("write_in: goal_txt", "write_in: age_years", "finns redan"),
    ("only_if: {goal: [1]}", "only_if: {harm_rel: [1]}", "inte står tidigare"),
    ("only_if: {goal: [1]}", "only_if: {goal: [7]}", "inte har"),
    ("only_if: {goal: [1]}", "only_if: {goal_txt: [1]}", "inte har"),
    ("only_if: {goal: [1]}", "only_if: {goal: [1], age_years: [2]}", "Ett villkor nämner"),
    ("number: 2\n", "number: 1\n", "nummer ska stiga"),
    ("rule: buy_30d_n <= buy_90d_n", "rule: buy_30d_n <= ", "går inte att läsa"),
    ("rule: buy_30d_n <= buy_90d_n", "rule: __import__('os')", "går inte att läsa"),
    ("rule: buy_30d_n <= buy_90d_n", "rule: buy_30d_n <= words_txt", "inte finns i formuläret"),
    ("role: text\n", "role: other\n", "rollen «text»"),
    ("hierarchy: [[[1, 2]]]", "hierarchy: [[[1]]]", "precis en gång"),
    ("        hierarchy: [[[1, 2]]]\n", "", "behöver «hierarchy»"),
    ("hierarchy: [[[1, 2]]]", "hierarchy: [[[1, 2]], [[1], [2]]]", "inte dela en grupp"),
    ("{from: 45, to: 99", "{from: 46, to: 99", "utan glapp"),
    ("{from: 18, to: 44", "{from: 45, to: 44", "utan glapp"),
    ("{from: 45, to: 99", "{from: 45, to: 98", "rymma alla tal"),
    ("        asked: on r", "        export: {name: why}\n        asked: on r", "ett enda tal"),
    ("smallest: 18, largest: 99", "smallest: 99, largest: 99", "mindre än"),
    ("smallest: 0, largest: 4", "smallest: 0, largest: 40", "2 till 14 steg"),
    ("anchors: {0: {sv: a, en: a}}", "anchors: {9: {sv: a, en: a}}", "finns inte på skalan"),
    ("            1: {sv: sluta", "            x: {sv: sluta", "inget heltal"),
    ("              - {name: buy_90d_n", f"{CELL}              - {{name: buy_90d_n", "3 svar"),
    ("            items:\n", "            itmes:\n", "Menade du «items»"),
    ("filled_in_by: client", "filled_in_by: nobody", "client, relative, staff"),
    ("items: [fill_date]}", "items: [fil_date]}", "Menade du «fill_date»"),
    ("file: head-1", "file: head-9", "Filen finns inte"),
    ("question: {sv: Ord, en: Words}", "question: {sv: Ord? Ja: nej, en: Words}", "YAML"),
    ("form: tiny", "form: \x07tiny", "textfil"),
    ("file: head-1", f"file: {'x' * 300}-1", "inte att öppna"),
    ("page_codes: [90, 91]", "page_codes: [90, 250]", "från 0 till 249"),
    ("page_codes: [90, 91]", "page_codes: [90, 90]", "sin egen sidkod"),
    ("only_if: {goal: [1]}", "only_if: {goal: []}", "Listan är tom"),
    ("{kind: count, largest: 99, window: 30}", "{kind: count, largest: 99, window: 0}", "från 1"),
    ("{kind: words, lines: 2}", "{kind: words, lines: 0}", "från 1 till 30"),
    ("{kind: words, largest: 60}", "{kind: words, largest: 9999}", "från 1 till 200"),
    ("at_most: 1", "at_most: 3", "från 1 till 2"),
    ("97: {sv: annat", "097: {sv: annat", "inget heltal"),
    ("number: 4x", "number: 4.5", "kanske en bokstav"),
    ('number: "6"', 'number: "5"', "Numret 5 finns redan"),
    ("rule: buy_90d_n != 66", "rule: 1 < 2", "nämner ingen fråga"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "spoiled", "says"), FAULTS, ids=[fault[2] for fault in FAULTS])
def test_a_fault_is_told_with_its_file_and_line(
    tmp_path: Path, part: str, spoiled: str, says: str
) -> None:
    whole = FORM if part in FORM else HEAD
    assert part in whole
    spoiled_text = whole.replace(part, spoiled, 1)
    path = (
        write_example(tmp_path, spoiled_text)
        if whole is FORM
        else write_example(tmp_path, head=spoiled_text)
    )
    with pytest.raises(DefinitionError) as refused:
        read_definition(path)
    assert says in str(refused.value)
    assert re.match(r"[a-z]+-[0-9]\.yaml:[0-9]+: ", str(refused.value))
    assert refused.value.in_language(Language.EN) != str(refused.value)


def test_the_line_is_where_the_fault_is(tmp_path: Path) -> None:
    spoiled = FORM.replace("largest: 99, unit", "largets: 99, unit", 1)
    line = 1 + spoiled[: spoiled.index("largets")].count("\n")
    with pytest.raises(DefinitionError, match=f"^tiny-1.yaml:{line}: «largets»"):
        read_definition(write_example(tmp_path, spoiled))


def test_a_list_that_is_no_list_and_an_empty_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="tom"):
        read_definition(write_example(tmp_path, "# nothing\n"))
    path = write_example(tmp_path)
    path.write_bytes(b"form: \xff\xfe")
    with pytest.raises(DefinitionError, match="UTF-8"):
        read_definition(path)


@pytest.mark.parametrize(
    ("part", "until", "emptied"),
    [
        ("sections:\n", "checks:", "sections: []\n"),
        ("    questions:\n      - number: 3", "checks:", "    questions: []\n"),
        ("        rows:\n          - {name: harm", "      - number: 5", "        rows: []\n"),
    ],
)
def test_a_list_with_nothing_in_it_is_refused(
    tmp_path: Path, part: str, until: str, emptied: str
) -> None:
    start = FORM.index(part)
    spoiled = FORM[:start] + emptied + FORM[FORM.index(until, start) :]
    with pytest.raises(DefinitionError, match="Listan är tom"):
        read_definition(write_example(tmp_path, spoiled))


def test_a_question_without_answers_is_refused(tmp_path: Path) -> None:
    start = FORM.index("          choices:")
    spoiled = FORM[:start] + "          choices: {}\n" + FORM[FORM.index("  - title: {sv: Mer") :]
    with pytest.raises(DefinitionError, match="inga svar"):
        read_definition(write_example(tmp_path, spoiled))


def test_a_grid_has_no_more_rows_than_letters(tmp_path: Path) -> None:
    row = "          - {name: harm_rel, label: {sv: relationer, en: relations}}\n"
    rows = "".join(row.replace("harm_rel", f"harm_{place}") for place in range(26))
    with pytest.raises(DefinitionError, match="högst 26 rader"):
        read_definition(write_example(tmp_path, FORM.replace(row, rows + row)))


def test_more_boxes_than_letters_are_refused(tmp_path: Path) -> None:
    many = "".join(f"            {code}: {{sv: a, en: a}}\n" for code in range(2, 17))
    spoiled = FORM.replace("            97: {sv: annat", many + "            97: {sv: annat")
    with pytest.raises(DefinitionError, match="17 rutor är för många"):
        read_definition(write_example(tmp_path, spoiled))


def test_an_export_name_may_not_be_taken(tmp_path: Path) -> None:
    spoiled = FORM.replace("name: age_group", "name: harm_rel")
    with pytest.raises(DefinitionError, match="Kolumnen «harm_rel» finns redan"):
        read_definition(write_example(tmp_path, spoiled))
