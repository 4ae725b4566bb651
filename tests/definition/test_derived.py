from pathlib import Path

import pytest

from kast_eval.definition.derived import read_derivations
from kast_eval.definition.library import read_library
from kast_eval.errors import DefinitionError
from tests.definition.example import FORM, REAL_FORMS, real_library, write_example
from tests.definition.versions import second

DERIVED = """\
derived: 1
scores:
  - name: harm_sum
    label: {sv: Summa, en: Sum}
    items: [harm_rel, harm_work]
    as: sum
    range: [0, 8]
    bands: [{from: 0, sv: a, en: a}]
variables:
  - name: change_harm
    label: {sv: Ändring, en: Change}
    at: [t1]
    value: harm_sum - t0.harm_sum
    signed: true
  - name: n_high
    label: {sv: Antal, en: Number}
    at: [episode]
    among: t0.has_tiny == 1
    count: harm_sum_cat == 1 and person_type == 1 and age_group == 2
"""
OWN_SCORES = """\
scores:
  - name: own_sum
    label: {sv: Summa, en: Sum}
    items: [harm_rel]
    as: sum
    range: [0, 4]
"""


def spoil(folder: Path, text: str, form: str = FORM) -> None:
    write_example(folder, form)
    (folder / "derived.yaml").write_text(text, "utf-8")


def test_scores_and_variables_are_read(tmp_path: Path) -> None:
    spoil(tmp_path, DERIVED.replace("harm_sum_cat == 1", "own_sum == 1"), FORM + OWN_SCORES)
    derivations = read_derivations(tmp_path, read_library(tmp_path))
    assert [score.name for score in derivations.scores] == ["harm_sum"]
    change, number = derivations.variables
    assert (change.points, change.signed, change.yes_no) == (("t1",), True, False)
    assert [rule.source for rule in change.rules] == ["harm_sum - t0.harm_sum"]
    assert number.count is not None
    assert [rule.names[0] for rule in number.rules] == ["t0.has_tiny", "own_sum"]


@pytest.mark.parametrize(
    ("place", "spoiled", "line", "says"),
    [
        ("- t0.harm_sum", "- t0.hram_sum", 13, "nämner «t0.hram_sum»"),
        ("value: harm_sum", "count: 1\n    value: harm_sum", 10, "antingen «value» eller «count»"),
        ("    value: harm_sum - t0.harm_sum\n", "", 10, "antingen «value» eller «count»"),
        ("value: harm_sum -", "value: harm_sum *", 13, "går inte att läsa"),
        ("at: [t1]", "at: [t2]", 12, "är inte känt här"),
        ("name: change_harm", "name: harm_rel", 10, "finns redan"),
        ("name: harm_sum", "name: harm_work", 3, "finns redan"),
        # A value below zero could not be told from a reason.
        ("harm_sum_cat == 1", "change_harm == 1", 19, "nämner «change_harm»"),
        ("variables:", "variabels:", 10, "Menade du «variables»"),
        ("derived: 1", "derived: 2", 1, "från 1 till 1"),
        ("at: [t1]", "at: []", 12, "Listan är tom"),
        ("at: [t1]", "at: [t1, t1]", 12, "varje mätpunkt en gång"),
        ("at: [t1]", "at: [t1, episode]", 12, "«episode» ensam"),
        ("- t0.harm_sum", "- f99.harm_sum", 13, "nämner «f99.harm_sum»"),
        ("value: harm_sum - t0.harm_sum", "value: 7", 13, "nämner ingen fråga"),
    ],
)
def test_a_fault_is_told_with_its_line(
    tmp_path: Path, place: str, spoiled: str, line: int, says: str
) -> None:
    assert place in DERIVED
    spoil(tmp_path, DERIVED.replace(place, spoiled, 1))
    with pytest.raises(DefinitionError, match=says) as refused:
        read_derivations(tmp_path, read_library(tmp_path))
    assert (refused.value.file, refused.value.line) == ("derived.yaml", line)


def test_a_folder_without_the_file_is_told(tmp_path: Path) -> None:
    write_example(tmp_path)
    with pytest.raises(DefinitionError, match="finns inte"):
        read_derivations(tmp_path, read_library(tmp_path))


def test_the_study_derives_what_it_says() -> None:
    derivations = read_derivations(REAL_FORMS, real_library())
    names = {score.name for score in derivations.scores}
    names |= {variable.name for variable in derivations.variables}
    assert names >= {
        "abstinent_30d", "abstinent_90d", "buy_total_90d_n", "reduced_50", "lapse", "relapse",
        "sess_alliance", "harm_sum", "dose", "dropout", "change_urge", "response_closing",
    }  # fmt: skip


def test_only_names_of_the_newest_versions_can_be_used_and_older_ones_are_taken(
    tmp_path: Path,
) -> None:
    spoil(tmp_path, DERIVED)
    newer = second(
        ("name: harm_work", "name: harm_home"), changes="renamed: {harm_home: harm_work}"
    )
    (tmp_path / "tiny-2.yaml").write_text(newer, "utf-8")
    with pytest.raises(DefinitionError, match="«harm_work» är inte känt här"):
        read_derivations(tmp_path, read_library(tmp_path))
    text = DERIVED.replace("harm_work", "harm_home").replace("n_high", "harm_work")
    (tmp_path / "derived.yaml").write_text(text, "utf-8")
    with pytest.raises(DefinitionError, match="«harm_work» finns redan"):
        read_derivations(tmp_path, read_library(tmp_path))
