from dataclasses import replace

import pytest

from kast_eval.actions.add_clinic import add_clinic
from kast_eval.actions.invite_user import invite_user
from kast_eval.actions.open_clinic import FIRST_ROLES
from kast_eval.actions.steps.free_site import SiteTakenError
from kast_eval.actions.steps.invited import NameTakenError
from kast_eval.store.database import Database
from kast_eval.store.sites import all_sites, find_site
from kast_eval.store.users import find_user
from kast_eval.study.roles import User
from kast_eval.study.site import TRAINING_NEIGHBOUR, TRAINING_SITE, Site
from tests.actions.accounts import KARIN
from tests.actions.at_the_clinic import NOW, noted
from tests.actions.test_invitations import COUNSELLOR, accept, set_up

LEAD = "Eva Ek"
ADDED = Site(
    "0680", "KAST Jönköping", "JK", "RK", in_study=True, training=False,
    approval_number="2026-00000-01", information_version="1",
)  # fmt: skip


def add(clinic: Database, site: Site = ADDED, lead: str = LEAD) -> str:
    with clinic.begin() as session:
        return add_clinic(session, NOW, site, lead=lead)


def test_an_added_clinic_has_a_lead_who_comes_in_and_invites(clinic: Database) -> None:
    set_up(clinic, accept(clinic, add(clinic)))
    with clinic.begin() as session:
        assert find_site(session, ADDED.code) == ADDED
        lead = find_user(session, LEAD)
        assert lead == User(LEAD, {ADDED.code: FIRST_ROLES})
        invite_user(session, lead, NOW, name="Ny", site_code=ADDED.code, roles=COUNSELLOR)


def test_the_program_tells_that_it_added_the_clinic_and_invited(clinic: Database) -> None:
    add(clinic, replace(ADDED, in_study=False))
    assert noted(clinic)[-2:] == [
        ("program", "opened the clinic", "own follow-up", ADDED.code),
        ("program", "invited", f"{LEAD}: administrator, lead", ADDED.code),
    ]


@pytest.mark.parametrize(
    ("site", "told"),
    [
        (replace(ADDED, code=TRAINING_SITE.code), f"Kommunkoden 0000 har {TRAINING_SITE.name}"),
        (replace(ADDED, letters="XY"), f"Klienternas.* XY hos {TRAINING_NEIGHBOUR.name}"),
        (replace(ADDED, relative_letters="RX"), f"Anhörigas.* RX hos {TRAINING_SITE.name}"),
    ],
)
def test_the_code_and_the_letters_are_one_clinic_s(clinic: Database, site: Site, told: str) -> None:
    with pytest.raises(SiteTakenError, match=told):
        add(clinic, site)


def test_a_lead_who_works_elsewhere_is_not_taken_for_a_namesake(clinic: Database) -> None:
    with pytest.raises(NameTakenError):
        add(clinic, lead=KARIN)
    with clinic.read() as session:
        assert ADDED not in all_sites(session)
