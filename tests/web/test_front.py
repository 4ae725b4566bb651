import shutil
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from kast_eval import clock
from kast_eval.first_run.make import make_clinic
from kast_eval.store.backups.known_place import PLACE_FILE, known_place
from kast_eval.store.database import open_database
from kast_eval.store.events import events
from kast_eval.store.faults import WrongSecretError
from kast_eval.store.filling import MOVING
from kast_eval.store.keys.key_box import open_key_box
from kast_eval.web.tries import FREE_TRIES, Tries, WaitError
from tests.first_run.orders import order
from tests.store.keys.boxes import CHEAP, OTHER_WORDS, PAPER, WORDS
from tests.web.at_the_front import Guest, fronted
from tests.web.reading import read_html

LED_ON, UNREADABLE, NOT_YET = 303, 422, 503
OPENED = "opened the database"
LOCKED, OPEN, DAMAGED = (
    "Databasen är låst", "Utvärdering av KAST-mottagningarna", "Databasen är skadad",
)  # fmt: skip

SELDOM_NEEDED = {
    "authlib", "numpy", "pandas", "polars", "pyarrow", "pyreadstat", "reportlab", "requests",
    "scipy", "statsmodels", "webauthn",
}  # fmt: skip
"""Large libraries: drawing, reckoning, file formats, passkeys and providers."""


@pytest.fixture(scope="module")
def made_clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("clinic")
    make_clinic(place / "instance", order(place / "copies"), clock.now(), {}, cost=CHEAP)
    return place


@pytest.fixture
def clinic(made_clinic: Path, tmp_path: Path) -> Path:
    """Return the folder of a clinic that a passphrase and a paper open."""
    shutil.copytree(made_clinic, tmp_path / "clinic")
    return tmp_path / "clinic" / "instance"


def heading(guest: Guest) -> str:
    return guest.page("/").one("h1").text


@pytest.mark.parametrize(
    "typed", [{"passphrase": WORDS.text}, {"recovery_code": PAPER.printed.lower()}]
)
def test_a_locked_clinic_is_unlocked_without_a_new_start(
    clinic: Path, typed: dict[str, str]
) -> None:
    with fronted(clinic) as front:
        assert "låst" in front.show().text
        guest = Guest(front)
        assert heading(guest) == LOCKED
        assert guest.get("/today").request.path == "/"
        assert guest.send("/", typed).status_code == LED_ON
        assert heading(guest) == OPEN


@pytest.mark.parametrize("written", ["00" * 32, "x"])
def test_a_machine_key_that_does_not_open_leaves_the_door_to_people(
    clinic: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, written: str
) -> None:
    (tmp_path / "key").write_text(written)
    monkeypatch.setenv("KAST_EVAL_MACHINE_KEY", str(tmp_path / "key"))
    with fronted(clinic) as front:
        assert "låst" in front.show().text
        assert heading(Guest(front)) == LOCKED


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ({"passphrase": WORDS.text}, "passphrase"),
        ({"recovery_code": PAPER.printed}, "paper"),
    ],
)
def test_what_opened_the_database_is_noted(clinic: Path, typed: dict[str, str], kind: str) -> None:
    with fronted(clinic) as front:
        front.show()
        Guest(front).send("/", typed)
    key = open_key_box(clinic, WORDS)
    opened = open_database(clinic, training=False, key=key)
    with closing(opened) as database, database.read() as session:
        told = [event.subject for event in events(session) if event.action == OPENED]
    assert told == [kind]


def test_a_wrong_secret_opens_nothing_and_is_told_at_its_field(clinic: Path) -> None:
    with fronted(clinic) as front:
        front.show()
        guest = Guest(front)
        for name, text in (("passphrase", "fel"), ("recovery_code", "0000")):
            sent = guest.send("/", {name: text})
            assert sent.status_code == UNREADABLE
            page = read_html(sent.text)
            assert page.one("input", name=name).attributes["aria-invalid"] == "true"
            assert page.one(class_="error").attributes["id"] == f"{name}_error"
        assert heading(guest) == LOCKED


def test_a_passphrase_that_comes_with_the_start_opens_at_once(clinic: Path) -> None:
    with fronted(clinic) as front:
        assert front.show(WORDS).text == ""
        assert heading(Guest(front)) == OPEN
    with fronted(clinic) as front, pytest.raises(WrongSecretError):
        front.show(OTHER_WORDS)


def test_two_who_unlock_at_once_open_one_database(clinic: Path) -> None:
    with fronted(clinic) as front:
        front.show()
        key = open_key_box(clinic, WORDS)
        both = [threading.Thread(target=front.open_clinic, args=(key,)) for _one in range(2)]
        for one in both:
            one.start()
        for one in both:
            one.join()
        assert heading(Guest(front)) == OPEN


def test_before_anything_is_shown_a_visitor_is_asked_to_wait(clinic: Path) -> None:
    with fronted(clinic) as front:
        assert Guest(front).client.get("/").status_code == NOT_YET


