from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kast_eval.store.sites import all_sites
from kast_eval.study.site import Site
from tests.cli.clinics import SITE, opened_with
from tests.cli.conftest import Run
from tests.cli.test_users import accepted
from tests.store.keys.boxes import WORDS

Typing = Callable[..., None]

ADD = ("clinics", "add", "0680", "KAST Jönköping", "--lead", "Eva Ek")
STUDY = ("--in-study", "yes", "--approval", "2026-00000-01", "--information", "1")
OUTSIDE = ("--in-study", "no")


def sites(folder: Path) -> tuple[Site, ...]:
    with closing(opened_with(folder, WORDS)) as database, database.read() as session:
        return all_sites(session)


def test_a_second_clinic_is_added_and_its_lead_comes_in(
    run: Run, typing: Typing, clinic: Path
) -> None:
    typing(WORDS.text)
    ran = run(*ADD, *STUDY, "--letters", "jk", "--relative-letters", "rk")
    assert ran.code == 0, ran.err
    assert "KAST Jönköping finns nu. Klienternas koder börjar med JK, anhörigas med RK." in ran.out
    added = Site(
        "0680", "KAST Jönköping", "JK", "RK", in_study=True, training=False,
        approval_number="2026-00000-01", information_version="1",
    )  # fmt: skip
    assert sites(clinic) == (added, SITE)
    assert accepted(clinic, ran.out)


def test_a_list_tells_which_clinics_there_are_and_nothing_else(
    run: Run, typing: Typing, clinic: Path
) -> None:
    typing(WORDS.text)
    assert run(*ADD, *STUDY).code == 0
    typing(WORDS.text)
    listed = "0680 KAST Jönköping: med i studien\n1480 KAST Småstad: inte med i studien\n"
    assert run("clinics", "list").out == listed
    assert len(sites(clinic)) == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("clinics", "add", "0000", "KAST", "--lead", "Eva", *OUTSIDE), "fyra siffror"),
        ((*ADD, *OUTSIDE, "--letters", "RX"), "Den första får inte vara R"),
        ((*ADD, "--in-study", "yes"), "beslutets nummer"),
        ((*ADD, *OUTSIDE, "--approval", "2026-00000-01"), "hör till en mottagning i"),
        ((*ADD[:-1], "4711", *OUTSIDE), "börjar med en bokstav"),
    ],
)
@pytest.mark.usefixtures("clinic")
def test_what_will_not_do_is_told_before_anything_is_typed(
    run: Run, arguments: tuple[str, ...], told: str
) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (1, "")
    assert told in ran.err
    assert "lösenfras" not in ran.err


@pytest.mark.usefixtures("clinic")
def test_whether_it_is_in_the_study_must_be_said(run: Run) -> None:
    assert run(*ADD).err == "--in-study (yes, no) saknas. Hjälp: kast-eval clinics add --help\n"


def test_the_letters_of_another_clinic_are_refused(run: Run, typing: Typing, clinic: Path) -> None:
    typing(WORDS.text)
    ran = run(*ADD, *OUTSIDE, "--letters", SITE.letters)
    assert (ran.code, ran.out) == (1, "")
    assert f"{SITE.letters} hos {SITE.name}" in ran.err
    assert sites(clinic) == (SITE,)
