import pytest

from kast_eval.actions.choose_items import choose_items
from kast_eval.actions.open_sheet import open_sheet
from kast_eval.actions.read_sheet import read_sheet
from kast_eval.definition.form import FormDefinition
from kast_eval.errors import KastEvalError
from kast_eval.store.database import Database
from kast_eval.study.roles import NotAllowedError, NotFoundError, User
from tests.actions.at_the_clinic import (
    ANNA,
    HERE,
    LEAD,
    NEIGHBOUR,
    NOW,
    THERE,
    Sent,
    code,
    enter,
    entered,
    library,
    noted,
    plan,
)


def _choose(
    database: Database, *names: str, form: str = "checkin", user: User = LEAD, site: str = HERE
) -> FormDefinition:
    with database.begin() as session:
        return choose_items(session, user, NOW, library(), form, site_code=site, names=names)


def _asked(database: Database, form: str = "checkin", user: User = ANNA) -> frozenset[str]:
    letters = "XX" if user is ANNA else "XY"
    with database.begin() as session:
        opened = open_sheet(
            session,
            user,
            NOW,
            library(),
            plan=plan(),
            code=code(1, letters),
            form=form,
            number=1,
        )
    return opened.definition.optional_items


def test_a_choice_is_what_the_clinic_asks_from_then_on(database: Database) -> None:
    default = _asked(database)
    assert _choose(database, "confidence").optional_items == {"confidence"}
    assert _asked(database) == {"confidence"}
    assert _asked(database, user=NEIGHBOUR) == default
    assert noted(database)[1] == ("lead", "chose items", "checkin 1: confidence", HERE)


def test_nothing_optional_can_be_chosen(database: Database) -> None:
    _choose(database)
    assert _asked(database) == frozenset()


def test_core_items_and_strange_names_are_no_choice(database: Database) -> None:
    assert _choose(database, "since_main", "strange", "confidence").optional_items == {"confidence"}


def test_a_choice_that_does_not_fit_is_refused_and_says_by_how_much(database: Database) -> None:
    every = library().newest("start").optional_items
    with pytest.raises(KastEvalError, match=r"\d mm"):
        _choose(database, *every, form="start")
    assert _asked(database, "start") == library().newest("start").as_asked().optional_items


def test_a_sheet_remembers_what_was_asked_when_it_was_keyed(database: Database) -> None:
    before = entered(database, Sent(), {"confidence": "7"})
    _choose(database)
    with database.begin() as session:
        view = read_sheet(session, ANNA, NOW, library(), before)
    assert "confidence" in view.sheet.optional_items
    asked = library().newest("checkin").as_asked(_asked(database))
    assert asked.optional_items == frozenset()


def test_only_the_lead_chooses_and_only_at_the_own_clinic(database: Database) -> None:
    with pytest.raises(NotAllowedError):
        _choose(database, user=ANNA)
    for site in (THERE, "1480"):
        with pytest.raises(NotFoundError):
            _choose(database, site=site)
    assert enter(database).sheet_public_id is not None
