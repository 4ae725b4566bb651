import pytest
from sqlalchemy.exc import IntegrityError

from kast_eval.store.clients import add_client, add_label_batch, find_client, taken_codes
from kast_eval.store.database import Database
from tests.store.made import HERE, NOW, THERE


def test_a_client_is_found_only_at_its_own_clinic(database: Database) -> None:
    with database.begin() as session:
        added = add_client(session, HERE, "XX0001A", person_type=2, first_seen=NOW)
    with database.read() as session:
        assert find_client(session, (HERE, THERE), "XX0001A") == added
        assert find_client(session, (THERE,), "XX0001A") is None
        assert find_client(session, (), "XX0001A") is None


def test_a_code_means_one_client_of_a_clinic(database: Database) -> None:
    with database.begin() as session:
        add_client(session, HERE, "XX0001A", person_type=1, first_seen=NOW)
    with pytest.raises(IntegrityError), database.begin() as session:
        add_client(session, HERE, "XX0001A", person_type=1, first_seen=NOW)


def test_a_client_is_some_type_of_person(database: Database) -> None:
    with pytest.raises(IntegrityError, match="person_type"), database.begin() as session:
        add_client(session, HERE, "XX0001A", person_type=0, first_seen=NOW)


def test_labels_and_clients_take_codes(database: Database) -> None:
    with database.begin() as session:
        add_client(session, HERE, "XX0001A", person_type=1, first_seen=NOW)
        add_label_batch(session, HERE, ("XX0001A", "XX0002B"), issued_by="anna", issued_at=NOW)
        add_label_batch(session, THERE, ("XY0001A",), issued_by="anna", issued_at=NOW)
    with database.read() as session:
        assert taken_codes(session, HERE) == {"XX0001A", "XX0002B"}


def test_a_label_is_never_issued_twice(database: Database) -> None:
    with database.begin() as session:
        add_label_batch(session, HERE, ("XX0001A",), issued_by="anna", issued_at=NOW)
    with pytest.raises(IntegrityError), database.begin() as session:
        add_label_batch(session, HERE, ("XX0001A",), issued_by="anna", issued_at=NOW)
