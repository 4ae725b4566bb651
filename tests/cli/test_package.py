import re
from pathlib import Path

import pytest

from kast_eval.dataset.package.package import package_bytes
from kast_eval.dataset.package.seal import seal
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
    assert (ran.code, ran.out) == (0, "central.txt är skriven.\n")
    assert centre.read_text("utf-8") == first
    assert len(first.splitlines()) == 2


def test_packages_of_a_trusted_clinic_are_taken_and_listed(run: Run, centre: Path) -> None:
    sealed(centre)
    assert run("package", "list").out == "Ingen mottagning skickar paket hit.\n"
    assert "Ingen mottagning som centralen känner" in run("package", "take", "paket.kast").err
    assert run(*TRUST, "--key", SIGNER).code == 0
    assert "paket –." in run("package", "list").out
    # The same key again is no news; another one is for two to agree on.
    assert run(*TRUST, "--key", SIGNER).code == 0
    assert "två personers beslut" in run(*TRUST, "--key", "0" * 64).err
    asked = run(*TRUST, "--key", "0" * 64, "--reason", "Ny dator")
    assert (asked.code, "Frågan är ställd" in asked.out) == (0, True)
    ran = run("package", "take", "paket.kast", "--key-file", "paper.txt")
    assert (ran.code, ran.err) == (0, "")
    assert "Paket 1 från 0680 är taget. 1 har tagit tillbaka" in ran.out
    assert re.search(
        "^0680 Jönköping: paket 1. [0-9a-f]{64}$", run("package", "list").out, re.MULTILINE
    )
    assert run("package", "take", "paket.kast").code == 1


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


def test_a_file_without_keys_is_told(run: Run, centre: Path) -> None:
    centre.write_text("\n", "utf-8")
    ran = run("package", "make", "--site", "0000", "--to", "central.txt", "--out", "ut.kast")
    assert (ran.code, "har ingen nyckel" in ran.err) == (1, True)
    assert run("package", "make", "--site", "0000", "--to", "c.txt", "--out", "ut.zip").code == 1
