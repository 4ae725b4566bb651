import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kast_eval import clock
from kast_eval.actions.accept_invitation import accept_invitation
from kast_eval.store.events import events
from kast_eval.store.keys.machine_key import add_machine_slot
from tests.actions.accounts import CLIENT, KARIN
from tests.cli.clinics import SITE, opened_with
from tests.cli.conftest import Run
from tests.store.keys.boxes import PAPER, WORDS

Typing = Callable[..., None]
HER_OWN = "sju trappsteg och en igelkott"


def accepted(folder: Path, out: str) -> bool:
    """Accept the invitation that the command showed, and tell whether an app is to be set up."""
    (code,) = re.findall(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", out)
    with closing(opened_with(folder, WORDS)) as database:
        return accept_invitation(
            database, clock.now(), code=code, password=HER_OWN, client=CLIENT
        ).set_up


@pytest.mark.parametrize(
    ("typed", "options"), [(WORDS.text, ()), (PAPER.printed, ("--paper",))], ids=["words", "paper"]
)
def test_who_has_the_secret_lets_a_lone_lead_in_again(
    run: Run, typing: Typing, clinic: Path, *, typed: str, options: tuple[str, ...]
) -> None:
    typing(typed)
    ran = run("users", "rescue", KARIN, *options)
    assert ran.code == 0, ran.err
    assert accepted(clinic, ran.out)
    with closing(opened_with(clinic, WORDS)) as database, database.read() as session:
        told = [(one.user, one.subject, one.site_code) for one in events(session)
                if one.action == "rescued"]  # fmt: skip
    assert told == [("program", KARIN, SITE.code)]


def test_a_machine_that_opens_by_itself_rescues_nobody(
    run: Run, typing: Typing, clinic: Path, tmp_path: Path
) -> None:
    add_machine_slot(clinic, WORDS, {"XDG_CONFIG_HOME": str(tmp_path / "settings")})
    typing("fel lösenfras för databasen")
    ran = run("users", "rescue", KARIN)
    assert (ran.code, ran.out) == (1, "")
    assert "Databasens lösenfras" in ran.err


@pytest.mark.usefixtures("clinic")
def test_an_unknown_name_is_told_how_to_be_written(run: Run, typing: Typing) -> None:
    typing(WORDS.text)
    ran = run("users", "rescue", "Ingen", "--language", "en")
    assert (ran.code, ran.out) == (1, "")
    assert "Nobody works here by that name" in ran.err


@pytest.mark.parametrize("command", [("users", "rescue", KARIN), ("clinics", "list")])
def test_neither_practice_nor_an_empty_folder_is_opened_so(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    for key in ("", "database.key"):
        if key:
            (tmp_path / "instance").mkdir()
            (tmp_path / "instance" / key).touch()
        ran = run(*command)
        assert (ran.code, ran.out) == (1, "")
        assert "ingen mottagning för riktiga klienter" in ran.err
