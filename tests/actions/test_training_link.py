from pathlib import Path

import pytest

from kast_eval.actions.sign_in import LinkError, sign_in
from kast_eval.actions.training_link import TRAINING_USER, training_link
from kast_eval.store.database import Database, open_database
from kast_eval.store.faults import WrongDatabaseError
from kast_eval.store.sites import all_sites
from kast_eval.study.roles import Permission
from kast_eval.study.site import TRAINING_NEIGHBOUR, TRAINING_SITE
from tests.actions.at_the_clinic import HERE, NOW, noted


@pytest.fixture
def empty(tmp_path: Path) -> Database:
    return open_database(tmp_path / "empty", training=True)


def test_a_first_start_makes_the_training_clinics_and_user(empty: Database) -> None:
    with empty.begin() as session:
        token = training_link(session, NOW)
        user = sign_in(session, token, NOW).user
        assert all_sites(session) == (TRAINING_SITE, TRAINING_NEIGHBOUR)
    assert user.sites == {HERE}
    assert user.may(Permission.ENTER, HERE)
    assert user.may(Permission.EXPORT, HERE)


def test_every_start_has_a_link_of_its_own(empty: Database) -> None:
    with empty.begin() as session:
        first, second = training_link(session, NOW), training_link(session, NOW)
        assert sign_in(session, second, NOW).user.name == TRAINING_USER
    assert len(first) == len(second) == 43
    with pytest.raises(LinkError), empty.begin() as session:
        sign_in(session, first, NOW)
    assert noted(empty)[0] == (TRAINING_USER, "made a link", "training", HERE)


def test_a_real_database_has_no_training_link(tmp_path: Path) -> None:
    real = open_database(tmp_path / "real", training=False)
    with pytest.raises(WrongDatabaseError), real.begin() as session:
        training_link(session, NOW)
    real.close()
