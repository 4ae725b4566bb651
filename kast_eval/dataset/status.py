"""How much of a sheet is filled in, page by page."""

from collections.abc import Mapping, Sequence

from kast_eval.definition.form import FormDefinition, Item
from kast_eval.kinds.answer import Answer, Missing
from kast_eval.study.expected import FILLED_IN

PARTLY = 2

_BLANK = {Missing.UNANSWERED, Missing.SKIPPED}


def form_status(definition: FormDefinition, answers: Mapping[str, Answer]) -> int:
    """Return whether every page has an answer, or one was passed over (instrument 3.4).

    `answers` has the items that stood on the paper.
    """
    return pages_status(pages_of(definition), answers)


def pages_status(pages: Sequence[tuple[Item, ...]], answers: Mapping[str, Answer]) -> int:
    """Return the same of a form whose pages are known."""
    blank = any(_is_blank(items, answers) for items in pages)
    return PARTLY if blank else FILLED_IN


def pages_of(definition: FormDefinition) -> tuple[tuple[Item, ...], ...]:
    """Return the items of the questions on each printed page; the head says nothing of a page."""
    pages: list[list[Item]] = [[]]
    for section in definition.sections:
        if section.starts_page and pages[-1]:
            pages.append([])
        pages[-1] += [item for question in section.questions for item in question.items]
    return tuple(tuple(page) for page in pages)


def _is_blank(items: tuple[Item, ...], answers: Mapping[str, Answer]) -> bool:
    """Tell whether nothing stands on the page, though something was to.

    A page whose questions are all skipped by an earlier answer is rightly empty.
    """
    unanswered = False
    for item in items:
        answer = answers.get(item.name)
        if answer is not None and answer.values:
            reason = answer.missing
            if reason not in _BLANK:
                return False
            unanswered = unanswered or reason is Missing.UNANSWERED
    return unanswered
