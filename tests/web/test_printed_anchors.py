"""Every report carries the newest link of the chain of events at the foot of each page."""

import pytest

from kast_eval.store.database import Database
from kast_eval.store.events import chain_anchor
from tests.actions.asking import two_in_wrong_order
from tests.actions.at_the_clinic import HERE, noted
from tests.paper.pictures import page_texts
from tests.web.visitor import OK, Visitor

REPORTS = {
    f"/response/{HERE}.pdf": "response",
    f"/today/list-{HERE}.pdf": "due list",
    f"/queries/{HERE}.pdf": "questions",
}


@pytest.mark.parametrize("path", REPORTS)
def test_a_report_tells_the_link_of_its_own_print(
    anna: Visitor, database: Database, path: str
) -> None:
    two_in_wrong_order(database)
    answer = anna.get(path)
    assert answer.status_code == OK
    assert noted(database)[-1] == ("anna", "printed", REPORTS[path], HERE)
    with database.read() as session:
        told = f"Händelsekedjan {chain_anchor(session)}"
    assert all(told in " ".join(text.split()) for text in page_texts(answer.data))
