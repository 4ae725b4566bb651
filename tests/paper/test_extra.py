"""What holds for the extra page, whatever a clinic adds to whichever form."""

import json
import random
from dataclasses import replace
from functools import cache

import pytest

from kast_eval.definition.form import Asked, FormDefinition
from kast_eval.definition.rule import read_rule
from kast_eval.kinds import Count
from kast_eval.paper import words
from kast_eval.paper.extra import on_paper
from kast_eval.paper.layout import NoRoomError, lay_out, room_left
from kast_eval.wording import Language
from tests.definition.example import REAL_FORMS, real_library
from tests.paper.forms import on_request, question, sample, tall

LIBRARY = real_library()
ADDABLE = {
    form.form: tuple(
        one.items[0].name for one in form.questions if one.items[0].asked is Asked.ON_REQUEST
    )
    for form in LIBRARY.newest_forms
}
GROWING = [LIBRARY.newest(form) for form, names in ADDABLE.items() if names]
"""The forms that have something to add."""


@cache
def choices(form: str) -> tuple[tuple[frozenset[str], FormDefinition, float], ...]:
    """Return choices of what can be added: each alone, all, and some drawn by chance.

    Each comes with its paper, and with what the fullest page has to spare without an extra one.
    """
    names, chooser = ADDABLE[form], random.Random(form)
    drawn = [chooser.sample(names, chooser.randint(1, len(names))) for _ in range(6)]
    definition = LIBRARY.newest(form)
    return tuple(
        (optional, on_paper(definition, optional), min(room_left(definition.as_asked(optional))))
        for added in dict.fromkeys(map(frozenset, [*zip(names, strict=True), names, *drawn]))
        for optional in [definition.as_asked().optional_items | added]
    )


@pytest.mark.parametrize("form", GROWING, ids=lambda form: form.form)
def test_every_choice_is_on_the_paper_each_question_once(form: FormDefinition) -> None:
    for optional, printed, _ in choices(form.form):
        names = [one.name for one in printed.items]
        assert set(names) == {one.name for one in form.as_asked(optional).items}
        assert len(names) == len(set(names))
        assert len(room_left(printed)) == printed.pages == len(printed.page_codes)
        assert min(room_left(printed)) >= 0


@pytest.mark.parametrize("form", GROWING, ids=lambda form: form.form)
def test_what_has_room_stands_among_the_others_and_what_has_not_on_the_extra_page(
    form: FormDefinition,
) -> None:
    for optional, printed, spare in choices(form.form):
        if spare >= 0:
            assert printed == form.as_asked(optional)
            continue
        assert (printed.has_extra_page, printed.pages) == (True, form.pages + 1)
        added = {one.items[0].name for one in printed.sections[-1].questions}
        assert added == optional & set(ADDABLE[form.form])


@pytest.mark.parametrize("form", GROWING, ids=lambda form: form.form)
@pytest.mark.parametrize("language", Language)
def test_no_box_and_no_code_of_the_default_print_moves(
    form: FormDefinition, language: Language
) -> None:
    kept = json.loads((REAL_FORMS / "layouts" / f"{form.form}-{form.version}.json").read_text())
    every = lay_out(on_paper(form, form.optional_items), language)
    default = lay_out(form.as_asked(), language)
    assert len(every.pages) == form.pages + 1
    for page, before, of_release in zip(every.pages, default.pages, kept["pages"], strict=False):
        assert (page.boxes, page.markers, page.qr) == (before.boxes, before.markers, before.qr)
        assert (page.geom, page.code) == (of_release["geom"], of_release["code"])
    extra = every.pages[-1]
    assert extra.qr == f"F1/{form.form}/{form.version}/{form.pages + 1}/{extra.geom}"
    assert extra.code == form.extra_page_code
    assert extra.headings == (words.EXTRA.in_language(language),)


@pytest.mark.parametrize("form", GROWING, ids=lambda form: form.form)
def test_no_arrow_or_closing_word_of_the_default_print_changes(form: FormDefinition) -> None:
    every = lay_out(on_paper(form, form.optional_items), Language.SV)
    default = lay_out(form.as_asked(), Language.SV)
    for page, before in zip(every.pages, default.pages, strict=False):
        # The foot counts the pages.
        changed = {text.text for text in page.texts} ^ {text.text for text in before.texts}
        assert all("sida" in text or "/" in text for text in changed)


def test_no_page_code_is_that_of_another_page() -> None:
    codes = [code for form in LIBRARY.forms for code in form.every_page_code]
    assert len(codes) == len(set(codes))
    assert all(0 <= code <= 249 for code in codes)


def test_the_default_print_never_has_an_extra_page() -> None:
    for form in LIBRARY.forms:
        assert on_paper(form) == form.as_asked()
        assert not form.as_asked().has_extra_page


def test_who_was_not_asked_to_skip_was_to_answer() -> None:
    # On the follow-up the days come before the behaviour once that stands on the extra page.
    form = LIBRARY.newest("followup")
    assert form.item("main_days_30d").condition is not None
    printed = on_paper(form, frozenset({"main_behaviour"}))
    assert printed.has_extra_page
    assert printed.item("main_days_30d").condition is None


def test_what_has_room_needs_no_extra_page() -> None:
    form = sample(question(1, Count(99)), on_request(question(2, Count(99))))
    printed = on_paper(form, frozenset({"item_2"}))
    assert printed == form
    assert on_paper(form, frozenset()) == form.as_asked(frozenset())


def test_a_skip_that_hangs_on_a_later_page_is_no_skip() -> None:
    asked = question(2, Count(99))
    ruled = (
        replace(asked, items=(replace(asked.items[0], skip_rule=read_rule(rule)),))
        for rule in ("item_1 == 0", "item_9 == 0")
    )
    form = sample(tall(1), *ruled, tall(3))
    printed = on_paper(form, frozenset({"item_1", "item_3"}))
    rules = [one.items[0].skip_rule for one in printed.sections[0].questions]
    assert printed.has_extra_page
    assert rules == [None, read_rule("item_9 == 0")]


def test_a_choice_too_high_for_the_extra_page_too_is_refused_by_its_number() -> None:
    form = sample(question(1, Count(99)), *(tall(number) for number in range(2, 8)))
    with pytest.raises(NoRoomError, match="sida 2"):
        lay_out(on_paper(form, form.optional_items), Language.SV)
