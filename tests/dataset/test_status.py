from dataclasses import replace

import pytest

from kast_eval.dataset.status import PARTLY
from kast_eval.study.expected import FILLED_IN
from tests.dataset.made import CHECKIN, SESSION, START, codes, sheet

PAGE_1 = {"gender": "2"}
PAGE_2 = {"mood_2w": "3"}


@pytest.mark.parametrize(
    ("texts", "status"),
    [
        ({**PAGE_1, **PAGE_2}, FILLED_IN),
        # A refusal is an answer: the page was not passed over.
        ({**PAGE_1, "mood_2w": "v"}, FILLED_IN),
        # A page passed over (instrument 3.4), the first as well as the last.
        (PAGE_1, PARTLY),
        (PAGE_2, PARTLY),
        ({}, PARTLY),
        # The head stands on page 1 and says nothing of the page.
        ({"fill_date": "2026-03-09", "fill_mode": "1", **PAGE_2}, PARTLY),
        # Words alone are no answer that is coded.
        ({**PAGE_2, "goal_main_txt": "lugn"}, PARTLY),
        # A page where one item is rightly skipped and the others are blank.
        ({"main_behaviour": "0"}, PARTLY),
    ],
)
def test_a_start_form_is_filled_in_when_both_pages_are(texts: dict[str, str], status: int) -> None:
    assert codes(replace(sheet(START), texts=texts))["form_status"] == status


def test_forms_of_one_page_are_filled_in_when_anything_is() -> None:
    assert codes(sheet(CHECKIN, 1, mood_7d="3"))["form_status"] == FILLED_IN
    assert codes(sheet(CHECKIN, 1))["form_status"] == PARTLY
    assert codes(sheet(SESSION, 1, attended="3"))["form_status"] == FILLED_IN
