"""What a clinic's next package holds, and what two people agree on before it is made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from kast_eval import VERSION, clock
from kast_eval.actions.steps.materials import Materials
from kast_eval.actions.steps.release_tables import tables_of_sites
from kast_eval.dataset.package.asked import AskedPackage, read_recipients
from kast_eval.dataset.package.package import FIRST, Package, packed_tables
from kast_eval.dataset.person_id import person_id, project_key
from kast_eval.dataset.release.chosen import LEAVING, with_columns
from kast_eval.dataset.release.persons import agreeing_rows, leaving_rows, persons_of
from kast_eval.dataset.table import DatasetTable
from kast_eval.store.erasures import erasures
from kast_eval.store.packages import packages_made
from kast_eval.store.session import Session
from kast_eval.store.sites import find_site
from kast_eval.study.border import require_in_study
from kast_eval.study.roles import NotFoundError, Permission, User, require


@dataclass(frozen=True)
class PlannedPackage:
    """A package that is not made yet: its tables, and of how many persons they tell.

    `silent` have not said yes to research, or are relatives, whom no form asks.
    """

    package: Package
    tables: tuple[DatasetTable, ...]
    leaving: int
    silent: int

    @property
    def rows(self) -> int:
        """Return how many rows would leave."""
        return sum(len(table.rows) for table in self.tables)

    def target(self, recipients: Sequence[str]) -> str:
        """Return what two people agree on: this number of the series, to these recipients."""
        return AskedPackage(self.package.sequence, read_recipients(recipients)).target


def planned_package(
    session: Session,
    user: User,
    now: datetime,
    materials: Materials,
    *,
    site_code: str,
) -> PlannedPackage:
    """Return what would leave: coded rows of those who said yes to research, and nobody else's.

    The ids of persons are made for packages alone; the centre makes other ones of them for each
    recipient.
    """
    require(user, Permission.EXPORT, site_code)
    site = find_site(session, site_code)
    if site is None:
        raise NotFoundError
    require_in_study(site)
    approval = site.approval_number or ""
    key = project_key(materials.person_key, f"package {approval}")
    tables = tables_of_sites(session, now, materials, [site], key, training=False)
    signs = materials.plan.schedule.signs
    persons = persons_of(tables, signs)
    agreeing = agreeing_rows(tables, signs)
    before = packages_made(session, site_code)
    leaving = tuple(leaving_rows(_leaving(one), persons) for one in agreeing)
    package = Package(
        approval=approval,
        site_code=site_code,
        sequence=before[-1].sequence + 1 if before else FIRST,
        previous=before[-1].checksum if before else "",
        day=clock.clinic_day(now),
        program=VERSION,
        tables=packed_tables(leaving),
        withdrawn=tuple(sorted({*map(str, persons.withdrawn), *_erased(session, site_code, key)})),
    )
    silent = len(persons.every - persons.leaving - persons.withdrawn)
    return PlannedPackage(package, leaving, len(persons.leaving), silent)


def _erased(session: Session, site_code: str, key: bytes) -> Iterator[str]:
    """Give the ids that those had whose answers the clinic has erased since."""
    for erasure in erasures(session, (site_code,)):
        yield person_id(key, site_code, erasure.client_code)


def _leaving(table: DatasetTable) -> DatasetTable:
    places = [place for place, one in enumerate(table.columns) if one.role in LEAVING]
    return with_columns(table, places)
