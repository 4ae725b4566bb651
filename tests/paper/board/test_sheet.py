"""The paper for a board, as it is read."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from kast_eval.paper.board.plain_words import PLAIN, PLAIN_CODES, plain_boxes, plain_labels
from kast_eval.paper.board.sections import board_sections
from kast_eval.paper.board.sheet import print_board_sheet
from kast_eval.paper.charts.chart import WIDE
from kast_eval.paper.picture.words import Words
from kast_eval.paper.report.section import Section, Teller
from kast_eval.quality.board_counts import Parts
from kast_eval.quality.board_paper import (
    BEGAN,
    CLOSED,
    CONTACTS,
    CONTENT,
    FORMS,
    HELD,
    HELPED,
    REST,
    BoardFigures,
)
from kast_eval.quality.known_items import COURSES, LOG
from kast_eval.quality.quarter import QUARTERS, quarters_until
from kast_eval.study.site import TRAINING_SITE
from tests.paper.response.made import ENGLISH, SWEDISH
from tests.quality.test_board_paper import COUNTED, FIRST

NOTHING = BoardFigures(FIRST, COUNTED, {})
FULL = BoardFigures(
    FIRST,
    COUNTED,
    {
        CONTACTS: 300.0, BEGAN: 90.0, CLOSED: 80.0, HELD: 900.0, FORMS: 85.0,
        **dict.fromkeys(COURSES, 5.5),
        **{f"{Parts.MODES}:{part}": 100.0 for part in (1, 2, 5)},
        **{f"{Parts.SOURCES}:{part}": 80.0 for part in (6, 9, 2, REST)},
        f"{Parts.WAITS}:2": 50.0,
        **{f"{Parts.WAITS}:{part}": 15.0 for part in (3, -1, REST)},
        **{f"{Parts.REASONS}:{part}": 20.0 for part in (3, 2, 5, REST)},
        **{f"{CONTENT}:{box}": 40.0 for box in ("m_psyed", "m_resp", "m_cbt")},
        **{f"{HELPED}:help_{box}": 30.0 for box in ("relation", "accountability", "understand")},
    },
)  # fmt: skip


def sections(*quarters: BoardFigures, teller: Teller = SWEDISH) -> dict[str, Section]:
    return {one.anchor: one for one in board_sections(quarters, Words(teller))}


def told(section: Section) -> str:
    """Return everything that a section says, in words and in drawings."""
    return " ".join((*section.leads, *(draw(WIDE).alt for draw in section.charts)))


def test_a_board_reads_the_quarter_in_sentences() -> None:
    (said,) = sections(FULL)["summary"].leads
    assert said == (
        "Kontakter med mottagningen, också från anhöriga och yrkesverksamma: 300. "
        "Nya klienter: 90. "
        "Minst hälften hade sitt första samtal inom 30 dagar. "
        "Samtal som hölls: 900. Klienter som avslutade kontakten: 80. "
        "Av klienternas formulär som skulle ha kommit kom ungefär 85 %."
    )


def test_a_hidden_number_is_said_to_be_hidden_and_nothing_else() -> None:
    found = sections(NOTHING)
    assert "Nya klienter: dolt." in told(found["summary"])
    assert "hälften" not in told(found["summary"])
    assert "Genom vem: dolt" in told(found["made-of"])
    assert "Nya klienter, kv 1 2026–kv 1 2026: –" in told(found["quarters"])


def test_earlier_quarters_are_drawn_as_they_were_kept() -> None:
    later = replace(FULL, quarter=FIRST.after, numbers={BEGAN: 7.0})
    drawn = told(sections(FULL, later)["quarters"])
    assert "Nya klienter, kv 1 2026–kv 2 2026: 90, 7" in drawn
    assert "Avslutade, kv 1 2026–kv 2 2026: 80, –" in drawn
    assert "Hälften väntade högst, dagar, kv 1 2026–kv 2 2026: 30, –" in drawn


def test_the_parts_are_drawn_with_what_is_left() -> None:
    drawn = told(sections(FULL)["made-of"])
    assert "Väntan på första samtalet: 15–30 dagar 50, över 30 dagar 15, inte noterat 15" in drawn
    assert "kunskap om hur sug och vanor fungerar 40" in drawn


@pytest.mark.parametrize("teller", [SWEDISH, ENGLISH])
def test_the_fullest_quarter_is_one_sheet_of_paper(teller: Teller) -> None:
    """Every answer has been given by many, in each of eight quarters."""
    quarters = [replace(FULL, quarter=one) for one in quarters_until(FIRST, QUARTERS)]
    printed = print_board_sheet(
        TRAINING_SITE, quarters, Words(teller), training=True, foot="0000 0000"
    )
    (page,) = PdfReader(BytesIO(printed)).pages
    assert COUNTED.isoformat() in page.extract_text()


def test_a_board_reads_plain_words_and_staff_those_of_the_form() -> None:
    words = Words(SWEDISH)
    inside, outside = words.boxes("session", "m"), plain_boxes(words, CONTENT)
    assert set(PLAIN) <= set(inside)
    assert inside["m_psyed"] == "psykoedukation"
    assert "psykoedukation" not in outside.values()
    assert len(set(outside.values())) == len(inside)
    assert "att få prata" in plain_boxes(words, HELPED).values()


def test_a_board_reads_plain_words_for_every_code_that_has_them() -> None:
    words = Words(SWEDISH)
    for item, code in PLAIN_CODES:
        assert plain_labels(words, LOG, item)[str(code)] != words.label(LOG, item, code)
        assert code in words.codes(LOG, item)


def test_a_choice_that_a_newer_form_has_dropped_is_still_drawn() -> None:
    kept = replace(FULL, numbers={f"{Parts.MODES}:999": 8.0})
    assert "val som inte finns kvar i formuläret" in told(sections(kept)["made-of"])
