import random

import pytest

from kast_eval.actions.issue_codes import issue_codes
from kast_eval.actions.register_codes import Registered, register_codes
from kast_eval.errors import LineError
from kast_eval.kit.codes import CodesList
from kast_eval.store.clients import issued_batches, taken_codes
from kast_eval.store.database import Database
from kast_eval.study.client_code import CODES_PER_SITE
from kast_eval.study.roles import NotAllowedError, NotFoundError, Role, User
from kast_eval.study.site import TRAINING_NEIGHBOUR, TRAINING_SITE
from kast_eval.wording import Language
from tests.actions.at_the_clinic import ANNA, HERE, NOW, RESEARCHER, THERE, code, entered, noted


def listed(*codes: str) -> CodesList:
    return CodesList("codes.csv", {one: line for line, one in enumerate(codes, start=2)})


def register(
    database: Database, codes: CodesList, user: User = ANNA, site: str = HERE
) -> Registered:
    with database.begin() as session:
        return register_codes(session, user, NOW, site, codes)


def issued(database: Database) -> set[str]:
    with database.read() as session:
        return set(issued_batches(session, HERE))


KIT = listed(code(1), code(2), code(1, TRAINING_SITE.relative_letters))


def test_registered_codes_are_the_clinic_s_labels_and_never_drawn(database: Database) -> None:
    assert register(database, KIT) == Registered(new=3, known=0)
    assert issued(database) == set(KIT.lines)
    assert noted(database) == [("anna", "registered codes", "3 codes", HERE)]
    with database.begin() as session:
        rest = issue_codes(session, ANNA, NOW, HERE, CODES_PER_SITE - 2, chooser=random.Random(1))
    assert not set(rest) & set(KIT.lines)


def test_the_same_list_again_changes_nothing(database: Database) -> None:
    register(database, KIT)
    assert register(database, KIT) == Registered(new=0, known=3)
    assert register(database, listed(*KIT.lines, code(3))) == Registered(new=1, known=3)
    assert issued(database) == {*KIT.lines, code(3)}


def test_a_client_may_have_the_code_before_it_is_registered(database: Database) -> None:
    entered(database)
    assert register(database, KIT) == Registered(new=3, known=0)
    with database.read() as session:
        assert taken_codes(session, HERE) == set(KIT.lines)


def test_a_code_that_other_labels_have_is_refused_and_nothing_is_kept(database: Database) -> None:
    with database.begin() as session:
        drawn = issue_codes(session, ANNA, NOW, HERE, 2, chooser=random.Random(1))
    with pytest.raises(LineError) as refused:
        register(database, listed(code(9999), drawn[1]))
    assert str(refused.value).startswith("codes.csv:3: Koden finns redan på etiketter")
    assert refused.value.in_language(Language.EN) != str(refused.value)
    assert issued(database) == set(drawn)


@pytest.mark.parametrize(
    "letters", [TRAINING_NEIGHBOUR.letters, TRAINING_NEIGHBOUR.relative_letters]
)
def test_a_code_of_another_clinic_is_refused_with_its_line(
    database: Database, letters: str
) -> None:
    with pytest.raises(LineError) as refused:
        register(database, listed(code(1), code(1, letters)))
    assert str(refused.value) == (
        "codes.csv:3: Koden hör till en annan mottagning. Koderna hos Övningsmottagningen börjar "
        "med XX, anhörigas med RX."
    )
    assert refused.value.in_language(Language.EN) != str(refused.value)
    assert issued(database) == set()


def test_only_who_issues_codes_registers_them_and_only_at_own_clinics(database: Database) -> None:
    with pytest.raises(NotAllowedError):
        register(database, KIT, RESEARCHER)
    with pytest.raises(NotFoundError):
        register(database, KIT, ANNA, THERE)
    unknown = User("cecilia", {"9999": frozenset({Role.LEAD})})
    with pytest.raises(NotFoundError):
        register(database, KIT, unknown, "9999")
