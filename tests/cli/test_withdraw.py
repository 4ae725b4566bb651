"""The commands about consents that are taken back, at the training clinic."""

from contextlib import closing
from pathlib import Path

import pytest

from kast_eval import clock
from kast_eval.actions.enter_form import enter_form
from kast_eval.actions.reset_training import training_user
from kast_eval.store.backups.erased import ERASED_FILE
from kast_eval.store.database import open_database
from kast_eval.store.erasures import erasures
from kast_eval.store.releases import ReleaseRecord, add_release
from kast_eval.study.client_code import check_letter
from kast_eval.study.site import TRAINING_SITE
from tests.actions.at_the_clinic import HERE, NOW, library, plan
from tests.actions.test_withdrawal import withdrew
from tests.cli.conftest import Run

CODE, OTHER = (f"XX{number}{check_letter(f'XX{number}')}" for number in ("9001", "9002"))


def keyed(instance: Path, scope: str = "3", code: str = CODE) -> None:
    """Key the sheet of a withdrawal, and let the client be in a release."""
    with closing(open_database(instance, training=True)) as database, database.begin() as session:
        user = training_user(session)
        confirmed: list[str] = []
        for _sending in range(2):
            reading = enter_form(
                session, user, clock.now(), library().newest("deviation").as_asked(),
                withdrew(scope), plan=plan(), notes={}, code=code, number=1, person_type=1,
                submission=f"withdrawal {code}", confirmed=confirmed,
            ).reading  # fmt: skip
            confirmed = [one.key for one in reading.doubts]
        record = ReleaseRecord(
            "a" * 24, "A", "huvudanalys", "r" * 64, "c" * 64, "b" * 64, "Ett universitet",
            "Huvudanalysen", "2026-00000-01", None, "L", user.name, NOW,
        )  # fmt: skip
        if code == CODE:
            add_release(session, record, {(HERE, CODE)})


def test_a_client_is_listed_written_about_and_erased(run: Run, instance: Path) -> None:
    assert "Ingen har tagit tillbaka" in run("withdraw", "list").out
    keyed(instance)
    listed = run("withdraw", "list").out
    assert f"{CODE} 2026-03-02 inget mer samlas in, svaren ska raderas" in listed
    ran = run("withdraw", "letters", CODE, "--out", "brev")
    assert (ran.code, ran.err) == (0, "")
    assert sorted(one.name for one in Path("brev").iterdir()) == [
        f"{'a' * 24}-en.pdf", f"{'a' * 24}-sv.pdf",
    ]  # fmt: skip
    assert run("withdraw", "ask", CODE, "--reason", "Klienten vill det").code == 0
    assert "Skriv klientens kod" in run("withdraw", "erase", CODE, "--confirm", OTHER).err
    ran = run("withdraw", "erase", CODE, "--confirm", CODE)
    assert (ran.code, ran.out) == (0, "Uppgifterna är raderade.\n")
    assert f"{CODE} 2026-03-02 raderat" in run("withdraw", "list").out
    assert (instance / ERASED_FILE).exists()
    assert run("withdraw", "again").out == "Raderade på nytt: 0.\n"
    with closing(open_database(instance, training=True)) as database, database.read() as session:
        assert len(erasures(session, (TRAINING_SITE.code,))) == 1


def test_who_is_in_no_release_needs_no_letter(run: Run, instance: Path) -> None:
    keyed(instance)
    keyed(instance, "2", OTHER)
    ran = run("withdraw", "letters", OTHER, "--out", "brev")
    assert "Inget om klienten har lämnats ut." in ran.out
    assert not Path("brev").exists()
    assert OTHER in run("withdraw", "list").out


@pytest.mark.usefixtures("instance")
def test_who_has_not_withdrawn_is_not_found(run: Run) -> None:
    ran = run("withdraw", "erase", CODE, "--confirm", CODE)
    assert ran.code == 1
    assert "Inget ark säger" in ran.err
