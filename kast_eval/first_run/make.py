"""The instance folder of a new clinic, made whole or not at all."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kast_eval.actions.open_clinic import open_clinic
from kast_eval.errors import KastEvalError
from kast_eval.first_run.answers import UserAnswers
from kast_eval.instance_settings import (
    InstanceSettings,
    read_instance_settings,
    write_instance_settings,
)
from kast_eval.store.backup_runs import (
    BackupRun,
    RunSort,
    add_backup_run,
    choose_backup_folder,
)
from kast_eval.store.backups.take import BackupMade, back_up
from kast_eval.store.database import Database, open_database
from kast_eval.store.filling import fill_folder
from kast_eval.store.folder import FolderSort, sort_of
from kast_eval.store.keys.database_key import DatabaseKey, new_database_key
from kast_eval.store.keys.key_box import make_key_box, replace_slot
from kast_eval.store.keys.machine_key import add_machine_slot, find_machine_key
from kast_eval.store.keys.recovery_code import RecoveryCode
from kast_eval.store.keys.secret import Passphrase
from kast_eval.store.keys.slot import Cost
from kast_eval.study.site import Site
from kast_eval.wording import Language


class NotEmptyError(KastEvalError):
    """A folder that holds a clinic, or practice, already."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            "I {folder} finns redan en mottagning eller en övning. Välj en annan mapp med "
            "--instance.",
            folder=folder,
        )


@dataclass(frozen=True)
class ClinicOrder:
    """A clinic as the first run was answered; without a passphrase the machine opens it.

    `mark` is the public name of its key, as it stands on the paper with the recovery code.
    """

    site: Site
    user: UserAnswers
    passphrase: Passphrase | None
    recovery_code: RecoveryCode
    mark: str
    language: Language
    backup_folder: Path


@dataclass(frozen=True)
class ClinicMade:
    """A clinic that is ready to be opened, and its first backup."""

    key: DatabaseKey
    backup: BackupMade


def require_empty(folder: Path) -> None:
    """Refuse a folder that holds something that a new clinic would push aside."""
    if sort_of(folder) is not FolderSort.EMPTY:
        raise NotEmptyError(folder)


def make_clinic(
    folder: Path,
    order: ClinicOrder,
    now: datetime,
    environment: Mapping[str, str],
    *,
    cost: Cost | None = None,
) -> ClinicMade:
    """Make the clinic in the folder; what goes wrong before its first backup leaves nothing.

    `cost` is what a guess of the passphrase costs: smaller than usual only in tests.
    """
    require_empty(folder)
    key = new_database_key()

    def fill(draft: Path) -> BackupMade:
        _make_keys(draft, key, order, environment, cost)
        with closing(open_database(draft, training=False, key=key)) as database:
            backup = _open(database, order, now)
        hosting = read_instance_settings(folder).hosting
        write_instance_settings(draft, InstanceSettings(order.language, hosting))
        return backup

    return ClinicMade(key, fill_folder(folder, fill))


def _open(database: Database, order: ClinicOrder, now: datetime) -> BackupMade:
    """Open the clinic in the new database, and take the first backup."""
    name = order.user.name
    with database.begin() as session:
        open_clinic(session, now, order.site, user_name=name, password=order.user.password)
        choose_backup_folder(session, order.backup_folder, name, now)
    backup = back_up(database, order.backup_folder, now)
    label = backup.copy.label
    run = BackupRun(
        RunSort.BACKUP,
        label.reason,
        label.taken,
        backup.copy.folder.name,
        same_disk=backup.same_disk,
        size=label.size,
        row_count=label.rows,
        head=label.head,
        noted_by=name,
    )
    with database.begin() as session:
        add_backup_run(session, run)
    return backup


def _make_keys(
    draft: Path,
    key: DatabaseKey,
    order: ClinicOrder,
    environment: Mapping[str, str],
    cost: Cost | None,
) -> None:
    """Put the key in a box that the paper opens, and the passphrase or this machine."""
    if order.passphrase is not None:
        known = (order.passphrase, order.recovery_code)
        make_key_box(draft, key, known, cost=cost, box=order.mark)
        return
    make_key_box(draft, key, (order.recovery_code,), cost=cost, box=order.mark)
    machine = find_machine_key(draft, environment)
    if machine is None:
        add_machine_slot(draft, order.recovery_code, environment)
    else:
        # Whoever keeps the machine has laid a key ready, and takes it away again if need be.
        replace_slot(draft, order.recovery_code, machine)
