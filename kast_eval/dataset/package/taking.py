"""What the centre looks at before it takes a package, and what it makes of those it has taken."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.formats.limits import holds
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

MOST_LOST = 20
"""As many packages may be missing in a series that was broken."""


class BrokenSeriesError(PackageError):
    """A package before which one is missing, or that follows on another than was taken."""


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


def require_known(signed_by: str, senders: Iterable[Sender]) -> tuple[Sender, ...]:
    """Return those who sign so, or raise PackageError: what nobody known has signed is not read.

    Clinics that key in one program sign with one key.
    """
    if known := tuple(one for one in senders if one.public_key == signed_by):
        return known
    raise PackageError(
        marked("Ingen mottagning som centralen känner har undertecknat paketet. Ring den som har "
               "skickat det. Är det en mottagning i studien: jämför nyckelns avtryck, och godta "
               "nyckeln."),
    )  # fmt: skip


def require_takeable(
    package: Package, signers: Iterable[Sender], last: Place | None, *, broken: bool = False
) -> None:
    """Refuse what is not the next package of one of those who sign so; raises PackageError.

    `last` is the newest package that was taken of the clinic. In a `broken` series packages before
    this one are lost, and the clinic has said so: being whole, it stands for them.
    """
    approvals = [one.approval for one in signers if one.site_code == package.site_code]
    if not approvals:
        raise PackageError(
            marked("Paketet säger att det kommer från en annan mottagning än den som har "
                   "undertecknat det. Ring mottagningen som skickade det.")
        )  # fmt: skip
    if package.approval not in approvals:
        raise PackageError(
            marked("Paketet gäller ett annat godkännande än det som mottagningen är med under. "
                   "Jämför numren med mottagningen.")
        )  # fmt: skip
    _require_newer(package, last)
    if broken:
        _require_near(package, last)
    else:
        _require_next(package, last)
    _require_own(package)


def _require_newer(package: Package, last: Place | None) -> None:
    taken = 0 if last is None else last.sequence
    if package.sequence <= taken:
        raise PackageError(
            marked("Paket {sequence} är redan taget, eller äldre än det senaste, {taken}. Inget "
                   "behöver göras: det nyaste paketet har allt."),
            sequence=package.sequence, taken=taken,
        )  # fmt: skip


def _require_near(package: Package, last: Place | None) -> None:
    """Refuse a number that would leave none for those to come: whoever has the key chooses it."""
    missing = package.sequence - (0 if last is None else last.sequence) - 1
    if missing > MOST_LOST:
        raise PackageError(
            marked("Före det här saknas {missing} paket, och så många går inte förlorade. Ring "
                   "mottagningen och fråga vad som har hänt."),
            missing=missing,
        )  # fmt: skip


def _require_next(package: Package, last: Place | None) -> None:
    due = FIRST if last is None else last.sequence + 1
    if package.sequence != due:
        raise BrokenSeriesError(
            marked("Paket {missing} saknas. Ta det först. Har mottagningen inte kvar det: fråga "
                   "per telefon, och ta sedan det här fast serien är bruten."),
            missing=due,
        )  # fmt: skip
    if package.previous != ("" if last is None else last.checksum):
        raise BrokenSeriesError(
            marked("Paketet följer inte på det förra från mottagningen. Fråga per telefon vad som "
                   "har hänt. Är det mottagningens eget: ta det fast serien är bruten.")
        )  # fmt: skip


def _require_own(package: Package) -> None:
    """Refuse rows of another clinic, and rows of somebody who has taken the consent back."""
    for table in package.tables.values():
        if _cells(table, SITE) - {package.site_code}:
            raise PackageError(
                marked("Paketet har rader från en annan mottagning. Ring den som skickade det, "
                       "och be om ett nytt paket.")
            )  # fmt: skip
        if _cells(table, PERSON) & set(package.withdrawn):
            raise PackageError(
                marked("Paketet har rader om någon som har tagit tillbaka sitt samtycke. Be "
                       "mottagningen göra ett nytt.")
            )  # fmt: skip


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
    packed = package.tables.get(name)
    return packed is not None and any(
        table.name == name
        # By its names a package was looked through for rows that it may not hold.
        and packed.names == table.names
        and columns_checksum(table.columns) == packed.columns_checksum
        # A cell of another kind would stop every file that the centre makes.
        and _hold(table.columns, packed.rows)
        for table in tables
    )


def _hold(columns: Sequence[DatasetColumn], rows: Sequence[Sequence[Code]]) -> bool:
    return all(
        holds(column, cell)
        for place, column in enumerate(columns)
        for cell in {row[place] for row in rows}
    )


def _rows(
    table: DatasetTable,
    packages: Iterable[Package],
    key: bytes,
    persons: dict[str, tuple[str, str]],
) -> Iterator[tuple[Code, ...]]:
    place = table.names.index(PERSON) if PERSON in table.names else None
    for package in packages:
        if not _fits(package, table.name, [table]):
            continue
        for row in package.tables[table.name].rows:
            whose = "" if place is None else str(row[place])
            if place is None or not whose:
                yield row
                continue
            new = person_id(key, package.site_code, whose)
            persons[new] = (package.site_code, whose)
            yield (*row[:place], new, *row[place + 1 :])
