from datetime import date

import pytest

from kast_eval.paper.page import PAPER_HEIGHT, PAPER_WIDTH
from kast_eval.paper.recovery_page import print_recovery_page, recovery_page
from kast_eval.wording import Language
from tests.paper.pictures import page_texts, pictures

DAY = date(2026, 3, 9)
GROUPS = ("3KQ7F2M", "0ZXW9TB", "WWWWWWW", "ABCDEFG", "HJKMNPQ", "RSTVWXY")


def printed(language: Language = Language.SV, clinic: str = "KAST Småstad") -> bytes:
    return print_recovery_page(
        GROUPS, clinic=clinic, mark="0123456789abcdef", day=DAY, language=language
    )


@pytest.mark.parametrize("language", Language)
def test_every_group_stands_on_the_page_with_its_number(language: Language) -> None:
    (text,) = page_texts(printed(language))
    for number, group in enumerate(GROUPS, start=1):
        assert f"{number} {group}" in text
    assert "KAST Småstad, 2026-03-09" in text
    assert "0123456789abcdef" in text


@pytest.mark.parametrize(("language", "title"), [(Language.SV, "Åter"), (Language.EN, "Recov")])
def test_the_page_is_in_the_language_asked_for(language: Language, title: str) -> None:
    (text,) = page_texts(printed(language))
    assert text.startswith(title)


def test_all_of_it_is_within_the_page_whatever_the_clinic_is_called() -> None:
    piece = recovery_page(GROUPS, clinic="K" * 500, mark="0" * 16, day=DAY)
    assert piece.height <= PAPER_HEIGHT - 12
    assert max(line.x2 for line in piece.lines) <= PAPER_WIDTH - 12
    (picture,) = pictures(printed(clinic="K" * 500), 40)
    assert picture[:, -8:].min() == 255


def test_the_code_is_not_in_what_the_file_says_of_itself() -> None:
    pdf = printed()
    assert not any(group.encode() in pdf for group in GROUPS)
