import pytest
from sqlalchemy.exc import IntegrityError

from kast_eval.store.database import Database
from kast_eval.store.sites import add_site, all_sites, find_site, find_site_by_letters
from kast_eval.study.site import TRAINING_NEIGHBOUR, TRAINING_SITE, Site
from tests.store.made import HERE, THERE


def test_clinics_are_listed_by_code(database: Database) -> None:
    with database.read() as session:
        assert all_sites(session) == (TRAINING_SITE, TRAINING_NEIGHBOUR)


def test_a_clinic_is_found_by_its_code(database: Database) -> None:
    with database.read() as session:
        assert find_site(session, THERE) == TRAINING_NEIGHBOUR
        assert find_site(session, "1480") is None


def test_letters_mean_only_clinics_that_exist_for_who_asks(database: Database) -> None:
    with database.read() as session:
        assert find_site_by_letters(session, (HERE,), TRAINING_SITE.letters) == TRAINING_SITE
        assert find_site_by_letters(session, (HERE,), TRAINING_NEIGHBOUR.letters) is None
        assert find_site_by_letters(session, (HERE,), "GB") is None


def test_the_letters_of_relatives_mean_the_same_clinic(database: Database) -> None:
    with database.read() as session:
        assert find_site_by_letters(session, (HERE,), "RX") == TRAINING_SITE
        assert find_site_by_letters(session, (HERE,), "RY") is None


@pytest.mark.parametrize(("letters", "relative"), [("RB", "RG"), ("GB", "GR")])
def test_r_begins_the_codes_of_relatives_and_no_others(
    database: Database, letters: str, relative: str
) -> None:
    site = Site("1480", "Göteborg", letters, relative, in_study=False, training=True)
    with pytest.raises(IntegrityError, match="letters"), database.begin() as session:
        add_site(session, site)
