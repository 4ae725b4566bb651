import pytest

from kast_eval.answers.coding_rules import CODING_RULES, commonest_rules, rule_of
from kast_eval.answers.coding_rules.rule import Example
from kast_eval.definition.form import FormDefinition
from kast_eval.kinds import Words
from kast_eval.kinds.answer import Answer, Ruling
from tests.definition.example import real_library

EXAMPLES = [
    pytest.param(example, id=f"{rule.name}: {example.paper.en}")
    for rule in CODING_RULES
    for example in rule.examples
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_mark_is_coded_as_the_manual_says(example: Example) -> None:
    assert example.read() == Answer(example.values, example.rulings)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_says_what_is_asked_and_what_is_keyed(example: Example) -> None:
    assert example.asked.sv
    assert example.kind.columns("name") or not example.values
    assert example.paper.sv
    assert len(example.text) < 40


def test_every_rule_has_its_own_name_and_an_example() -> None:
    assert len({rule.name for rule in CODING_RULES}) == len(CODING_RULES)
    assert all(rule.examples for rule in CODING_RULES)


def test_every_ruling_of_the_program_stands_in_the_manual() -> None:
    shown = {ruling for rule in CODING_RULES for one in rule.examples for ruling in one.rulings}
    assert shown == set(Ruling)


@pytest.mark.parametrize("form", real_library().newest_forms, ids=lambda one: one.form)
def test_a_form_has_common_rules_of_its_own_kinds(form: FormDefinition) -> None:
    rules = commonest_rules(form)
    kinds = {type(item.kind) for item in form.items} - {Words}
    assert 2 <= len(rules) <= 5
    assert all(rule.kinds & kinds for rule in rules)


def test_a_cross_for_a_row_of_numbers_holds_for_the_blank_ones() -> None:
    assert [one.values for one in rule_of("refused-row").examples] == [(-4,), (4,)]


def test_a_rule_is_found_by_its_name() -> None:
    assert rule_of("dash").situation.sv == "Ett streck i stället för ett tal"
    with pytest.raises(KeyError):
        rule_of("no such rule")
