import os
import random
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path

import pytest

from kast_eval import clock
from kast_eval.first_run.answers import UserAnswers
from kast_eval.first_run.make import ClinicMade, ClinicOrder, NotEmptyError, make_clinic
from kast_eval.instance_settings import (
    Hosting,
    InstanceSettings,
    read_instance_settings,
    write_instance_settings,
)
from kast_eval.store.backup_runs import RunSort, chosen_backup_folder, newest_good_run
from kast_eval.store.backups.give_back import restore
from kast_eval.store.backups.trouble import BackupError
from kast_eval.store.database import open_database
from kast_eval.store.filling import finish_filling
from kast_eval.store.folder import FolderSort, sort_of
from kast_eval.store.keys.key_box import box_id, open_key_box, slot_kinds
from kast_eval.store.keys.machine_key import find_machine_key
from kast_eval.store.keys.secret import SlotKind
from kast_eval.store.sites import all_sites
from kast_eval.store.start_checks import open_checked
from kast_eval.store.users import find_user
from kast_eval.study.passphrase import PassphraseError
from kast_eval.study.roles import Role
from kast_eval.study.site import Site
from kast_eval.wording import Language
from tests.first_run.orders import KARIN, SMASTAD, order
from tests.store.keys.boxes import CHEAP, PAPER, WORDS

ROOT = Path(__file__).parents[2]
IN_STUDY = Site(
    "0180", "KAST Stad", "ST", "RT", in_study=True, training=False,
    approval_number="2026-01234-01", information_version="2026-03",
)  # fmt: skip


def made(
    folder: Path, asked: ClinicOrder, environment: Mapping[str, str] | None = None
) -> ClinicMade:
    return make_clinic(folder, asked, clock.now(), environment or {}, cost=CHEAP)


def test_a_clinic_has_its_place_its_first_user_and_a_proven_backup(tmp_path: Path) -> None:
    clinic = made(tmp_path / "instance", order(tmp_path / "copies", site=IN_STUDY))
    opened = open_checked(tmp_path / "instance", training=False, key=clinic.key)
    with closing(opened.database) as database, database.read() as session:
        assert all_sites(session) == (IN_STUDY,)
        user = find_user(session, KARIN.name)
        assert user is not None
        assert user.roles == {"0180": {Role.LEAD, Role.ADMINISTRATOR}}
        assert chosen_backup_folder(session) == tmp_path / "copies"
        run = newest_good_run(session, RunSort.BACKUP)
        assert run is not None
        assert run.name == clinic.backup.copy.folder.name
    restore(clinic.backup.copy.folder, tmp_path / "again", clock.now(), PAPER)
    assert sort_of(tmp_path / "again") is FolderSort.CLINIC


def test_passphrase_and_paper_open_it_and_the_paper_names_its_key(tmp_path: Path) -> None:
    asked = order(tmp_path / "copies")
    clinic = made(tmp_path / "instance", asked)
    assert slot_kinds(tmp_path / "instance") == (SlotKind.PASSPHRASE, SlotKind.PAPER)
    for secret in (WORDS, PAPER):
        assert open_key_box(tmp_path / "instance", secret) == clinic.key
    assert box_id(tmp_path / "instance") == asked.mark


def test_a_machine_that_opens_by_itself_gets_a_key_outside_the_folder(tmp_path: Path) -> None:
    environment = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    clinic = made(tmp_path / "instance", order(tmp_path / "copies", machine=True), environment)
    assert slot_kinds(tmp_path / "instance") == (SlotKind.MACHINE, SlotKind.PAPER)
    key = find_machine_key(tmp_path / "instance", environment)
    assert key is not None
    assert open_key_box(tmp_path / "instance", key) == clinic.key


def test_a_machine_key_that_was_laid_ready_is_used(tmp_path: Path) -> None:
    ready = tmp_path / "machine_key"
    ready.write_text("0f" * 32)
    environment = {"KAST_EVAL_MACHINE_KEY": str(ready)}
    made(tmp_path / "instance", order(tmp_path / "copies", machine=True), environment)
    key = find_machine_key(tmp_path / "instance", environment)
    assert key is not None
    open_key_box(tmp_path / "instance", key)
    assert ready.read_text() == "0f" * 32


def test_the_settings_of_who_keeps_the_machine_stay(tmp_path: Path) -> None:
    hosting = Hosting(names=("kast.example",), proxy="127.0.0.1")
    write_instance_settings(tmp_path, InstanceSettings(Language.SV, hosting))
    copies = tmp_path.parent / f"{tmp_path.name}-copies"
    made(tmp_path, order(copies, language=Language.EN))
    assert read_instance_settings(tmp_path) == InstanceSettings(Language.EN, hosting)


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    open_database(tmp_path, training=True).close()
    with pytest.raises(NotEmptyError, match="finns redan"):
        made(tmp_path, order(tmp_path.parent / f"{tmp_path.name}-copies"))
    assert sort_of(tmp_path) is FolderSort.TRAINING


def test_without_a_first_backup_there_is_no_clinic(tmp_path: Path) -> None:
    asked = order(tmp_path / "copies")
    (tmp_path / "copies").rmdir()
    with pytest.raises(BackupError):
        made(tmp_path / "instance", asked)
    assert list((tmp_path / "instance").iterdir()) == []


def test_with_a_user_that_cannot_be_there_is_no_clinic(tmp_path: Path) -> None:
    asked = order(tmp_path / "copies")
    weak = ClinicOrder(**{**vars(asked), "user": UserAnswers("Karin Test", "kort")})
    with pytest.raises(PassphraseError):
        made(tmp_path / "instance", weak)
    assert list((tmp_path / "instance").iterdir()) == []


MAKE = """
import sys
from pathlib import Path
from tests.first_run.test_make import made
from tests.first_run.orders import order
print("begun", flush=True)
made(Path(sys.argv[1]), order(Path(sys.argv[2])))
"""


@pytest.mark.parametrize("attempt", range(6))
def test_killed_at_any_moment_there_is_no_clinic_or_a_whole_one(
    tmp_path: Path, attempt: int
) -> None:
    folder = tmp_path / "instance"
    with subprocess.Popen(
        [sys.executable, "-c", MAKE, str(folder), str(tmp_path / "copies")],
        cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as making:  # fmt: skip
        assert making.stdout is not None
        making.stdout.readline()
        with suppress(subprocess.TimeoutExpired):
            making.wait(random.Random(attempt).uniform(0, 1.5))
        making.send_signal(signal.SIGKILL)
    finish_filling(folder)
    if folder.exists() and sort_of(folder) is FolderSort.CLINIC:
        key = open_key_box(folder, WORDS)
        opened = open_checked(folder, training=False, key=key)
        with closing(opened.database) as database, database.read() as session:
            assert all_sites(session) == (SMASTAD,)
    else:
        assert not folder.exists() or list(folder.iterdir()) == []
