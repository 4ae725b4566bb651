"""How much of a sheet is filled in, page by page."""

from collections.abc import Iterator, Mapping

from kast_eval.definition.form import FormDefinition, Item
from kast_eval.kinds.answer import Answer, Missing

FILLED_IN = 1
PARTLY = 2

_BLANK = {Missing.UNANSWERED, Missing.SKIPPED}


def form_status(definition: FormDefinition, answers: Mapping[str, Answer]) -> int:
    """Return whether every page has an answer, or one was passed over (instrument 3.4).

    `answers` has the items that stood on the paper.
    """
    blank = any(_is_blank(items, answers) for items in _pages(definition))
    return PARTLY if blank else FILLED_IN


def _pages(definition: FormDefinition) -> Iterator[tuple[Item, ...]]:
    """Give the items of the questions on each printed page; the head says nothing of a page."""
    page: list[Item] = []
    for section in definition.sections:
        if section.starts_page and page:
            yield tuple(page)
            page = []
        page += [item for question in section.questions for item in question.items]
    yield tuple(page)


def _is_blank(items: tuple[Item, ...], answers: Mapping[str, Answer]) -> bool:
    """Tell whether nothing stands on the page, though something was to.

    A page whose questions are all skipped by an earlier answer is rightly empty.
    """
    given = [answers[item.name] for item in items if item.name in answers]
    reasons = [answer.missing for answer in given if answer.values]
    return Missing.UNANSWERED in reasons and all(reason in _BLANK for reason in reasons)
