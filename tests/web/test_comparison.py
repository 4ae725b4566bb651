from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from kast_eval import clock
from kast_eval.paper.comparison.sections import Theme
from kast_eval.store.database import Database
from kast_eval.store.users import add_user
from kast_eval.study.roles import Role
from tests.actions.at_the_clinic import HERE, THERE, noted
from tests.web.visitor import OK, Visitor

NOT_FOUND = 404


@pytest.fixture
def coordinator(app: Flask, database: Database) -> Visitor:
    roles = {code: frozenset({Role.COORDINATOR}) for code in (HERE, THERE)}
    with database.begin() as session:
        user = add_user(session, "country", roles, created=clock.now())
    visitor = Visitor(app)
    visitor.sign_in(database, user)
    return visitor


@pytest.mark.parametrize("theme", Theme)
def test_each_part_has_its_page(coordinator: Visitor, theme: Theme) -> None:
    page = coordinator.page(f"/comparison?part={theme}")
    assert page.all("section", class_="figures")
    current = page.all("a", **{"aria-current": "page"})
    assert [str(theme) in one.attributes["href"] for one in current] == [True]


def test_there_is_no_other_part(coordinator: Visitor) -> None:
    assert coordinator.get("/comparison?part=ranking").status_code == NOT_FOUND


def test_clinics_are_chosen_and_stay_chosen_on_the_other_parts(coordinator: Visitor) -> None:
    page = coordinator.page(f"/comparison?clinic={HERE}")
    chosen = [one for one in page.all("input", type="checkbox") if "checked" in one.attributes]
    assert [one.attributes["value"] for one in chosen] == [HERE]
    links = [one.attributes["href"] for one in page.all("a")]
    assert f"/comparison?part=access&clinic={HERE}" in links
    everything = coordinator.page("/comparison")
    assert "/comparison?part=access" in [one.attributes["href"] for one in everything.all("a")]


def test_a_clinic_that_is_not_the_users_is_nobody(coordinator: Visitor) -> None:
    assert coordinator.get("/comparison?clinic=1480").status_code == OK


def test_all_of_it_can_be_printed(coordinator: Visitor, database: Database) -> None:
    answer = coordinator.get("/comparison.pdf")
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages)
    assert text.index("Struktur") < text.index("Tillgång") < text.index("Process")
    assert text.index("Process") < text.index("Utfall") < text.index("Nya mottagningar")
    assert noted(database)[-1][1:3] == ("printed", "comparison")
