"""Every kind of event that the program notes has its words on the auditor's page."""

import ast
from collections.abc import Iterator
from pathlib import Path

import kast_eval
from kast_eval.study.event_kinds import GROUP_WORDS, KINDS, EventGroup, kinds_in, words_of

PACKAGE = Path(kast_eval.__file__).parent
_ACTION = 3
"""Which argument of `note_event` is the kind; the first is the session."""


def test_every_kind_that_is_noted_has_its_words() -> None:
    assert set(_noted()) - set(KINDS) == set()


def test_every_group_has_words_and_kinds() -> None:
    assert set(GROUP_WORDS) == set(EventGroup)
    for group in EventGroup:
        assert kinds_in(group), group
    assert frozenset[str]().union(*map(kinds_in, EventGroup)) == set(KINDS)


def test_a_kind_of_an_older_program_is_shown_as_it_was_noted() -> None:
    assert words_of("read") == "läste"
    assert words_of("yodelled") == "yodelled"


def _noted() -> Iterator[str]:
    """Give every kind that stands as a text in a call of `note_event`."""
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "note_event"
            ):
                yield from _texts(node.args[_ACTION])


def _texts(argument: ast.expr) -> Iterator[str]:
    match argument:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from _texts(one)
            yield from _texts(other)
        case _:
            # A kind that has a name of its own is tested where it is noted.
            return
