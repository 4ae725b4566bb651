"""Packages from page to page: a clinic and a centre, each with a program of its own."""

import gzip
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pyrage
import pytest
from pyrage.x25519 import Recipient
from sqlalchemy import text

from kast_eval import clock
from kast_eval.actions.ask_approval import ask_approval
from kast_eval.actions.decide_approval import decide_approval
from kast_eval.dataset.package import seal as sealing
from kast_eval.dataset.package.asked import AskedPackage
from kast_eval.dataset.package.package import package_bytes
from kast_eval.dataset.package.seal import LARGEST_SEALED, seal
from kast_eval.store.approvals import all_approvals
from kast_eval.store.database import Database
from kast_eval.store.events import events
from kast_eval.study.approval import ApprovalSubject
from kast_eval.web.bodies import UPLOADS
from tests.actions.test_make_release import STUDY
from tests.actions.test_packages import CENTRE, LEADER, SECOND
from tests.dataset.package.made import RECIPIENT, SIGNER, SIGNING, package
from tests.web.packaging import (
    AT_CENTRE,
    AT_CLINIC,
    CLINIC,
    FIRST,
    FIRST_ONE,
    OTHER,
    Place,
    approve,
    keys_of,
    make_places,
    of_the_clinic,
    place,
    question,
    said,
    taken,
    trusted,
)
from tests.web.reading import read_html
from tests.web.visitor import Visitor

OK, SEE_OTHER, SIGN_IN, FORBIDDEN, NOT_FOUND = 200, 303, 401, 403, 404
CONFLICT, TOO_LARGE, UNPROCESSABLE = 409, 413, 422


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_places(tmp_path_factory.mktemp("packages"))


@pytest.fixture
def clinic(folders: Path, tmp_path: Path) -> Iterator[Place]:
    made = place(Path(shutil.copytree(folders / "clinic", tmp_path / "clinic")), LEADER, SECOND)
    yield made
    made.database.close()


@pytest.fixture
def centre(folders: Path, tmp_path: Path) -> Iterator[Place]:
    made = place(Path(shutil.copytree(folders / "centre", tmp_path / "centre")), FIRST, OTHER)
    yield made
    made.database.close()


def actions(database: Database) -> list[str]:
    with database.read() as session:
        return [event.action for event in events(session)]


def test_a_package_goes_from_one_page_to_the_other(clinic: Place, centre: Place) -> None:
    keys = keys_of(centre)
    page = clinic.one.page(AT_CLINIC).one("main")
    assert "1 som har sagt ja till forskning" in page.text
    assert "1 som inte har sagt ja" in page.text
    key = page.all("dd", class_="checksum")[0].text
    aloud = page.one("dd", class_="fingerprint").text
    assert not page.all("input", name="question")
    asked = clinic.one.send(f"{AT_CLINIC}/ask", recipients=keys, reason="Kvartal 3")
    assert asked.status_code == SEE_OTHER
    assert "Väntar på att någon annan" in clinic.one.page(AT_CLINIC).one("main").text
    shown = approve(clinic.two)
    assert "Skicka ett paket till studiens central" in shown.text
    assert centre.one.page(AT_CENTRE).one("dd", class_="fingerprint").text in shown.text
    which = question(clinic.one.page(AT_CLINIC))
    got = clinic.one.send(f"{AT_CLINIC}/make", question=which)
    assert (got.status_code, got.headers["Content-Disposition"]) == (
        OK, "attachment; filename=paket-0680-1.kast",
    )  # fmt: skip
    trusted(centre, key)
    assert aloud in centre.one.page(AT_CENTRE).one("main").text
    told = said(taken(centre.one, got.data))
    assert "Paket 1 från KAST Jönköping" in told
    assert "Senast paket 1" in centre.two.page(AT_CENTRE).one("main").text
    assert actions(clinic.database)[-1] == "made a package"
    assert "took a package" in actions(centre.database)


def test_who_presses_twice_gets_the_same_file_and_nobody_else_does(
    clinic: Place, centre: Place
) -> None:
    clinic.one.send(f"{AT_CLINIC}/ask", recipients=keys_of(centre), reason="Kvartal 3")
    approve(clinic.two)
    which = question(clinic.one.page(AT_CLINIC))
    first, again = (clinic.one.send(f"{AT_CLINIC}/make", question=which) for _ in range(2))
    assert first.data == again.data
    assert actions(clinic.database).count("made a package") == 1
    page = clinic.one.page(AT_CLINIC).one("main")
    assert "Hämta filen igen" in page.text
    other = clinic.two.send(f"{AT_CLINIC}/make", question=which)
    assert (other.status_code, "redan gjort" in said(other)) == (CONFLICT, True)
    assert "Hämta filen igen" not in clinic.two.page(AT_CLINIC).one("main").text


