"""What a clinic's quarter was made of: who came how, how long they waited, what sessions held."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kast_eval.paper.charts.blocks import Bar, Block, block_chart
from kast_eval.paper.charts.chart import Chart
from kast_eval.paper.picture.words import NOT_TOLD, Words
from kast_eval.paper.report.section import Grid, Section
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
from kast_eval.quality.picture import WAITS, Picture
from kast_eval.quality.share import Share
from kast_eval.wording import marked

_MOST_BARS, _MOST_ON_PAPER = 5, 3
"""So many parts of a whole are drawn by themselves; the table of the page has them all."""


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
        ),
        _of_boxes(
            words.say(
                marked("Vad samtalen innehöll, av {count}"), count=words.count(picture.now.held)
            ),
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
    """Return what clients say helped.

    Outside nothing tells how many answered where that, beside those who ended, would tell of a few
    who did not.
    """
    counted, labels = (picture.helped, picture.asked), words.boxes(CLOSING, HELPED)
    closed = picture.now.closed
    if words.shown.count(abs(closed - picture.asked)) is None:
        title = words.say(marked("Vad som hjälpte mest"))
        return _of_boxes(title, counted, labels, words, beside=closed)
    title = words.say(
        marked("Vad som hjälpte mest, av {count} som svarade"), count=words.count(picture.asked)
    )
    return _of_boxes(title, counted, labels, words)


def _of_codes(
    title: str, counts: Mapping[int | None, int], place: tuple[str, str], words: Words
) -> _Counted | None:
    labels = {code: words.label(*place, code) for code in words.codes(*place)}
    return _of_parts(words.say(title), _without_none(counts), labels, words)


def _without_none(counts: Mapping[int | None, int]) -> Mapping[int, int]:
    return {NOT_TOLD if code is None else code: count for code, count in counts.items()}


def _of_parts(
    title: str, counts: Mapping[int, int], labels: Mapping[int, str], words: Words
) -> _Counted | None:
    """Return the parts of a whole that occur, the largest first; None if there is nobody.

    What is not among the largest stands together, with what is hidden.
    """
    whole = sum(counts.values())
    if not whole:
        return None
    shown = words.shown.parts(counts, tuple(labels))
    known = {labels[code]: count for code, count in shown.items() if count}
    first = sorted(known, key=lambda label: -known[label])[: _most(words)]
    rest = whole - sum(known[label] for label in first)
    longest = max((*(known[label] for label in first), rest))
    bars = [Bar(label, known[label] / longest, str(known[label])) for label in first]
    if rest and first:
        bars.append(Bar(words.say(marked("övriga")), rest / longest, str(rest)))
    rows = tuple((labels[code], _said(count, words)) for code, count in shown.items() if count != 0)
    return _Counted(Block(title, tuple(bars) or (_hidden(words),)), rows)


def _of_boxes(
    title: str,
    counted: tuple[Mapping[str, int], int],
    labels: Mapping[str, str],
    words: Words,
    *,
    beside: int | None = None,
) -> _Counted | None:
    """Return the boxes that were ticked, the commonest first.

    Where the whole is hidden, `beside` is a number told elsewhere that no box may come close to,
    and the longest bar is the commonest box.
    """
    counts, whole = counted
    if not whole:
        return None
    shares = {
        label: _share(counts.get(name, 0), whole, beside, words) for name, label in labels.items()
    }
    known = {label: one.part for label, one in shares.items() if one is not None and one.part}
    first = sorted(known, key=lambda label: -known[label])[: _most(words)]
    longest = whole if beside is None else max(known.values(), default=whole)
    bars = tuple(Bar(label, known[label] / longest, str(known[label])) for label in first)
    rows = tuple(
        (label, _said(None if one is None else one.part, words)) for label, one in shares.items()
    )
    return _Counted(Block(title, bars or (_hidden(words),)), rows)


def _share(part: int, whole: int, beside: int | None, words: Words) -> Share | None:
    shown = words.shown.share(Share(part, whole))
    close = beside is not None and words.shown.share(Share(part, beside)) is None
    return None if close else shown


def _most(words: Words) -> int:
    """Return how many bars there is room for: what goes outside is one sheet of paper."""
    return _MOST_ON_PAPER if words.shown.outside else _MOST_BARS


def _said(count: int | None, words: Words) -> str:
    return words.say(marked("dolt")) if count is None else str(count)


def _hidden(words: Words) -> Bar:
    """Return what stands where no bar does: to those who work there nothing is hidden."""
    said = marked("för få för att visas") if words.shown.outside else marked("inget av dem")
    return Bar(words.say(said), None, "")
