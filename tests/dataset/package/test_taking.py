import itertools
from dataclasses import replace

import pytest

from kast_eval.dataset.package.package import Package, PackageError, packed_tables
from kast_eval.dataset.package.taking import (
    MOST_LOST,
    BrokenSeriesError,
    Place,
    Sender,
    pool,
    require_known,
    require_takeable,
    telling,
)
from kast_eval.dataset.table import DatasetTable
from kast_eval.wording import Wording
from tests.dataset.package.made import APPROVAL, CODED, SIGNER, package

SENDERS = (Sender("0680", SIGNER, APPROVAL), Sender("1480", "1" * 64, APPROVAL))
KEY = bytes(32)
EMPTY = tuple(replace(table, rows=()) for table in CODED)


def test_the_first_package_of_a_known_clinic_is_taken_and_the_one_that_follows() -> None:
    require_takeable(package(), SENDERS[:1], None)
    require_takeable(package(2, "abc"), SENDERS[:1], Place(1, "abc"))


def test_what_nobody_known_has_signed_is_refused_before_it_is_read() -> None:
    shared = Sender("0180", SIGNER, APPROVAL)
    assert require_known(SIGNER, (*SENDERS, shared)) == (SENDERS[0], shared)
    with pytest.raises(PackageError, match="Ingen mottagning"):
        require_known("2" * 64, SENDERS)


@pytest.mark.parametrize(
    ("one", "signer", "last", "told"),
    [
        (package(), "1" * 64, None, "kommer från en annan mottagning än den som"),
        (package(approval="2026-00000-02"), SIGNER, None, "annat godkännande"),
        (package(), SIGNER, Place(1, "abc"), "redan taget"),
        (package(3, "abc"), SIGNER, Place(1, "abc"), "Paket 2 saknas"),
        (package(2), SIGNER, None, "Paket 1 saknas"),
        (package(2, "abd"), SIGNER, Place(1, "abc"), "följer inte"),
        (package(1, "abc"), SIGNER, None, "följer inte"),
        (package(withdrawn=("AAAAAAAAAA",)), SIGNER, None, "tagit tillbaka"),
    ],
)
def test_every_other_package_is_refused(
    one: Package, signer: str, last: Place | None, told: str
) -> None:
    with pytest.raises(PackageError, match=told):
        require_takeable(one, require_known(signer, SENDERS), last)


def test_rows_of_another_clinic_are_refused() -> None:
    with pytest.raises(PackageError, match="annan mottagning"):
        require_takeable(package(site_code="1480"), SENDERS[1:], None)


@pytest.mark.parametrize(
    "one", [package(3, "abd"), package(2, "abd"), package(MOST_LOST + 2, "abd")],
    ids=["one is missing", "it follows on another", "as many are missing as may be"],
)  # fmt: skip
def test_a_series_that_was_broken_goes_on_when_somebody_says_so(one: Package) -> None:
    last = Place(1, "abc")
    with pytest.raises(BrokenSeriesError):
        require_takeable(one, SENDERS[:1], last)
    require_takeable(one, SENDERS[:1], last, broken=True)


@pytest.mark.parametrize(
    ("one", "last", "told"),
    [
        (package(), Place(1, "abc"), "redan taget"),
        (package(MOST_LOST + 3), Place(1, "abc"), "så många går inte förlorade"),
        (package(MOST_LOST + 2), None, "så många går inte förlorade"),
        (package(3, withdrawn=("AAAAAAAAAA",)), Place(1, "abc"), "tagit tillbaka"),
    ],
    ids=["older", "too many are missing", "too many before the first", "withdrawn"],
)
def test_a_broken_series_is_no_excuse_for_anything_else(
    one: Package, last: Place | None, told: str
) -> None:
    with pytest.raises(PackageError, match=told) as refused:
        require_takeable(one, SENDERS[:1], last, broken=True)
    assert not isinstance(refused.value, BrokenSeriesError)


def at(site_code: str, sequence: int) -> Package:
    """Return the study as another clinic's package."""

    def moved(table: DatasetTable) -> DatasetTable:
        if "site_code" not in table.names:
            return table
        place = table.names.index("site_code")
        rows = tuple((*row[:place], site_code, *row[place + 1 :]) for row in table.rows)
        return replace(table, rows=rows)

    tables = packed_tables([moved(table) for table in CODED])
    return package(sequence, site_code=site_code, tables=tables)


