import pytest

from kast_eval.store.database import Database
from kast_eval.web.bodies import LARGEST_BODY, LARGEST_KEPT_BODY, MOST_FIELDS
from tests.actions.at_the_clinic import sheet_count
from tests.web.reading import read_html
from tests.web.test_entry import ANSWERS, held
from tests.web.visitor import Visitor

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data", "text/plain", ""])
def test_only_forms_are_taken(anna: Visitor, kind: str) -> None:
    answer = anna.client.post("/today", data=b"{}", content_type=kind)
    assert answer.status_code == 415
    assert "Programmet tar bara emot sina egna sidor." in answer.text


@pytest.mark.parametrize("body", [b"form=\xff", b"form=%FF", b"form=%ED%A0%80", b"%C3=1"])
def test_what_is_no_text_is_refused(anna: Visitor, body: bytes) -> None:
    assert anna.client.post("/today", data=body, content_type=FORM).status_code == 400


@pytest.mark.parametrize("fields", [MOST_FIELDS, 60_000])
def test_too_many_fields_are_refused(anna: Visitor, fields: int) -> None:
    answer = anna.client.post("/today", data=b"a=1&" * fields, content_type=FORM)
    assert answer.status_code == 400


def test_a_page_that_is_too_large_comes_back_with_what_was_typed(
    anna: Visitor, database: Database
) -> None:
    path = anna.open()
    fields = {**anna.fields(path), **ANSWERS, "note_since_main": "n" * (2 * LARGEST_BODY)}
    answer = anna.post(path, fields)
    page = read_html(answer.text)
    assert answer.status_code == 413
    assert "för stor för att tas emot" in page.one(class_="summary--look").text
    assert held(page, "text_mood_7d") == "7"
    assert held(page, "note_since_main") == fields["note_since_main"]
    assert sheet_count(database) == 0


@pytest.mark.parametrize(
    ("path", "size"), [("/entry/unknown", LARGEST_KEPT_BODY + 1), ("/language", LARGEST_BODY + 1)]
)
def test_what_is_larger_still_or_from_elsewhere_is_only_refused(
    anna: Visitor, path: str, size: int
) -> None:
    answer = anna.client.post(path, data=b"a" * size, content_type=FORM)
    assert answer.status_code == 413
    assert "Ingenting sparades." in answer.text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.", ""])
def test_a_name_that_is_not_ours_is_refused(stranger: Visitor, host: str) -> None:
    answer = stranger.client.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert answer.mimetype == "text/plain"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.1:8000", "localhost:8000"])
def test_our_own_names_are_answered(stranger: Visitor, host: str) -> None:
    assert stranger.client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/sheet/" + "9" * 20, "/sheet/%00", "/sheet/%FF", "/entry/../../etc", "/%2e%2e/"]
)
def test_a_path_to_nothing_leads_nowhere(anna: Visitor, path: str) -> None:
    assert anna.get(path).status_code in {303, 404}
