from datetime import date

import pytest

from kast_eval.paper.codes_page import codes_page, print_codes_page
from kast_eval.paper.page import PAPER_HEIGHT, PAPER_WIDTH
from kast_eval.wording import Language
from tests.paper.pictures import page_texts

DAY = date(2026, 3, 9)
CODES = tuple(f"WWW{number}-0ZX9-HJKM" for number in range(10))


@pytest.mark.parametrize(("language", "title"), [(Language.SV, "Reserv"), (Language.EN, "Recov")])
def test_every_code_stands_on_the_page(language: Language, title: str) -> None:
    pdf = print_codes_page(CODES, name="Karin Test", day=DAY, language=language)
    (text,) = page_texts(pdf)
    assert text.startswith(title)
    assert "Karin Test, 2026-03-09" in text
    for code in CODES:
        assert code in text
        assert code.encode() not in pdf


def test_all_of_it_is_within_the_page_whatever_somebody_is_called() -> None:
    piece = codes_page(CODES, name="K" * 500, day=DAY)
    assert piece.height <= PAPER_HEIGHT - 12
    assert max(line.x2 for line in piece.lines) <= PAPER_WIDTH - 12
