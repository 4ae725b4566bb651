import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.dataset.package.package import (
    Package,
    PackageError,
    columns_checksum,
    package_bytes,
    read_package,
)
from kast_eval.wording import Wording
from tests.dataset.package.made import CODED, package

SAID = json.loads(package_bytes(package(withdrawn=("BBBBBBBBBB",))))


def test_a_package_is_read_as_it_was_written_and_always_the_same() -> None:
    one = package(withdrawn=("BBBBBBBBBB",))
    assert read_package(package_bytes(one)) == one
    assert package_bytes(one) == package_bytes(package(withdrawn=("BBBBBBBBBB",)))


def test_anything_else_that_a_column_means_changes_its_checksum() -> None:
    columns = CODED[0].columns
    other = replace(columns[-1], label=Wording("En annan", "Another"))
    assert columns_checksum(columns) != columns_checksum((*columns[:-1], other))
    assert columns_checksum(columns) == columns_checksum(tuple(columns))


@pytest.mark.parametrize(
    "change",
    [
        {"sequence": True},
        {"sequence": "1"},
        {"site_code": 680},
        {"day": "i går"},
        {"withdrawn": [1]},
        {"withdrawn": None},
        {"tables": []},
        {"tables": {"start": {"names": ["a"], "columns": "", "rows": [[1, 2]]}}},
        {"tables": {"start": {"names": ["a"], "columns": "", "rows": [[None]]}}},
        {"tables": {"start": {"names": ["a"], "columns": "", "rows": [[True]]}}},
        # No format can hold what is no number, or too large for one.
        *(
            {"tables": {"start": {"names": ["a"], "columns": "", "rows": [[cell]]}}}
            for cell in (float("nan"), float("inf"), 10**400, 2**53 + 1)
        ),
        # Nor a text that no file and no database can hold.
        {"tables": {"start": {"names": ["a"], "columns": "", "rows": [["\ud800"]]}}},
        {"tables": {"start": {"names": ["a"], "columns": "", "rows": [["a\0"]]}}},
        {"withdrawn": ["\ud800"]},
        {"tables": {"start": {"names": "a", "columns": "", "rows": []}}},
        {"tables": {"start": {"names": [], "columns": "", "rows": {}}}},
    ],
    ids=lambda change: ascii(change)[:80],
)
def test_what_is_no_package_is_refused_whole(change: dict[str, object]) -> None:
    with pytest.raises(PackageError, match="inget paket"):
        read_package(json.dumps({**SAID, **change}).encode())


@pytest.mark.parametrize("contents", [b"", b"[]", b"{}", b"\xff", b"[" * 100_000, b"1"])
def test_any_other_file_is_refused(contents: bytes) -> None:
    with pytest.raises(PackageError):
        read_package(contents)


def test_counts_that_differ_and_another_format_are_told() -> None:
    with pytest.raises(PackageError, match="Antalen"):
        read_package(json.dumps({**SAID, "counts": {**SAID["counts"], "start": 9}}).encode())
    with pytest.raises(PackageError, match="annan version"):
        read_package(json.dumps({**SAID, "package": 2}).encode())


_KEYS = st.sampled_from([*SAID, "rows", "names"])
_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(_KEYS, inner),
)


@given(_ANYTHING)
def test_no_file_ends_the_program(said: object) -> None:
    try:
        found = read_package(json.dumps(said).encode())
    except PackageError:
        return
    assert isinstance(found, Package)
