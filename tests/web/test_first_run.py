import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kast_eval.instance_settings import Hosting, InstanceSettings, read_instance_settings
from kast_eval.store.folder import FolderSort, sort_of
from kast_eval.store.keys.key_box import box_id
from kast_eval.web.first_run_state import MOST_TRIES
from kast_eval.web.front import Front
from kast_eval.wording import Language
from tests.paper.pictures import page_texts
from tests.web.at_the_front import ELSEWHERE, Guest, fronted
from tests.web.reading import read_html

LED_ON, FORBIDDEN, UNREADABLE = 303, 403, 422
WORDS = "blå tårta vid sjön i maj"
OWN_WORDS = "fyra gröna elefanter sjunger"
CLINIC = {"site": "KAST Småstad", "municipality": "1480"}
USER = {"name": "Karin Test", "password": OWN_WORDS, "password_again": OWN_WORDS}
OPENING = {"opens": "passphrase", "passphrase": WORDS, "passphrase_again": WORDS}


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Front]:
    with fronted(tmp_path / "instance") as shown:
        shown.show()
        yield shown


@pytest.fixture
def guest(front: Front) -> Guest:
    return Guest(front)


def answer(guest: Guest, **answers: Mapping[str, str]) -> None:
    """Answer page after page, each of which leads on to the next."""
    for step, fields in answers.items():
        sent = guest.send(f"/first-run/{step}", fields)
        assert (sent.status_code, step) == (LED_ON, step), read_html(sent.text).one("main").text


def shown_code(guest: Guest) -> str:
    page = guest.page("/first-run/recovery")
    return " ".join(one.text for one in page.all("b", class_="code"))


def answer_all(guest: Guest, copies: Path, **other: Mapping[str, str]) -> None:
    copies.mkdir(exist_ok=True)
    answers: dict[str, Mapping[str, str]] = {
        "start": {"language": "sv", "sort": "clinic"}, "clinic": CLINIC, "codes": {},
        "study": {"in_study": "no"}, "user": USER, "opening": OPENING, **other,
    }  # fmt: skip
    answer(guest, **answers)
    code = shown_code(guest)
    answer(
        guest,
        recovery={},
        paper={"recovery_code": code.lower()},
        backup={"backup_folder": str(copies), "same_disk": "yes"},
    )


def test_ten_answers_open_a_clinic_and_its_pages_are_there_at_once(
    guest: Guest, tmp_path: Path
) -> None:
    answer_all(guest, tmp_path / "copies")
    page = guest.page("/first-run/finish")
    assert "KAST Småstad, 1480" in page.one("dl").text
    assert "SM / RM" in page.one("dl").text
    done = guest.send("/first-run/finish", {})
    assert done.status_code == 200
    assert "KAST Småstad är öppnad" in done.text
    assert str(tmp_path / "copies") in done.text
    assert sort_of(tmp_path / "instance") is FolderSort.CLINIC
    assert guest.page("/").one("h1").text == "Utvärdering av KAST-mottagningarna"


def test_every_page_of_questions_says_why_and_there_are_at_most_ten(
    guest: Guest, tmp_path: Path
) -> None:
    answer_all(guest, tmp_path / "copies")
    asked = 0
    for step in ("start", "clinic", "codes", "study", "user", "opening", "recovery", "backup"):
        page = guest.page(f"/first-run/{step}")
        (numbers,) = re.findall(r"Fråga ([\d–]+) av 10", page.one("main").text)
        first, _, last = numbers.partition("–")
        assert int(first) == asked + 1
        asked = int(last or first)
        assert page.one("main").all(class_="hint") or page.one("main").all("p", class_="lead")
    assert asked == 10


def test_what_was_typed_is_there_when_one_goes_back_but_no_secret_is_shown(
    guest: Guest, tmp_path: Path
) -> None:
    answer_all(guest, tmp_path / "copies")
    page = guest.page("/first-run/clinic")
    assert page.one("input", id="site").attributes["value"] == "KAST Småstad"
    for step in ("user", "opening", "finish"):
        text = guest.get(f"/first-run/{step}").text
        assert OWN_WORDS not in text
        assert WORDS not in text
    # Blank fields keep the passphrase that was chosen.
    answer(guest, user={"name": "Karin Test"}, opening={})
    assert guest.send("/first-run/finish", {}).status_code == 200


