"""Whose rows a release for the study may hold: those who said yes and have not taken it back.

Of them only the rows of the episodes that a yes is for.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kast_eval.dataset.coded_tables import FLAGS_FILE, HARMONISED
from kast_eval.dataset.release.chosen import PERSON
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.dataset.wide import EPISODES_OF
from kast_eval.study.signs import CodeSign, Sign, Signs

_EPISODE = "episode_no"


@dataclass(frozen=True)
class Persons:
    """Every person in the tables, those who said yes to research, those whose answers must go.

    `refused` are the persons' episodes that no yes is for.
    """

    every: frozenset[Code]
    consenting: frozenset[Code]
    withdrawn: frozenset[Code]
    refused: frozenset[tuple[Code, float]] = field(default=frozenset(), repr=False)

    @property
    def leaving(self) -> frozenset[Code]:
        """Return whose rows may leave."""
        return self.consenting - self.withdrawn


def persons_of(tables: Sequence[DatasetTable], signs: Signs) -> Persons:
    """Return what the sheets say of research.

    A yes must stand in the newest episode that was asked about it, and is no yes for an earlier
    episode in which the answer was another. Whoever has taken a consent back is out, unless the
    sheet says that the answers may be used (law.md; manual, chapter 17).
    """
    named = {table.name: table for table in tables}
    every = frozenset(person for table in tables for person in _cells(table, PERSON)) - {""}
    yes, taken_back, kept = (
        signs.codes[sign]
        for sign in (Sign.CONSENTED_AT_START, Sign.WITHDREW, Sign.WITHDREW_BUT_KEPT)
    )
    told: dict[Code, dict[float, bool]] = {}
    for person, episode, said in _said(named, yes):
        of_person = told.setdefault(person, {})
        # Two sheets of one episode must both say yes.
        of_person[float(episode)] = of_person.get(float(episode), True) and said in yes.codes
    consenting = frozenset(person for person, said in told.items() if said[max(said)])
    withdrawn = frozenset(
        person
        for (person, _episode, said), (_person, _no, scope) in zip(
            _said(named, taken_back), _said(named, kept), strict=True
        )
        if said in taken_back.codes and scope not in kept.codes
    )
    refused = frozenset(
        (person, episode)
        for person, episode in _episodes(tables)
        if not _is_for(told.get(person, {}), episode)
    )
    return Persons(every, consenting, withdrawn, refused)


def _episodes(tables: Sequence[DatasetTable]) -> frozenset[tuple[Code, float]]:
    return frozenset(
        (person, float(episode))
        for table in tables
        for person, episode in zip(_cells(table, PERSON), _cells(table, _EPISODE), strict=False)
        if person
    )


def _is_for(told: Mapping[float, bool], episode: float) -> bool:
    """Tell whether a yes is for an episode: its own, or if it has none an earlier one that stands.

    Of an episode that says nothing itself, the nearest answer before it and all after must be yes.
    """
    if episode in told:
        return told[episode]
    earlier = [one for one in told if one < episode]
    return bool(earlier) and all(yes for one, yes in told.items() if one >= max(earlier))


def couples_of(tables: Sequence[DatasetTable], signs: Signs) -> frozenset[Code]:
    """Return who has come to a session as one of a couple."""
    came = signs.codes[Sign.CAME_AS_COUPLE]
    named = {table.name: table for table in tables}
    return frozenset(person for person, _no, said in _said(named, came) if said in came.codes)


def _said(named: Mapping[str, DatasetTable], sign: CodeSign) -> Iterator[tuple[Code, Code, Code]]:
    """Give person, number of the episode and code of each sheet that can say the sign."""
    table = named[sign.form]
    columns = (_cells(table, name) for name in (PERSON, "episode_no", sign.item))
    return zip(*columns, strict=True)


def _cells(table: DatasetTable, name: str) -> Sequence[Code]:
    return table.cells(table.names.index(name)) if name in table.names else ()


def rows_of(table: DatasetTable, persons: frozenset[Code]) -> DatasetTable:
    """Return the table with the rows of some persons only; a clinic's own rows stay."""
    if PERSON not in table.names:
        return table
    place = table.names.index(PERSON)
    return replace(table, rows=tuple(row for row in table.rows if row[place] in {*persons, ""}))


def agreeing_rows(tables: Sequence[DatasetTable], signs: Signs) -> tuple[DatasetTable, ...]:
    """Return the tables; of sheets that name no person only those that themselves say yes.

    Without an id nobody can be looked up among those who said yes, so a row of the contact log
    leaves by its own answer. Any other answer, and none, keeps it here.
    """
    named = {table.name: table for table in tables}
    asking = {
        sign.form: sign
        for sign in (signs.codes[Sign.CONSENTED], signs.codes[Sign.CONSENTED_AT_START])
        if sign.form in named and PERSON not in named[sign.form].names
    }
    return tuple(_agreeing(table, asking) for table in tables)


def _agreeing(table: DatasetTable, asking: Mapping[str, CodeSign]) -> DatasetTable:
    sign = asking.get(table.name.removesuffix(f"_{HARMONISED}"))
    if sign is not None:
        said = _cells(table, sign.item) or [""] * len(table.rows)
        kept = (row for row, code in zip(table.rows, said, strict=True) if code in sign.codes)
        return replace(table, rows=tuple(kept))
    if table.name != FLAGS_FILE:
        return table
    # A flag does not say which sheet without a person it is of, so those of such a form stay.
    forms = _cells(table, "form")
    kept = (row for row, form in zip(table.rows, forms, strict=True) if form not in asking)
    return replace(table, rows=tuple(kept))


def leaving_rows(table: DatasetTable, persons: Persons) -> DatasetTable:
    """Return the table with the rows that may leave: of who said yes, and of what it was said for.

    The number of a person's episodes is that of those that leave.
    """
    kept = rows_of(table, persons.leaving)
    if PERSON not in table.names:
        return kept
    person = table.names.index(PERSON)
    if _EPISODE in table.names:
        of = table.names.index(_EPISODE)
        return replace(
            kept,
            rows=tuple(
                row
                for row in kept.rows
                if not row[person] or (row[person], float(row[of])) not in persons.refused
            ),
        )
    if EPISODES_OF not in table.names:
        return kept
    count = table.names.index(EPISODES_OF)
    fewer = Counter(whose for whose, _episode in persons.refused)
    return replace(
        kept,
        rows=tuple(
            (*row[:count], int(row[count]) - fewer[row[person]], *row[count + 1 :])
            if fewer[row[person]]
            else row
            for row in kept.rows
        ),
    )
