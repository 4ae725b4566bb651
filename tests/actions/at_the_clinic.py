"""People and codes of the two training clinics, and what they do in nearly every test."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from kast_eval.actions.correct_entry import correct_entry
from kast_eval.actions.enter_form import enter_form
from kast_eval.actions.steps.keyed import Outcome
from kast_eval.definition.derived import Derivations, read_derivations
from kast_eval.definition.library import Library
from kast_eval.store.database import Database
from kast_eval.store.events import events
from kast_eval.store.sheets import newest_sheets
from kast_eval.study.client_code import check_letter
from kast_eval.study.plan import Plan, read_plan
from kast_eval.study.roles import Role, User
from kast_eval.study.site import TRAINING_NEIGHBOUR, TRAINING_SITE
from tests.definition.example import real_library
from tests.paper.forms import tall

FORMS = Path(__file__).parents[2] / "forms"
NOW = datetime(2026, 3, 9, 12, 30, tzinfo=UTC)
HERE, THERE = TRAINING_SITE.code, TRAINING_NEIGHBOUR.code

ANNA = User("anna", {HERE: frozenset({Role.COUNSELLOR})})
BERIT = User("berit", {HERE: frozenset({Role.COUNSELLOR})})
NEIGHBOUR = User("neighbour", {THERE: frozenset({Role.COUNSELLOR})})
RESEARCHER = User("researcher", {HERE: frozenset({Role.RESEARCHER})})
LEAD = User("lead", {HERE: frozenset({Role.LEAD})})
BOTH = User("both", {HERE: frozenset({Role.COUNSELLOR}), THERE: frozenset({Role.COUNSELLOR})})
EVERYBODY = (ANNA, BERIT, NEIGHBOUR, RESEARCHER, LEAD, BOTH)

TEXTS = {"since_main": "0", "mood_7d": "7"}


def library() -> Library:
    return real_library()


@cache
def plan() -> Plan:
    return read_plan(FORMS, library())


@cache
def overgrown() -> Library:
    """Return the forms, the start form with more to add than an extra page has room for."""
    start = library().newest("start")
    section = replace(start.sections[-1], questions=tuple(tall(n) for n in range(90, 97)))
    grown = replace(start, sections=(*start.sections, section))
    return Library(tuple(grown if form == start else form for form in library().forms))


@cache
def derivations() -> Derivations:
    return read_derivations(FORMS, library())


def code(number: int, letters: str = TRAINING_SITE.letters) -> str:
    body = f"{letters}{number:04}"
    return body + check_letter(body)


@dataclass(frozen=True)
class Sent:
    """A filled-in form as a page sends it."""

    form: str = "checkin"
    code: str = code(1)
    number: int | None = 1
    person_type: int | None = 1
    submission: str = "page 1"
    confirmed: Collection[str] = ()
    episode_no: int | None = None


FIRST = Sent()


def enter(
    database: Database,
    page: Sent = FIRST,
    texts: Mapping[str, str] = TEXTS,
    *,
    notes: Mapping[str, str] | None = None,
    user: User = ANNA,
) -> Outcome:
    with database.begin() as session:
        return enter_form(
            session,
            user,
            NOW,
            library().newest(page.form).as_asked(),
            texts,
            plan=plan(),
            notes=notes or {},
            code=page.code,
            number=page.number,
            person_type=page.person_type,
            submission=page.submission,
            confirmed=page.confirmed,
            episode_no=page.episode_no,
        )


def entered(
    database: Database,
    page: Sent = FIRST,
    texts: Mapping[str, str] = TEXTS,
    *,
    notes: Mapping[str, str] | None = None,
) -> str:
    """Enter the page, confirm its doubts, and return the public id of its sheet."""
    doubts = enter(database, page, texts, notes=notes).reading.doubts
    confirming = replace(page, confirmed=[doubt.key for doubt in doubts])
    public_id = enter(database, confirming, texts, notes=notes).sheet_public_id
    assert public_id is not None
    return public_id


@dataclass(frozen=True)
class Correcting:
    """A correction as a page sends it."""

    replaces: int = 1
    reason: str = "läste fel"
    submission: str = "correction 1"
    confirmed: Collection[str] = ()


FIRST_CORRECTION = Correcting()


def correct(
    database: Database,
    sheet_id: str,
    texts: Mapping[str, str],
    page: Correcting = FIRST_CORRECTION,
    *,
    user: User = ANNA,
) -> Outcome:
    with database.begin() as session:
        return correct_entry(
            session,
            user,
            NOW,
            plan(),
            sheet_id,
            texts=texts,
            notes={},
            replaces=page.replaces,
            reason=page.reason,
            submission=page.submission,
            confirmed=page.confirmed,
        )


def sheet_count(database: Database) -> int:
    with database.read() as session:
        return len(newest_sheets(session, (HERE, THERE), limit=1000))


def noted(database: Database) -> list[tuple[str, str, str, str | None]]:
    """Return who did what to what, and where."""
    with database.read() as session:
        return [
            (event.user, event.action, event.subject, event.site_code) for event in events(session)
        ]