def test_pages_come_in_their_order(guest: Guest) -> None:
    answer(guest, start={"language": "sv", "sort": "clinic"})
    for path in ("/first-run/backup", "/first-run/finish", "/first-run/recovery.pdf", "/nothing"):
        assert guest.get(path).request.path == "/first-run/clinic"
    token = guest.form("/first-run/clinic").one("input", name="csrf_token").attributes["value"]
    assert guest.post("/first-run/finish", {"csrf_token": token}).location == "/"
    assert guest.post("/first-run/nothing", {"csrf_token": token}).status_code == 404


@pytest.mark.parametrize(
    ("step", "fields", "told"),
    [
        ("start", {}, "Välj ett av alternativen."),
        ("clinic", {"site": "", "municipality": "1480"}, "Skriv mottagningens namn."),
        ("clinic", {**CLINIC, "municipality": "0000"}, "Kommunkoden är fyra siffror"),
        ("codes", {"letters": "X1"}, "Kodernas bokstäver ska vara två"),
        ("study", {"in_study": "perhaps"}, "Välj om mottagningen är med i studien."),
        ("user", {**USER, "password_again": "annat"}, "De två skiljer sig åt."),
        ("opening", {**OPENING, "passphrase": "kort"}, "Den behöver minst 15"),
        ("paper", {"recovery_code": "AAAA"}, "Grupp 1 av 6"),
        ("backup", {"backup_folder": "copies"}, "Skriv hela sökvägen"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field_and_nothing_typed_is_lost(
    guest: Guest, tmp_path: Path, step: str, fields: Mapping[str, str], told: str
) -> None:
    if step != "start":
        answer_all(guest, tmp_path / "copies")
    sent = guest.send(f"/first-run/{step}", fields)
    assert sent.status_code == UNREADABLE
    page = read_html(sent.text)
    (error,) = page.all(class_="error")[:1]
    assert told in error.text
    field = page.one("main").all(autofocus="")[0]
    if step not in {"user", "opening", "study"}:
        for name, text in fields.items():
            assert page.one("input", name=name).attributes.get("value", "") == text
    assert field.attributes["name"] in error.attributes["id"]


def test_a_folder_on_the_same_disk_must_be_meant(guest: Guest, tmp_path: Path) -> None:
    answer_all(guest, tmp_path / "copies")
    form = guest.form("/first-run/backup")
    token = form.one("input", name="csrf_token").attributes["value"]
    copies = {"csrf_token": token, "backup_folder": str(tmp_path / "copies")}
    asked = guest.post("/first-run/backup", copies)
    assert asked.status_code == UNREADABLE
    assert "samma disk" in asked.text
    assert guest.post("/first-run/backup", {**copies, "same_disk": "yes"}).status_code == LED_ON


def test_the_paper_has_the_code_of_the_page_and_the_mark_of_the_key(
    guest: Guest, tmp_path: Path
) -> None:
    answer_all(guest, tmp_path / "copies")
    sent = guest.get("/first-run/recovery.pdf")
    (text,) = page_texts(sent.data)
    assert all(group in text for group in shown_code(guest).split())
    guest.send("/first-run/finish", {})
    assert box_id(tmp_path / "instance") in text


def test_only_who_can_copy_the_paper_goes_on(guest: Guest, tmp_path: Path) -> None:
    answer_all(guest, tmp_path / "copies")
    other = "0000000" * 6
    assert guest.send("/first-run/paper", {"recovery_code": other}).status_code == UNREADABLE


def test_a_clinic_in_the_study_has_its_approval_and_speaks_its_language(
    guest: Guest, tmp_path: Path
) -> None:
    answer_all(
        guest,
        tmp_path / "copies",
        start={"language": "en", "sort": "clinic"},
        study={
            "in_study": "yes", "approval_number": "2026-01234-01", "information_version": "2",
        },
    )  # fmt: skip
    assert "2026-01234-01" in guest.page("/first-run/finish").one("dl").text
    assert "is open" in guest.send("/first-run/finish", {}).text
    assert read_instance_settings(tmp_path / "instance").language is Language.EN
    assert guest.page("/").one("html").attributes["lang"] == "en"


def test_a_machine_may_open_by_itself(
    guest: Guest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    answer_all(guest, tmp_path / "copies", opening={"opens": "machine"})
    assert "Den här datorn själv" in guest.page("/first-run/finish").one("dl").text
    assert guest.send("/first-run/finish", {}).status_code == 200
    with fronted(tmp_path / "instance") as again:
        assert again.show().text == ""


def test_what_goes_wrong_at_the_end_is_told_and_can_be_mended(guest: Guest, tmp_path: Path) -> None:
    answer_all(guest, tmp_path / "copies")
    shutil.rmtree(tmp_path / "copies")
    (tmp_path / "copies").touch()
    failed = guest.send("/first-run/finish", {})
    assert failed.status_code == UNREADABLE
    assert read_html(failed.text).one(class_="notice").text
    assert sort_of(tmp_path / "instance") is FolderSort.EMPTY
    (tmp_path / "copies").unlink()
    (tmp_path / "copies").mkdir()
    assert guest.send("/first-run/finish", {}).status_code == 200


def test_practice_is_one_answer_away(guest: Guest, tmp_path: Path) -> None:
    sent = guest.send("/first-run/start", {"language": "en", "sort": "practise"})
    assert sort_of(tmp_path / "instance") is FolderSort.TRAINING
    page = guest.page(sent.location)
    assert page.one("html").attributes["lang"] == "en"
    assert "Övningsmottagningen" in page.one("header").text


def test_another_browser_needs_the_code_of_the_console(front: Front, guest: Guest) -> None:
    answer(guest, start={"language": "sv", "sort": "clinic"})
    other = Guest(front)
    refused = other.get("/first-run/clinic")
    assert refused.status_code == FORBIDDEN
    assert "Skriv koden från datorn" in refused.text


@pytest.mark.parametrize("address", [ELSEWHERE, ""])
def test_from_elsewhere_the_code_of_the_console_is_asked_for(tmp_path: Path, address: str) -> None:
    with fronted(tmp_path / "instance") as front:
        code = front.show().code
        guest = Guest(front, address)
        assert guest.get("/").status_code == FORBIDDEN
        assert guest.send("/", {"code": "AAAA-AAAA"}).status_code == FORBIDDEN
        assert guest.send("/", {"code": code.lower().replace("-", " ")}).status_code == LED_ON
        assert guest.page("/").one("h1").text == "Välkommen"


def test_behind_a_proxy_nobody_is_taken_for_the_machine_itself(tmp_path: Path) -> None:
    settings = InstanceSettings(hosting=Hosting(proxy="127.0.0.1"))
    with fronted(tmp_path / "instance", settings) as front:
        front.show()
        assert Guest(front, base="https://localhost").get("/").status_code == FORBIDDEN


def test_guessing_the_code_of_the_console_ends(tmp_path: Path) -> None:
    with fronted(tmp_path / "instance") as front:
        code = front.show().code
        guest = Guest(front, ELSEWHERE)
        for _try in range(MOST_TRIES):
            assert "stämmer inte" in guest.send("/", {"code": "A"}).text
        assert "Starta om programmet" in guest.send("/", {"code": code}).text


def test_the_language_can_be_changed_on_the_way(guest: Guest) -> None:
    page = guest.page("/")
    token = page.one("main").one("input", name="csrf_token").attributes["value"]
    guest.post("/language", {"csrf_token": token, "language": "en"})
    assert guest.page("/").one("h1").text == "Welcome"


def test_odd_requests_get_a_page_and_change_nothing(guest: Guest, tmp_path: Path) -> None:
    guest.page("/")
    expired = guest.post("/first-run/start", {"sort": "practise"})
    assert expired.status_code == 400
    assert "för gammal" in expired.text
    assert guest.client.post("/first-run/start", json={}, base_url=guest.base).status_code == 415
    foreign = guest.client.get("/", base_url="http://other.example")
    assert (foreign.status_code, foreign.text) == (400, "400\n")
    face = guest.get("/fonts/SourceSans3-Regular.woff2")
    assert face.headers["Cache-Control"] == "no-cache"
    assert sort_of(tmp_path / "instance") is FolderSort.EMPTY
