from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from kast_eval import clock
from kast_eval.actions.enter_form import enter_form
from kast_eval.actions.make_code_key import begin_code_key
from kast_eval.actions.steps.keyed import read_keyed
from kast_eval.actions.steps.tries import FREE
from kast_eval.code_key.code_key import code_key_of
from kast_eval.store.database import Database
from tests.actions.at_the_clinic import ANNA, HERE, LEAD, code, library, noted, plan
from tests.actions.test_code_key import WORDS
from tests.code_key.test_code_key import CHEAP
from tests.web.reading import read_html
from tests.web.visitor import OK, SEE_OTHER, Visitor

UNREADABLE = 422
TOO_MANY = 429
PAGE = f"/code-key/{HERE}"


@pytest.fixture
def lead(app: Flask, database: Database) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(database, LEAD)
    return visitor


def begun(database: Database) -> None:
    with database.begin() as session:
        begin_code_key(
            session, LEAD, clock.now(), code_key_of(database.file.parent, HERE),
            site_code=HERE, passphrase=WORDS, cost=CHEAP,
        )  # fmt: skip


def closed(database: Database) -> None:
    """Close the first client half a year before today, so that the follow-up is due."""
    now = clock.now()
    texts = {"close_date": str(clock.clinic_day(now) - timedelta(185)), "close_reason": "1"}
    form = library().newest("closing_staff").as_asked()
    with database.begin() as session:
        keyed = read_keyed(form, texts, {}, person_type=1, now=now)
        enter_form(
            session, ANNA, now, form, texts, plan=plan(), notes={}, code=code(1), number=None,
            person_type=1, submission="closed",
            confirmed=[doubt.key for doubt in keyed.reading.doubts],
        )  # fmt: skip


def sent(visitor: Visitor, to: str, **fields: str) -> tuple[int, str]:
    answer = visitor.post(f"{PAGE}/{to}", {**fields, "csrf_token": visitor.token()})
    return answer.status_code, answer.text


def test_paper_is_what_the_page_says_first(anna: Visitor, lead: Visitor) -> None:
    page = anna.page("/code-key").one("main")
    assert "på papper i ett låst skåp" in page.text
    assert not page.all("form")
    assert len(lead.page("/code-key").one("main").all("form")) == 1


def test_a_lead_begins_keeps_looks_and_destroys(
    anna: Visitor, lead: Visitor, database: Database
) -> None:
    closed(database)
    assert sent(lead, "make", passphrase=WORDS, again="annat")[0] == UNREADABLE
    assert sent(lead, "make", passphrase=WORDS, again=WORDS)[0] == SEE_OTHER
    status, _ = sent(anna, "keep", passphrase=WORDS, code=code(1), way="070 efter fem")
    assert status == SEE_OTHER
    status, text = sent(anna, "look", passphrase=WORDS, code=code(1))
    assert (status, "070 efter fem" in text) == (OK, True)
    assert "070 efter fem" not in anna.get("/code-key").text
    assert noted(database)[-1][1] == "looked in code key"
    assert sent(lead, "destroy", confirmed="")[0] == UNREADABLE
    answer = lead.post(f"{PAGE}/destroy", {"csrf_token": lead.token(), "confirmed": HERE})
    assert (answer.status_code, answer.mimetype) == (OK, "application/pdf")
    assert not any(Path(database.file.parent, "code_key").iterdir())


def test_a_wrong_passphrase_is_told_and_noted(anna: Visitor, database: Database) -> None:
    begun(database)
    closed(database)
    answer = anna.post(
        f"{PAGE}/look", {"csrf_token": anna.token(), "passphrase": "fel", "code": code(1)}
    )
    assert answer.status_code == UNREADABLE
    assert "lösenfras" in read_html(answer.text).one("main").text.lower()
    assert noted(database)[-1] == ("anna", "refused", "code key", HERE)


def test_a_client_of_whom_nothing_is_kept_is_told_so(anna: Visitor, database: Database) -> None:
    begun(database)
    closed(database)
    status, text = sent(anna, "look", passphrase=WORDS, code=code(1))
    assert status == OK
    assert "står ingenting i kodnyckeln" in text


def test_without_a_follow_up_there_is_nothing_to_open(anna: Visitor, database: Database) -> None:
    begun(database)
    assert "behöver inte öppnas" in anna.page("/code-key").text


def test_guesses_at_the_passphrase_have_to_wait(anna: Visitor, database: Database) -> None:
    begun(database)
    for _guess in range(FREE["name"]):
        assert sent(anna, "look", passphrase="fel ord i fel ordning", code=code(1))[0] == UNREADABLE
    status, text = sent(anna, "look", passphrase=WORDS, code=code(1))
    assert (status, "för många gånger" in text) == (TOO_MANY, True)


def test_a_code_key_on_paper_cannot_be_opened_here(anna: Visitor) -> None:
    status, text = sent(anna, "look", passphrase=WORDS, code=code(1))
    assert (status, "kodnyckel på papper" in text) == (UNREADABLE, True)
