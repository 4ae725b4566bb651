"""Whose rows leave, episode by episode."""

import pytest

from kast_eval.dataset.release.persons import leaving_rows, persons_of
from kast_eval.dataset.release.tables.persons import known_cells
from kast_eval.dataset.sheet import KeyedSheet
from kast_eval.dataset.wide import PERSON, WIDE
from tests.dataset.made import START, sheet
from tests.dataset.release.made import STAFF, named, signs, tables_of

ANNA = "AAAAAAAAAA"
YES, NO, BLANK = "1", "2", ""


def said(episode: int, answer: str) -> KeyedSheet:
    return sheet(STAFF, person=ANNA, episode_no=episode, consent_research=answer)


def began(episode: int) -> KeyedSheet:
    return sheet(START, person=ANNA, episode_no=episode, age_years="41")


@pytest.mark.parametrize(
    ("sheets", "leave"),
    [
        ([said(1, YES), said(2, YES)], [1, 2, 3]),
        # A yes is no yes for an earlier episode in which the answer was another.
        ([said(1, NO), said(2, YES)], [2, 3]),
        ([said(1, BLANK), said(2, YES)], [2, 3]),
        ([said(2, YES)], [2, 3]),
        # A later no is one for all.
        ([said(1, YES), said(2, NO)], []),
        ([said(1, YES), said(3, NO)], []),
        # What a no lies between is nobody's yes.
        ([said(1, NO), said(3, YES)], [3]),
        ([said(1, YES), said(3, YES)], [1, 2, 3]),
        ([], []),
    ],
)
def test_an_episode_leaves_only_by_a_yes_that_is_for_it(
    sheets: list[KeyedSheet], leave: list[int]
) -> None:
    tables = tables_of(*sheets, *map(began, (1, 2, 3)))
    persons = persons_of(tables, signs())
    for name in ("start", WIDE):
        table = leaving_rows(named(tables, name), persons)
        assert list(table.cells(table.names.index("episode_no"))) == leave


def test_episodes_that_stay_are_not_counted() -> None:
    tables = tables_of(said(1, NO), said(2, YES), *map(began, (1, 2)))
    persons = persons_of(tables, signs())
    table = leaving_rows(named(tables, PERSON), persons)
    assert list(table.cells(table.names.index("episodes"))) == [1]
    every = tables_of(said(1, YES), said(2, YES), *map(began, (1, 2)))
    assert leaving_rows(named(every, PERSON), persons_of(every, signs())) == named(every, PERSON)


def test_who_is_counted_once_is_so_as_in_the_first_episode_that_leaves() -> None:
    tables = tables_of(said(1, NO), said(2, YES), *map(began, (1, 2)))
    persons = persons_of(tables, signs())
    _names, cells = known_cells([leaving_rows(one, persons) for one in tables], persons.leaving)
    assert list(cells["episode_no"]) == [2]
    assert known_cells(tables, ())[0] == []


def test_rows_of_nobody_stay() -> None:
    tables = tables_of(said(1, YES))
    persons = persons_of(tables, signs())
    clinic = named(tables, "clinic_year")
    assert leaving_rows(clinic, persons) == clinic
