"""The table as it leaves: fresh ids out of a secret seed, rows in the order of the ids."""

import hmac
from collections.abc import Sequence

from kast_eval.dataset.anonymise.candidate import Candidate
from kast_eval.dataset.coded_tables import marked_table
from kast_eval.dataset.columns import IDENTITY
from kast_eval.dataset.person_id import id_of
from kast_eval.dataset.release.anonymised.coding import Coding, code_of
from kast_eval.dataset.release.chosen import CLINIC
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.wording import Wording

ANONYMISED = "anonymised"
"""The name of the table."""

_TITLE = Wording("Anonymiserad fil: en rad per person", "Anonymised file: one row a person")
_CLINIC = tuple(column for column in IDENTITY if column.name == CLINIC)


def shuffled_table(
    candidate: Candidate, codings: Sequence[Coding], seed: bytes, *, training: bool
) -> DatasetTable:
    """Return the table; without the seed nobody can tell whose an id or a row is.

    The same table and seed give the same ids; another table has others, though a seed be used
    again. The seed is kept nowhere, nor is whose the ids are.
    """
    table = candidate.table
    key = hmac.digest(seed, repr((table.persons, sorted(table.columns.items()))).encode(), "sha256")
    left = [one for one in codings if one.name in table.columns]
    columns: list[Sequence[Code]] = [[_fresh_id(key, person) for person in table.persons]]
    if candidate.clinic is not None:
        columns.append([str(cell) for cell in table.column(candidate.clinic)])
    columns += [[code_of(cell) for cell in table.column(one.name)] for one in left]
    rows = tuple(sorted(zip(*columns, strict=True)))
    described = (
        IDENTITY[0],
        *(_CLINIC if candidate.clinic is not None else ()),
        *(one.column(candidate.levels.get(one.name, 0)) for one in left),
    )
    found = DatasetTable(ANONYMISED, _TITLE, described, rows)
    return marked_table(found) if training else found


def _fresh_id(key: bytes, person: str) -> str:
    return id_of(hmac.digest(key, person.encode(), "sha256"))
