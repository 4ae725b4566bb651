"""Response and quality of a clinic at a glance: the flow, what came back, what is unanswered."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kast_eval.definition.form import FormDefinition
from kast_eval.kinds.answer import Answer
from kast_eval.quality.compared import Compared
from kast_eval.quality.flow import Flow, flow_of
from kast_eval.quality.gaps import FillModes, Gaps, ItemGaps
from kast_eval.quality.patterns import PatternCounts, Patterns
from kast_eval.quality.rates import ErrorRate
from kast_eval.quality.returns import FormReturns, returns_of
from kast_eval.study.expected import Expected, SheetFacts
from kast_eval.study.occasions import at_clinic
from kast_eval.study.schedule import Schedule

FILL_MODE = "fill_mode"
"""The item of the head that tells how a client filled in a sheet."""


@dataclass(frozen=True)
class FormErrors:
    """In how many fields two keyings of a form's sheets differ; whose they were is not told."""

    form: str
    sheets: int
    rate: ErrorRate


@dataclass(frozen=True)
class ReadSheets:
    """What a clinic's sheets say, gone through once: answers by paper, and second keyings."""

    answers: Iterable[tuple[FormDefinition, Mapping[str, Answer]]]
    compared: Iterable[tuple[str, Compared]] = ()


@dataclass(frozen=True)
class Response:
    """Everything that is shown back of how a clinic's forms come in, as it was on a day."""

    today: date
    sheets: int
    flow: Flow
    returns: tuple[FormReturns, ...]
    items: tuple[ItemGaps, ...]
    modes: FillModes | None
    patterns: Patterns
    errors: tuple[FormErrors, ...]


def response_of(
    schedule: Schedule,
    facts: Collection[SheetFacts],
    expected: Collection[Expected],
    sheets: ReadSheets,
    today: date,
) -> Response:
    """Return the figures of a clinic."""
    gaps, patterns = Gaps(FILL_MODE), PatternCounts()
    for definition, answers in sheets.answers:
        if at_clinic(definition):
            gaps.add(definition, answers)
            patterns.add(definition, answers)
    return Response(
        today,
        len(facts),
        flow_of(schedule, facts, expected),
        returns_of(expected, today),
        gaps.of_items(),
        gaps.of_modes(),
        patterns.counted(),
        _errors_of(sheets.compared),
    )


def _errors_of(compared: Iterable[tuple[str, Compared]]) -> tuple[FormErrors, ...]:
    by_form: dict[str, list[Compared]] = {}
    for form, one in compared:
        by_form.setdefault(form, []).append(one)
    return tuple(
        FormErrors(
            form,
            len(found),
            ErrorRate(sum(len(one.differing) for one in found), sum(one.fields for one in found)),
        )
        for form, found in sorted(by_form.items())
    )
