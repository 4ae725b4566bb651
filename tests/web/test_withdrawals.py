"""The pages of a withdrawal, in a browser without JavaScript."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from kast_eval import clock
from kast_eval.actions.keep_in_code_key import code_key_in
from kast_eval.actions.make_code_key import begin_code_key
from kast_eval.code_key.code_key import code_key_of, find_contact, unlock_code_key
from kast_eval.dataset.person_id import person_id, project_key
from kast_eval.store.backups.erased import ERASED_FILE, erased_lines, read_erased
from kast_eval.store.database import Database
from kast_eval.store.keys.secret import Passphrase
from kast_eval.store.packages import PackageMark, add_package_made
from kast_eval.store.releases import ReleaseRecord, add_release
from kast_eval.store.sign_ins import mark_seen, mark_stepped_up
from kast_eval.store.users import add_user, find_user
from tests.actions.accounts import KARIN
from tests.actions.at_the_clinic import (
    ANNA,
    HERE,
    LEAD,
    NOW,
    TEXTS,
    Sent,
    code,
    entered,
    noted,
)
from tests.actions.test_withdrawal import MARK, NOTED, WORDS, sheet_of, withdrew
from tests.code_key.test_code_key import CHEAP
from tests.paper.pictures import page_texts
from tests.store.told import everything
from tests.web.karins_clinic import app_of, opened_clinic, signed_in
from tests.web.reading import read_html
from tests.web.visitor import OK, SEE_OTHER, Visitor

CONFLICT, NOT_FOUND, UNREADABLE = 409, 404, 422
RELEASES = {"A": "a" * 24, "B": "b" * 24}


def post(visitor: Visitor, path: str, **fields: str) -> tuple[int, str]:
    answer = visitor.post(path, {**fields, "csrf_token": visitor.token()})
    return answer.status_code, answer.headers.get("Location", "") or answer.text


def released(database: Database, *levels: str, by: str = LEAD.name) -> None:
    with database.begin() as session:
        for level in levels:
            record = ReleaseRecord(
                RELEASES[level], level, "huvudanalys", "r" * 64, "c" * 64, "0123456789abcdef" * 4,
                "Ett universitet", "Huvudanalysen", "2026-00000-01", None, "Ledaren", by,
                NOW,
            )  # fmt: skip
            add_release(session, record, {(HERE, code(1))})


@pytest.fixture
def lead(app: Flask, database: Database) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(database, LEAD)
    return visitor


def test_a_withdrawal_begins_with_its_sheet_and_goes_on_from_it(
    lead: Visitor, database: Database
) -> None:
    assert "Ingen har tagit tillbaka" in lead.page("/withdrawals").text
    status, told = post(lead, "/withdrawals", client_code="XX0001")
    assert status == UNREADABLE
    assert read_html(told).one("input", id="client_code").attributes["value"] == "XX0001"
    status, there = post(lead, "/withdrawals", client_code=code(1))
    assert (status, there.startswith("/entry/")) == (SEE_OTHER, True)
    sheet = entered(database, sheet_of(), withdrew("2"))
    other = entered(database, Sent(number=2, submission="b"), {**TEXTS, "fill_date": "2026-01-02"})
    for path in (f"/sheet/{sheet}", f"/sheet/{other}", f"/sheet/{other}/story"):
        page = lead.page(path)
        assert page.one("a", href=f"/withdrawal/{sheet}").text == "Se vad som följer"
    assert post(lead, "/withdrawals", client_code=code(1)) == (SEE_OTHER, f"/withdrawal/{sheet}")
    page = lead.page(f"/withdrawal/{sheet}").one("main")
    assert "Insamlingen är stoppad" in page.text
    assert page.all("form") == []
    assert noted(database)[-1][:3] == ("lead", "read withdrawal", sheet)


@pytest.mark.parametrize(
    ("scope", "told"), [("1", "Inga uppföljningar"), (None, "Fråga klienten och rätta fråga 5")]
)
def test_what_follows_is_told_by_how_far_it_goes(
    lead: Visitor, database: Database, scope: str | None, told: str
) -> None:
    sheet = entered(database, sheet_of(), withdrew(scope))
    assert told in lead.page(f"/withdrawal/{sheet}").one("main").text
    assert code(1) in lead.page("/withdrawals").text


def test_practice_erases_at_once_and_a_second_tab_is_told(
    lead: Visitor, anna: Visitor, database: Database
) -> None:
    entered(database, Sent(submission="a"), {**TEXTS, "mood_7d": "x"}, notes=NOTED)
    sheet = entered(database, sheet_of(), withdrew("3"))
    path = f"/withdrawal/{sheet}"
    assert "Det här är en övning" in lead.page(path).text
    assert "Den som leder mottagningen" in anna.page(path).text
    assert post(lead, f"{path}/erase", confirmed=code(2))[0] == UNREADABLE
    status, there = post(lead, f"{path}/erase", confirmed=code(1))
    assert (status, there.startswith("/withdrawal/")) == (SEE_OTHER, True)
    page = lead.page(there).one("main")
    assert "är raderat" in page.text
    assert "Skicka ett nytt paket" not in page.text
    with database.begin() as session:
        mark = PackageMark(HERE, 1, "c" * 64, "")
        add_package_made(session, mark, made_by=LEAD.name, made_at=NOW)
    assert "Skicka ett nytt paket" in lead.page(there).text
    assert "erased.txt" in page.text
    assert post(lead, f"{path}/erase", confirmed=code(1))[0] == CONFLICT
    assert post(lead, f"{path}/ask", reason="igen")[0] == CONFLICT
    assert lead.get(f"/sheet/{sheet}").status_code == NOT_FOUND
    assert "raderat" in lead.page("/withdrawals").text
    assert post(lead, "/withdrawals", client_code=code(1))[1] == there
    assert not {name for name, held in everything(database).items() if MARK in held}
    status, told = post(lead, "/today", client_code=code(1), form="c", number="1")
    assert status == UNREADABLE
    assert "får en ny kod" in told


def test_a_page_that_is_open_keeps_nothing_of_an_erased_client(
    lead: Visitor, anna: Visitor, database: Database
) -> None:
    there = anna.post(
        "/today",
        {"csrf_token": anna.token(), "client_code": code(1), "form": "c", "number": "1",
         "person_type": "1"},
    ).headers["Location"]  # fmt: skip
    page = anna.page(there)
    fields = {one.attributes["name"]: one.attributes.get("value", "") for one in page.all("input")
              if "name" in one.attributes and one.attributes.get("type") == "hidden"}  # fmt: skip
    sheet = entered(database, sheet_of(), withdrew("3"))
    post(lead, f"/withdrawal/{sheet}/erase", confirmed=code(1))
    fields |= {"text_mood_7d": MARK, "text_person_type": "1"}
    for path in (f"{there}/draft", there):
        assert anna.post(path, fields).status_code != OK
    assert not {name for name, held in everything(database).items() if MARK in held}


def test_each_recipient_gets_a_letter_that_names_nobody(lead: Visitor, database: Database) -> None:
    sheet = entered(database, sheet_of(), withdrew("3"))
    released(database, "A", "B")
    path = f"/withdrawal/{sheet}"
    page = lead.page(path).one("main")
    links = [one.attributes["href"] for one in page.all("a")]
    letters = [one for one in links if "/letter-" in one]
    assert letters == [
        f"{path}/letter-{RELEASES[level]}-{language}.pdf"
        for level in "AB" for language in ("sv", "en")
    ]  # fmt: skip
    said = ["\n".join(page_texts(lead.get(one).data)) for one in letters]
    for text in said:
        assert "Ett universitet" in text
        assert "0123456789abcdef" in text
        assert code(1) not in text
        assert "Övningsmottagningen" not in text
    assert "Ta bort varje rad" in said[0]
    assert "Remove every row" in said[1]
    assert "inte att återkalla" in said[2].replace("\n", " ")
    assert "person_id" not in said[2]
    # After the erasure they can be printed still: the id is worked out anew.
    again = post(lead, f"{path}/erase", confirmed=code(1))[1]
    after = "\n".join(page_texts(lead.get(f"{again}/letter-{RELEASES['A']}-sv.pdf").data))
    assert _person(after) == _person(said[0])
    kept = entered(database, sheet_of(2), withdrew("2"))
    assert lead.get(f"/withdrawal/{kept}/letter-{RELEASES['A']}-sv.pdf").status_code == NOT_FOUND


def _person(text: str) -> str:
    return text.partition("person_id")[2].split()[0]


def test_a_real_clinic_erases_in_two_steps_after_a_proof(tmp_path: Path) -> None:
    with opened_clinic(tmp_path / "clinic") as database:
        app = app_of(database)
        with database.begin() as session:
            add_user(session, ANNA.name, ANNA.roles, created=clock.now())
        place = code_key_of(database.file.parent, HERE)
        with database.begin() as session:
            karin = find_user(session, KARIN)
            assert karin is not None
            begin_code_key(
                session, karin, clock.now(), place, site_code=HERE, passphrase=WORDS, cost=CHEAP
            )
        sheet = entered(database, sheet_of(), withdrew("3"))
        released(database, "A", by=KARIN)
        anna = signed_in(app, database, name=ANNA.name)
        lead = signed_in(app, database)
        path = f"/withdrawal/{sheet}"
        assert post(anna, f"{path}/ask", reason="")[0] == UNREADABLE
        assert post(anna, f"{path}/ask", reason="Klienten vill det")[0] == SEE_OTHER
        assert "väntar på beslut" in lead.page(path).text
        (asked,) = [one[2] for one in noted(database) if one[1] == "asked approval"]
        assert post(lead, f"/approvals/{asked}", approved="yes")[0] == SEE_OTHER
        assert lead.page("/approvals").one("a", href=path).text == "Genomför raderingen"
        assert post(lead, f"{path}/erase", confirmed=code(1))[0] == UNREADABLE
        wrong = post(lead, f"{path}/erase", confirmed=code(1), passphrase="fel fras helt")
        assert wrong[0] == UNREADABLE
        done = post(lead, f"{path}/erase", confirmed=code(1), passphrase=WORDS)
        assert done[0] == SEE_OTHER
        assert lead.page("/approvals").one("a", href=done[1]).text == "Se återtagandet"
        letter = "\n".join(page_texts(lead.get(f"{done[1]}/letter-{RELEASES['A']}-sv.pdf").data))
        id_there = person_id(
            project_key(database.key.for_persons, "Ett universitet"), HERE, code(1)
        )
        assert id_there in letter
        key = unlock_code_key(place, Passphrase(WORDS))
        assert find_contact(place, key, code(1)) is None
        with database.read() as session:
            lines = erased_lines(session, database.key)
        assert read_erased([database.file.parent]) == lines
        assert (database.file.parent / "backups" / ERASED_FILE).exists()
        assert code_key_in(database.file.parent)(HERE).there


def test_without_a_fresh_proof_nothing_is_erased(tmp_path: Path) -> None:
    with opened_clinic(tmp_path / "clinic") as database:
        with database.begin() as session:
            add_user(session, ANNA.name, ANNA.roles, created=clock.now())
        sheet = entered(database, sheet_of(), withdrew("3"))
        lead = signed_in(app_of(database), database)
        cookie = lead.client.get_cookie("kast_sign_in")
        assert cookie is not None
        with database.begin() as session:
            mark_stepped_up(session, cookie.value, at=clock.now() - timedelta(hours=1))
            mark_seen(session, cookie.value, at=clock.now())
        assert "/step-up?held=" in post(lead, f"/withdrawal/{sheet}/erase", confirmed=code(1))[1]
        letter = f"/withdrawal/{sheet}/letter-{'a' * 24}-sv.pdf"
        assert lead.get(letter).location == f"/step-up?back={letter}"


def test_where_the_list_cannot_be_written_it_is_told_that_it_comes_later(
    lead: Visitor, database: Database
) -> None:
    (database.file.parent / "backups").write_text("in the way", "utf-8")
    sheet = entered(database, sheet_of(), withdrew("3"))
    status, there = post(lead, f"/withdrawal/{sheet}/erase", confirmed=code(1))
    assert status == SEE_OTHER
    (database.file.parent / "backups").unlink()
    assert "när nästa kopia tas" in lead.page(there).text
