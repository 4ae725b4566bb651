from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from flask import Flask

from kast_eval import clock
from kast_eval.actions.choose_backup_folder import choose_backup_folder
from kast_eval.store.backup_runs import BackupRun, RunSort, add_backup_run, newest_run
from kast_eval.store.backups.copies import copies
from kast_eval.store.backups.place import place_of, store_of
from kast_eval.store.backups.trouble import Trouble
from kast_eval.store.database import Database, open_database
from kast_eval.store.keys.database_key import new_database_key
from kast_eval.store.keys.key_box import make_key_box
from kast_eval.store.keys.recovery_code import new_recovery_code
from kast_eval.store.postgresql.address import read_address
from kast_eval.store.sites import add_site
from kast_eval.store.users import add_user
from kast_eval.study.roles import Role, User
from kast_eval.study.site import TRAINING_SITE
from kast_eval.web.app import create_app
from kast_eval.web.daily import daily_backups
from tests.actions.at_the_clinic import ANNA, HERE, LEAD, plan
from tests.actions.test_backups import cut_events
from tests.web.reading import Element, read_html
from tests.web.visitor import SEE_OTHER, Visitor

KEEPER = User("keeper", {HERE: frozenset({Role.ADMINISTRATOR})})
KEEPER_AS_LEAD = User("lead", {HERE: frozenset({Role.ADMINISTRATOR})})
PAPER = new_recovery_code()


@pytest.fixture
def lead(app: Flask, database: Database) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(database, LEAD)
    return visitor


@pytest.fixture
def keeper(app: Flask, database: Database) -> Visitor:
    with database.begin() as session:
        add_user(session, KEEPER.name, KEEPER.roles, created=clock.now())
    visitor = Visitor(app)
    visitor.sign_in(database, KEEPER)
    return visitor


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Database]:
    """Return the database of a real clinic, which has a box of keys."""
    folder, key = tmp_path / "clinic", new_database_key()
    folder.mkdir()
    make_key_box(folder, key, (PAPER,))
    with closing(open_database(folder, training=False, key=key)) as opened:
        with opened.begin() as session:
            add_site(session, TRAINING_SITE)
            for user in (ANNA, LEAD, KEEPER):
                add_user(session, user.name, user.roles, created=clock.now())
        yield opened


def visiting(database: Database, user: User) -> Visitor:
    visitor = Visitor(create_app(database, plan()))
    visitor.sign_in(database, user)
    return visitor


def send(visitor: Visitor, path: str, **fields: str) -> Element | None:
    """Send a part of the page; return the page with what is wrong, or None if it went well."""
    answer = visitor.post(path, {"csrf_token": visitor.token(), **fields})
    if answer.status_code == SEE_OTHER:
        return None
    assert answer.status_code == 422, answer.text
    return read_html(answer.text).one("main")


def test_before_the_first_copy_the_page_says_so(lead: Visitor) -> None:
    main = lead.page("/backups").one("main")
    assert "Ingen kopia är tagen än." in main.text
    assert "Det är inte prövat än." in main.text
    assert "Ingen har valt någon mapp än" in main.text


def test_a_copy_is_taken_with_one_button(lead: Visitor, database: Database) -> None:
    assert send(lead, "/backups") is None
    main = lead.page("/backups").one("main")
    assert "Kopian är tagen och prövad." in main.text
    assert "av lead" in main.text
    assert "samma disk som databasen" in main.text
    assert "någon bad om den" in main.text
    assert len(copies(place_of(database)[0], store_of(database))) == 1


def test_a_copy_is_tried_with_one_button_at_a_training_clinic(lead: Visitor) -> None:
    refused = send(lead, "/backups/try")
    assert refused is not None
    assert "ingen kopia av den här databasen än" in refused.text
    assert send(lead, "/backups") is None
    assert send(lead, "/backups/try") is None
    assert "av lead: allt stämde" in lead.page("/backups").one("main").text


def test_a_lead_sees_the_folder_and_who_keeps_the_machine_chooses_it(
    lead: Visitor, keeper: Visitor, tmp_path: Path
) -> None:
    assert not lead.page("/backups").all(id="new_folder")
    place = tmp_path / "elsewhere"
    refused = send(keeper, "/backups/folder", folder=str(place))
    assert refused is not None
    assert "finns inte" in refused.one(id="new_folder_error").text
    assert refused.one(id="new_folder").attributes["value"] == str(place)
    place.mkdir()
    assert send(keeper, "/backups/folder", folder=str(place)) is None
    assert lead.page("/backups").one(class_="path").text == str(place)


