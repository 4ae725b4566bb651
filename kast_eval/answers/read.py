"""A sheet's texts read by its definition: answers, and everything that needs a look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kast_eval.answers.doubts import doubts_of
from kast_eval.answers.finding import Finding
from kast_eval.definition.form import Check, Condition, FormDefinition, Item
from kast_eval.definition.rule import Rule
from kast_eval.kinds.answer import Answer, AnswerError, Missing, Problem, Ruling


@dataclass(frozen=True)
class Reading:
    """What a sheet's texts mean; errors stop a save, doubts are confirmed once.

    `answers` lacks the items whose text could not be read.
    """

    answers: Mapping[str, Answer]
    errors: tuple[Finding, ...]
    doubts: tuple[Finding, ...]


Seen = dict[tuple[str, str], Answer]
"""What texts of items mean on one day, by name and text, while the sheets of one paper are read."""


def read_answers(
    definition: FormDefinition,
    texts: Mapping[str, str],
    *,
    today: date,
    known: Mapping[str, int] | None = None,
) -> Reading:
    """Return what the texts mean, all errors and doubts at once.

    `texts` are as `clean_text` left them, by item name; an item without a text is blank. `known`
    holds values that do not stand on the sheet, such as `person_type`. A name that the definition
    does not have is a mistake of the caller and raises KeyError.
    """
    ruled, errors, broken = _ruled(definition, texts, today, known or {}, {})
    doubts = [*doubts_of(definition, texts, ruled, today), *broken]
    return Reading(
        _with_contradictions(ruled, broken),
        tuple(_of_texts(finding, texts) for finding in errors),
        tuple(_of_texts(finding, texts) for finding in doubts),
    )


def read_saved(
    definition: FormDefinition,
    texts: Mapping[str, str],
    *,
    today: date,
    known: Mapping[str, int],
    seen: Seen,
) -> Reading:
    """Return the same of a sheet that is saved: its doubts were confirmed then, so it has none.

    `seen` is kept from sheet to sheet of one definition, as long as `today` is the same: most texts
    come again and again.
    """
    ruled, errors, broken = _ruled(definition, texts, today, known, seen)
    found = tuple(_of_texts(finding, texts) for finding in errors)
    return Reading(_with_contradictions(ruled, broken), found, ())


def _ruled(
    definition: FormDefinition,
    texts: Mapping[str, str],
    today: date,
    known: Mapping[str, int],
    seen: Seen,
) -> tuple[dict[str, Answer], list[Finding], list[Finding]]:
    """Return the answers after the rules of the paper, the errors, and the broken soft rules."""
    unknown = texts.keys() - definition.item_names
    if unknown:
        raise KeyError(min(unknown))
    answers: dict[str, Answer] = {}
    errors: list[Finding] = []
    for item in definition.items:
        text = texts.get(item.name, "")
        try:
            answers[item.name] = seen.get((item.name, text)) or _read_item(item, text, today, seen)
        except AnswerError as error:
            errors.append(Finding.of_problem(item.name, error))
    ruled = _skips(definition, answers, known)
    hard, soft = _broken(definition, ruled)
    return ruled, errors + hard, soft


def _of_texts(finding: Finding, texts: Mapping[str, str]) -> Finding:
    """Return the finding bound to what was keyed for its items."""
    return replace(finding, keyed=tuple(texts.get(name, "") for name in finding.items))


def _read_item(item: Item, text: str, today: date, seen: Seen) -> Answer:
    answer = item.read(text)
    for value in answer.values:
        if isinstance(value, date) and value > today:
            raise AnswerError(Problem.IN_THE_FUTURE)
    seen[item.name, text] = answer
    return answer


def _skips(
    definition: FormDefinition, answers: Mapping[str, Answer], known: Mapping[str, int]
) -> dict[str, Answer]:
    """Return the answers with the reason *skipped* where the paper leads past a blank item."""
    ruled = dict(answers)
    for item in definition.passable_items:
        answer = answers.get(item.name)
        if answer is None:
            continue
        if item.condition and _leads_past(item.condition, ruled, known):
            answer = _as_skipped(answer)
        if item.skip_rule and item.skip_rule.value(_numbers(definition, ruled, item.skip_rule)):
            answer = _as_skipped(answer)
        ruled[item.name] = answer
    return ruled


def _leads_past(
    condition: Condition, answers: Mapping[str, Answer], known: Mapping[str, int]
) -> bool:
    """Tell whether the earlier answer is one that leads past the item.

    An earlier answer that is missing leads nowhere: the item was to be answered then, unless the
    earlier one was itself skipped.
    """
    if condition.item in known:
        return known[condition.item] not in condition.values
    answer = answers.get(condition.item)
    if answer is None:
        return False
    if answer.missing is not None:
        return answer.missing is Missing.SKIPPED
    return answer.values[0] not in condition.values


def _as_skipped(answer: Answer) -> Answer:
    if answer.missing is Missing.UNANSWERED and not answer.rulings:
        return Answer((Missing.SKIPPED.value,) * len(answer.values))
    if answer.missing is None and answer.values:
        # A question that should have been skipped keeps its answer (instrument 3.4).
        return replace(answer, rulings=answer.rulings | {Ruling.SKIP_ANSWERED})
    return answer


def _with_contradictions(
    answers: Mapping[str, Answer], broken: Sequence[Finding]
) -> Mapping[str, Answer]:
    """Return the answers, those that break a soft rule marked: all are kept as written."""
    if not broken:
        return answers
    valued = {name for name, answer in answers.items() if answer.missing is None}
    contradicting = valued & {name for finding in broken for name in finding.items}
    return {
        name: replace(answer, rulings=answer.rulings | {Ruling.CONTRADICTION})
        if name in contradicting
        else answer
        for name, answer in answers.items()
    }


def _broken(
    definition: FormDefinition, answers: Mapping[str, Answer]
) -> tuple[list[Finding], list[Finding]]:
    """Return a finding for each rule of the form that the answers break, the hard ones first."""
    hard: list[Finding] = []
    soft: list[Finding] = []
    for check in definition.checks:
        if not check.rule.holds(_numbers(definition, answers, check.rule)):
            (hard if check.hard else soft).append(_finding(definition, check))
    return hard, soft


def _finding(definition: FormDefinition, check: Check) -> Finding:
    places = definition.column_places
    items = (places[name][0] for name in check.rule.names if name in places)
    return Finding(tuple(dict.fromkeys(items)), check.message)


def _numbers(
    definition: FormDefinition, answers: Mapping[str, Answer], rule: Rule
) -> Mapping[str, int]:
    """Return the numbers that the rule is about by column name; what is missing is left out."""
    places = definition.column_places
    asked = ((name, *places[name]) for name in rule.names if name in places)
    values = {name: answers[item].values[at] for name, item, at in asked if item in answers}
    return {name: value for name, value in values.items() if isinstance(value, int) and value >= 0}