def test_packages_in_any_order_give_the_same_rows_with_other_ids() -> None:
    packages = (at("0680", 1), at("0680", 2), at("1480", 1))
    orders = [pool(EMPTY, order, KEY) for order in itertools.permutations(packages)]
    assert all(one == orders[0] for one in orders)
    pooled = orders[0]
    assert len(pooled.tables[0].rows) == 2 * len(CODED[0].rows)
    assert set(pooled.persons.values()) == {
        (site, person) for site in ("0680", "1480") for person in ("AAAAAAAAAA", "BBBBBBBBBB")
    }
    ids = {row[pooled.tables[0].names.index("person_id")] for row in pooled.tables[0].rows}
    assert ids <= set(pooled.persons)
    assert len(pooled.persons) == 4
    assert pool(EMPTY, packages, bytes(31) + b"1").persons.keys().isdisjoint(pooled.persons)


def test_the_centres_own_rows_stay_first() -> None:
    own = pool(CODED, [at("1480", 1)], KEY).tables[0].rows
    assert own[: len(CODED[0].rows)] == CODED[0].rows


def test_a_table_that_means_something_else_waits_and_the_rest_is_taken() -> None:
    first, *rest = EMPTY
    changed = replace(first.columns[-1], label=Wording("En annan fråga", "Another question"))
    here = (replace(first, columns=(*first.columns[:-1], changed)), *rest)
    pooled = pool(here, [at("0680", 1)], KEY)
    assert pooled.waiting == {"0680": (first.name,)}
    assert pooled.tables[0].rows == ()
    assert any(table.rows for table in pooled.tables[1:])
    assert pool(EMPTY, [at("0680", 1)], KEY).waiting == {}


def test_rows_under_other_names_than_the_columns_that_they_claim_wait() -> None:
    # By them nobody has looked for another clinic's rows, nor for those who have withdrawn.
    (name, told) = next(
        (name, one) for name, one in package().tables.items() if "site_code" in one.names
    )
    place = told.names.index("site_code")
    rows = tuple((*row[:place], "1480", *row[place + 1 :]) for row in told.rows)
    names = tuple("another" if one == "site_code" else one for one in told.names)
    for lie in (
        replace(told, names=names, rows=rows),
        replace(told, names=told.names[:1], rows=tuple(row[:1] for row in told.rows)),
    ):
        one = package(tables={**package().tables, name: lie})
        found = pool(EMPTY, [one], KEY)
        assert found.waiting == {"0680": (name,)}
        assert next(table for table in found.tables if table.name == name).rows == ()


def test_rows_with_a_cell_of_another_kind_than_its_column_wait() -> None:
    (name, told) = next(
        (name, one) for name, one in package().tables.items() if "episode_no" in one.names
    )
    place = told.names.index("episode_no")
    rows = tuple((*row[:place], "abc", *row[place + 1 :]) for row in told.rows)
    assert rows
    one = package(tables={**package().tables, name: replace(told, rows=rows)})
    assert pool(EMPTY, [one], KEY).waiting == {"0680": (name,)}


def test_a_table_that_the_clinic_does_not_send_has_no_rows() -> None:
    one = at("0680", 1)
    without = replace(one, tables={name: table for name, table in one.tables.items()
                                   if name != CODED[0].name})  # fmt: skip
    assert pool(EMPTY, [without], KEY).tables[0].rows == ()


def test_rows_of_a_clinic_itself_keep_that_they_are_nobodys() -> None:
    log = next(table for table in CODED if "person_id" in table.names)
    place = log.names.index("person_id")
    rows = tuple((*row[:place], "", *row[place + 1 :]) for row in log.rows)
    one = package(tables=packed_tables([replace(log, rows=rows)]))
    (pooled,) = pool([replace(log, rows=())], [one], KEY).tables
    assert pooled.rows == rows


def test_a_clinic_tells_of_whom_only_where_the_tables_that_say_it_can_be_read() -> None:
    one, other = at("0680", 1), at("1480", 1)
    first, *rest = EMPTY
    changed = replace(first.columns[-1], label=Wording("En annan fråga", "Another question"))
    here = (replace(first, columns=(*first.columns[:-1], changed)), *rest)
    assert telling([one, other], EMPTY, [first.name, "not a table here"]) == (one, other)
    assert telling([one], here, [first.name]) == ()
    assert telling([one], here, [rest[0].name]) == (one,)
    lacking = {name: table for name, table in one.tables.items() if name != first.name}
    assert telling([replace(one, tables=lacking), other], EMPTY, [first.name]) == (other,)
