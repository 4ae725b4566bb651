"""Every statement that reads what belongs to a clinic binds the clinic, as it is compiled.

Objects are not loaded here, so nothing can be put under every query in secret: instead each
statement of the store is looked at, and one that names no clinic stands below with its reason
(manual/decisions/sites-in-statements.md). Tables that hang on a sheet, a question or a paper have
no clinic of their own: a statement about those binds the clinic, or the number of what they hang
on, which only a statement that binds the clinic gives out.
"""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from types import ModuleType

import pytest
from sqlalchemy import (
    BinaryExpression,
    BindParameter,
    Column,
    CompoundSelect,
    Delete,
    Select,
    Table,
    Update,
    bindparam,
    select,
)
from sqlalchemy.sql import visitors
from sqlalchemy.sql.elements import ClauseElement

from kast_eval import store
from kast_eval.store.tables import Base, EntryRow, SheetRow

Statement = Select[tuple[object, ...]] | CompoundSelect[tuple[object, ...]] | Update | Delete

OWNED = frozenset(table.name for table in Base.metadata.tables.values() if "site_code" in table.c)
HANGING: Mapping[str, frozenset[str]] = {
    "comparison": frozenset({"sheet_id"}),
    "entry": frozenset({"sheet_id", "id"}),
    "finding_answer": frozenset({"sheet_id"}),
    "paper_end": frozenset({"paper_id"}),
    "paper_location": frozenset({"paper_id"}),
    "query_answer": frozenset({"query_id"}),
    "resolution": frozenset({"comparison_id"}),
    "second_keying": frozenset({"sheet_id"}),
}
"""Tables without a clinic, and the columns that say what their rows hang on."""

EXEMPT: Mapping[str, str] = {
    # The chain is one, whatever the clinic; `event_search` binds what a page shows of it.
    "backups.agreement._LINK": "a copy is compared with what it was copied from",
    "events._ABOUT_CLOCK": "the clock is the machine's",
    "events._ALL": "the whole chain is checked",
    "events._ANCHORED": "an anchor stands for all events before it",
    "events._COUNT": "events are counted, not told",
    "events._NEWEST": "a new event is chained to the newest",
    "events._TIME_OF": "the time alone is compared with the clock's",
    "sheet_story._PRINTED": "asked by the public id of a sheet that is the user's own",
    "seen._BY_WHOM": "a part: what uses it adds the sheet",
    "seen._OF_CLIENT": "a part, asked by the number of a sheet's record",
    "seen._SEEN": "asked by the public ids of a sheet that is the user's own and of its questions",
    "seen._SEEN_IN_CONVERSATION": "as above, and by the number of the sheet's record",
    # Numbers and public ids that a statement with the clinic has given out.
    "clients._RECLASSIFY": "asked by the number of a client's record",
    "papers._DECISION_NUMBER": "asked by the public id of a decision that is the clinic's",
    "papers._NUMBER": "asked by the public id of a paper that is the clinic's",
    "sheet_moves._MOVE": "asked by the number of a sheet's record",
    "sheet_moves._OF_SHEET": "asked by the number of a sheet's record",
    "backups.erased._EVERY_SHEET": "an older copy is searched for who was erased since",
    "erasures._EVERY": "the list outside the database is of all clinics, and told to nobody",
    # Parts that others add their clinic to, and what is not read for anybody.
    "comparisons._OF_SHEETS": "a part: what uses it adds the clinic",
    "drafts._ALL": "a draft is its keyer's alone, at whatever clinic",
    "comparisons._WITH_RESOLUTION": "a part: what uses it adds the clinic or the sheet",
    "releases._CODES": "what must stay is searched for in a release, and told to nobody",
    "release_profiles._CLIENTS": "every release is compared with those before, and no code is told",
    "release_profiles._POOLED": "as above, of persons whom the centre knows by ids",
    "releases._KEYED_SINCE": "a release of every clinic is held up, and nobody is told by whom",
    "releases._KEYED": "what must stay is searched for in a release, and told to nobody",
    "sheet_facts._MISSING": "facts are rebuilt for every clinic at once, and shown to nobody",
    "keyed_sheets._SUBMITTED": "a page that was sent twice is its keyer's alone",
    "keyed_sheets._WITH_ENTRIES": "a part: what uses it adds the clinic",
    "sign_ins._WITH_ROLES": "the clinics of who is signed in are what is asked for",
    "users._ROLES": "the clinics of a user are what is asked for",
}


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        # Migrations run when they are imported, and read nothing for anybody.
        if "migrations" not in one.name:
            yield importlib.import_module(one.name)


def statements() -> Iterator[tuple[str, Statement]]:
    for module in modules(store):
        place = module.__name__.removeprefix(f"{store.__name__}.")
        for name, value in vars(module).items():
            if isinstance(value, Select | CompoundSelect | Update | Delete):
                yield f"{place}.{name}", value


def tables_of(statement: ClauseElement) -> frozenset[str]:
    return frozenset(part.name for part in visitors.iterate(statement) if isinstance(part, Table))


def bound_columns(statement: ClauseElement) -> frozenset[tuple[str, str]]:
    """Return the columns, with their tables, that are compared with what is given from outside."""
    found = set()
    for part in visitors.iterate(statement):
        if isinstance(part, BinaryExpression):
            inside = list(visitors.iterate(part))
            if any(isinstance(one, BindParameter) for one in inside):
                found |= {
                    (one.table.name, one.name)
                    for one in inside
                    if isinstance(one, Column) and isinstance(one.table, Table)
                }
    return frozenset(found)


def is_bound(statement: ClauseElement) -> bool:
    bound = bound_columns(statement)
    tables = tables_of(statement)
    if any(column == "site_code" for _, column in bound):
        return True
    if tables & OWNED:
        return False
    # Where several hang together, it is enough that one of them is held by a number.
    return any(
        table == name and column in HANGING[name]
        for table, column in bound
        for name in tables & HANGING.keys()
    )


def test_every_statement_about_a_clinics_things_binds_the_clinic() -> None:
    unbound = {
        name
        for name, statement in statements()
        if tables_of(statement) & (OWNED | HANGING.keys()) and not is_bound(statement)
    }
    assert unbound == set(EXEMPT)


def test_the_statements_are_all_looked_at() -> None:
    looked_at = [one for _, one in statements() if tables_of(one) & (OWNED | HANGING.keys())]
    assert len(looked_at) > 80


@pytest.mark.parametrize(
    ("statement", "bound"),
    [
        (select(SheetRow.id), False),
        (select(SheetRow.id).where(SheetRow.public_id == bindparam("public_id")), False),
        (select(SheetRow.id).where(SheetRow.site_code == bindparam("site_code")), True),
        # A clinic that is only told, or joined, binds nothing.
        (select(SheetRow.site_code), False),
        (select(EntryRow.id).where(EntryRow.sheet_id == bindparam("sheet_id")), True),
        (select(EntryRow.id), False),
        (select(EntryRow.id).join(SheetRow, SheetRow.id == EntryRow.sheet_id), False),
    ],
)
def test_a_statement_without_the_clinic_is_found(statement: ClauseElement, *, bound: bool) -> None:
    assert is_bound(statement) is bound