@pytest.mark.parametrize("typed", [WORDS.text, PAPER.printed])
def test_of_a_damaged_clinic_nothing_is_opened_and_a_copy_takes_its_place(
    clinic: Path, typed: str
) -> None:
    copies = clinic.parent / "copies"
    with fronted(clinic) as front:
        front.show(WORDS)
    # The copied clinic remembers the folder of the first one.
    (clinic / PLACE_FILE).write_text(f"{copies}\n")
    flip(clinic / "kast_eval.db")
    damaged = (clinic / "kast_eval.db").read_bytes()
    with fronted(clinic) as front:
        assert "skadad" in front.show(WORDS).text
        guest = Guest(front)
        assert heading(guest) == DAMAGED
        assert guest.send("/", {"passphrase": "fel"}).status_code == UNREADABLE
        assert guest.send("/", {"copy": "../..", "passphrase": "x"}).status_code == UNREADABLE
        name = "passphrase" if typed == WORDS.text else "recovery_code"
        assert guest.send("/", {name: typed}).status_code == LED_ON
        assert heading(guest) == OPEN
    (kept,) = clinic.glob("kept-*/kast_eval.db")
    assert kept.read_bytes() == damaged


def test_a_damaged_clinic_without_copies_says_what_to_do(clinic: Path) -> None:
    flip(clinic / "kast_eval.db")
    shutil.rmtree(clinic.parent / "copies")
    (clinic / PLACE_FILE).write_bytes(b"\xff")
    assert known_place(clinic) == clinic / "backups"
    with fronted(clinic) as front:
        front.show(WORDS)
        page = Guest(front).page("/")
        assert page.one("main").all("form") == []
        assert "Ingen säkerhetskopia hittades" in page.one("main").text


def test_damaged_keys_are_as_good_as_a_damaged_database(clinic: Path) -> None:
    (clinic / PLACE_FILE).write_text(f"{clinic.parent / 'copies'}\n")
    whole = (clinic / "keys.json").read_text()
    (clinic / "keys.json").write_text(whole[:-20])
    with fronted(clinic) as front:
        front.show()
        guest = Guest(front)
        assert heading(guest) == DAMAGED
        assert guest.send("/", {"passphrase": WORDS.text}).status_code == LED_ON
        assert heading(guest) == OPEN


def test_keys_that_are_altered_while_it_is_locked_are_found(clinic: Path) -> None:
    with fronted(clinic) as front:
        front.show()
        guest = Guest(front)
        form = guest.form("/")
        token = form.one("input", name="csrf_token").attributes["value"]
        whole = (clinic / "keys.json").read_text()
        (clinic / "keys.json").write_text(whole[:-20])
        typed = {"csrf_token": token, "passphrase": WORDS.text}
        assert guest.post("/unlock", typed).status_code == LED_ON
        assert heading(guest) == DAMAGED


def test_what_an_interrupted_first_run_has_made_is_finished_at_the_start(clinic: Path) -> None:
    (clinic / MOVING).mkdir()
    for name in ("kast_eval.db", "keys.json"):
        (clinic / name).rename(clinic / MOVING / name)
    with fronted(clinic) as front:
        front.show(WORDS)
        assert heading(Guest(front)) == OPEN


def test_wrong_secrets_cost_ever_longer_waits() -> None:
    now = [100.0]
    tries = Tries(clock=lambda: now[0])

    def guess() -> None:
        with tries.one():
            raise WrongSecretError("")

    for _try in range(FREE_TRIES):
        with pytest.raises(WrongSecretError):
            guess()
    for wait in (1, 2, 4):
        with pytest.raises(WaitError, match=f"Vänta {wait} sekunder|Vänta {wait + 1} sekunder"):
            guess()
        now[0] += wait
        with pytest.raises(WrongSecretError):
            guess()
    now[0] += 1_000
    with tries.one():
        pass


def flip(file: Path) -> None:
    contents = bytearray(file.read_bytes())
    contents[len(contents) // 2] ^= 1
    file.write_bytes(contents)


def test_practice_that_is_asked_for_twice_is_made_once(tmp_path: Path) -> None:
    with fronted(tmp_path / "instance") as front:
        front.show()
        first, again = front.open_training(), front.open_training()
        assert first != again
        assert "Övningsmottagningen" in Guest(front).page(again).one("header").text


def test_keys_that_vanish_while_it_is_locked_are_told(clinic: Path) -> None:
    with fronted(clinic) as front:
        front.show()
        (clinic / "keys.json").unlink()
        answer = Guest(front).get("/")
        assert answer.status_code == 500
        assert read_html(answer.text).one("h1").text == "Det gick inte"


def test_the_pages_start_without_the_libraries_that_few_of_them_need() -> None:
    asked = "import sys, kast_eval.cli, kast_eval.web.front; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert not SELDOM_NEEDED & set(ran.stdout.split())
