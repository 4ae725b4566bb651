"""What the quarter was made of, on the paper for a board: blocks of bars."""

from collections.abc import Iterator, Mapping

from kast_eval.paper.board.plain_words import plain_boxes, plain_labels
from kast_eval.paper.charts.blocks import Bar, Block, block_chart
from kast_eval.paper.charts.chart import Chart
from kast_eval.paper.picture.words import Words
from kast_eval.paper.report.section import Section
from kast_eval.quality.board_counts import NOT_TOLD, Parts
from kast_eval.quality.board_paper import CONTENT, HELPED, REST, BoardFigures
from kast_eval.quality.known_items import (
    CLOSE_REASON,
    CLOSING_STAFF,
    FIRST_MODE,
    LOG,
    SOURCE,
)
from kast_eval.quality.seen import WAITS
from kast_eval.wording import marked


def made_of_section(now: BoardFigures, words: Words) -> Section:
    """Return the parts of the quarter that may be shown; a block without any says so."""
    blocks = tuple(_blocks(now, words))

    def draw(width: float) -> Chart:
        return block_chart(blocks, width)

    return Section("made-of", words.say(marked("Vad kvartalet bestod av")), (), (draw,))


def _blocks(now: BoardFigures, words: Words) -> Iterator[Block]:
    rest = {REST: words.say(marked("övriga"))}
    waits = {str(code): words.wait(code) for code in range(len(WAITS) + 1)}
    content, helped = (plain_boxes(words, block) for block in (CONTENT, HELPED))
    for title, block, labels in (
        (marked("Hur man hörde av sig"), Parts.MODES, plain_labels(words, LOG, FIRST_MODE) | rest),
        (marked("Genom vem"), Parts.SOURCES, plain_labels(words, LOG, SOURCE) | rest),
        (marked("Väntan på första samtalet"), Parts.WAITS, _none(words) | waits | rest),
        (marked("Vad samtalen innehöll, antal klienter"), CONTENT, content),
        (
            marked("Varför kontakten slutade"),
            Parts.REASONS,
            plain_labels(words, CLOSING_STAFF, CLOSE_REASON) | rest,
        ),
        (marked("Vad som hjälpte mest, antal klienter"), HELPED, helped),
    ):
        yield Block(words.say(title), _bars(now.parts(block), labels, words))


def _none(words: Words) -> dict[str, str]:
    return {str(NOT_TOLD): words.wait(NOT_TOLD)}


def _bars(parts: Mapping[str, int], labels: Mapping[str, str], words: Words) -> tuple[Bar, ...]:
    """Return a bar for each part that is shown."""
    if not parts:
        return (Bar(words.say(marked("dolt")), None, ""),)
    longest = max(parts.values())
    # A kept paper may tell of a choice that a newer form has dropped.
    gone = words.say(marked("val som inte finns kvar i formuläret"))
    return tuple(
        Bar(labels.get(part, gone), count / longest, str(count)) for part, count in parts.items()
    )
