from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kast_eval.paper.disposal_record import PrintedDisposal, print_disposal_record
from kast_eval.study.papers import Ending, Outcome, Paper, PaperKind
from kast_eval.wording import Language
from tests.paper.pictures import page_texts

NOW = datetime(2026, 3, 9, 12, 30, tzinfo=UTC)
PAPER = Paper(
    "ab12", "0000", PaperKind.FORMS, "pärm 3", date(2025, 1, 1), date(2025, 6, 30), None, None,
    "skåp A", "anna", NOW,
)  # fmt: skip
ENDING = Ending(Outcome.DISPOSED, "GN 1", date(2026, 3, 8), None, "", "Berit", "lead", NOW)
PRINTED = PrintedDisposal("Mottagningen", "Ifyllda formulär", PAPER, ENDING, "gallrade")


def told(printed: PrintedDisposal, *, training: bool = False) -> str:
    (page,) = page_texts(
        print_disposal_record(printed, Language.SV, training=training, anchor="12-abcd")
    )
    return page


def test_the_record_is_one_page_with_two_signatures_and_the_end_of_the_chain() -> None:
    page = told(PRINTED)
    assert "underskrift, lead:" in page
    assert "underskrift, Berit:" in page
    assert "12-abcd" in page
    assert "ÖVNING" not in page
    assert "ÖVNING" in told(PRINTED, training=True)


def test_what_nobody_has_written_does_not_stand_there() -> None:
    page = told(PRINTED)
    assert "Antal ark" not in page
    assert "Anmärkning" not in page
    assert "Antal ark 7" in told(replace(PRINTED, ending=replace(ENDING, amount=7)))


@pytest.mark.parametrize(
    "hostile", ["<img src=x>", "<b>", "&amp; &lt;", "x" * 200, "å" * 200, "]]> -->", "%s {0}"]
)
def test_what_was_typed_is_only_text(hostile: str) -> None:
    page = told(replace(PRINTED, paper=replace(PAPER, what=hostile)))
    assert hostile.replace(" ", "")[:40] in page.replace(" ", "").replace("\u00ad", "")
