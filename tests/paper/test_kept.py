from dataclasses import replace
from pathlib import Path

import pytest

from kast_eval.definition.form import FormDefinition
from kast_eval.kinds import Day
from kast_eval.paper.kept import LayoutChangedError, check_layout, keep_layout
from tests.definition.example import REAL_FORMS
from tests.paper.forms import CHOICES, FORMS, NUMBERS, question


def test_a_kept_layout_is_found_again(tmp_path: Path) -> None:
    path = keep_layout(CHOICES, tmp_path / "layouts")
    before = path.read_bytes()
    check_layout(CHOICES, tmp_path / "layouts")
    assert keep_layout(CHOICES, tmp_path / "layouts") == path
    assert path.read_bytes() == before


def test_a_layout_that_was_never_kept_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LayoutChangedError, match=r"sample-1.json saknas"):
        check_layout(CHOICES, tmp_path)


def test_a_changed_layout_is_refused_and_the_kept_one_stays(tmp_path: Path) -> None:
    before = keep_layout(CHOICES, tmp_path).read_bytes()
    section = replace(CHOICES.sections[0], questions=(question(1, Day()),))
    changed = replace(CHOICES, sections=(section,))
    for act in (check_layout, keep_layout):
        with pytest.raises(LayoutChangedError, match="ny version"):
            act(changed, tmp_path)
    assert (tmp_path / "sample-1.json").read_bytes() == before


def test_a_new_wording_that_moves_no_box_changes_no_layout(tmp_path: Path) -> None:
    keep_layout(NUMBERS, tmp_path)
    check_layout(replace(NUMBERS, title=replace(NUMBERS.title, sv="Nytt")), tmp_path)


@pytest.mark.parametrize("definition", FORMS, ids=lambda one: one.form)
def test_every_form_is_laid_out_as_it_is_kept(definition: FormDefinition) -> None:
    check_layout(definition, REAL_FORMS / "layouts")
