from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random

import pytest

from kast_eval.actions.enter_form import enter_form
from kast_eval.actions.read_ledger import read_ledger
from kast_eval.answers.read import read_answers
from kast_eval.definition.form import FormDefinition
from kast_eval.store.database import Database, open_database
from kast_eval.store.sites import add_site
from kast_eval.store.users import add_user
from kast_eval.study.expected import Expected, Place, State
from kast_eval.study.ledger import ledger_of, most_urgent_first
from kast_eval.study.site import TRAINING_SITE
from tests.actions.at_the_clinic import ANNA, HERE, NOW, code, library, plan
from tests.simulation.papers import Paper
from tests.simulation.year import Clinic, a_clinic

pytestmark = pytest.mark.prove

CLIENTS = 6
LOOKS = [date(2026, 3, 1), date(2026, 7, 1), date(2026, 11, 1), date(2027, 3, 1), date(2028, 1, 1)]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path, training=True)
    with opened.begin() as session:
        add_site(session, replace(TRAINING_SITE, in_study=True))
        add_user(session, ANNA.name, ANNA.roles, created=NOW)
    yield opened
    opened.close()


def at_noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def texts_of(definition: FormDefinition, paper: Paper) -> dict[str, str]:
    """Return what is keyed of the paper: its day, and what the ledger reads."""
    day = "session_date" if paper.form == "session" else "fill_date"
    known = {day: paper.filled.isoformat()}
    known |= {name: str(value) for name, value in paper.codes.items()}
    known |= {name: value.isoformat() for name, value in paper.told_days.items()}
    return {item.name: known[item.name] for item in definition.items if item.name in known}


def key(database: Database, paper: Paper, submission: str) -> None:
    """Key the paper on its day, and confirm what is doubtful."""
    assert paper.keyed is not None
    definition = library().newest(paper.form).as_asked()
    texts = texts_of(definition, paper)
    reading = read_answers(definition, texts, today=paper.keyed, known={"person_type": 1})
    with database.begin() as session:
        outcome = enter_form(
            session, ANNA, at_noon(paper.keyed), definition, texts,
            plan=plan(), notes={}, code=paper.key[0], number=paper.number, person_type=1,
            submission=submission, confirmed=[doubt.key for doubt in reading.doubts],
            episode_no=paper.key[1],
        )  # fmt: skip
    assert outcome.sheet_public_id is not None, outcome.reading.errors


def states(expected: tuple[Expected, ...]) -> dict[Place, tuple[State, bool, date]]:
    """Return how it stands with each form; the made-up sheets are not filled in whole."""
    return {
        one.place: (
            State.RETURNED if one.state is State.PARTLY else one.state, one.late, one.last_day
        )
        for one in expected
    }  # fmt: skip


def told(clinic: Clinic, day: date) -> tuple[Expected, ...]:
    return ledger_of(
        plan().schedule, clinic.facts(day), (), (), day, chosen_points=(), in_study=True
    )


def test_what_is_saved_gives_the_same_ledger_as_what_happened(database: Database) -> None:
    codes = [code(number) for number in range(1, CLIENTS + 1)]
    clinic = a_clinic(codes, Random(4), in_study=True)
    papers = sorted(
        (paper for paper in clinic.papers if paper.keyed is not None),
        key=lambda paper: (paper.keyed or paper.filled, paper.key),
    )
    for day in LOOKS:
        while papers and papers[0].is_keyed(day):
            key(database, papers.pop(0), f"page {len(papers)}")
        with database.read() as session:
            found = read_ledger(session, ANNA, at_noon(day), plan(), HERE).expected
        assert states(found) == states(told(clinic, day))
        # Worked out anew or remembered, the order is the same.
        assert found == (
            *most_urgent_first(one for one in found if one.is_open),
            *(one for one in found if not one.is_open),
        )
    assert not papers