def test_what_is_wrong_with_a_question_stands_beside_it_with_what_was_typed(
    clinic: Place, centre: Place
) -> None:
    for recipients, told in (
        ("", "nycklar saknas"),
        ("age1kort", "ingen nyckel från centralen"),
        (keys_of(centre), "varför"),
    ):
        answer = clinic.one.send(f"{AT_CLINIC}/ask", recipients=recipients, reason="")
        page = read_html(answer.text)
        assert (answer.status_code, told in page.one("p", id="ask_error").text) == (
            UNPROCESSABLE, True,
        )  # fmt: skip
        assert page.one("textarea", id="recipients").text == " ".join(recipients.split())
    assert "Inget paket är gjort än." in clinic.one.page(AT_CLINIC).one("main").text


def test_nothing_is_made_that_was_not_agreed_on(clinic: Place, centre: Place) -> None:
    clinic.one.send(f"{AT_CLINIC}/ask", recipients=keys_of(centre), reason="Kvartal 3")
    with clinic.database.read() as session:
        (asked,) = all_approvals(session)
    early = clinic.one.send(f"{AT_CLINIC}/make", question=asked.public_id)
    assert (early.status_code, "två personers beslut" in said(early)) == (FORBIDDEN, True)
    # A question about something else is no package.
    with clinic.database.begin() as session:
        other = ask_approval(
            session, LEADER, clock.now(), subject=ApprovalSubject.RELEASE_A,
            target=f"sender 1480 {SIGNER}", site_codes=[STUDY.code], reason="Jämfört",
        )  # fmt: skip
    assert clinic.one.send(f"{AT_CLINIC}/make", question=other).status_code == CONFLICT
    with clinic.database.begin() as session:
        decide_approval(session, SECOND, clock.now(), asked.public_id, approved=True, reason="")
        session.connection.execute(text("UPDATE site SET in_study = false"))
    gone = clinic.one.send(f"{AT_CLINIC}/make", question=asked.public_id)
    assert (gone.status_code, "inte med i studien" in said(gone)) == (UNPROCESSABLE, True)
    assert "made a package" not in actions(clinic.database)


@pytest.fixture(scope="module")
def hostile(folders: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Place, str]]:
    """A centre that knows the clinic and has taken its first package, and its keys."""
    folder = tmp_path_factory.mktemp("hostile") / "centre"
    made = place(Path(shutil.copytree(folders / "centre", folder)), FIRST, OTHER)
    keys = keys_of(made)
    trusted(made)
    assert taken(made.one, of_the_clinic(keys)).status_code == OK
    yield made, keys
    made.database.close()


def forged(keys: str) -> bytes:
    """Return a package whose signature is of other contents."""
    contents = package_bytes(package(2, FIRST_ONE))
    packed = gzip.compress(f"{SIGNER}{'0' * 128}\n".encode() + contents)
    return pyrage.encrypt(packed, [Recipient.from_str(one) for one in keys.split()])


HOSTILE: Mapping[str, tuple[Callable[[str], bytes], str]] = {
    "nothing": (lambda _: b"", "Ingen fil kom med"),
    "not a package": (lambda _: b"%PDF-1.7 " * 100, "inget paket"),
    "too large": (lambda _: bytes(LARGEST_SEALED + 1), "större än 16 MB"),
    "cut": (lambda keys: of_the_clinic(keys, 2, FIRST_ONE)[:-100], "skadad på vägen"),
    "sealed to another": (
        lambda _: of_the_clinic(sealing.recipient_of(sealing.new_identity()), 2, FIRST_ONE),
        "förseglad till någon annan",
    ),
    "forged": (forged, "Underskriften stämmer inte"),
    "signed by nobody known": (
        lambda keys: seal(package_bytes(package(2, FIRST_ONE)), bytes(32), keys.split()),
        "Ingen mottagning som centralen känner",
    ),
    "another clinic's": (
        lambda keys: of_the_clinic(keys, 2, FIRST_ONE, site_code="1480"), "en annan mottagning"),
    "sent twice": (of_the_clinic, "redan taget"),
    "one is missing": (lambda keys: of_the_clinic(keys, 3, "lost"), "Paket 2 saknas"),
    "another approval's": (
        lambda keys: of_the_clinic(keys, 2, FIRST_ONE, approval="2026-00000-09"),
        "annat godkännande",
    ),
    "no contents": (lambda keys: seal(b"{}", SIGNING, keys.split()), "inget paket"),
}  # fmt: skip


@pytest.mark.parametrize("which", HOSTILE)
def test_a_file_that_cannot_be_taken_is_told_in_words_and_nothing_is_lost(
    hostile: tuple[Place, str], which: str
) -> None:
    centre, keys = hostile
    make, told = HOSTILE[which]
    answer = taken(centre.one, make(keys))
    page = read_html(answer.text)
    assert (answer.status_code, told in page.one("p", id="file_error").text) == (
        UNPROCESSABLE, True,
    )  # fmt: skip
    assert page.one("input", id="file").attributes["aria-invalid"] == "true"
    assert "Senast paket 1" in page.one("main").text
    assert bool(page.all("input", name="broken")) is (which == "one is missing")
    assert actions(centre.database).count("took a package") == 1


