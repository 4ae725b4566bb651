import csv
from io import StringIO

import pytest

from kast_eval.actions.choose_items import choose_items
from kast_eval.actions.enter_form import enter_form
from kast_eval.actions.export_site import export_site
from kast_eval.actions.open_sheet import open_sheet
from kast_eval.actions.print_sheet import print_sheet
from kast_eval.actions.read_sheet import read_sheet
from kast_eval.actions.steps.keyed import read_keyed
from kast_eval.definition.form import FormDefinition
from kast_eval.paper.extra import on_paper
from kast_eval.paper.layout import NoRoomError
from kast_eval.store.database import Database
from kast_eval.study.roles import NotAllowedError, NotFoundError, User
from kast_eval.wording import Language
from tests.actions.at_the_clinic import (
    ANNA,
    HERE,
    LEAD,
    NEIGHBOUR,
    NOW,
    THERE,
    Sent,
    code,
    derivations,
    enter,
    entered,
    library,
    noted,
    overgrown,
    plan,
)
from tests.paper.pictures import page_texts


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
            plan(),
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


def test_what_the_pages_have_no_room_for_stands_on_an_extra_page(database: Database) -> None:
    start = library().newest("start")
    assert _choose(database, *start.optional_items, form="start").pages == start.pages + 1
    assert _asked(database, "start") == start.optional_items


def test_a_choice_that_fits_on_no_page_is_refused_and_says_by_how_much(
    database: Database,
) -> None:
    with pytest.raises(NoRoomError, match=r"sida 3.*\d mm"), database.begin() as session:
        choose_items(
            session, LEAD, NOW, overgrown(), "start",
            site_code=HERE, names=overgrown().newest("start").optional_items,
        )  # fmt: skip
    assert _asked(database, "start") == library().newest("start").as_asked().optional_items


def test_a_sheet_with_an_extra_page_is_keyed_printed_and_exported_by_its_own_paper(
    database: Database,
) -> None:
    # On a page of its own the behaviour comes after the days, so nobody was led past them.
    _choose(database, "main_behaviour", form="followup")
    asked = on_paper(library().newest("followup"), frozenset({"main_behaviour"}))
    texts = {"fill_date": "2026-03-01", "main_behaviour": "0", "main_days_30d": ""}
    sent = Sent(form="followup", number=6)
    with database.begin() as session:
        keyed = read_keyed(asked, texts, {}, person_type=1, now=NOW)
        saved = enter_form(
            session, ANNA, NOW, asked, texts, notes={}, code=sent.code, number=6,
            person_type=1, submission="page 1", plan=plan(),
            confirmed=[doubt.key for doubt in keyed.reading.doubts],
        ).sheet_public_id  # fmt: skip
        assert saved is not None
        view = read_sheet(session, ANNA, NOW, library(), saved)
        assert view.definition == asked
        assert view.definition.sections[-1].questions[0].items[0].name == "main_behaviour"
        pdf = print_sheet(session, ANNA, NOW, library(), saved, language=Language.SV)
        export = export_site(
            session, LEAD, NOW, library(),
            site_code=HERE, derivations=derivations(), person_key=bytes(32),
        )  # fmt: skip
    assert len(page_texts(pdf)) == 2
    assert "Tilläggsfrågor" in page_texts(pdf)[1]
    table = export.files["ÖVNING_followup.csv"].decode()
    (row,) = csv.DictReader(StringIO(table, newline=""))
    assert (row["main_behaviour"], row["main_days_30d"]) == ("0", "-7")


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
