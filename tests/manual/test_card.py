import pytest

from kast_eval.definition.form import FormDefinition
from kast_eval.manual.assemble import assemble
from kast_eval.manual.card import card
from kast_eval.manual.edition import Edition
from kast_eval.manual.tree import Facts, Heading, Listing, Paragraph, Table, plain_text
from tests.manual.source import LIBRARY, real_tree, small

TREE = real_tree(Edition.STUDY)


@pytest.mark.parametrize("form", LIBRARY.newest_forms, ids=lambda one: one.form)
def test_a_card_says_purpose_steps_keys_and_rules(form: FormDefinition) -> None:
    made = card(TREE, form)
    assert made.title == f"{form.letter} {form.title.sv}"
    assert [type(block) for block in made.blocks] == [
        Paragraph, Facts, Heading, Listing, Heading, Table, Heading, Listing,
    ]  # fmt: skip


def test_a_card_takes_its_steps_from_the_manual() -> None:
    steps = next(
        block
        for block in card(TREE, LIBRARY.newest("session")).blocks
        if isinstance(block, Listing)
    )
    assert "logg för varje bokat samtal" in plain_text(steps.parts[0].runs)


def test_a_form_of_which_the_manual_says_nothing_has_its_own_instruction() -> None:
    form = LIBRARY.newest("checkin")
    made = card(assemble(small("# Prov\n\nText."), Edition.STUDY), form)
    first = made.blocks[0]
    assert isinstance(first, Paragraph)
    assert plain_text(first.runs) == form.instruction.sv
    headings = [plain_text(one.runs) for one in made.blocks if isinstance(one, Heading)]
    assert headings == ["Tangenter", "Vanligaste kodningsreglerna"]


def test_the_keys_of_missing_reasons_are_on_every_card() -> None:
    table = next(
        block for block in card(TREE, LIBRARY.newest("start")).blocks if isinstance(block, Table)
    )
    keys = [plain_text(key) for key, _ in table.rows]
    assert keys[-4:] == ["t", "?", "v", "o eller x (med anteckning)"]
