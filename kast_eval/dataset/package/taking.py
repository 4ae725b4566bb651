"""What the centre looks at before it takes a package, and what it makes of those it has taken."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kast_eval.dataset.package.package import (
    FIRST,
    Package,
    PackageError,
    PackedTable,
    columns_checksum,
)
from kast_eval.dataset.person_id import person_id
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.wording import marked

PERSON, SITE = "person_id", "site_code"


@dataclass(frozen=True)
class Sender:
    """A clinic that the centre knows: the key that it signs with, and the approval it is under."""

    site_code: str
    public_key: str
    approval: str


@dataclass(frozen=True)
class Place:
    """A package's place in its clinic's series."""

    sequence: int
    checksum: str


def require_takeable(
    package: Package, signed_by: str, senders: Iterable[Sender], last: Place | None
) -> Sender:
    """Return who has sent the package, or raise PackageError.

    `last` is the newest package that was taken of the clinic.
    """
    known = [
        one for one in senders if (one.public_key, one.site_code) == (signed_by, package.site_code)
    ]
    if not known:
        raise PackageError(
            marked("Ingen mottagning som centralen känner har undertecknat paketet. Jämför nyckeln "
                   "per telefon innan du lägger till den."),
        )  # fmt: skip
    if package.approval != known[0].approval:
        raise PackageError(marked("Paketet gäller ett annat godkännande än mottagningens."))
    _require_next(package, last)
    _require_own(package)
    return known[0]


def _require_next(package: Package, last: Place | None) -> None:
    taken = 0 if last is None else last.sequence
    if package.sequence <= taken:
        raise PackageError(
            marked("Paket {sequence} är redan taget eller äldre än det senaste, {taken}."),
            sequence=package.sequence, taken=taken,
        )  # fmt: skip
    if package.sequence != taken + FIRST:
        raise PackageError(
            marked("Paket {missing} saknas. Ta det först, eller be mottagningen om det."),
            missing=taken + FIRST,
        )
    if package.previous != ("" if last is None else last.checksum):
        raise PackageError(
            marked("Paketet följer inte på det förra från mottagningen. Fråga vad som har hänt.")
        )


def _require_own(package: Package) -> None:
    """Refuse rows of another clinic, and rows of somebody who has taken the consent back."""
    for table in package.tables.values():
        if _cells(table, SITE) - {package.site_code}:
            raise PackageError(marked("Paketet har rader från en annan mottagning."))
        if _cells(table, PERSON) & set(package.withdrawn):
            raise PackageError(
                marked("Paketet har rader om någon som har tagit tillbaka sitt samtycke.")
            )


def _cells(table: PackedTable, name: str) -> set[Code]:
    place = table.names.index(name) if name in table.names else None
    return set() if place is None else {row[place] for row in table.rows}


@dataclass(frozen=True)
class Pooled:
    """The tables of all clinics together, and those that had to wait: by clinic, their names.

    A table waits whose columns mean something else than here: the clinic's forms are of another
    version. It is taken up by itself once the forms are here too.
    """

    tables: tuple[DatasetTable, ...]
    waiting: Mapping[str, tuple[str, ...]]
    persons: Mapping[str, tuple[str, str]]
    """By the id in the tables: the clinic, and the id in its packages."""
    left_out: frozenset[str] = frozenset()
    """The clinics of which no row is in the tables, for what they told of whom waits."""


def pool(tables: Sequence[DatasetTable], packages: Sequence[Package], key: bytes) -> Pooled:
    """Return the tables with the rows of every clinic's newest package, in the order of clinics.

    `key` is the secret of the recipient's ids: two recipients cannot join their files by them.
    """
    newest = {one.site_code: one for one in sorted(packages, key=lambda one: one.sequence)}
    in_order = [newest[code] for code in sorted(newest)]
    persons: dict[str, tuple[str, str]] = {}
    pooled = tuple(
        replace(table, rows=(*table.rows, *_rows(table, in_order, key, persons)))
        for table in tables
    )
    waiting = {
        one.site_code: tuple(name for name in one.tables if not _fits(one, name, tables))
        for one in in_order
    }
    return Pooled(pooled, {site: names for site, names in waiting.items() if names}, persons)


def telling(
    packages: Iterable[Package], tables: Sequence[DatasetTable], forms: Iterable[str]
) -> tuple[Package, ...]:
    """Return the packages of which the tables of some forms can be read, all of them.

    Who is not to be in a file is told by those: where they wait, the clinic waits.
    """
    named = {table.name for table in tables}.intersection(forms)
    return tuple(one for one in packages if all(_fits(one, name, tables) for name in named))


def _fits(package: Package, name: str, tables: Iterable[DatasetTable]) -> bool:
    return name in package.tables and any(
        table.name == name
        and columns_checksum(table.columns) == package.tables[name].columns_checksum
        for table in tables
    )


def _rows(
    table: DatasetTable,
    packages: Iterable[Package],
    key: bytes,
    persons: dict[str, tuple[str, str]],
) -> Iterator[tuple[Code, ...]]:
    place = table.names.index(PERSON) if PERSON in table.names else None
    for package in packages:
        if table.name not in package.tables or not _fits(package, table.name, [table]):
            continue
        for row in package.tables[table.name].rows:
            whose = "" if place is None else str(row[place])
            if place is None or not whose:
                yield row
                continue
            new = person_id(key, package.site_code, whose)
            persons[new] = (package.site_code, whose)
            yield (*row[:place], new, *row[place + 1 :])