def test_a_disk_that_was_pulled_out_is_told_beside_the_button(
    lead: Visitor, database: Database, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    choose_backup_folder(database, KEEPER_AS_LEAD, clock.now(), str(tmp_path / "stick"))
    (tmp_path / "stick").rmdir()
    refused = send(lead, "/backups")
    assert refused is not None
    assert "Sätt i disken" in refused.one(class_="error").text
    assert "är disken inte ansluten" in lead.page("/backups").one("main").text


def test_events_that_are_gone_show_against_the_copies(lead: Visitor, database: Database) -> None:
    for _ in range(2):
        assert send(lead, "/backups") is None
    assert "händelser som databasen inte har" not in lead.page("/backups").one("main").text
    cut_events(database)
    assert "händelser som databasen inte har" in lead.page("/backups").one("main").text


def test_a_clinics_copy_is_tried_with_the_code_on_paper_alone(clinic: Database) -> None:
    visitor = visiting(clinic, LEAD)
    assert send(visitor, "/backups") is None
    first, *others = PAPER.groups
    for typed, told in (
        ("", "Grupp 1 av 6 är för kort"),
        (" ".join((first[:-1] + "U", *others)), "Grupp 1 av 6"),
        (new_recovery_code().printed, "öppnar inte den här databasen"),
    ):
        refused = send(visitor, "/backups/try", code=typed)
        assert refused is not None
        assert told in refused.one(id="code_error").text
        # A code that was typed is never sent back.
        assert "value" not in refused.one(id="code").attributes
    assert send(visitor, "/backups/try", code=PAPER.printed.lower()) is None
    assert "allt stämde" in visitor.page("/backups").one("main").text


# --- The banner --------------------------------------------------------------------------------


def warnings(visitor: Visitor, path: str = "/keys") -> list[str]:
    return [one.text for one in visitor.page(path).all(class_="notice--look")]


def test_no_banner_while_practising(lead: Visitor) -> None:
    assert warnings(lead) == []


@pytest.mark.parametrize("user", [LEAD, KEEPER])
def test_who_can_do_something_about_it_is_told_on_every_page(clinic: Database, user: User) -> None:
    visitor = visiting(clinic, user)
    assert warnings(visitor) == ["Det finns ingen säkerhetskopia än. Säkerhetskopior"]
    (link,) = visitor.page("/keys").one("main").one(class_="notice--look").all("a")
    assert link.attributes["href"] == "/backups"


def test_others_are_not(clinic: Database) -> None:
    assert warnings(visiting(clinic, ANNA)) == []
    assert warnings(Visitor(create_app(clinic, plan()))) == []


def test_one_worry_at_a_time_on_every_page_and_all_of_them_on_its_own(clinic: Database) -> None:
    visitor = visiting(clinic, LEAD)
    with clinic.begin() as session:
        now = clock.now()
        good = BackupRun(RunSort.BACKUP, "daily", now, "a", None, same_disk=True, size=1,
                         row_count=1, head="ab")  # fmt: skip
        failed = BackupRun(RunSort.BACKUP, "daily", now, trouble=Trouble.FULL)
        for run in (good, failed):
            add_backup_run(session, run)
    (told,) = warnings(visitor)
    assert told.startswith("Det gick inte att säkerhetskopiera: disken är full.")
    (all_told,) = warnings(visitor, "/backups")
    assert "disken är full" in all_told
    assert "samma disk" in all_told
    assert "Ingen har prövat att återställa" in all_told


def test_a_database_on_a_server_is_copied_there(clinic: Database) -> None:
    served = replace(clinic, address=read_address("postgresql+psycopg://kast@localhost/kast"))
    visitor = visiting(served, LEAD)
    assert warnings(visitor) == []
    refused = send(visitor, "/backups")
    assert refused is not None
    assert "den som sköter servern" in refused.one(class_="error").text
    with daily_backups(served, every=0.01):
        assert not place_of(served)[0].joinpath("anything").exists()
    assert copies(place_of(served)[0], store_of(served)) == ()


# --- Every day ---------------------------------------------------------------------------------


def wait_for_a_run(database: Database) -> BackupRun:
    for _ in range(600):
        with database.read() as session:
            run = newest_run(session, RunSort.BACKUP)
        if run is not None:
            return run
        Event().wait(0.05)
    raise AssertionError


def test_the_running_program_takes_the_copy_of_the_day(clinic: Database) -> None:
    with daily_backups(clinic, every=0.01):
        run = wait_for_a_run(clinic)
    assert (run.reason, run.trouble, run.noted_by) == ("daily", None, None)
    assert len(copies(place_of(clinic)[0], store_of(clinic))) == 1


def test_a_day_without_the_disk_does_not_stop_the_program(clinic: Database, tmp_path: Path) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    choose_backup_folder(clinic, KEEPER, clock.now(), str(place))
    place.rmdir()
    with daily_backups(clinic, every=0.01):
        run = wait_for_a_run(clinic)
    assert run.trouble is Trouble.GONE
