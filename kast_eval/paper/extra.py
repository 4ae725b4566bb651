"""The extra page: optional questions that the pages of the default print have no room for."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import lru_cache

from kast_eval.definition.form import Asked, FormDefinition, Item, Question, Section
from kast_eval.paper import words
from kast_eval.paper.layout import room_left

_PRINTS_AT_HAND = 256
"""More than all forms have optional questions."""


@dataclass(frozen=True)
class _Print:
    """A form with a choice of its optional items; a form is told from another by being it."""

    identity: int
    optional: frozenset[str]
    definition: FormDefinition = field(compare=False)


def on_paper(definition: FormDefinition, optional: frozenset[str] | None = None) -> FormDefinition:
    """Return the form in the order of the paper, with only the items that stand on it.

    `optional` names the optional items that are asked; None is the default print. What is asked on
    request stands among the others if there is room for all of it; else it stands on an extra page
    after them, and no box of the others moves.
    """
    asked = definition.as_asked(optional)
    if definition.rows or not _added(asked):
        return asked
    # The same print is asked for at every keying, and to measure it takes longer than a save.
    return _fitted(_Print(id(definition), asked.optional_items, definition))


def _added(asked: FormDefinition) -> tuple[Question, ...]:
    """Return the questions that are asked on request, in the order of the form."""
    return tuple(one for one in asked.questions if one.items[0].asked is Asked.ON_REQUEST)


def room_of(definition: FormDefinition, optional: frozenset[str]) -> tuple[float, ...]:
    """Return how many mm each page has to spare with these optional items and no extra page."""
    return _room_of(_Print(id(definition), optional, definition))


@lru_cache(_PRINTS_AT_HAND)
def _room_of(wanted: _Print) -> tuple[float, ...]:
    return room_left(wanted.definition.as_asked(wanted.optional))


@lru_cache(_PRINTS_AT_HAND)
def _fitted(wanted: _Print) -> FormDefinition:
    if min(_room_of(wanted)) >= 0:
        return wanted.definition.as_asked(wanted.optional)
    asked = wanted.definition.as_asked(wanted.optional)
    added = _added(asked)
    names = frozenset(item.name for one in added for item in one.items)
    ordinary = wanted.definition.as_asked(wanted.optional - names)
    extra = Section(words.EXTRA, added, words.EXTRA_INTRO, starts_page=True, extra=True)
    return replace(
        ordinary,
        sections=(*(_without_later(one, names) for one in ordinary.sections), extra),
        pages=ordinary.pages + 1,
        page_codes=(*ordinary.page_codes, ordinary.extra_page_code),
    )


def _without_later(section: Section, later: Collection[str]) -> Section:
    """Return the section without skips that hang on what is asked on a later page."""
    questions = tuple(
        replace(one, items=tuple(_asked_of_all(item, later) for item in one.items))
        for one in section.questions
    )
    return replace(section, questions=questions)


def _asked_of_all(item: Item, later: Collection[str]) -> Item:
    if item.condition is not None and item.condition.item in later:
        return replace(item, condition=None)
    if item.skip_rule is not None and any(name in later for name in item.skip_rule.names):
        return replace(item, skip_rule=None)
    return item
