from kast_eval.actions.open_sheet import OpenSheet
from kast_eval.study.site import TRAINING_SITE
from kast_eval.web.opened import MOST, OpenedPages
from tests.actions.at_the_clinic import code, library

SHEET = OpenSheet(
    library().newest("checkin"), code(1), code(1), TRAINING_SITE,
    new_client=True, person_type=None, timepoint="s01", number=1, existing=None,
)  # fmt: skip


def test_a_page_is_found_by_who_opened_it() -> None:
    pages = OpenedPages()
    token = pages.add("anna", SHEET)
    opened = pages.find("anna", token)
    assert opened is not None
    assert opened.sheet == SHEET
    assert pages.find("berit", token) is None


def test_a_page_remembers_what_it_was_saved_as() -> None:
    pages = OpenedPages()
    token = pages.add("anna", SHEET)
    pages.mark_saved(token, "ab12")
    opened = pages.find("anna", token)
    assert opened is not None
    assert opened.saved == "ab12"


def test_a_page_from_before_a_restart_is_not_remembered() -> None:
    pages = OpenedPages()
    pages.mark_saved("unknown", "ab12")
    assert pages.find("anna", "unknown") is None


def test_the_oldest_page_is_forgotten_first() -> None:
    pages = OpenedPages()
    tokens = [pages.add("anna", SHEET) for _page in range(MOST + 1)]
    assert pages.find("anna", tokens[0]) is None
    assert pages.find("anna", tokens[1]) is not None
