import pytest

from kast_eval.store.database import Database
from kast_eval.store.users import find_user
from kast_eval.study.roles import Role
from tests.actions.accounts import KARIN
from tests.actions.at_the_clinic import HERE
from tests.web.reading import read_html, told_wrong
from tests.web.visitor import Visitor

OK, LED_ON, UNREADABLE, NOT_FOUND = 200, 303, 422, 404
INVITE, ROLES, END = f"/users/{HERE}/invite", f"/users/{HERE}/roles", f"/users/{HERE}/end"
AGAIN = f"/users/{HERE}/invite-again"


@pytest.fixture
def with_disa(karin: Visitor) -> Visitor:
    assert karin.send(INVITE, name="Disa", role=["counsellor"]).status_code == OK
    return karin


def test_the_code_of_an_invitation_is_shown_once(karin: Visitor) -> None:
    answer = karin.send(INVITE, name="Disa Test", role=["counsellor", "auditor", "made up"])
    code = read_html(answer.text).one("p", id="invitation_code").text
    assert len(code) == 19
    page = karin.page("/users").text
    assert "Disa Test" in page
    assert "Inbjuden" in page
    assert code not in page


@pytest.mark.parametrize(
    ("name", "roles", "told"),
    [
        ("", ["counsellor"], "Skriv ett namn"),
        (KARIN, ["counsellor"], "upptaget"),
        ("Disa", [], "minst en roll"),
    ],
)
def test_what_is_wrong_stands_at_the_field(
    karin: Visitor, name: str, roles: list[str], told: str
) -> None:
    answer = karin.send(INVITE, name=name, role=roles)
    assert answer.status_code == UNREADABLE
    assert told in told_wrong(answer.text)


def test_roles_are_changed(with_disa: Visitor, clinic: Database) -> None:
    assert with_disa.send(ROLES, person="Disa", role=["lead"]).location == "/users"
    with clinic.read() as session:
        disa = find_user(session, "Disa")
    assert disa is not None
    assert disa.roles == {HERE: {Role.LEAD}}
    assert "Rollerna är ändrade" in with_disa.page("/users").text


def test_access_ends(with_disa: Visitor) -> None:
    assert with_disa.send(END, person="Disa").location == "/users"
    page = with_disa.page("/users")
    assert "Tidigare: Disa" in page.text
    assert with_disa.send(END, person="Disa").status_code == NOT_FOUND


def test_a_new_invitation_is_given(with_disa: Visitor) -> None:
    answer = with_disa.send(AGAIN, person="Disa")
    assert len(read_html(answer.text).one("p", id="invitation_code").text) == 19


@pytest.mark.parametrize("path", [ROLES, END, AGAIN])
def test_nobody_says_anything_about_oneself(karin: Visitor, path: str) -> None:
    answer = karin.send(path, person=KARIN, role=["counsellor"])
    assert answer.status_code == UNREADABLE
    assert "någon annan" in told_wrong(answer.text)