def test_a_file_beyond_all_bounds_gets_the_page_in_the_users_language(
    hostile: tuple[Place, str],
) -> None:
    centre, _ = hostile
    centre.two.send("/language", language="en", page="/")
    answer = taken(centre.two, bytes(UPLOADS["senders.take"] + 1))
    page = read_html(answer.text)
    assert (answer.status_code, "larger than 16 MB" in page.one("p", id="file_error").text) == (
        TOO_LARGE, True,
    )  # fmt: skip


def test_a_page_that_was_too_old_asks_for_the_file_again(hostile: tuple[Place, str]) -> None:
    centre, keys = hostile
    answer = taken(centre.one, of_the_clinic(keys), csrf_token="old")
    assert "Välj filen en gång till" in said(answer)
    assert taken(Visitor(centre.app), of_the_clinic(keys), csrf_token="old").status_code == SIGN_IN


def test_trust_is_taken_back_and_given_again(centre: Place) -> None:
    keys = keys_of(centre)
    trusted(centre)
    assert taken(centre.one, of_the_clinic(keys)).status_code == OK
    ended = centre.two.send(f"{AT_CENTRE}/0680/distrust")
    assert ended.status_code == SEE_OTHER
    page = centre.one.page(AT_CENTRE).one("main")
    assert "ingen godtagen nyckel" in page.text
    assert "Sluta godta nyckeln för" not in page.text
    assert "Ingen mottagning som" in said(taken(centre.one, of_the_clinic(keys, 2, FIRST_ONE)))
    again = centre.one.send(f"{AT_CENTRE}/0680/distrust")
    assert (again.status_code, "Ingen nyckel" in said(again)) == (UNPROCESSABLE, True)
    wrong = centre.one.send(f"{AT_CENTRE}/0680/ask", key="kort", reason="Ny dator")
    assert read_html(wrong.text).one("input", id="key_0680").attributes["value"] == "kort"
    assert (
        centre.one.send(f"{AT_CENTRE}/0680/ask", key=SIGNER, reason="Åter").status_code == SEE_OTHER
    )
    waiting = centre.one.page(AT_CENTRE)
    approve(centre.two)
    which = question(centre.one.page(AT_CENTRE))
    assert not waiting.all("input", name="question")
    assert centre.two.send(f"{AT_CENTRE}/trust", question=which).status_code == SEE_OTHER
    assert taken(centre.one, of_the_clinic(keys, 2, FIRST_ONE)).status_code == OK
    broken = taken(centre.one, of_the_clinic(keys, 4, "lost"), broken="yes")
    assert "ett paket före det saknas är noterat" in said(broken)
    assert "Borta på vägen: 3." in centre.one.page(AT_CENTRE).one("main").text


def test_a_clinic_that_is_wrongly_written_is_told_field_by_field(centre: Place) -> None:
    typed = {**CLINIC, "municipality": "68", "letters": "", "key": "abc"}
    answer = centre.one.send(f"{AT_CENTRE}/ask", **typed)
    page = read_html(answer.text)
    assert answer.status_code == UNPROCESSABLE
    links = [one.attributes["href"] for one in page.one("div", class_="summary").all("a")]
    assert links == ["#municipality", "#letters", "#key"]
    assert page.one("input", id="site").attributes["value"] == CLINIC["site"]
    own = centre.one.send(f"{AT_CENTRE}/ask", **{**CLINIC, "municipality": CENTRE.code})
    assert "för in i det här programmet" in said(own)
    alone = centre.one.send(f"{AT_CENTRE}/ask", **{**CLINIC, "reason": ""})
    assert "varför" in said(alone)
    assert centre.one.send(f"{AT_CENTRE}/trust", question="none").status_code == NOT_FOUND


def test_what_is_not_agreed_on_is_not_trusted(centre: Place) -> None:
    centre.one.send(f"{AT_CENTRE}/ask", **CLINIC)
    with centre.database.begin() as session:
        (asked,) = all_approvals(session)
        about_package = ask_approval(
            session, FIRST, clock.now(), subject=ApprovalSubject.RELEASE_A,
            target=AskedPackage(1, (RECIPIENT,)).target, site_codes=[CENTRE.code], reason="Q3",
        )  # fmt: skip
    early = centre.one.send(f"{AT_CENTRE}/trust", question=asked.public_id)
    assert (early.status_code, "två personers beslut" in said(early)) == (FORBIDDEN, True)
    other = centre.one.send(f"{AT_CENTRE}/trust", question=about_package)
    assert other.status_code == NOT_FOUND


def test_keys_are_made_once(centre: Place) -> None:
    assert centre.one.get(f"{AT_CENTRE}/central.txt").status_code == NOT_FOUND
    assert "Gör först centralens nycklar" in centre.one.page(AT_CENTRE).one("main").text
    first = keys_of(centre)
    again = centre.one.send(f"{AT_CENTRE}/keys")
    assert (again.status_code, "finns redan" in said(again)) == (400, True)
    assert centre.one.get(f"{AT_CENTRE}/central.txt").text == first
