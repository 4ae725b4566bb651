"""What a clinic's quarter was made of: who came how, how long they waited, what sessions held."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kast_eval.paper.charts.blocks import Bar, Block, block_chart
from kast_eval.paper.charts.chart import Chart
from kast_eval.paper.picture.words import Words
from kast_eval.paper.report.section import Grid, Section
from kast_eval.quality.board_counts import NOT_TOLD
from kast_eval.quality.known_items import (
    CLOSE_REASON,
    CLOSING,
    CLOSING_STAFF,
    CONTENT,
    FIRST_MODE,
    HELPED,
    LOG,
    SESSION,
    SOURCE,
)
from kast_eval.quality.picture import Picture
from kast_eval.quality.seen import WAITS
from kast_eval.wording import marked

_MOST_BARS = 5
"""So many parts of a whole are drawn by themselves; the table has them all."""


@dataclass(frozen=True)
class _Counted:
    """A block of bars, and all its numbers."""

    block: Block
    rows: tuple[tuple[str, str], ...]


def made_of_section(picture: Picture, words: Words) -> Section:
    """Return the parts of the quarter as blocks of bars, and all of them as a table."""
    title = words.say(marked("Vad kvartalet bestod av"))
    counted = tuple(_counted(picture, words))
    if not counted:
        nothing = words.say(marked("Det finns inget att räkna från kvartalet."))
        return Section("made-of", title, (nothing,))
    rows = tuple((one.block.title, *row) for one in counted for row in one.rows)
    head = (
        words.say(marked("Vad")), words.say(marked("Sort")), words.say(marked("Antal")),
    )  # fmt: skip
    grid = Grid(words.say(marked("Kvartalet i siffror")), head, rows)

    def draw(width: float) -> Chart:
        return block_chart([one.block for one in counted], width)

    return Section("made-of", title, (), (draw,), grid)


def _counted(picture: Picture, words: Words) -> Iterator[_Counted]:
    found = (
        _of_codes(marked("Hur man hörde av sig"), picture.modes, (LOG, FIRST_MODE), words),
        _of_codes(marked("Genom vem"), picture.sources, (LOG, SOURCE), words),
        _of_parts(
            words.say(marked("Väntan på första samtalet")),
            _without_none(picture.waits),
            {band: words.wait(band) for band in (*range(len(WAITS) + 1), NOT_TOLD)},
            words,
            in_order=True,
        ),
        _of_boxes(
            words.say(marked("Vad samtalen innehöll, av {count}"), count=picture.now.held),
            (picture.content, picture.now.held),
            words.boxes(SESSION, CONTENT),
            words,
        ),
        _of_codes(
            marked("Varför kontakten slutade"),
            picture.reasons,
            (CLOSING_STAFF, CLOSE_REASON),
            words,
        ),
        _helped(picture, words),
    )
    return (one for one in found if one is not None)


def _helped(picture: Picture, words: Words) -> _Counted | None:
    title = words.say(marked("Vad som hjälpte mest, av {count} som svarade"), count=picture.asked)
    return _of_boxes(title, (picture.helped, picture.asked), words.boxes(CLOSING, HELPED), words)


def _of_codes(
    title: str, counts: Mapping[int | None, int], place: tuple[str, str], words: Words
) -> _Counted | None:
    labels = {code: words.label(*place, code) for code in words.codes(*place)}
    return _of_parts(words.say(title), _without_none(counts), labels, words)


def _without_none(counts: Mapping[int | None, int]) -> Mapping[int, int]:
    return {NOT_TOLD if code is None else code: count for code, count in counts.items()}


def _of_parts(
    title: str,
    counts: Mapping[int, int],
    labels: Mapping[int, str],
    words: Words,
    *,
    in_order: bool = False,
) -> _Counted | None:
    """Return the parts of a whole that occur, the largest first or in order; None if nobody is.

    What is not among the largest stands together.
    """
    whole = sum(counts.values())
    if not whole:
        return None
    known = {label: counts[code] for code, label in labels.items() if counts.get(code)}
    first = list(known) if in_order else sorted(known, key=lambda label: -known[label])
    first = first[:_MOST_BARS]
    rest = whole - sum(known[label] for label in first)
    longest = max((*(known[label] for label in first), rest))
    bars = [Bar(label, known[label] / longest, str(known[label])) for label in first]
    if rest:
        bars.append(Bar(words.say(marked("övriga")), rest / longest, str(rest)))
    rows = tuple((label, str(count)) for label, count in known.items())
    return _Counted(Block(title, tuple(bars)), rows)


def _of_boxes(
    title: str,
    counted: tuple[Mapping[str, int], int],
    labels: Mapping[str, str],
    words: Words,
) -> _Counted | None:
    """Return the boxes that were ticked, the commonest first."""
    counts, whole = counted
    if not whole:
        return None
    known = {label: counts[name] for name, label in labels.items() if counts.get(name)}
    first = sorted(known, key=lambda label: -known[label])[:_MOST_BARS]
    bars = tuple(Bar(label, known[label] / whole, str(known[label])) for label in first)
    rows = tuple((label, str(counts.get(name, 0))) for name, label in labels.items())
    return _Counted(Block(title, bars or (Bar(words.say(marked("inget av dem")), None, ""),)), rows)
