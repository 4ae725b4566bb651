import pytest
from sqlalchemy.exc import IntegrityError

from kast_eval.store.database import Database
from kast_eval.store.packages import (
    NotedPackage,
    PackageIdentity,
    PackageMark,
    add_package_identity,
    add_package_made,
    add_package_sender,
    add_package_taken,
    package_contents,
    package_identity,
    package_senders,
    packages_made,
    packages_taken,
    register_of_made,
    register_of_taken,
)
from kast_eval.store.releases import (
    ReleaseRecord,
    add_release,
    add_released_pooled,
    releases_of_pooled,
)
from kast_eval.store.session import Session
from tests.store.made import HERE, NOW, THERE

FIRST, SECOND = PackageMark(HERE, 1, "1" * 64, "k"), PackageMark(HERE, 2, "2" * 64, "k")
ELSEWHERE = PackageMark(THERE, 1, "3" * 64, "k")
BOTH = (HERE, THERE)


def test_the_newest_identity_counts(database: Database) -> None:
    with database.begin() as session:
        assert package_identity(session) is None
        for one in (PackageIdentity("old", "paper"), PackageIdentity("new", "other paper")):
            add_package_identity(session, one, made_by="anna", made_at=NOW)
            assert package_identity(session) == one


def test_the_newest_key_of_a_clinic_counts_and_an_empty_one_is_none(database: Database) -> None:
    with database.begin() as session:
        for site_code, key in ((HERE, "a"), (THERE, "b"), (HERE, "c"), (THERE, "")):
            add_package_sender(session, site_code, key, trusted_by="anna", trusted_at=NOW)
        assert package_senders(session, BOTH) == {HERE: "c", THERE: ""}
        assert package_senders(session, [HERE]) == {HERE: "c"}


def test_packages_are_registered_by_clinic_and_number(database: Database) -> None:
    with database.begin() as session:
        for mark in (ELSEWHERE, FIRST, SECOND):
            add_package_made(session, mark, made_by="anna", made_at=NOW)
            add_package_taken(session, mark, mark.checksum.encode(), taken_by="anna", taken_at=NOW)
        assert packages_made(session, HERE) == (FIRST, SECOND)
        assert register_of_made(session, THERE) == (NotedPackage(ELSEWHERE, "anna", NOW),)
        assert packages_taken(session, BOTH) == (FIRST, SECOND, ELSEWHERE)
        assert register_of_taken(session, [THERE]) == (NotedPackage(ELSEWHERE, "anna", NOW),)
        # Of what they hold only the newest is there.
        assert package_contents(session, BOTH) == (b"2" * 64, b"3" * 64)


def test_a_number_is_taken_once(database: Database) -> None:
    with database.begin() as session:
        add_package_taken(session, FIRST, b"first", taken_by="anna", taken_at=NOW)
    with pytest.raises(IntegrityError), database.begin() as session:
        add_package_taken(session, FIRST, b"again", taken_by="anna", taken_at=NOW)
    with database.begin() as session:
        assert package_contents(session, [HERE]) == (b"first",)


def released(session: Session, number: int, *persons: tuple[str, str]) -> ReleaseRecord:
    record = ReleaseRecord(
        f"{number}" * 24, "A", "huvudanalys", "r" * 64, "c" * 64, "b" * 64, "Ett universitet",
        "Huvudanalysen", "2026-00000-01", None, "Ledaren", "anna", NOW,
    )  # fmt: skip
    add_release(session, record, ())
    add_released_pooled(session, record.public_id, persons)
    return record


def test_releases_that_held_somebody_of_a_clinics_packages_are_told_once_each(
    database: Database,
) -> None:
    with database.begin() as session:
        both = released(session, 1, (HERE, "p1"), (HERE, "p2"), (THERE, "p3"))
        released(session, 2, (THERE, "p1"))
        other = released(session, 3, (HERE, "p2"))
        assert releases_of_pooled(session, HERE, ["p1", "p2"]) == (both, other)
        assert releases_of_pooled(session, HERE, ["p1"]) == (both,)
        assert releases_of_pooled(session, HERE, []) == ()
