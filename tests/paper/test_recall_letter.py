from dataclasses import replace
from datetime import date

import pytest

from kast_eval.paper.recall_letter import RecallLetter, print_recall_letter
from kast_eval.wording import Language
from tests.paper.pictures import page_texts

LETTER = RecallLetter(
    "Ett universitet", date(2026, 3, 9), "A", "huvudanalys", date(2026, 2, 2), "Huvudanalysen",
    "2026-00000-01", "0123456789abcdef" * 4, "7KQ2M0ZZ4T",
)  # fmt: skip


def said(letter: RecallLetter, language: Language, *, training: bool) -> str:
    pdf = print_recall_letter(letter, language, training=training, anchor="anchor")
    (page,) = page_texts(pdf)
    return " ".join(page.split())


@pytest.mark.parametrize(
    ("language", "asked"),
    [(Language.SV, "Ta bort varje rad med det person_id"), (Language.EN, "Remove every row")],
)
def test_a_letter_says_which_rows_and_what_to_do(language: Language, asked: str) -> None:
    text = said(LETTER, language, training=False)
    for part in (asked, "7KQ2M0ZZ4T", "huvudanalys", "2026-02-02", "2026-00000-01", "anchor"):
        assert part in text
    assert "0123456789abcdef" * 2 in text
    assert "ÖVNING" not in text


def test_what_is_anonymous_cannot_be_recalled() -> None:
    text = said(replace(LETTER, level="B", person_id=None), Language.SV, training=True)
    assert "inte att återkalla" in text
    assert "ÖVNING" in text
    assert "person_id" not in text
    assert "Ta bort" not in text
