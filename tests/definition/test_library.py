from pathlib import Path

import pytest

from kast_eval.definition.check import form_faults
from kast_eval.definition.library import Library, UnknownFormError, read_library
from kast_eval.errors import DefinitionError
from tests.definition.example import FORM, REAL_FORMS, write_example
from tests.definition.versions import second


@pytest.fixture
def library() -> Library:
    return read_library(REAL_FORMS)


def test_the_real_forms_stand_in_letter_order(library: Library) -> None:
    assert [form.letter for form in library.newest_forms] == sorted(
        form.letter for form in library.newest_forms
    )
    assert {"start", "checkin", "session"} <= {form.form for form in library.forms}


@pytest.mark.parametrize(
    "meant", ["start", "A", "a", "start-1", "start v1", "Start 1", "a1", "A-1"]
)
def test_a_form_is_found_as_people_name_it(library: Library, meant: str) -> None:
    assert library.find(meant) is library.get("start", 1)


@pytest.mark.parametrize("meant", ["", "q", "start-9", "../start", "a" * 500, "start-1-1", "☃"])
def test_a_form_that_is_not_there_is_told(library: Library, meant: str) -> None:
    with pytest.raises(UnknownFormError) as refused:
        library.find(meant)
    assert "A (start)" in str(refused.value) or "Den senaste är 1" in str(refused.value)


def test_the_newest_version_is_found_and_the_old_one_stays(tmp_path: Path) -> None:
    write_example(tmp_path)
    newer = FORM.replace("version: 1", "version: 2").replace("[90, 91]", "[92, 93]")
    (tmp_path / "tiny-2.yaml").write_text(newer, encoding="utf-8")
    library = read_library(tmp_path)
    assert library.newest("tiny").version == 2
    assert library.find("t1").version == 1
    assert [form.version for form in library.forms] == [1, 2]


def _second_form(folder: Path, text: str) -> None:
    write_example(folder)
    other = text.replace("form: tiny", "form: other")
    (folder / "other-1.yaml").write_text(other, encoding="utf-8")


def test_a_shared_question_is_held_against_the_newest_version_of_every_form(
    tmp_path: Path,
) -> None:
    other = FORM.replace("letter: T", "letter: U").replace("[90, 91]", "[94, 95]")
    wider = "largest: 4, anchors"
    told = "recoded: {harm_rel: {0-4: same}, harm_work: {0-4: same}}"
    _second_form(tmp_path, other)
    (tmp_path / "tiny-2.yaml").write_text(second((wider, "largest: 5, anchors"), changes=told))
    with pytest.raises(DefinitionError, match=r"tiny-2.yaml:59: «harm_rel» .*«other-1»"):
        read_library(tmp_path)
    # Both forms change it together, so their older versions may differ from the new ones.
    newer = second((wider, "largest: 5, anchors"), changes=told).replace(
        "form: tiny", "form: other"
    )
    newer = newer.replace("letter: T", "letter: U").replace("[92, 93]", "[96, 97]")
    (tmp_path / "other-2.yaml").write_text(newer)
    assert len(read_library(tmp_path).forms) == 4


def test_a_name_that_only_an_older_version_has_is_still_taken(tmp_path: Path) -> None:
    other = FORM.replace("letter: T", "letter: U").replace("[90, 91]", "[96, 97]")
    _second_form(tmp_path, other.replace("largest: 4,", "largest: 5,"))
    newer = second(
        ("name: harm_rel", "name: x"),
        ("name: harm_work", "name: y"),
        changes="dropped: {harm_rel: a, harm_work: a}",
    )
    (tmp_path / "tiny-2.yaml").write_text(newer)
    with pytest.raises(DefinitionError, match="«harm_rel»"):
        read_library(tmp_path)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (FORM.replace("[90, 91]", "[92, 93]"), "Bokstaven T"),
        (FORM.replace("letter: T", "letter: U"), "Sidkoden 90"),
        (
            FORM.replace("letter: T", "letter: U")
            .replace("[90, 91]", "[92, 93]")
            .replace("largest: 4,", "largest: 5,"),
            "andra koder eller gränser",
        ),
    ],
)
def test_two_forms_that_do_not_go_together_are_told(tmp_path: Path, text: str, says: str) -> None:
    _second_form(tmp_path, text)
    with pytest.raises(DefinitionError, match=says):
        read_library(tmp_path)
    assert says in str(form_faults(tmp_path)[0])


def test_a_folder_without_forms_is_told(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="inga formulär"):
        read_library(tmp_path)


def test_every_file_tells_its_own_fault(tmp_path: Path) -> None:
    _second_form(tmp_path, "form: other\n")
    (tmp_path / "tiny-1.yaml").write_text("form: [", encoding="utf-8")
    assert {fault.file for fault in form_faults(tmp_path)} == {"tiny-1.yaml", "other-1.yaml"}


def test_the_real_forms_have_no_fault() -> None:
    assert form_faults(REAL_FORMS) == ()


def test_a_released_file_is_held_to_what_it_was(tmp_path: Path) -> None:
    write_example(tmp_path)
    released = "0" * 64 + "  tiny-1.yaml\n" + "0" * 64 + "  gone-1.yaml\n"
    (tmp_path / "released.sha256").write_text(released, encoding="utf-8")
    changed, gone = form_faults(tmp_path)
    assert "får inte ändras" in str(changed)
    assert (gone.line, "finns inte" in str(gone)) == (2, True)


def test_every_real_file_is_released() -> None:
    released = (REAL_FORMS / "released.sha256").read_text(encoding="utf-8")
    assert {line.split("  ")[1] for line in released.splitlines()} >= {
        # What has a version is released; a schedule or a derivation may change.
        path.name
        for path in REAL_FORMS.glob("*-*.yaml")
    }


def test_every_item_of_every_form_says_what_it_could_give_away(library: Library) -> None:
    assert all(item.role for form in library.forms for item in form.items)
