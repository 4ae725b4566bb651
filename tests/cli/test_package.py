import re
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from kast_eval import clock
from kast_eval.actions.decide_approval import decide_approval
from kast_eval.dataset.package.package import package_bytes
from kast_eval.dataset.package.seal import seal
from kast_eval.store.approvals import all_approvals
from kast_eval.store.database import open_database
from kast_eval.store.releases import ReleaseRecord, add_release, add_released_pooled
from kast_eval.store.sites import all_sites
from kast_eval.store.users import add_user, find_user
from kast_eval.study.roles import Role
from tests.cli.conftest import Run
from tests.dataset.package.made import SIGNER, SIGNING, package

TRUST = ("package", "trust", "0680", "Jönköping", "GB", "RB", "--approval", "2026-00000-01")


@pytest.fixture
def centre(run: Run, instance: Path, tmp_path: Path) -> Path:
    """A centre with keys; the file that clinics seal to."""
    assert instance.exists()
    ran = run("package", "key", "--out", "central.txt")
    assert (ran.code, "AGE-SECRET-KEY-1" in ran.out) == (0, True)
    (tmp_path / "paper.txt").write_text(ran.out.splitlines()[-1], "utf-8")
    return tmp_path / "central.txt"


def sealed(centre: Path, sequence: int = 1, previous: str = "") -> None:
    contents = package_bytes(package(sequence, previous, withdrawn=("BBBBBBBBBC",)))
    centre.with_name("paket.kast").write_bytes(seal(contents, SIGNING, centre.read_text().split()))


def test_the_secret_for_the_safe_is_shown_once(run: Run, centre: Path) -> None:
    first = centre.read_text("utf-8")
    ran = run("package", "key", "--out", "central.txt", "--overwrite")
    told, read_aloud = ran.out.splitlines()
    assert (ran.code, told) == (0, "central.txt är skriven.")
    assert re.search("([0-9a-f]{4} ?){8}$", read_aloud)
    assert centre.read_text("utf-8") == first
    assert len(first.splitlines()) == 2


def approved(instance: Path, run: Run, *arguments: str) -> None:
    """Ask by a command, and let somebody else approve it."""
    asked = run(*arguments, "--reason", "Jämfört per telefon")
    assert (asked.code, "Frågan är ställd" in asked.out) == (0, True), asked.err
    database = open_database(instance, training=True)
    with closing(database), database.begin() as session:
        roles = {site.code: frozenset({Role.RESEARCHER}) for site in all_sites(session)}
        other = add_user(session, "kollega", roles, created=clock.now())
        (question,) = all_approvals(session)
        decide_approval(session, other, clock.now(), question.public_id, approved=True, reason="")


def held_by_somebody(instance: Path) -> None:
    """Let a release have held rows of whoever the package says has withdrawn."""
    database = open_database(instance, training=True)
    with closing(database), database.begin() as session:
        record = ReleaseRecord(
            "a" * 24, "A", "huvudanalys", "r" * 64, "c" * 64, "b" * 64, "Ett universitet",
            "Huvudanalysen", "2026-00000-01", None, "L", "kollega", clock.now(),
        )  # fmt: skip
        add_release(session, record, ())
        add_released_pooled(session, record.public_id, [("0680", "BBBBBBBBBC")])


def test_packages_of_a_trusted_clinic_are_taken_and_listed(
    run: Run, centre: Path, instance: Path
) -> None:
    sealed(centre)
    assert run("package", "list").out == "Ingen mottagning skickar paket hit.\n"
    assert "Ingen mottagning som centralen känner" in run("package", "take", "paket.kast").err
    assert "två personers beslut" in run(*TRUST, "--key", SIGNER).err
    approved(instance, run, *TRUST, "--key", SIGNER)
    assert run(*TRUST, "--key", SIGNER).code == 0
    assert "paket –." in run("package", "list").out
    # The same key again is no news; another one is for two to agree on.
    assert run(*TRUST, "--key", SIGNER).code == 0
    assert "två personers beslut" in run(*TRUST, "--key", "0" * 64).err
    held_by_somebody(instance)
    ran = run("package", "take", "paket.kast", "--key-file", "paper.txt")
    assert (ran.code, ran.err) == (0, "")
    assert "Meddela Ett universitet: utlämnandet huvudanalys" in ran.out
    assert "Paket 1 från 0680 är taget. 1 har tagit tillbaka" in ran.out
    assert re.search(
        "^0680 Jönköping: paket 1. [0-9a-f]{64}$", run("package", "list").out, re.MULTILINE
    )
    assert run("package", "take", "paket.kast").code == 1
    sealed(centre, 3, "lost")
    assert "Paket 2 saknas" in run("package", "take", "paket.kast").err
    assert run("package", "take", "paket.kast", "--broken-series").code == 0
    ran = run("package", "distrust", "0680")
    assert (ran.code, "Inga paket från 0680" in ran.out) == (0, True)
    assert "paket 3. Nyckeln är inte godtagen" in run("package", "list").out


def test_a_clinic_is_given_as_it_is(run: Run, centre: Path) -> None:
    assert centre.exists()
    for wrong in ("68", "Jönköping"):
        arguments = [wrong if one == "0680" else one for one in TRUST]
        ran = run(*arguments, "--key", SIGNER)
        assert (ran.code, "fyra siffror" in ran.err) == (1, True)


def test_a_training_clinic_sends_no_packages(run: Run, centre: Path) -> None:
    assert centre.exists()
    assert re.search("[0-9a-f]{64}", run("package", "sender").out)
    whom = ("--site", "0000", "--to", "central.txt")
    for arguments in (("ask", *whom, "--reason", "Q3"), ("make", *whom, "--out", "ut.kast")):
        ran = run("package", *arguments)
        assert (ran.code, "inte med i studien" in ran.err) == (1, True)
    assert not centre.with_name("ut.kast").exists()


def test_a_clinic_in_the_study_asks_and_makes(run: Run, centre: Path, instance: Path) -> None:
    database = open_database(instance, training=True)
    with closing(database), database.begin() as session:
        session.connection.execute(text("UPDATE site SET in_study = 1 WHERE code = '0000'"))
        add_user(session, "kollega", {"0000": frozenset({Role.LEAD})}, created=clock.now())
    whom = ("--site", "0000", "--to", str(centre))
    asked = run("package", "ask", *whom, "--reason", "Kvartal 3")
    assert (asked.code, "Frågan är ställd" in asked.out) == (0, True), asked.err
    database = open_database(instance, training=True)
    with closing(database), database.begin() as session:
        (question,) = all_approvals(session)
        other = find_user(session, "kollega")
        assert other is not None
        decide_approval(session, other, clock.now(), question.public_id, approved=True, reason="")
    made = run("package", "make", *whom, "--out", "ut.kast")
    assert (made.code, "Paket 1: " in made.out) == (0, True), made.err
    assert centre.with_name("ut.kast").read_bytes().startswith(b"age-encryption.org/v1")


def test_a_file_without_keys_is_told(run: Run, centre: Path) -> None:
    centre.write_text("\n", "utf-8")
    ran = run("package", "make", "--site", "0000", "--to", "central.txt", "--out", "ut.kast")
    assert (ran.code, "nycklar saknas" in ran.err) == (1, True)
    assert run("package", "make", "--site", "0000", "--to", "c.txt", "--out", "ut.zip").code == 1
