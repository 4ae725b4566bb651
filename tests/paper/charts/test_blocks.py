from dataclasses import replace

import pytest

from kast_eval.paper.charts.blocks import Bar, Block, block_chart
from kast_eval.paper.charts.chart import NARROW, WIDE

BLOCK = Block("Genom vem", (Bar("polisen", 1.0, "12"), Bar("egen kontakt", 0.5, "6")))
THICK = 2.2


def lengths(block: Block) -> list[float]:
    chart = block_chart([block], WIDE)
    return [rule.x2 - rule.x1 for rule in chart.rules if rule.width == THICK]


def test_a_bar_is_as_long_as_its_share() -> None:
    longest, half = lengths(BLOCK)
    assert longest == pytest.approx(2 * half)


def test_nothing_has_no_bar_and_a_hidden_number_not_even_a_line() -> None:
    bars = (Bar("polisen", 0.0, "0"), Bar("vården", None, "dolt"))
    chart = block_chart([replace(BLOCK, bars=bars)], WIDE)
    assert len(chart.rules) == 1
    assert "dolt" in [span.text for span in chart.spans]


def test_blocks_stand_in_two_columns_where_there_is_room() -> None:
    blocks = [replace(BLOCK, title=f"Nummer {place}") for place in range(4)]
    lefts = {
        width: {span.x for span in block_chart(blocks, width).spans if "Nummer" in span.text}
        for width in (WIDE, NARROW)
    }
    assert (len(lefts[WIDE]), len(lefts[NARROW])) == (2, 1)


def test_the_alternative_text_has_every_number() -> None:
    assert block_chart([BLOCK], WIDE).alt == "Genom vem: polisen 12, egen kontakt 6."
