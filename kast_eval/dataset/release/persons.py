"""Whose rows a release for the study may hold: those who said yes and have not taken it back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kast_eval.dataset.coded_tables import FLAGS_FILE, HARMONISED
from kast_eval.dataset.release.chosen import PERSON
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.study.signs import CodeSign, Sign, Signs


@dataclass(frozen=True)
class Persons:
    """Every person in the tables, those who said yes to research, those whose answers must go."""

    every: frozenset[Code]
    consenting: frozenset[Code]
    withdrawn: frozenset[Code]

    @property
    def leaving(self) -> frozenset[Code]:
        """Return whose rows may leave."""
        return self.consenting - self.withdrawn


def persons_of(tables: Sequence[DatasetTable], signs: Signs) -> Persons:
    """Return what the sheets say of research.

    A yes must stand in the newest episode that was asked about it. Whoever has taken a consent
    back is out, unless the sheet says that the answers may be used (law.md; manual, chapter 17).
    """
    named = {table.name: table for table in tables}
    every = frozenset(person for table in tables for person in _cells(table, PERSON)) - {""}
    yes, taken_back, kept = (
        signs.codes[sign]
        for sign in (Sign.CONSENTED_AT_START, Sign.WITHDREW, Sign.WITHDREW_BUT_KEPT)
    )
    in_order = sorted(_said(named, yes), key=lambda said: float(said[1]))
    newest = {person: said for person, _episode, said in in_order}
    consenting = frozenset(person for person, said in newest.items() if said in yes.codes)
    withdrawn = frozenset(
        person
        for (person, _episode, said), (_person, _no, scope) in zip(
            _said(named, taken_back), _said(named, kept), strict=True
        )
        if said in taken_back.codes and scope not in kept.codes
    )
    return Persons(every, consenting, withdrawn)


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
