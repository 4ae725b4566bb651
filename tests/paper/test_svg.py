"""What holds for the picture of every form in every language."""

import itertools
import re

import pytest

from kast_eval.definition.form import FormDefinition
from kast_eval.paper import measures
from kast_eval.paper.layout import lay_out
from kast_eval.paper.svg import page_svg
from kast_eval.wording import Language
from tests.paper.forms import FORMS

CASES = tuple(itertools.product(FORMS, Language))
every_form = pytest.mark.parametrize(
    ("definition", "language"), CASES, ids=[f"{form.form}-{one}" for form, one in CASES]
)


@every_form
def test_every_box_and_every_letter_of_the_layout_is_in_the_picture(
    definition: FormDefinition, language: Language
) -> None:
    for page in lay_out(definition, language).pages:
        picture = page_svg(page, language).decode()
        drawn = [
            tuple(map(float, numbers))
            for numbers in re.findall(r"M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)", picture)
        ]
        for box in page.boxes:
            inset = measures.OUTLINE / 2
            outline = (box.x + inset, box.y + inset, box.w - 2 * inset, box.h - 2 * inset)
            rounded = any(
                max(abs(one - other) for one, other in zip(outline, there, strict=True)) <= 0.006
                for there in drawn
            )
            assert rounded is box.is_outlined, box
        letters = "".join(text.text for text in page.texts)
        assert picture.count("<use ") == len(re.sub(r"\s", "", letters))


@every_form
def test_a_picture_holds_all_that_it_needs_and_nothing_that_runs(
    definition: FormDefinition, language: Language
) -> None:
    for page in lay_out(definition, language).pages:
        picture = page_svg(page, language).decode("ascii")
        used, there = (set(re.findall(f'{name}="#?([^"]*)"', picture)) for name in ("href", " id"))
        assert used == there
        assert set(re.findall(r"<([a-z]+)", picture)) == {"svg", "defs", "path", "g", "use"}
        assert "style=" not in picture
        assert picture.count("http") == 1


def test_the_same_page_gives_the_same_picture() -> None:
    page = lay_out(FORMS[0], Language.SV).pages[0]
    assert page_svg(page, Language.SV) == page_svg(page, Language.SV)
