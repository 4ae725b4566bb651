from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.manual.source import LIBRARY


@pytest.mark.parametrize("edition", ["study", "new"])
def test_manual_writes_an_edition(run: Run, tmp_path: Path, edition: str) -> None:
    ran = run("manual", "--edition", edition, "--out", "manual.pdf")
    assert (ran.code, ran.out) == (0, "manual.pdf är skriven.\n")
    assert (tmp_path / "manual.pdf").read_bytes().startswith(b"%PDF")


def test_manual_needs_an_edition_that_exists(run: Run) -> None:
    assert run("manual", "--out", "manual.pdf").code == 2
    assert run("manual", "--edition", "old", "--out", "manual.pdf").code == 2


def test_cards_writes_one_for_each_form(run: Run, tmp_path: Path) -> None:
    assert run("cards", "--out", "kort").code == 0
    names = sorted(path.name for path in (tmp_path / "kort").iterdir())
    assert names == sorted(f"{one.letter}-{one.form}.pdf" for one in LIBRARY.newest_forms)


def test_practice_writes_the_five_sheets(run: Run, tmp_path: Path) -> None:
    assert run("practice", "--out", "prov").code == 0
    assert [path.name[0] for path in sorted((tmp_path / "prov").iterdir())] == list("12345")
    # A folder with something in it is never written over.
    assert run("practice", "--out", "prov").code == 1


def test_a_name_says_what_is_written(run: Run, tmp_path: Path) -> None:
    told = run("manual", "--edition", "new", "--out", "manual.txt").err
    assert told == "Filens namn ska sluta på .pdf: manual.pdf.\n"
    for command in ("cards", "practice"):
        told = run(command, "--out", "kort.pdf").err
        assert told == "Här skrivs en mapp med flera filer. Skriv mappens namn: kort.\n"
    assert list(tmp_path.iterdir()) == []
