"""One datum the whole way: from the line that asks it to the code that leaves."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import StringIO

import numpy as np
import pytest

from kast_eval.actions.enter_form import enter_form
from kast_eval.actions.export_site import export_site
from kast_eval.actions.print_sheet import print_sheet
from kast_eval.actions.reset_training import training_user
from kast_eval.actions.steps.keyed import Outcome
from kast_eval.definition.derived import read_derivations
from kast_eval.definition.form import FormDefinition, Subject
from kast_eval.paper.blank import print_blank
from kast_eval.paper.layout import lay_out
from kast_eval.paper.page import Box
from kast_eval.paper.table import row_item
from kast_eval.store.database import Database
from kast_eval.study.plan import read_plan
from kast_eval.study.site import TRAINING_SITE
from kast_eval.wording import Language
from tests.definition.example import REAL_FORMS, real_library
from tests.paper.pictures import Picture, page_texts, pictures
from tests.routes.identities import CODES, number_of

LIBRARY = real_library()
PLAN = read_plan(REAL_FORMS, LIBRARY)
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
DERIVATIONS = read_derivations(REAL_FORMS, LIBRARY)
DOTS_PER_INCH = 150
MM = DOTS_PER_INCH / 25.4

LOG = {"session_date": "20260309", "attended": "1", "mode": "2", "m": "1 4", "next_booked": "1"}


@dataclass(frozen=True)
class Route:
    """One text on one form: what is keyed beside it, its marks on paper, and its code."""

    form: str
    item: str
    text: str
    marked: frozenset[str]
    column: str
    code: str
    beside: Mapping[str, str]

    @property
    def paper(self) -> FormDefinition:
        return LIBRARY.newest(self.form).as_asked()

    @property
    def printed(self) -> str:
        """Return what the paper calls the item: on a table, that of the first row."""
        return row_item(self.item, 1) if self.paper.rows else self.item


def route(
    form: str, item: str, text: str, *marked: str, column: str, code: str, **beside: str
) -> Route:
    return Route(form, item, text, frozenset(marked), column, code, {item: text, **beside})


WHOLE_DAY = (*(f"year {place}" for place in range(4)), "month 0", "month 1", "day 0", "day 1")

ROUTES = [
    # The example of the architecture: purchases in the past 30 days.
    route("start", "buy_phys_30d_n", "04", "digit 0", "digit 1",
          column="buy_phys_30d_n", code="4", buy_ever="1", fill_date="2026-03-16"),
    route("start", "age_years", "41", "digit 0", "digit 1", column="age_group", code="3"),
    route("start", "trig", "1 3", "choice 1", "choice 3", column="trig_low", code="1"),
    route("start", "confidence", "v", "missing -4", column="confidence", code="-4"),
    route("start", "gender", "b", "choice 2", column="gender", code="2"),
    route("start", "harm_self", "4", "choice 4", column="harm_self", code="4"),
    route("start", "fill_date", "2026-03-16", *WHOLE_DAY, column="study_day", code="7"),
    route("checkin", "mood_7d", "7", "choice 7", column="mood_7d", code="7"),
    # Two neighbouring marks on a scale: the lower one at an even number.
    route("checkin", "urge_max_7d", "3|4", "choice 3", "choice 4",
          column="urge_max_7d", code="3"),
    # The head has a box for the digit, the codes stand beside it.
    route("checkin", "fill_mode", "2", "digit 0", column="fill_mode", code="2"),
    route("session", "mode", "2", "choice 2", column="mode", code="2", **LOG),
    route("session", "m", "1 4", "choice 1", "choice 4", column="m_rp", code="1", **LOG),
    route("start_staff", "ref_source", "3", "choice 3", column="ref_source", code="3"),
    route("start_staff", "first_contact_date", "2026-02-27", *WHOLE_DAY,
          column="wait_days", code="10"),
    route("closing", "sat_overall", "4", "choice 4", column="sat_overall", code="4"),
    route("closing_staff", "close_reason", "1", "choice 1", column="close_reason", code="1"),
    route("followup", "relapse_any", "0", "choice 0", column="relapse_any", code="0"),
    route("relative_start", "strain", "7", "choice 7", column="strain", code="7"),
    route("relative_closing", "recommend", "1", "choice 1", column="recommend", code="1"),
    route("clinic_year", "host_type", "2", "choice 2", column="host_type", code="2"),
    route("manager_survey", "op_mandate", "4", "choice 4", column="op_mandate", code="4"),
    route("interview", "cf_law", "5", "choice 5", column="cf_law", code="5"),
    route("deviation", "deviation_kind", "2", "choice 2", column="deviation_kind", code="2"),
    route("contact_log", "contact_by", "2", "digit 0", column="contact_by", code="2"),
]  # fmt: skip

each_route = pytest.mark.parametrize(
    "one", ROUTES, ids=[f"{one.form} {one.item}" for one in ROUTES]
)


def is_dark(picture: Picture, box: Box) -> float:
    """Return how much ink stands inside the box."""
    inset = 0.6
    rows = slice(round((box.y + inset) * MM), round((box.y + box.h - inset) * MM))
    columns = slice(round((box.x + inset) * MM), round((box.x + box.w - inset) * MM))
    return float(255 - np.mean(picture[rows, columns]))


@cache
def blank_pictures(form: str) -> list[Picture]:
    """Return the form's blank pages, drawn once for all its routes."""
    paper = LIBRARY.newest(form).as_asked()
    return pictures(print_blank(paper, Language.SV, training=True), DOTS_PER_INCH)


