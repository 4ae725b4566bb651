from datetime import date
from pathlib import Path

import pytest

from kast_eval.definition.form import Counted, Filler, Licence, Subject, Timing
from kast_eval.definition.library import read_library
from kast_eval.definition.read import read_definition
from kast_eval.errors import DefinitionError
from kast_eval.kinds import Choice, Scale
from kast_eval.kinds.ticks import Ties
from tests.definition.example import FORM, write_example

LICENCE = """\
instrument: licensed
licence:
  holder: Ingen alls
  terms: Påhittad, för prov
  version: "1"
  day: 2026-03-09
  checked_by: den som provar
"""


def with_line(line: str, form: str = FORM) -> str:
    return form.replace("timing: t0\n", f"timing: t0\n{line}")


def test_a_form_is_about_a_client_unless_it_says_otherwise(tmp_path: Path) -> None:
    assert read_definition(write_example(tmp_path)).subject is Subject.CLIENT
    form = read_definition(write_example(tmp_path, with_line("subject: relative\n")))
    assert form.subject is Subject.RELATIVE
    assert form.kept


def test_what_is_known_of_a_person_says_nothing_of_a_clinic(tmp_path: Path) -> None:
    form = read_definition(write_example(tmp_path, with_line("subject: clinic\n")))
    assert (form.subject, form.kept) == (Subject.CLINIC, ())


@pytest.mark.parametrize(
    ("filler", "refusals"),
    [(Filler.CLIENT, True), (Filler.RELATIVE, True), (Filler.STAFF, False),
     (Filler.MANAGER, False), (Filler.RESEARCHER, False)],
)  # fmt: skip
def test_who_answers_for_themselves_may_refuse(
    tmp_path: Path, filler: Filler, *, refusals: bool
) -> None:
    spoiled = FORM.replace("filled_in_by: client", f"filled_in_by: {filler}")
    assert read_definition(write_example(tmp_path, spoiled)).refusal_boxes is refusals


def test_a_table_has_rows(tmp_path: Path) -> None:
    table = FORM.replace("timing: t0\n", "timing: row\nrows: 20\n")
    form = read_definition(write_example(tmp_path, table))
    assert (form.timing, form.rows) == (Timing.ROW, 20)


def test_a_day_may_be_counted_up_to_the_first_session(tmp_path: Path) -> None:
    head = "  - name: fill_date"
    path = write_example(tmp_path)
    source = (tmp_path / "head-1.yaml").read_text("utf-8")
    counted = source.replace("{name: study_day}", "{name: wait, counted: to first session}")
    (tmp_path / "head-1.yaml").write_text(counted, "utf-8")
    assert head in source
    export = read_definition(path).item("fill_date").export
    assert export is not None
    assert (export.name, export.counted) == ("wait", Counted.TO_FIRST_SESSION)


def test_a_licensed_instrument_carries_its_licence(tmp_path: Path) -> None:
    form = read_definition(write_example(tmp_path, with_line(LICENCE)))
    assert form.licence == Licence(
        "Ingen alls", "Påhittad, för prov", "1", date(2026, 3, 9), "den som provar"
    )


def test_the_owner_s_manual_decides_what_two_marks_are(tmp_path: Path) -> None:
    own = read_definition(write_example(tmp_path))
    licensed = read_definition(write_example(tmp_path, with_line(LICENCE)))
    for name in ("goal", "harm_rel"):
        before, after = own.item(name).kind, licensed.item(name).kind
        assert isinstance(before, Choice | Scale)
        assert isinstance(after, Choice | Scale)
        assert before.ties is not Ties.NONE
        assert after.ties is Ties.NONE
    assert own.item("age_years") == licensed.item("age_years")


@pytest.mark.parametrize(
    ("form", "says"),
    [
        (with_line("instrument: licensed\n"), "«licence»"),
        (with_line(LICENCE.replace("instrument: licensed\n", "")), "«licence»"),
        (with_line(LICENCE.replace("instrument: licensed", "instrument: bought")), "licensed"),
        (with_line(LICENCE.replace("  terms: Påhittad, för prov\n", "")), "«terms» saknas"),
        (with_line(LICENCE.replace("2026-03-09", "i mars")), "år-månad-dag"),
        (with_line("rows: 20\n"), "En tabell har både"),
        (FORM.replace("timing: t0", "timing: row"), "En tabell har både"),
        (with_line("subject: dog\n"), "client, relative, clinic"),
        (FORM.replace("letter: T", "letter: t"), "heter en stor bokstav"),
        (FORM.replace("letter: T", "letter: TT"), "heter en stor bokstav"),
        (FORM.replace("only_if: {goal: [1]}", "skip_if: harm_rel == 1"), "inte står tidigare"),
        (FORM.replace("only_if: {goal: [1]}", "skip_if: goal_txt == 1"), "inte står tidigare"),
        (FORM.replace("only_if: {goal: [1]}", "skip_if: goal ="), "går inte att läsa"),
    ],
)
def test_a_form_that_says_too_little_of_itself_is_refused(
    tmp_path: Path, form: str, says: str
) -> None:
    with pytest.raises(DefinitionError, match=says) as refused:
        read_definition(write_example(tmp_path, form))
    assert str(refused.value).startswith("tiny-1.yaml:")


def test_a_letter_with_a_figure_is_found_before_a_version(tmp_path: Path) -> None:
    write_example(tmp_path)
    for letter, form, codes in (("T1", "tall", "92, 93"), ("T2", "tiny_too", "94, 95")):
        source = FORM.replace("letter: T", f"letter: {letter}").replace(
            "form: tiny", f"form: {form}"
        )
        (tmp_path / f"{form}-1.yaml").write_text(source.replace("90, 91", codes), "utf-8")
    library = read_library(tmp_path)
    found = [library.find(text).form for text in ("T", "t1", "T2", "t2-1", "tiny_too 1", "tiny v1")]
    assert found == ["tiny", "tall", "tiny_too", "tiny_too", "tiny_too", "tiny"]
