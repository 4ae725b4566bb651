from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.kit.orders import files

ASKED = ("--site", "KAST Småstad", "--clients", "1", "--sessions", "1")


def test_a_kit_is_written_and_its_letters_are_shown(run: Run, tmp_path: Path) -> None:
    ran = run("starter-kit", *ASKED, "--edition", "new", "--out", "kit.zip")
    assert (ran.code, ran.out) == (
        0, "kit.zip är skriven. Koderna börjar med SM, anhörigas med RM.\n"
    )  # fmt: skip
    assert "Gör startpaketet" in ran.err
    kit = files((tmp_path / "kit.zip").read_bytes())
    assert kit["codes.csv"].count(b"SM") == 1


@pytest.mark.prove
def test_the_same_seed_gives_the_same_kit(run: Run, tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        ran = run(
            "starter-kit", *ASKED, "--edition", "study", "--letters", "GB", "--seed", "7",
            "--language", "en", "--out", name,
        )  # fmt: skip
        assert ran.code == 0
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.prove
def test_a_second_kit_has_none_of_the_first_one_s_codes(run: Run, tmp_path: Path) -> None:
    asked = (*ASKED, "--edition", "new", "--seed", "7")
    assert run("starter-kit", *asked, "--out", "a.zip").code == 0
    first = files((tmp_path / "a.zip").read_bytes())["codes.csv"]
    (tmp_path / "first.csv").write_bytes(first)
    assert run("starter-kit", *asked, "--earlier", "first.csv", "--out", "b.zip").code == 0
    second = files((tmp_path / "b.zip").read_bytes())["codes.csv"]
    assert set(first.splitlines()) & set(second.splitlines()) == {b"code,series"}


def test_an_earlier_list_that_is_none_is_told_and_no_kit_is_made(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("kod\n1\n", "utf-8")
    ran = run("starter-kit", *ASKED, "--edition", "new", "--earlier", "a.csv", "--out", "k.zip")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("a.csv:1: Filen är ingen lista med koder.")
    assert not (tmp_path / "k.zip").exists()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (("--site", ""), "Skriv mottagningens namn."),
        (("--site", "../kit"), "utan / och radbrytning"),
        (("--clients", "0"), "från 1 till 200"),
        (("--clients", "10000"), "från 1 till 200"),
        (("--out", "there.zip"), "there.zip finns redan"),
        (("--out", "kit.pdf"), "ska sluta på .zip: kit.zip"),
    ],
)
def test_a_fault_is_told_in_one_line_and_nothing_is_written(
    run: Run, tmp_path: Path, changed: tuple[str, str], told: str
) -> None:
    (tmp_path / "there.zip" / "kept").mkdir(parents=True)
    asked = {"--site": "KAST", "--edition": "new", "--clients": "1", "--sessions": "1"}
    asked = {**asked, "--out": "kit.zip", **dict([changed])}
    ran = run("starter-kit", *(word for pair in asked.items() for word in pair))
    assert (ran.code, ran.out) == (1, "")
    assert told in ran.err
    assert [file.name for file in tmp_path.iterdir()] == ["there.zip"]


def test_an_edition_that_does_not_exist_is_told_with_those_that_do(run: Run) -> None:
    ran = run("starter-kit", *ASKED, "--edition", "old", "--out", "k.zip")
    assert (ran.code, "--edition (study, new)" in ran.err) == (2, True)


def test_a_language_that_the_forms_lack_is_told_with_those_that_they_have(run: Run) -> None:
    ran = run("starter-kit", *ASKED, "--edition", "new", "--out", "k.zip", "--language", "ar")
    assert ran.code == 2
    assert "(sv, en)" in ran.err