def enter(database: Database, form: str, texts: Mapping[str, str]) -> str:
    doubts = sent(database, form, texts).reading.doubts
    # What is doubted is confirmed, as the person at the page does.
    outcome = sent(database, form, texts, confirmed=[doubt.key for doubt in doubts])
    assert outcome.sheet_public_id is not None
    return outcome.sheet_public_id


def sent(
    database: Database, form: str, texts: Mapping[str, str], *, confirmed: Sequence[str] = ()
) -> Outcome:
    definition = LIBRARY.newest(form).as_asked()
    with database.begin() as session:
        return enter_form(
            session, training_user(session), NOW, definition, texts, plan=PLAN, notes={},
            code=CODES[definition.subject], number=number_of(definition),
            person_type=1 if definition.subject is Subject.CLIENT else None, submission=form,
            confirmed=confirmed,
        )  # fmt: skip


def exported(database: Database, form: str) -> list[dict[str, str]]:
    with database.begin() as session:
        export = export_site(
            session, training_user(session), NOW, LIBRARY,
            site_code=TRAINING_SITE.code, derivations=DERIVATIONS, person_key=bytes(32),
        )  # fmt: skip
    contents = export.files[f"ÖVNING_{form}.csv"].decode()
    return list(csv.DictReader(StringIO(contents, newline="")))


def test_every_form_has_a_route() -> None:
    assert {one.form for one in ROUTES} == {form.form for form in LIBRARY.newest_forms}


@each_route
@pytest.mark.parametrize("language", Language)
def test_what_the_definition_asks_is_printed_with_boxes_for_it(
    one: Route, language: Language
) -> None:
    item = one.paper.item(one.item)
    printed = " ".join(page_texts(print_blank(one.paper, language)))
    assert item.short.in_language(language).split(" – ")[0] in printed
    parts = {box.part for box in lay_out(one.paper, language).boxes if one.printed in box.items}
    assert one.marked <= parts


@each_route
def test_what_is_keyed_leaves_as_its_code(database: Database, one: Route) -> None:
    if one.form != "session":
        enter(database, "session", LOG)
    enter(database, one.form, one.beside)
    (row,) = exported(database, one.form)
    assert row[one.column] == one.code
    assert row["training"] == "1"


@each_route
def test_what_is_keyed_is_printed_again_in_the_same_boxes(database: Database, one: Route) -> None:
    public_id = enter(database, one.form, one.beside)
    with database.begin() as session:
        filled = print_sheet(
            session, training_user(session), NOW, LIBRARY, public_id, language=Language.SV
        )
    before = blank_pictures(one.form)
    after = pictures(filled, DOTS_PER_INCH)
    for page in lay_out(one.paper, Language.SV).pages:
        for box in page.boxes:
            if one.printed in box.items:
                ink = [is_dark(pages[page.number - 1], box) for pages in (before, after)]
                assert (ink[1] - ink[0] > 5) is (box.part in one.marked), box.part
    whose = CODES[one.paper.subject] or TRAINING_SITE.code
    assert whose in "".join(page_texts(filled)).replace(" ", "")
