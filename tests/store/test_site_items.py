import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kast_eval.store.database import Database
from kast_eval.store.site_items import add_site_items, find_site_items
from tests.store.made import HERE, NOW, THERE, library


def test_the_newest_choice_of_a_clinic_counts(database: Database) -> None:
    start = library().newest("start")
    with database.begin() as session:
        assert find_site_items(session, HERE, start) is None
        for names in ({"told_anyone", "education"}, {"told_anyone"}):
            add_site_items(session, HERE, start, names, chosen_by="anna", chosen_at=NOW)
        chosen = find_site_items(session, HERE, start)
        assert find_site_items(session, THERE, start) is None
        assert find_site_items(session, HERE, library().newest("checkin")) is None
    assert chosen is not None
    assert chosen.optional_items == {"told_anyone"}
    assert (chosen.chosen_by, chosen.chosen_at) == ("anna", NOW)


@pytest.mark.parametrize(
    "statement", ["UPDATE site_items SET form = 'x'", "DELETE FROM site_items"]
)
def test_an_earlier_choice_stays_as_it_was(database: Database, statement: str) -> None:
    with database.begin() as session:
        start = library().newest("start")
        add_site_items(session, HERE, start, (), chosen_by="anna", chosen_at=NOW)
    with pytest.raises(IntegrityError, match="never"), database.begin() as session:
        session.connection.execute(text(statement))
